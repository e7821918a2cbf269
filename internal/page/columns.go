package page

import "strconv"

// Columns is a chart of dots in columns. Its vertical measures are in CSS
// pixels, so that dots touch each other at any width.
type Columns struct {
	PerDot int // what a dot stands for, at most
	Dots   []Dot
	Height int // of the chart
	Ground int // on which the dots stand, from the top
	Foot   int // baseline of the labels
}

const (
	columnDots  = 10 // at most, in a column
	dotRadius   = 5
	dotStep     = 11
	columnHead  = 16 // room above the dots
	columnLabel = 20 // from ground to label
)

var columnsX = axis{.06, .94}

// column is the middle of column i of n.
func column(i, n int) string { return columnsX.place((float64(i) + .5) / float64(n)) }

// stack draws a number for each column. Where they are too many for a dot
// each, a dot stands for several.
func stack(counts []int) Columns {
	most := 1
	for _, n := range counts {
		most = max(most, n)
	}
	c := Columns{PerDot: roundUp((most + columnDots - 1) / columnDots)}
	c.Ground = columnHead + (most+c.PerDot-1)/c.PerDot*dotStep
	c.Foot = c.Ground + columnLabel
	c.Height = c.Foot + dotRadius
	for i, n := range counts {
		for row := 0; row*c.PerDot < n; row++ {
			c.Dots = append(c.Dots, Dot{X: column(i, len(counts)), Y: strconv.Itoa(c.Ground - dotRadius - 1 - row*dotStep), Radius: dotRadius})
		}
	}
	return c
}

// roundUp is the next of 1, 2, 5, 10, 20 and so on.
func roundUp(n int) int {
	for unit := 1; ; unit *= 10 {
		for _, step := range []int{1, 2, 5} {
			if step*unit >= n {
				return step * unit
			}
		}
	}
}
