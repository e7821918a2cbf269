package when

import "time"

// Frame is what a text says around its times: what fills the gaps of a stamp.
type Frame struct {
	Zone Zone // of the clocks that name none
	Day  Date // of the clocks that name none, until one does
	// Fixed keeps Day for every bare clock: "unless otherwise noted all events
	// happened on".
	Fixed  bool
	Anchor Date      // a full date near the others: a date without a year takes the year that is closest
	Latest Date      // the day of publication, if known: what is told happened by then
	Order  DateOrder // how the text writes 03/04/2024
}

// DateOrder says which part of a numeric date comes first.
type DateOrder uint8

const (
	UnknownOrder DateOrder = iota
	MonthFirst
	DayFirst
)

// Entry is one stamp of a log and the day it stands under, if a heading or a
// column gives one.
type Entry struct {
	Stamp
	Under Date
}

// Span is when an entry happened. End is zero for a single time, both are for a
// time that cannot be known.
type Span struct{ At, End Moment }

// slack is for how many days a post may go on about what came after its date.
const slack = 62

const (
	secondsPerDay = 24 * 3600
	// A clock this much earlier than the one before it belongs to the next day;
	// a smaller step back is the author's order.
	midnightStep = 6 * 3600
)

// AppendSpans turns the stamps of one log, in the order they are written, into
// moments, and adds them to a list. A clock without a day takes it from the entry
// before or from the frame, and moves on where it has passed midnight; a log
// written newest first runs the other way. What cannot be known stays zero.
func (f Frame) AppendSpans(spans []Span, entries []Entry) []Span {
	once := halfOnce(entries)
	r := resolver{Frame: f, forward: once || !runsBackward(entries), halves: once || hasHalves(entries)}
	if day, ok := r.nightBefore(entries); ok {
		r.Day = day
	}
	for i := range entries {
		spans = append(spans, r.next(entries[i]))
	}
	return spans
}

// nightBefore returns the day on which a log begins that gives a date only where
// it has passed midnight: 21:20, 23:43, 00:15 (2012-07-05).
func (r *resolver) nightBefore(entries []Entry) (Date, bool) {
	if r.Fixed || !r.forward {
		return Date{}, false
	}
	nights := 0
	for i := range entries {
		e := &entries[i]
		if !e.Under.IsZero() || e.Weekday != 0 || e.Relative || e.Clock.IsZero() {
			return Date{}, false
		}
		if i > 0 && entries[i-1].Clock.seconds()-e.Clock.seconds() >= midnightStep {
			nights++
		}
		if !e.Date.IsZero() {
			day, ok := r.Complete(e.Date)
			return shift(day, -nights), ok && nights > 0
		}
	}
	return Date{}, false
}

// Moment resolves a single stamp.
func (f Frame) Moment(st Stamp) Span {
	r := resolver{Frame: f, forward: true}
	return r.next(Entry{Stamp: st})
}

// resolver walks through a log.
type resolver struct {
	Frame
	forward bool
	halves  bool // the clocks are written with am or pm
	day     Date
	under   Date
	last    int // seconds since midnight of the clock before
	started bool
}

func (r *resolver) next(e Entry) Span {
	if e.Impossible != "" || e.IsZero() && e.Under.IsZero() {
		return Span{}
	}
	day, ok := r.dayOf(&e)
	if !ok {
		return Span{}
	}
	r.day, r.started = day, true
	if !e.Clock.IsZero() {
		r.last = e.Clock.seconds()
	}
	at := r.place(e.Stamp, day)
	return Span{at, r.end(e.Stamp, day, at)}
}

// dayOf returns the day of an entry.
func (r *resolver) dayOf(e *Entry) (Date, bool) {
	switch {
	case !e.Date.IsZero():
		r.last = -1
		return r.Complete(e.Date)
	case e.Relative:
		r.last = -1
		return shift(r.Latest, -e.Days), !r.Latest.IsZero()
	case !e.Under.IsZero() && e.Under != r.under:
		r.under, r.last = e.Under, -1
		return r.Complete(e.Under)
	case e.Weekday != 0:
		return r.onWeekday(e.Weekday)
	}
	day := r.day
	if !r.started || r.Fixed {
		day = r.Day
	}
	if day.IsZero() {
		return Date{}, false
	}
	r.adopt(&e.Clock)
	switch now := e.Clock.seconds(); {
	case r.last < 0 || !r.started:
	case r.forward && r.last-now >= midnightStep:
		day = shift(day, 1)
	case !r.forward && now-r.last >= midnightStep:
		day = shift(day, -1)
	}
	return day, true
}

// adopt gives a clock without am or pm, in a log that writes them, the half in
// which it follows the one before.
func (r *resolver) adopt(c *Clock) {
	later := c.seconds() + secondsPerDay/2
	if !r.halves || c.Half != 0 || c.Hour > 12 || !r.forward || c.seconds() >= r.last || later < r.last {
		return
	}
	if c.Hour += 12; c.Hour == 24 { // 12:20 after 11:10 pm
		c.Hour = 0
	}
}

// onWeekday returns the named day, on or after the entry before, or else next
// to the frame's day.
func (r *resolver) onWeekday(w Weekday) (Date, bool) {
	from, first := r.day, 0
	if !r.started {
		if from, first = r.Day, -3; from == r.Latest && r.forward { // told on the day of publication or after it
			first = -6
		}
	}
	if from.IsZero() || from.Year == 0 {
		return Date{}, false
	}
	for i := first; i < first+7; i++ {
		if d := shift(from, i); Weekday(d.Moment().Time.Weekday()+1) == w {
			if i != 0 {
				r.last = -1
			}
			return d, true
		}
	}
	return Date{}, false
}

