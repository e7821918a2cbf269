package check

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/when"
)

var summaryDisagrees = Rule{
	Code: "summary-disagrees", About: Truth, Severity: diag.Warning,
	Reason:  "Summary and timeline are often written by two people on two days. Where they give the same clock another date, or start and end of the outage another clock, one is wrong.",
	Example: "failed from 2019-02-25 23:04, and a timeline of 2019-03-25 23:04: correct the month.",
	post:    findSummaryDisagrees,
}

func findSummaryDisagrees(p *Post) []Finding {
	events := p.timeline()
	if len(events) < 2 {
		return nil
	}
	var list []Finding
	log := sync.OnceValue(func() index { return indexed(events) }) // most texts give no time outside of it
	for i, b := range p.prose() {
		if b.quote {
			continue
		}
		for _, f := range p.scan(i) {
			if p.inEvent(b.at + f.Start) {
				continue
			}
			if other, ok := log().sameClockOtherDay(f.Stamp); ok {
				list = append(list, Finding{At: b.at + f.Start, Message: fmt.Sprintf("this names %s, the timeline has that clock on %s (line %d)", quoted(b.text[f.Start:f.End]), other.At.Time.Format("2006-01-02"), other.Line),
					Hint: "correct the date here or there"})
			}
		}
		list = append(list, p.boundsDisagree(i, log)...)
	}
	return list
}

// index is a timeline by what its entries are looked up by.
type index struct {
	days       map[int]bool // on which an entry is, and the days beside them
	clocks     map[[2]int]*incident.Event
	start, end *incident.Event // marked as that of the outage, nil where none or several are
}

func indexed(events []incident.Event) index {
	x := index{days: map[int]bool{}, clocks: map[[2]int]*incident.Event{}, start: marked(events, startMarks), end: marked(events, endMarks)}
	for i := range events {
		e := &events[i]
		if e.At.IsZero() {
			continue
		}
		for day := -1; day <= 1; day++ {
			x.days[when.DateOf(e.At.Time).Days()+day] = true
		}
		if e.At.Precision >= when.Minute {
			x.clocks[[2]int{e.At.Time.Hour(), e.At.Time.Minute()}] = e
		}
	}
	return x
}

// sameClockOtherDay finds the entry of the timeline that has the clock of a
// full time in the text, on a day that is another. It is sure only where no
// entry has that clock on that day and the timeline has nothing on it at all.
func (x index) sameClockOtherDay(st when.Stamp) (*incident.Event, bool) {
	if st.Date.Year == 0 || st.Date.Ambiguous || st.Clock.Precision < when.Minute || st.Impossible != "" || st.Clock.Minute%15 == 0 || x.days[st.Date.Days()] {
		return nil, false
	}
	e := x.clocks[[2]int{st.Clock.Hour, st.Clock.Minute}]
	return e, e != nil
}

// boundsDisagree compares the start and end of the outage that a sentence gives
// as a range with the entries of the timeline that are marked as such.
func (p *Post) boundsDisagree(i int, log func() index) []Finding {
	b := &p.blocks[i]
	var list []Finding
	for _, f := range p.scan(i) {
		if f.Until == nil || f.Clock.Precision < when.Minute || f.Until.Clock.Precision < when.Minute || f.Approx || p.inEvent(b.at+f.Start) || !p.tellsOutage(i, f) {
			continue
		}
		start, end := log().start, log().end
		from, to := f.Stamp, *f.Until
		if from.Zone.IsZero() {
			from.Zone = to.Zone
		}
		for _, side := range []struct {
			name  string
			stamp when.Stamp
			entry *incident.Event
		}{{"start", from, start}, {"end", to, end}} {
			if e := side.entry; e != nil && !p.near(side.stamp, e.At) {
				list = append(list, Finding{At: b.at + f.Start, Message: fmt.Sprintf("this gives %s, the timeline has the %s of it at %s (line %d)", quoted(b.text[f.Start:f.End]), side.name, shown(e.At, e.At), e.Line),
					Hint: "correct the time here or there"})
			}
		}
	}
	return list
}

// tellsOutage reports whether the sentence around a range is about the outage
// as a whole, and gives one range only.
func (p *Post) tellsOutage(i int, f when.Found) bool {
	in := p.Facts
	for _, fact := range []*incident.Fact{in.Started, in.Resolved, in.Mitigated} {
		if fact != nil && fact.Evidence.Rule == "window" && fact.Evidence.Start <= p.blocks[i].at+f.Start && p.blocks[i].at+f.End <= fact.Evidence.End+1 {
			return true
		}
	}
	text := around(p.blocks[i].text, f.Start, f.End)
	return mentions(text, outages) && mentions(text, outageTimes)
}

// A sentence with one of each gives the time of an outage.
var (
	outages     = newWords("outage", "incident", "downtime")
	outageTimes = newWords("lasted", "lasting", "duration", "experienced", "outage from", "outage between", "down from", "down between")
)

// around is the sentence around a part of a text, as far as 300 bytes.
func around(text string, start, end int) string {
	from, to := max(0, start-300), min(len(text), end+300)
	for _, s := range sentences(text[from:to]) {
		if s.at <= start-from && end-from <= s.at+len(s.text) {
			return s.text
		}
	}
	return ""
}

var (
	startMarks = newWords("outage starts", "outage start", "outage started", "outage begins", "outage began", "incident starts", "incident start", "incident started", "impact starts", "impact start", "impact started", "impact begins", "start of impact", "start of outage", "start of incident")
	endMarks   = newWords("outage ends", "outage end", "outage ended", "outage over", "incident ends", "incident end", "incident ended", "impact ends", "impact end", "impact ended", "end of impact", "end of outage", "end of incident", "fully restored", "incident resolved", "incident is resolved", "outage is resolved")
)

// marked returns the one entry of the timeline that has one of the marks, nil
// where there are several.
func marked(events []incident.Event, marks []word) *incident.Event {
	var found *incident.Event
	for i := range events {
		if events[i].At.Precision >= when.Minute && !events[i].At.Approx && mentions(strings.ReplaceAll(events[i].Text, "*", ""), marks) {
			if found != nil {
				return nil
			}
			found = &events[i]
		}
	}
	return found
}

// near reports whether a clock in the text may be that of an entry. Where only
// one of the two has a zone nothing can be said.
func (p *Post) near(st when.Stamp, at when.Moment) bool {
	if st.Zone.IsZero() == at.Zoned && !(st.Zone.IsZero() && p.Facts.Zone != "") || st.Zone.Ambiguous() || st.Impossible != "" {
		return true
	}
	entry := when.DateOf(at.Time)
	if !st.Date.IsZero() && st.Date.Year != 0 && (st.Date.Days()-entry.Days() > 1 || entry.Days()-st.Date.Days() > 1) {
		return true // the other rule's case
	}
	st.Date, st.Until = entry, nil
	m := (when.Frame{}).Moment(st).At
	if m.IsZero() {
		return true
	}
	if !m.Zoned {
		m.Time, at.Time = wall(m.Time), wall(at.Time)
	}
	gap := m.Time.Sub(at.Time).Abs() % (24 * time.Hour)
	return gap <= 2*time.Minute || gap >= 24*time.Hour-2*time.Minute
}
