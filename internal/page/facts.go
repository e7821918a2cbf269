package page

import (
	"fmt"
	"slices"
	"time"

	"candor/internal/incident"
	"candor/internal/site"
	"candor/internal/theme"
	"candor/internal/when"
)

// FactsView is what a post's page shows of its incident.
type FactsView struct {
	Facts    []FactRow
	Bar      *Bar // nil where the times do not allow one
	Timeline []TimelineRow
}

// FactRow is a line of the facts panel.
type FactRow struct {
	Name   string
	Moment when.Moment // zero for the duration
	Text   string      // for people
	Note   string      // about, stated, zone not stated …; may be ""
	Anchor string      // id of the words that say it; "" when they are not on the page
	Clock  bool        // a time of day whose zone is known, so that it can be shown in another
}

// TimelineRow is an entry of the timeline.
type TimelineRow struct {
	incident.Event
	Day    string // for people, where it is another than that of the entry before; else ""
	Time   string // of day, for people; "" when it is not known
	UTC    string // the same in UTC; "" when Time is, or its zone is not known
	Offset string // since the start: T+12 min; "" when it is not known
	Anchor string
	Clock  bool // a time of day whose zone is known, so that it can be shown in another
}

func isClock(m when.Moment) bool { return m.Zoned && m.Precision >= when.Minute }

// Clocks reports whether any time of the view can be shown in another zone.
func (v *FactsView) Clocks() bool {
	return slices.ContainsFunc(v.Facts, func(r FactRow) bool { return r.Clock }) || slices.ContainsFunc(v.Timeline, func(r TimelineRow) bool { return r.Clock })
}

// factsView puts the panel together; nil for a post that reports no incident
// or tells nothing about one.
func factsView(e *site.Entry) *FactsView {
	in := e.Facts
	if in == nil {
		return nil
	}
	v := &FactsView{Bar: newBar(in)}
	for _, m := range in.Moments() {
		if m.Fact != nil {
			v.Facts = append(v.Facts, momentRow(e, m))
		}
	}
	if row, ok := derivedEnd(in); ok {
		v.Facts = append(v.Facts, row)
	}
	if d := in.Duration; d != nil {
		note := "as stated"
		if !d.Stated {
			note = "from start to resolution"
		}
		v.Facts = append(v.Facts, FactRow{Name: "Duration", Text: when.Words(d.Length, d.Approx), Note: note, Anchor: e.Anchor("duration")})
	}
	v.Timeline = timelineRows(e)
	if len(v.Facts) == 0 && len(v.Timeline) == 0 {
		return nil
	}
	return v
}

// titles are the names of the four moments for people.
var titles = map[string]string{"started": "Started", "detected": "Detected", "mitigated": "Mitigated", "resolved": "Resolved"}

func momentRow(e *site.Entry, m incident.Named) FactRow {
	return FactRow{Name: titles[m.Name], Moment: m.Fact.Moment, Text: clockText(m.Fact.Moment, true), Note: momentNote(m.Fact.Moment), Anchor: e.Anchor(m.Name), Clock: isClock(m.Fact.Moment)}
}

func momentNote(m when.Moment) string {
	if !m.Zoned && m.Precision > when.Day {
		return "zone not stated"
	}
	return utcText(m)
}

// utcText is a time of day in UTC, with the day where that is another one; ""
// when it is UTC already or cannot be told.
func utcText(m when.Moment) string {
	if _, offset := m.Time.Zone(); offset == 0 || !isClock(m) {
		return ""
	}
	utc := m.Instant()
	if utc.Day() != m.Time.Day() {
		return utc.Format("2\u00a0Jan, 15:04\u00a0UTC")
	}
	return utc.Format("15:04\u00a0UTC")
}

// derivedEnd is the end that start and stated duration give, where the post
// names no other.
func derivedEnd(in *incident.Incident) (FactRow, bool) {
	if in.Started == nil || in.Resolved != nil || in.Mitigated != nil || in.Duration == nil || !in.Duration.Stated || in.Started.Precision < when.Minute {
		return FactRow{}, false
	}
	end := in.Started.Moment
	end.Time = end.Time.Add(in.Duration.Length)
	end.Approx = end.Approx || in.Duration.Approx
	return FactRow{Name: "Ended", Moment: end, Text: clockText(end, true), Note: "derived from start and duration", Clock: isClock(end)}, true
}

// clocks are the layouts of a time of day, by precision.
var clocks = [...]string{when.Day: "", when.Hour: "15 h", when.Minute: "15:04", when.Second: "15:04:05"}

// clockText writes a moment for people, in the zone in which it is given.
func clockText(m when.Moment, withDay bool) string {
	if m.IsZero() {
		return ""
	}
	text := make([]byte, 0, 64)
	if m.Approx {
		text = append(text, "about "...)
	}
	clock := clocks[m.Precision]
	if withDay || clock == "" {
		text = theme.AppendDate(text, m)
		if clock != "" {
			text = append(text, ", "...)
		}
	}
	text = m.Time.AppendFormat(text, clock)
	if m.Zoned && clock != "" {
		text = append(append(text, "\u00a0"...), zoneText(m.Time)...)
	}
	return string(text)
}

// zoneText names an offset: UTC, UTC−8, UTC+5:30.
func zoneText(t time.Time) string {
	_, offset := t.Zone()
	if offset == 0 {
		return "UTC"
	}
	sign := "+"
	if offset < 0 {
		sign, offset = "−", -offset
	}
	text := fmt.Sprintf("UTC%s%d", sign, offset/3600)
	if minutes := offset % 3600 / 60; minutes > 0 {
		text += fmt.Sprintf(":%02d", minutes)
	}
	return text
}

func timelineRows(e *site.Entry) []TimelineRow {
	events, names := e.Facts.Timeline, e.Facts.EventNames()
	rows := make([]TimelineRow, len(events))
	var day when.Moment // the last that a row names
	for i, event := range events {
		rows[i] = timelineRow(e, event, e.Anchor(names[i]))
		if at := event.At; !at.IsZero() && (day.IsZero() || !sameDay(at.Time, day.Time)) {
			rows[i].Day, day = theme.Date(at), at
		}
	}
	return rows
}

func sameDay(a, b time.Time) bool {
	year, month, day := a.Date()
	y, m, d := b.Date()
	return year == y && month == m && day == d
}

// timelineRow is an entry without its day.
func timelineRow(e *site.Entry, event incident.Event, anchor string) TimelineRow {
	row := TimelineRow{Event: event, UTC: utcText(event.At), Anchor: anchor, Clock: isClock(event.At)}
	if event.At.Precision > when.Day {
		row.Time = clockText(event.At, false)
	}
	if start := e.Facts.Started; start != nil {
		if length, ok := between(start.Moment, event.At); ok {
			row.Offset = offset(length, start.Approx || event.At.Approx)
		}
	}
	return row
}

// offset writes T+12 min, T−3 min or T+0.
func offset(length time.Duration, approx bool) string {
	text := make([]byte, 0, 32)
	if approx {
		text = append(text, "about "...)
	}
	mark := "T+"
	if length < 0 {
		mark, length = "T−", -length
	}
	text = append(text, mark...)
	if length == 0 {
		return string(append(text, '0'))
	}
	return string(when.AppendWords(text, length, false))
}

// between is the time from a to b, where both are known to the minute and both
// or neither have a zone.
func between(a, b when.Moment) (time.Duration, bool) {
	if a.Zoned != b.Zoned || min(a.Precision, b.Precision) < when.Minute {
		return 0, false
	}
	return b.Instant().Sub(a.Instant()), true
}
