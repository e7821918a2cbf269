package check

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/when"
)

var yearUnlikely = Rule{
	Code: "year-unlikely", About: Truth, Severity: diag.Warning,
	Reason:  "In January people write last year's date. The entry then lies a year away from all others, and every length that is computed from it is wrong.",
	Example: "2023-01-08 10:14 between two entries of 2024-01-08: correct the year.",
	post:    findYearUnlikely,
}

func findYearUnlikely(p *Post) []Finding {
	var list []Finding
	events := p.timeline()
	for i := range events {
		e := &events[i]
		if right := p.likelyYear(i); right != 0 {
			list = append(list, Finding{At: e.Start, Message: fmt.Sprintf("this entry is of %d, the ones around it are of %d", e.At.Time.Year(), right),
				Hint: "correct the year"})
		}
	}
	return list
}

// wrongYear reports whether the rule above speaks of an entry.
func (p *Post) wrongYear(e *incident.Event) bool {
	events := p.timeline()
	i := sort.Search(len(events), func(i int) bool { return events[i].Start >= e.Start })
	return i < len(events) && p.likelyYear(i) != 0
}

// nearby is how near to its neighbours an entry of the right year lies.
const nearby = 14 * 24 * time.Hour

// likelyYear returns the year that entry i must mean, 0 where the one it has
// may well be right: it writes the year, stands far from both neighbours, and
// one year later or earlier it would stand between them.
func (p *Post) likelyYear(i int) int {
	events := p.timeline()
	e := &events[i]
	if i == 0 || i == len(events)-1 || e.At.IsZero() {
		return 0
	}
	before, after := events[i-1].At, events[i+1].At
	if before.IsZero() || after.IsZero() || before.Zoned != e.At.Zoned || after.Zoned != e.At.Zoned {
		return 0
	}
	from, to := before.Instant().Add(-12*time.Hour), after.Instant().Add(24*time.Hour)
	if to.Sub(from) > nearby || within(e.At, from.Add(-nearby), to.Add(nearby)) {
		return 0
	}
	if !strings.Contains(p.lineText(e.Line), strconv.Itoa(e.At.Time.Year())) {
		return 0
	}
	for _, years := range []int{1, -1} {
		moved := e.At
		moved.Time = moved.Time.AddDate(years, 0, 0)
		if within(moved, from, to) {
			return moved.Time.Year()
		}
	}
	return 0
}

func within(m when.Moment, from, to time.Time) bool {
	at := m.Instant()
	return !at.Before(from) && !at.After(to)
}
