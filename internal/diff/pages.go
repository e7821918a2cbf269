package diff

import (
	"bytes"
	"slices"
	"strings"
)

// comparePages lists the pages that come, go, or say something else.
func comparePages(old, now Files) []Change {
	list := []Change{}
	before, after := pagesOf(old), pagesOf(now)
	for _, name := range merge(before, after) {
		was, had := old.Lookup(name)
		is, has := now.Lookup(name)
		switch {
		case !had:
			list = append(list, page(New, name, visible(is)))
		case !has:
			list = append(list, page(Gone, name, visible(was)))
		case !bytes.Equal(was, is):
			lines := visible(is)
			if text := compareText(visible(was), lines); text != nil {
				c := page(Changed, name, lines)
				c.Text = text
				list = append(list, c)
			}
		}
	}
	return list
}

func pagesOf(files Files) []string {
	return slices.DeleteFunc(slices.Clone(files.Paths()), func(name string) bool { return !strings.HasSuffix(name, ".html") })
}

func merge(a, b []string) []string {
	all := append(a, b...)
	slices.Sort(all)
	return slices.Compact(all)
}

// page names a page by its address; its title is the first line that it shows.
func page(k Kind, name string, lines []string) Change {
	return Change{Kind: k, ID: "/" + strings.TrimSuffix(name, "index.html"), Title: at(lines, 0)}
}
