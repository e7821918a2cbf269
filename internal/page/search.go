package page

import (
	"candor/internal/search"
	"candor/internal/site"
)

// SearchView is what search.html shows: the form, which a script answers.
type SearchView struct {
	View
	Index string // address of the index's first file, ready for href
}

func searchPage(m *Maker) []Page {
	return []Page{{Path: "/search/", View: func() (any, error) {
		v := SearchView{m.view("/search/", "Search", "Find posts by their words."), m.Site.Base.Path(search.Path)}
		v.Head.NoIndex = true
		return v, nil
	}}}
}

// Cards returns what draws a post as lists show it.
func (m *Maker) Cards() func(*site.Entry) (string, error) {
	v := m.view("/search/", "", "")
	return func(e *site.Entry) (string, error) {
		html, err := v.Row(e).Card()
		return string(html), err
	}
}
