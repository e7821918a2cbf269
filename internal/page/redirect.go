package page

import (
	"path"
	"slices"
	"strings"

	"candor/internal/site"
)

// RedirectView is what redirect.html shows at a former address. Its head has
// the new address as canonical and as refresh, for hosts without redirects.
type RedirectView struct {
	View
	Post   *site.Entry
	Target string // ready for href
}

func redirects(m *Maker) []Page {
	var list []Page
	for _, e := range m.Site.Entries() {
		for i, alias := range e.Aliases {
			list = append(list, Page{Path: aliasPath(alias), Source: e.Source, Line: e.Lines.Aliases[i], View: func() (any, error) {
				v := RedirectView{m.view(e.Path, e.Title, e.Summary()), e, m.Site.Base.Path(e.Path)}
				v.Head.NoIndex = true
				v.Head.Picture = m.pictureOf(e)
				v.Head.Refresh = v.Target
				return v, nil
			}, Of: slices.Values([]*site.Entry{e})})
		}
	}
	return list
}

// aliasPath makes sure that a host serves the page as HTML: an address with
// another ending than .html is a folder.
func aliasPath(alias string) string {
	if strings.HasSuffix(alias, "/") || path.Ext(alias) == ".html" {
		return alias
	}
	return alias + "/"
}
