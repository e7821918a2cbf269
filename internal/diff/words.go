package diff

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"candor/internal/diag"
)

// The words that text and Markdown share.

// severity is how much a reader minds.
var severity = map[Kind]diag.Severity{Gone: diag.Error, Returns: diag.Error, Left: diag.Warning}

// names of kinds in lists.
var names = map[Kind]string{New: "new", Changed: "changed", Returns: "new again", Gone: "gone", Left: "left"}

// summary says in one sentence what happens.
func (r Report) summary() string {
	var parts []string
	add := func(n int, one, many string) {
		if n == 1 {
			parts = append(parts, "1 "+one)
		} else if n > 1 {
			parts = append(parts, fmt.Sprintf("%d %s", n, many))
		}
	}
	add(r.count(Gone), "item vanishes", "items vanish")
	add(r.count(Returns), "item comes back as new", "items come back as new")
	add(r.feeds(Gone), "feed is gone", "feeds are gone")
	add(r.feeds(New), "feed is new", "feeds are new")
	add(r.count(New), "item is new", "items are new")
	add(r.count(Changed), "item changes", "items change")
	add(r.count(Left), "item leaves a feed", "items leave a feed")
	add(len(r.Incidents), "incident differs in its facts", "incidents differ in their facts")
	add(len(r.Pages), "page differs", "pages differ")
	if len(parts) == 0 {
		return "Nothing changes for readers and subscribers."
	}
	return strings.Join(parts, ", ") + "."
}

func (r Report) feeds(k Kind) int {
	n := 0
	for _, f := range r.Feeds {
		if f.Kind == k {
			n++
		}
	}
	return n
}

// section is a part of the report as people read it.
type section struct {
	title string
	rows  []row
	long  bool // the part that is left for last, and folded where that is possible
}

// row is a change and the feeds where it happens; none for facts and pages.
type row struct {
	Change
	feeds []string
}

// sections puts the report in the order in which readers mind.
func (r Report) sections() []section {
	var list []section
	for _, s := range []section{
		{title: "Feeds", rows: r.feedRows()}, {title: "Items", rows: r.itemRows()},
		{title: "Facts", rows: rows(r.Incidents)}, {title: "Pages", rows: rows(r.Pages), long: true},
	} {
		if len(s.rows) > 0 {
			list = append(list, s)
		}
	}
	return list
}

func rows(changes []Change) []row {
	list := make([]row, len(changes))
	for i, c := range changes {
		list[i].Change = c
	}
	return list
}

// feedRows are the feeds that come and go.
func (r Report) feedRows() []row {
	var list []row
	for _, f := range r.Feeds {
		if f.Kind != Changed {
			list = append(list, row{Change: Change{Kind: f.Kind, Title: f.Path}})
		}
	}
	return list
}

// itemRows has each change to an item once, with the feeds where it is the
// same: those that readers mind most first, then in the order of the feeds.
func (r Report) itemRows() []row {
	var list []row
	at := map[string]int{}
	for _, f := range r.Feeds {
		for _, c := range f.Items {
			text, _ := json.Marshal(c) // a struct of texts
			key := string(text)
			i, known := at[key]
			if !known {
				i = len(list)
				at[key] = i
				list = append(list, row{Change: c})
			}
			list[i].feeds = append(list[i].feeds, f.Path)
		}
	}
	for _, r := range list {
		slices.SortStableFunc(r.feeds, func(a, b string) int { return strings.Count(a, "/") - strings.Count(b, "/") })
	}
	slices.SortStableFunc(list, func(a, b row) int { return slices.Index(order, a.Kind) - slices.Index(order, b.Kind) })
	return list
}

// order is what readers mind most, first.
var order = []Kind{Gone, Returns, Left, New, Changed}

// shown is how many feeds are named.
const shown = 3

// where names the feeds of a row.
func (r row) where(quote func(string) string) string {
	var list []string
	for _, f := range r.feeds[:min(len(r.feeds), shown)] {
		list = append(list, quote(f))
	}
	text := "in " + strings.Join(list, ", ")
	if more := len(r.feeds) - shown; more == 1 {
		text += " and 1 other feed"
	} else if more > 1 {
		text += fmt.Sprintf(" and %d other feeds", more)
	}
	return text
}

// details are the lines below a change, without the changed text.
func (c row) details(quote func(string) string) []string {
	var lines []string
	if c.URL != "" {
		lines = append(lines, quote(c.URL))
	}
	if len(c.feeds) > 0 {
		lines = append(lines, c.where(quote))
	}
	if c.OldID != "" {
		lines = append(lines, "id: "+quote(c.OldID)+" → "+quote(c.ID))
	}
	for _, f := range c.Fields {
		short := cut(f.Old, f.New)
		lines = append(lines, f.Name+": "+orNone(short.Old, quote)+" → "+orNone(short.New, quote))
	}
	return lines
}

func orNone(value string, quote func(string) string) string {
	if value == "" {
		return "none"
	}
	return quote(value)
}

// heading names what changes.
func (c Change) heading(quote func(string) string) string {
	title := c.Title
	if title == "" {
		title = c.ID
	}
	if strings.HasPrefix(c.ID, "/") { // a page
		return quote(c.ID) + " " + quote(clip(title))
	}
	return quote(clip(title))
}

// clip shortens what is too long for a line.
func clip(s string) string {
	if runes := []rune(s); len(runes) > 160 {
		return string(runes[:160]) + "…"
	}
	return s
}
