package page

import (
	"fmt"
	"math"
	"strconv"
	"time"

	"candor/internal/when"
)

// Tick is a labelled place on an axis.
type Tick struct {
	At   string // from the start of the axis, in percent of its whole length
	Text string
}

// percent writes a share of a length for an attribute of SVG, so that charts
// are as wide as their column while dots and letters keep their size. One
// decimal is finer than a screen, and hides where processors differ in the
// last bits.
func percent(share float64) string {
	tenths := int(math.Round(min(max(share, 0), 1) * 1000))
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10) + "%"
}

// place maps a share of the axis to the chart.
func (a axis) place(share float64) string { return percent(a.from + (a.to-a.from)*share) }

// axis is the part of a chart's width or height on which marks stand.
type axis struct{ from, to float64 }

// lengths are those that people count in, about evenly apart on a log scale.
var lengths = []struct {
	time.Duration
	text string
}{
	{time.Second, "1 s"}, {10 * time.Second, "10 s"},
	{time.Minute, "1 min"}, {10 * time.Minute, "10 min"},
	{time.Hour, "1 h"}, {6 * time.Hour, "6 h"},
	{24 * time.Hour, "1 day"}, {7 * 24 * time.Hour, "1 week"}, {30 * 24 * time.Hour, "30 days"},
	{365 * 24 * time.Hour, "1 year"}, {10 * 365 * 24 * time.Hour, "10 years"}, {100 * 365 * 24 * time.Hour, "100 years"},
}

// logScale places lengths of time by their logarithm, between two of lengths.
type logScale struct{ first, last int }

// newLogScale reaches from the tick below the shortest length to the one above
// the longest. What is shorter than a second counts as one: a log scale has no
// zero.
func newLogScale(shortest, longest time.Duration) logScale {
	s := logScale{0, len(lengths) - 1}
	for s.first < len(lengths)-2 && lengths[s.first+1].Duration <= shortest {
		s.first++
	}
	for s.last > s.first+1 && lengths[s.last-1].Duration >= longest {
		s.last--
	}
	return s
}

// share is the place of a length on the scale, from 0 to 1.
func (s logScale) share(length time.Duration) float64 {
	low := math.Log(lengths[s.first].Seconds())
	high := math.Log(lengths[s.last].Seconds())
	return (math.Log(max(length.Seconds(), 1)) - low) / (high - low)
}

func (s logScale) ticks(a axis) []Tick {
	var ticks []Tick
	for i := s.first; i <= s.last; i++ {
		ticks = append(ticks, Tick{a.place(s.share(lengths[i].Duration)), lengths[i].text})
	}
	return ticks
}

// dateScale places days between two months.
type dateScale struct{ first, last, step int } // in months since year 0

// Labels that fit under a chart on a phone, beside the first.
const (
	mostMonths = 4
	mostYears  = 7
)

// newDateScale begins and ends with a label, and has no more than fit.
func newDateScale(earliest, latest time.Time) dateScale {
	var s dateScale
	for _, step := range []int{1, 2, 3, 6, 12, 24, 60, 120, 240, 600} {
		s = dateScale{monthOf(earliest) / step * step, (monthOf(latest)/step + 1) * step, step}
		labels := (s.last - s.first) / step
		if labels <= mostMonths || labels <= mostYears && step >= 12 {
			break
		}
	}
	return s
}

func monthOf(t time.Time) int { return t.Year()*12 + int(t.Month()) - 1 }

// monthStart is the first instant of a month.
func monthStart(month int) time.Time {
	return time.Date(month/12, time.Month(month%12+1), 1, 0, 0, 0, 0, time.UTC)
}

// share is the place of a day on the scale, from 0 to 1.
func (s dateScale) share(t time.Time) float64 {
	first, last := monthStart(s.first).Unix(), monthStart(s.last).Unix()
	return float64(t.Unix()-first) / float64(last-first)
}

func (s dateScale) ticks(a axis) []Tick {
	layout := "2006"
	if s.step < 12 {
		layout = "Jan 2006"
	}
	var ticks []Tick
	for month := s.first; month <= s.last; month += s.step {
		start := monthStart(month)
		ticks = append(ticks, Tick{a.place(s.share(start)), start.Format(layout)})
	}
	return ticks
}

// quarterOf counts quarters of years; quarterName is its inverse for people.
func quarterOf(t time.Time) int { return monthOf(t) / 3 }

func quarterName(quarter int) string { return fmt.Sprintf("Q%d %d", quarter%4+1, quarter/4) }

// dayOf is the day of a moment as its author wrote it, whatever the zone.
func dayOf(m when.Moment) time.Time {
	return time.Date(m.Time.Year(), m.Time.Month(), m.Time.Day(), 0, 0, 0, 0, time.UTC)
}

// quantile is the length within which so many percent of the sorted lengths
// lie, by nearest rank: always one that was observed.
func quantile(sorted []time.Duration, percent int) time.Duration {
	return sorted[(percent*len(sorted)+99)/100-1]
}
