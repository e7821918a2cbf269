package incident

import "candor/internal/when"

// calendar is what a post says around its times: the days they may be on and
// the zone.
type calendar struct {
	frame   when.Frame
	written bool      // the text says on which day it was
	zone    when.Zone // of the clocks that name none, once it has been asked for
	zoned   bool      // it has been
}

// dateOf returns the date of a moment, zero for none.
func dateOf(m when.Moment) when.Date {
	if m.IsZero() {
		return when.Date{}
	}
	return when.DateOf(m.Time)
}

// newCalendar reads the days that hold for a whole post.
func newCalendar(d *document, entries []entry) calendar {
	published := dateOf(d.src.Published)
	inName, _ := when.DateInName(d.src.Name)
	named := dateOf(inName)
	title := titleDay(d)
	labelled := labelledDay(d)
	first := when.Date{}
	if firstFull(title, labelled).IsZero() {
		first = firstDay(d, latestOf(published, named))
	}
	f := when.Frame{Latest: published}
	if f.Latest.IsZero() {
		f.Latest = named
	}
	if f.Anchor = firstFull(title, labelled, named, published, first, firstInEntries(entries)); f.Anchor.IsZero() {
		f.Anchor = firstFull(titleMonth(d), labelledMonth(d))
	}
	bound := published
	if published == named { // the day of the incident rather than of the post
		bound = when.Date{}
	}
	f.Order = order(entries, f.Anchor, bound)
	for _, day := range []when.Date{title, labelled, first, loneDay(entries), named, published} {
		if full, ok := f.Complete(day); !day.IsZero() && ok {
			f.Day = full
			break
		}
	}
	return calendar{frame: f, written: f.Day != published && !f.Day.IsZero() || !firstFull(title, labelled, first, named, firstInEntries(entries)).IsZero() || !loneDay(entries).IsZero()}
}

// latestOf returns the later of two dates.
func latestOf(a, b when.Date) when.Date {
	if a.IsZero() || !b.IsZero() && b.Days() > a.Days() {
		return b
	}
	return a
}

// firstFull returns the first date that has a year and one reading.
func firstFull(dates ...when.Date) when.Date {
	for _, d := range dates {
		if d.Year != 0 && !d.Ambiguous {
			return d
		}
	}
	return when.Date{}
}

// loneDay returns the day of a log, if all its dates are that day.
func loneDay(entries []entry) when.Date {
	var lone when.Date
	for i := range entries {
		e := &entries[i]
		for _, day := range [...]when.Date{e.Date, e.Under} {
			if !day.IsZero() && !lone.IsZero() && day != lone {
				return when.Date{}
			}
			if !day.IsZero() {
				lone = day
			}
		}
	}
	return lone
}

func firstInEntries(entries []entry) when.Date {
	for i := range entries {
		e := &entries[i]
		for _, d := range [...]when.Date{e.Date, e.Under} {
			if d.Year != 0 && !d.Ambiguous {
				return d
			}
		}
	}
	return when.Date{}
}

// titleDay returns the day that the title or the first heading names.
func titleDay(d *document) when.Date {
	if day := firstDate(d.src.Title); !day.IsZero() {
		return day
	}
	for i := range d.blocks {
		if d.blocks[i].kind != heading {
			continue
		}
		day := firstDate(d.masked(i))
		if day.IsZero() {
			day, _ = when.FindShortYear(d.masked(i))
		}
		return day
	}
	return when.Date{}
}

// titleMonth returns the middle of the month that the title or the first
// heading names, near which dates without a year lie.
func titleMonth(d *document) when.Date {
	if m, ok := when.FindMonth(d.src.Title); ok {
		return m
	}
	for i := range d.blocks {
		if d.blocks[i].kind == heading {
			m, _ := when.FindMonth(d.masked(i))
			return m
		}
	}
	return when.Date{}
}

// labelledMonth returns the middle of the month of a line such as "**Date**:
// September 2024".
func labelledMonth(d *document) when.Date {
	for _, l := range d.labelled {
		if dayLabels[l.name] {
			m, _ := when.FindMonth(l.value)
			return m
		}
	}
	return when.Date{}
}

func firstDate(text string) when.Date {
	if !hasDigit(text) {
		return when.Date{}
	}
	for _, f := range when.Scan(text) {
		if !f.Date.IsZero() && f.Impossible == "" {
			return f.Date
		}
	}
	inName, _ := when.DateInName(text) // Incidents/2022-05-25 slowness
	return dateOf(inName)
}

// labelledDay returns the day of a line such as "**Date**: 19.09.2023".
func labelledDay(d *document) when.Date {
	for _, l := range d.labelled {
		if !dayLabels[l.name] {
			continue
		}
		if st, _, _ := lead(l.value); !st.Date.IsZero() && st.Impossible == "" {
			return st.Date
		}
	}
	for _, l := range d.labelled { // else the day of a moment that has a label
		if _, ok := momentLabels[l.name]; ok {
			if st, _, _ := lead(l.value); st.Date.Year != 0 && st.Impossible == "" {
				return st.Date
			}
		}
	}
	return when.Date{}
}

// dayLabels name the day of the incident.
var dayLabels = map[string]bool{
	"date": true, "incident date": true, "date of incident": true, "date of the incident": true, "outage date": true, "date of outage": true, "when": true,
	"dates": true, "day": true, "event date": true, "date and time": true, "date/time": true, "occurred": true,
}

// firstDay returns the first full date in the running text, if it is close
// before the latest day known.
func firstDay(d *document, latest when.Date) when.Date {
	for i := range d.blocks {
		b := &d.blocks[i]
		if !b.dated() || b.kind == row || d.places[i].region > 0 && b.kind == item {
			continue
		}
		for _, f := range d.scan(i) {
			if f.Date.IsZero() || f.Impossible != "" || f.Date.Ambiguous || f.Date.Year == 0 && latest.IsZero() {
				continue
			}
			day := f.Date
			if day.Year == 0 {
				day, _ = when.Frame{Anchor: latest, Latest: latest}.Complete(day)
			}
			if day.IsZero() || !latest.IsZero() && (day.Days() > latest.Days()+1 || day.Days() < latest.Days()-62) {
				continue
			}
			return day
		}
	}
	return when.Date{}
}

// order returns how the post writes its numeric dates.
func order(entries []entry, anchor, published when.Date) when.DateOrder {
	var dates []when.Date
	for i := range entries {
		e := &entries[i]
		for _, day := range [...]when.Date{e.Date, e.Under} {
			if day.Ambiguous {
				dates = append(dates, day)
			}
		}
	}
	if len(dates) == 0 {
		return when.UnknownOrder
	}
	return when.ChooseOrder(dates, anchor, published)
}

// scan returns the times in a block, read once.
func (d *document) scan(i int) []when.Found {
	m := &d.memos[i]
	if !m.scanned {
		from := len(d.found)
		d.found = when.AppendTimes(d.found, d.masked(i))
		m.times, m.scanned = d.found[from:len(d.found):len(d.found)], true
	}
	return m.times
}
