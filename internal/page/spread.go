package page

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Spread shows lengths of time one by one, in columns on a log scale, with the
// lengths within which a half and other shares of them lie.
type Spread struct {
	Name  string
	Title string // the same in words
	Count int    // known lengths
	Columns
	Ticks     []Tick
	Quantiles []Quantile
	Half      *Quantile // the median; nil for too few lengths
	Middle    *Range    // from the first to the third quarter; nil for too few
}

// Quantile is the length within which a share of the incidents lie.
type Quantile struct {
	Name, Text string
	At         string
}

// Range is a part of the axis.
type Range struct{ From, To string }

const spreadColumns = 36 // as many dots as a phone has room for side by side

// newSpread returns nil when no length is known.
func newSpread(name string, cases []Case, length func(Case) Length) *Spread {
	var sorted []time.Duration
	for _, c := range cases {
		if l := length(c); l.Known {
			sorted = append(sorted, l.Duration)
		}
	}
	if len(sorted) == 0 {
		return nil
	}
	slices.Sort(sorted)
	scale := newLogScale(sorted[0], sorted[len(sorted)-1])
	s := &Spread{Name: name, Count: len(sorted), Ticks: scale.ticks(columnsX)}
	counts := make([]int, spreadColumns)
	for _, length := range sorted {
		counts[spreadColumn(length, scale)]++
	}
	s.Columns = stack(counts)
	s.quantiles(sorted, scale)
	return s
}

// spreadColumn is the number of the column on a scale that holds a length.
func spreadColumn(length time.Duration, scale logScale) int {
	return min(int(scale.share(length)*spreadColumns), spreadColumns-1)
}

// shares are what a spread names, and the number of lengths from which each
// means something.
var shares = []struct {
	percent, from int
	name          string
}{{25, 8, "a quarter"}, {50, 3, "half"}, {75, 8, "three quarters"}, {90, 10, "nine of ten"}}

func (s *Spread) quantiles(sorted []time.Duration, scale logScale) {
	add := func(name string, length time.Duration) Quantile {
		q := Quantile{name, Length{Duration: length, Known: true}.String(), columnsX.place(scale.share(length))}
		s.Quantiles = append(s.Quantiles, q)
		return q
	}
	words := []string{}
	at := map[int]Quantile{}
	add("shortest", sorted[0])
	for _, share := range shares {
		if len(sorted) >= share.from {
			at[share.percent] = add(share.name+" within", quantile(sorted, share.percent))
		}
	}
	add("longest", sorted[len(sorted)-1])
	if half, ok := at[50]; ok {
		s.Half = &half
	}
	if _, ok := at[25]; ok {
		s.Middle = &Range{at[25].At, at[75].At}
	}
	for _, q := range s.Quantiles {
		words = append(words, q.Name+" "+q.Text)
	}
	s.Title = fmt.Sprintf("%s, %s: %s", s.Name, incidents(s.Count), strings.Join(words, ", "))
}

func incidents(n int) string {
	if n == 1 {
		return "1 incident"
	}
	return fmt.Sprintf("%d incidents", n)
}