// place returns a stamp on a day as a moment in the frame's zone.
func (r *resolver) place(st Stamp, day Date) Moment {
	st.Date = day
	if st.Zone.IsZero() {
		st.Zone = r.Zone
	}
	return st.Moment()
}

// end returns the end of a range.
func (r *resolver) end(st Stamp, day Date, at Moment) Moment {
	if st.Until == nil || st.Until.Impossible != "" {
		return Moment{}
	}
	until := *st.Until
	if !until.Date.IsZero() {
		var ok bool
		if day, ok = r.Complete(until.Date); !ok {
			return Moment{}
		}
	}
	if until.Zone.IsZero() {
		until.Zone = st.Zone
	}
	end := r.place(until, day)
	if until.Date.IsZero() && end.Time.Before(at.Time) {
		end = r.place(until, shift(day, 1))
	}
	if end.Time.Before(at.Time) {
		return Moment{}
	}
	return end
}

// Complete fills in the year and the order of a date from the frame. It fails
// where they cannot be known.
func (f Frame) Complete(d Date) (Date, bool) {
	if d.IsZero() {
		return Date{}, false
	}
	if d.Ambiguous {
		switch f.Order {
		case DayFirst:
			d = d.Swapped()
		case UnknownOrder:
			return Date{}, false
		}
		d.Ambiguous = false
	}
	if d.Year != 0 {
		return d, d.exists()
	}
	if f.Anchor.IsZero() {
		return Date{}, false
	}
	best := Date{}
	for year := f.Anchor.Year - 1; year <= f.Anchor.Year+1; year++ {
		c := Date{Year: year, Month: d.Month, Day: d.Day}
		if !c.exists() || !f.Latest.IsZero() && c.Days() > f.Latest.Days()+slack {
			continue
		}
		if best.IsZero() || distance(c, f.Anchor) < distance(best, f.Anchor) {
			best = c
		}
	}
	return best, !best.IsZero()
}

// Days returns the days from 1 January 1970 to d.
func (d Date) Days() int {
	y, m := d.Year, int(d.Month)
	if m < 3 { // years begin in March, so that leap days come last
		y, m = y-1, m+12
	}
	return y*365 + y/4 - y/100 + y/400 + (m*153-457)/5 + d.Day - 719469
}

// distance returns the days between a and b.
func distance(a, b Date) int {
	if n := a.Days() - b.Days(); n < 0 {
		return -n
	} else {
		return n
	}
}

// shift returns the date so many days after d. The zero date stays zero.
func shift(d Date, days int) Date {
	if d.IsZero() || d.Year == 0 {
		return d
	}
	return DateOf(time.Date(d.Year, d.Month, d.Day+days, 0, 0, 0, 0, time.UTC))
}

// runsBackward reports whether a log is written newest first: most of its
// clocks, or of its dates, are earlier than the ones before.
func runsBackward(entries []Entry) bool {
	back, ahead := 0, 0
	for i := 1; i < len(entries); i++ {
		a, b := &entries[i-1], &entries[i]
		step := 0
		switch {
		case b.Date.Year != 0 && a.Date.Year != 0 && b.Date != a.Date:
			step = b.Date.Days() - a.Date.Days()
		case !a.Clock.IsZero() && !b.Clock.IsZero() && (b.Date.IsZero() || a.Date == b.Date) && a.Under == b.Under:
			step = b.Clock.seconds() - a.Clock.seconds()
		}
		switch {
		case step < 0:
			back++
		case step > 0:
			ahead++
		}
	}
	return back > ahead && back > 1
}

// hasHalves reports whether at least half of the clocks of a log are written
// with am or pm.
func hasHalves(entries []Entry) bool {
	with, without := 0, 0
	for i := range entries {
		e := &entries[i]
		switch {
		case e.Clock.Half != 0:
			with++
		case !e.Clock.IsZero():
			without++
		}
	}
	return with > 0 && with >= without
}

// halfOnce reports whether a log writes am or pm where it begins, and then
// clocks on 12 hours without it.
func halfOnce(entries []Entry) bool {
	first, others := true, 0
	for i := range entries {
		e := &entries[i]
		if e.Clock.IsZero() {
			continue
		}
		if first && e.Clock.Half == 0 || e.Clock.Half == 0 && (e.Clock.Hour == 0 || e.Clock.Hour > 12) {
			return false
		}
		first = false
		if e.Clock.Half == 0 {
			others++
		}
	}
	return others > 0
}

// ChooseOrder returns how a text writes its numeric dates, given all dates it
// holds and a full date near them: by a date that can be read in one way only,
// else by the reading that lies clearly closer. latest, where known, is the day
// of publication: no reading may lie after it.
func ChooseOrder(dates []Date, anchor, latest Date) DateOrder {
	asWritten, swapped, count := 0, 0, 0
	for _, d := range dates {
		if !d.Ambiguous {
			continue
		}
		if anchor.IsZero() {
			return UnknownOrder
		}
		if count++; d.Year == 0 {
			d.Year = anchor.Year
		}
		asWritten += penalty(d, anchor, latest)
		swapped += penalty(d.Swapped(), anchor, latest)
	}
	switch {
	case count == 0:
		return UnknownOrder
	case asWritten*2 < swapped && asWritten <= 45*count:
		return MonthFirst
	case swapped*2 < asWritten && swapped <= 45*count:
		return DayFirst
	}
	return UnknownOrder
}

// penalty is how badly a date fits between an anchor and publication, in days.
func penalty(d, anchor, latest Date) int {
	if !d.exists() || !latest.IsZero() && d.Days() > latest.Days()+1 {
		return 1000
	}
	return distance(d, anchor)
}
