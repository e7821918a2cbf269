package page

import (
	"fmt"
	"time"
)

// Scatter has a dot for each incident: its day across, its duration up on a
// log scale.
type Scatter struct {
	Title string
	Dots  []Dot
	X, Y  []Tick
}

// Dot is an incident in a chart. Its size grows with the severity; it is a
// ring where the duration was computed.
type Dot struct {
	X, Y   string
	Radius int    // in CSS pixels
	Class  string // for the style sheet
	Text   string // for the pointer
}

// The plot leaves room for the labels: lengths on the left, dates below.
var (
	scatterX = axis{.14, .93}
	scatterY = axis{.88, .05} // upwards
)

// newScatter returns nil when no duration is known.
func newScatter(cases []Case) *Scatter {
	var known []Case
	for _, c := range cases {
		if c.Resolve.Known {
			known = append(known, c)
		}
	}
	if len(known) == 0 {
		return nil
	}
	dates, scale := scatterScales(known)
	s := &Scatter{X: dates.ticks(scatterX), Y: scale.ticks(scatterY)}
	shortest, longest := known[0], known[0]
	for _, c := range known {
		if c.Resolve.Duration < shortest.Resolve.Duration {
			shortest = c
		}
		if c.Resolve.Duration > longest.Resolve.Duration {
			longest = c
		}
		s.Dots = append(s.Dots, Dot{
			X: scatterX.place(dates.share(c.Day)), Y: scatterY.place(scale.share(c.Resolve.Duration)), Radius: 4 + c.Grade,
			Class: fmt.Sprintf("%s grade-%d", c.ResolveNote, c.Grade), Text: c.Title + ": " + c.Resolve.String(),
		})
	}
	s.Title = fmt.Sprintf("%d incidents by date and duration, from %s (%s) to %s (%s)", len(known), shortest.Resolve, shortest.Title, longest.Resolve, longest.Title)
	if len(known) == 1 {
		s.Title = fmt.Sprintf("One incident, of %s (%s)", shortest.Resolve, shortest.Title)
	}
	return s
}

// scatterScales hold all cases, which are sorted newest first.
func scatterScales(known []Case) (dateScale, logScale) {
	shortest, longest := time.Duration(1<<63-1), time.Duration(0)
	for _, c := range known {
		shortest, longest = min(shortest, c.Resolve.Duration), max(longest, c.Resolve.Duration)
	}
	return newDateScale(known[len(known)-1].Day, known[0].Day), newLogScale(shortest, longest)
}
