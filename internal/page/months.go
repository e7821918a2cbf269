package page

import (
	"maps"
	"slices"
	"strconv"
	"time"

	"candor/internal/site"
)

// Months is a strip of the twelve months that end with the site's newest post,
// with a mark for each incident that began in them.
type Months struct {
	From, To string // December 2024, November 2025
	Count    int    // incidents
	List     []Month
	Rows     int // of the highest month
}

// Month is a month of the strip.
type Month struct {
	Name  string // November 2025
	Short string // Nov
	Marks []Row  // newest first, up to marksMax
	More  int    // incidents without a mark
}

const (
	monthsShown = 12
	marksMax    = 6
)

// months returns nil for posts that report no incident.
func (v View) months(posts []*site.Entry) *Months {
	if !slices.ContainsFunc(posts, func(e *site.Entry) bool { return e.Facts != nil }) {
		return nil
	}
	last := monthOf(v.Site.Posts[0].Published.Time)
	first := last - monthsShown + 1
	m := &Months{From: monthName(first), To: monthName(last), List: make([]Month, monthsShown)}
	for i := range m.List {
		m.List[i].Name, m.List[i].Short = monthName(first+i), monthStart(first+i).Format("Jan")
	}
	for _, e := range posts {
		if e.Facts == nil {
			continue
		}
		day, _ := began(e)
		i := monthOf(day) - first
		if i < 0 || i >= monthsShown {
			continue
		}
		m.Count++
		month := &m.List[i]
		if len(month.Marks) < marksMax {
			month.Marks = append(month.Marks, v.Row(e))
		} else {
			month.More++
		}
		m.Rows = max(m.Rows, len(month.Marks)+min(month.More, 1))
	}
	return m
}

func monthName(month int) string { return monthStart(month).Format("January 2006") }

// began is the day on which an incident began, as written; that of publication
// where no start is known.
func began(e *site.Entry) (day time.Time, known bool) {
	if e.Facts.Started != nil {
		return dayOf(e.Facts.Started.Moment), true
	}
	return dayOf(e.Published), false
}

// years counts the incidents of each year that has some, newest first.
func years(posts []*site.Entry) []Period {
	counts := map[int]int{}
	for _, e := range posts {
		if e.Facts != nil {
			day, _ := began(e)
			counts[day.Year()]++
		}
	}
	var list []Period
	for _, year := range slices.Backward(slices.Sorted(maps.Keys(counts))) {
		list = append(list, Period{strconv.Itoa(year), counts[year]})
	}
	return list
}
