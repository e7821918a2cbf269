package page

import (
	"cmp"
	"slices"
	"time"

	"candor/internal/incident"
	"candor/internal/site"
	"candor/internal/when"
)

// InsightsView is what insights.html shows: every incident, one by one. It has
// no averages: lengths of incidents differ by orders of magnitude, so that a
// mean tells of the one long night and of nothing usual.
type InsightsView struct {
	View
	Total    int    // incidents
	Cases    []Case // the newest of them, up to casesMax
	Scatter  *Scatter
	Unknown  int // of Cases: not in Scatter, their duration is not known
	Quarters *Quarters
	Services []Tally // the first ones by number, up to talliesMax
	Severity []Tally
	Detect   *Spread // nil without a known length
	Resolve  *Spread
}

// The page stays light on a large site: casesMax bounds dots and rows, while
// counts and spreads are of all incidents.
const (
	casesMax   = 1000
	talliesMax = 30
)

// Case is an incident as the charts see it.
type Case struct {
	Row
	Day         time.Time // on which it began, as written; of publication where no start is known
	Started     bool      // Day is that of the start
	Detect      Length    // from start to detection
	Resolve     Length    // from start to resolution, or as stated
	ResolveNote string    // stated or computed; "" when not known
}

// Date is Day in ISO 8601.
func (c Case) Date() string { return c.Day.Format("2006-01-02") }

// DateText is Day as people read it.
func (c Case) DateText() string { return c.Day.Format("2 Jan 2006") }

// Length is a length of time that may not be known.
type Length struct {
	time.Duration
	Known, Approx bool
}

// String writes it for people; "" when it is not known.
func (l Length) String() string {
	switch {
	case !l.Known:
		return ""
	case l.Duration == 0:
		return "under 1 min"
	}
	return when.Words(l.Duration, l.Approx)
}

func insights(m *Maker) []Page {
	return []Page{{Path: "/insights/", View: func() (any, error) {
		v := InsightsView{View: m.view("/insights/", "Insights", "Every incident by its time and duration; how long detection and recovery took.")}
		all := v.cases(m.Site.Posts)
		v.Total = len(all)
		v.Cases = all[:min(casesMax, len(all))]
		v.Scatter = newScatter(v.Cases)
		for _, c := range v.Cases {
			if !c.Resolve.Known {
				v.Unknown++
			}
		}
		v.Quarters = newQuarters(all)
		v.Services, v.Severity = tallies(m.Site.Services), tallies(m.Site.Severities)
		slices.SortStableFunc(v.Services, func(a, b Tally) int { return cmp.Compare(b.Count, a.Count) })
		v.Services = v.Services[:min(talliesMax, len(v.Services))]
		v.Detect = newSpread("Time to detect", all, func(c Case) Length { return c.Detect })
		v.Resolve = newSpread("Time to resolve", all, func(c Case) Length { return c.Resolve })
		return v, nil
	}}}
}

// cases are the posts that report an incident, by the day it began, newest
// first.
func (v View) cases(posts []*site.Entry) []Case {
	var list []Case
	for _, e := range posts {
		if e.Facts != nil {
			list = append(list, newCase(v.Row(e)))
		}
	}
	slices.SortStableFunc(list, func(a, b Case) int { return b.Day.Compare(a.Day) })
	return list
}

func newCase(r Row) Case {
	c := Case{Row: r, Detect: lengthBetween(r.Facts.Started, r.Facts.Detected), Resolve: r.Duration()}
	c.Day, c.Started = began(r.Entry)
	switch {
	case !c.Resolve.Known:
	case r.Facts.Duration.Stated:
		c.ResolveNote = "stated"
	default:
		c.ResolveNote = "computed"
	}
	return c
}

// Duration is how long the post's incident lasted.
func (r Row) Duration() Length {
	if r.Facts == nil || r.Facts.Duration == nil || r.Facts.Duration.Length < 0 {
		return Length{}
	}
	return Length{r.Facts.Duration.Length, true, r.Facts.Duration.Approx}
}

// lengthBetween is the time from one fact to a later one, where both are known
// well enough.
func lengthBetween(a, b *incident.Fact) Length {
	if a == nil || b == nil {
		return Length{}
	}
	length, ok := between(a.Moment, b.Moment)
	if !ok || length < 0 {
		return Length{}
	}
	return Length{length, true, a.Approx || b.Approx}
}

// Tally is a service or severity with the number of its incidents.
type Tally struct {
	*site.Group
	Count int
	Width string // of its bar
}

func tallies(groups []*site.Group) []Tally {
	var list []Tally
	most := 0
	for _, g := range groups {
		n := 0
		for _, e := range g.Posts {
			if e.Facts != nil {
				n++
			}
		}
		if n > 0 {
			list, most = append(list, Tally{Group: g, Count: n}), max(most, n)
		}
	}
	for i := range list {
		list[i].Width = percent(float64(list[i].Count) / float64(most))
	}
	return list
}
