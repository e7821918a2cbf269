package incident

import (
	"slices"
	"strings"

	"candor/internal/when"
)

// tableEntries finds the rows of tables that have a column of times: one whose
// header says so, or the first.
func tableEntries(d *document, out []entry) []entry {
	for i := 0; i < len(d.blocks); {
		if d.blocks[i].kind != row {
			i++
			continue
		}
		j := i + 1
		for j < len(d.blocks) && d.blocks[j].kind == row && d.blocks[j].list == d.blocks[i].list {
			j++
		}
		t := d.readTable(i, j)
		if t.clock >= 0 && (d.places[i].region > 0 || t.isLog() && !d.places[i].aside) {
			out = t.entries(out)
		}
		i = j
	}
	return out
}

// table is a table with its columns told apart.
type table struct {
	d        *document
	from, to int // blocks, the header first
	rows     [][]cell
	clock    int // the column of times, or -1
	date     int // a column of dates beside it, or -1
	named    bool
	year     int
	day      when.Date // that a header gives to all: Timeline 20.04.22
	zone     when.Zone
}

// cell is one cell of a row: its text without markup and where it begins in the
// row's text.
type cell struct {
	text  string
	start int
	st    when.Stamp
	from  int // where the stamp stands in the text
	to    int
}

func (d *document) readTable(from, to int) *table {
	t := &table{d: d, from: from, to: to, clock: -1, date: -1}
	for i := from; i < to; i++ {
		t.rows = append(t.rows, d.readRow(i))
	}
	header := t.rows[0]
	names := make([]topics, len(header))
	for k, h := range header {
		names[k] = d.arena.read(lex, h.text).told
	}
	t.readBare(names)
	clocks, dates := make([]int, len(header)), make([]int, len(header))
	for _, r := range t.rows[1:] {
		for k, c := range r {
			if k >= len(header) {
				break
			}
			switch {
			case !c.st.Clock.IsZero():
				clocks[k]++
			case c.st.HasDay():
				dates[k]++
			}
		}
	}
	t.choose(header, names, clocks, dates)
	return t
}

// readBare reads clocks without a mark, 0730, in a column that is called time.
func (t *table) readBare(names []topics) {
	for k := range names {
		if !names[k].has(timeColumn) {
			continue
		}
		for _, r := range t.rows[1:] {
			if k >= len(r) || !r[k].st.IsZero() {
				continue
			}
			if c, ok := when.ReadBareClock(r[k].text); ok {
				r[k].st.Clock, r[k].to = c, len(r[k].text)
			}
		}
	}
}

// choose picks the column of times and the column of dates.
func (t *table) choose(header []cell, names []topics, clocks, dates []int) {
	best := -1
	for k, h := range header {
		named := names[k].has(timeColumn) && !names[k].has(otherColumn)
		if clocks[k] == 0 || !named && (k > 0 || clocks[k]*2 < len(t.rows)-1) {
			continue
		}
		zone, _ := when.FindZone(h.text)
		if best < 0 || strings.EqualFold(zone.Name, "UTC") && t.zone.Name != "" && clocks[k] >= clocks[best] {
			best, t.zone, t.named = k, zone, named
		}
	}
	for k, h := range header {
		if dates[k] == 0 || k == best || names[k].has(otherColumn) {
			continue
		}
		if names[k].has(dateColumn) || k == 0 && (best == 1 || best < 0 && names[k].has(timeColumn)) {
			t.date = k
			t.year = yearIn(h.text)
			break
		}
	}
	if best < 0 && t.date >= 0 {
		best, t.date = t.date, -1
		t.named = true
	}
	if t.clock = best; best < 0 {
		return
	}
	t.day, _ = when.FindDottedDay(header[best].text)
	if t.year == 0 {
		t.year = yearIn(header[best].text)
	}
}

// yearIn returns the year that a header gives: Date (2022).
func yearIn(s string) int {
	for i := 0; i+4 <= len(s); i++ {
		year := 0
		for _, c := range []byte(s[i : i+4]) {
			if c < '0' || c > '9' {
				year = 0
				break
			}
			year = year*10 + int(c-'0')
		}
		if year >= 1970 && year <= 2100 && (i == 0 || !isWord(s[i-1])) && (i+4 == len(s) || !isWord(s[i+4])) {
			return year
		}
	}
	return 0
}

func (d *document) readRow(i int) []cell {
	masked := d.masked(i)
	texts, starts := d.splitRow(d.blocks[i].text)
	first := len(d.cells)
	d.cells = slices.Grow(d.cells, len(texts))[:first+len(texts)]
	row := d.cells[first:len(d.cells):len(d.cells)]
	for k := range texts {
		c := cell{text: masked[starts[k] : starts[k]+len(texts[k])], start: starts[k]}
		c.st, c.from, c.to = lead(c.text)
		if c.st.IsZero() {
			c.st.Date, c.to = when.ReadNumericDay(c.text)
		}
		row[k] = c
	}
	return row
}

// isLog reports whether a table outside a timeline is one: its column of times
// says so or comes first, and has at least two clocks.
func (t *table) isLog() bool {
	clocks := 0
	for _, r := range t.rows[1:] {
		if t.clock < len(r) && !r[t.clock].st.Clock.IsZero() {
			clocks++
		}
	}
	return clocks >= 2 && (t.named || clocks*2 >= len(t.rows)-1) && clocks*3 >= len(t.rows)-1
}

func (t *table) entries(out []entry) []entry {
	day := t.day
	lost := false // the column of dates holds something else
	for n, r := range t.rows[1:] {
		if t.date >= 0 && t.date < len(r) && r[t.date].text != "" {
			day = r[t.date].st.Date
			lost = day.IsZero()
		}
		if t.clock >= len(r) {
			continue
		}
		if e, ok := t.entry(t.from+1+n, r, day); ok {
			if lost && e.Date.IsZero() && e.slip == "" {
				e.slip = "its date cannot be read"
			}
			out = append(out, e)
		}
	}
	return out
}

// entry makes an entry of one row.
func (t *table) entry(i int, r []cell, day when.Date) (entry, bool) {
	c := r[t.clock]
	st := c.st
	slip := ""
	if !day.IsZero() && strings.HasPrefix(c.text, "--") { // the day is known, the clock is not
		st.Date, day = day, when.Date{}
	}
	if st.IsZero() {
		if slip = unreadable(c.text); slip == "" {
			return entry{}, false
		}
	}
	if st.Zone.IsZero() {
		st.Zone = t.zone
	}
	if st.Until != nil && st.Until.Zone.IsZero() {
		until := *st.Until
		until.Zone = t.zone
		st.Until = &until
	}
	if !st.Date.IsZero() && st.Date.Year == 0 {
		st.Date.Year = t.year
	}
	e := t.d.newEntry(i, 0, len(t.d.blocks[i].text), c.start+c.from, c.start+c.to, st)
	if e.slip == "" {
		e.slip = slip
	}
	if !day.IsZero() {
		if day.Year == 0 {
			day.Year = t.year
		}
		e.Under = day
	}
	e.told = t.rest(r)
	if isTemplate(c.text[c.to:], e.told) {
		return entry{}, false
	}
	return e, true
}

// rest returns the other cells of a row.
func (t *table) rest(r []cell) string {
	var parts []string
	for k, c := range r {
		text := c.text
		if k == t.clock {
			text = strings.TrimLeft(afterPlaceholder(text[c.to:]), " -–—:,)")
		}
		if text = strings.TrimSpace(text); text != "" && k != t.date {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, " | ")
}
