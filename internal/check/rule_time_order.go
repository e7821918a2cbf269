package check

import (
	"fmt"
	"strings"
	"time"

	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/when"
)

var timeOrder = Rule{
	Code: "time-order", About: Truth, Severity: diag.Warning,
	Reason:  "Readers take a timeline from top to bottom. An entry that steps back in time is a slip of the clock, of the day, or of the order.",
	Example: "14:49, then 14:43: correct the time, write the new date, or move the entry.",
	post:    findTimeOrder,
}

func findTimeOrder(p *Post) []Finding {
	var list []Finding
	for _, log := range p.logs() {
		if newestFirst(log) {
			continue
		}
		for i := 1; i < len(log); i++ {
			before, e := log[i-1], log[i]
			if earlier(e.At, before.At) && !p.wrongYear(e) && !p.wrongYear(before) {
				list = append(list, Finding{At: e.Start, Message: fmt.Sprintf("this entry is at %s, but stands after one at %s", shown(e.At, before.At), shown(before.At, e.At)),
					Hint: "correct the time, write the date where the day changes, or move the entry"})
			}
		}
	}
	return list
}

// logs returns the entries of the timeline whose time is known, cut where
// another log may begin: at a heading, a line that stands for one, an outer
// item of the list, another table.
func (p *Post) logs() [][]*incident.Event {
	events := p.timeline()
	var all [][]*incident.Event
	var log []*incident.Event
	for i := range events {
		if i > 0 && p.divides(&events[i-1], &events[i]) {
			all, log = append(all, log), nil
		}
		if !events[i].At.IsZero() {
			log = append(log, &events[i])
		}
	}
	return append(all, log)
}

// divides reports whether the lines between two entries begin another log.
func (p *Post) divides(a, b *incident.Event) bool {
	if b.Line <= a.Line+1 {
		return false
	}
	first := p.lineText(b.Line)
	depth := len(first) - len(strings.TrimLeft(first, " \t"))
	for n := a.Line + 1; n < b.Line; n++ {
		line := p.lineText(n)
		text := strings.TrimLeft(line, " \t")
		switch {
		case text == "":
		case strings.HasPrefix(text, "#"), strings.HasPrefix(text, "**") && len(line) == len(text):
			return true
		case strings.HasPrefix(first, "|") && !strings.HasPrefix(text, "|"):
			return true
		case len(line)-len(text) < depth && strings.IndexByte("-*+0123456789", text[0]) >= 0:
			return true
		}
	}
	return false
}

// newestFirst reports whether a log runs backwards on purpose.
func newestFirst(log []*incident.Event) bool {
	down, up := 0, 0
	for i := 1; i < len(log); i++ {
		if earlier(log[i].At, log[i-1].At) {
			down++
		} else if earlier(log[i-1].At, log[i].At) {
			up++
		}
	}
	return down > up || down == 1 && up == 0
}

// roughly is how far an approximate time may be off.
const roughly = 30 * time.Minute

// earlier reports whether a is surely before b: both have a zone or none has,
// as far as both are known.
func earlier(a, b when.Moment) bool {
	if a.IsZero() || b.IsZero() || a.Zoned != b.Zoned {
		return false
	}
	if min(a.Precision, b.Precision) == when.Day { // the days as written
		return when.DateOf(a.Time).Days() < when.DateOf(b.Time).Days()
	}
	x, y := a.Instant(), b.Instant()
	if min(a.Precision, b.Precision) == when.Hour {
		x, y = x.Truncate(time.Hour), y.Truncate(time.Hour)
	}
	if min(a.Precision, b.Precision) == when.Minute {
		x, y = x.Truncate(time.Minute), y.Truncate(time.Minute)
	}
	if a.Approx || b.Approx {
		x = x.Add(roughly)
	}
	return x.Before(y)
}

// shown writes a moment for a message: the clock alone where the other one is
// of the same day.
func shown(m, other when.Moment) string {
	form := map[when.Precision]string{when.Day: "2006-01-02", when.Hour: "2006-01-02 15h", when.Minute: "2006-01-02 15:04", when.Second: "2006-01-02 15:04:05"}[m.Precision]
	if m.Precision >= when.Minute && other.Precision >= when.Minute && when.DateOf(m.Time) == when.DateOf(other.Time) {
		_, form, _ = strings.Cut(form, " ")
	}
	return m.Time.Format(form)
}
