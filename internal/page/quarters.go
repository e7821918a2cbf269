package page

import "fmt"

// Quarters counts incidents by the quarter of the year in which they began, in
// columns of dots.
type Quarters struct {
	Title string // the same in words
	Columns
	Years   []Tick
	Rows    []Period // newest first, those with incidents
	Earlier int      // incidents before the first column
}

// Period is a quarter or year.
type Period struct {
	Name  string // Q2 2025
	Count int    // incidents that began in it
}

const (
	quartersMax = 40 // columns: ten years
	yearLabels  = 5
)

// newQuarters returns nil without incidents. They are sorted newest first.
func newQuarters(cases []Case) *Quarters {
	if len(cases) == 0 {
		return nil
	}
	last := quarterOf(cases[0].Day)
	first := max(quarterOf(cases[len(cases)-1].Day), last-quartersMax+1)
	counts := make([]int, last-first+1)
	q := &Quarters{}
	for _, c := range cases {
		if i := quarterOf(c.Day) - first; i >= 0 {
			counts[i]++
		} else {
			q.Earlier++
		}
	}
	q.Columns = stack(counts)
	most := 0
	for i := len(counts) - 1; i >= 0; i-- {
		if counts[i] > 0 {
			q.Rows = append(q.Rows, Period{quarterName(first + i), counts[i]})
		}
		most = max(most, counts[i])
	}
	q.Years = yearTicks(first, last)
	q.Title = fmt.Sprintf("Incidents per quarter from %s to %s, at most %d in one", quarterName(first), quarterName(last), most)
	return q
}

// yearTicks label the first quarter of every year, or of every other one and
// so on; a range without one is labelled at its start.
func yearTicks(first, last int) []Tick {
	step := 1 + (last-first)/4/yearLabels
	var ticks []Tick
	for quarter := first; quarter <= last; quarter++ {
		if quarter%4 == 0 && quarter/4%step == 0 {
			ticks = append(ticks, Tick{column(quarter-first, last-first+1), fmt.Sprint(quarter / 4)})
		}
	}
	if ticks == nil {
		ticks = []Tick{{column(0, last-first+1), quarterName(first)}}
	}
	return ticks
}
