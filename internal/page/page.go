// Package page says which pages a site has and what each shows. Every kind of
// page is one file here and one line in Kinds; its template has the same name.
// A kind turns the site into pages, and a page into its view: plain data with
// documented fields for the template.
package page

import (
	"bytes"
	"html/template"
	"iter"
	"sync"

	"candor/internal/site"
	"candor/internal/theme"
)

// Kind is one kind of page.
type Kind struct {
	Name  string // of the template, without .html
	Pages func(*Maker) []Page
}

// Kinds lists every kind of page. To add one, add a file, a template and a
// line.
var Kinds = []Kind{
	{"home", home},
	{"post", posts},
	{"page", pages},
	{"archive", archive},
	{"group", groupPages},
	{"groups", groupLists},
	{"insights", insights},
	{"search", searchPage},
	{"subscribe", subscribe},
	{"404", notFound},
	{"redirect", redirects},
}

// Page is one page of the site.
//
// Text, Of and Extra say what decides its content besides the settings and the
// templates, so that a build can tell that a page stays as it is without
// drawing it. A page with neither Text nor Of is made of the whole site.
type Page struct {
	Path   string // address from the root: "/blog/x/", or "/404.html"
	Source string // the post it shows, for messages; "" for lists
	Line   int    // of the source, that asks for this address; 0 when its name does
	View   func() (any, error)

	Text  *site.Entry           // the post whose text it has
	Of    iter.Seq[*site.Entry] // the posts that it mentions
	Extra string                // what else it shows
}

// File is the page's file below the output folder.
func (p Page) File() string { return File(p.Path) }

// File is the file below the output folder that a host serves at an address.
func File(address string) string {
	name := address[1:]
	if name == "" || name[len(name)-1] == '/' {
		name += "index.html"
	}
	return name
}

// Maker has what pages are made of.
type Maker struct {
	Site  *site.Site
	Theme *theme.Theme
	Links *site.Resolver
	// Preview marks what is not public.
	Preview bool
	// Body appends the finished HTML of a post's text to dst.
	Body func(dst []byte, e *site.Entry) ([]byte, error)

	heads   common
	frames  frames
	picture oncePicture
	drawn   drawn
	causes  causes
	feeds   sync.Map // of services: *site.Group to []feed.Link
}

// Draw writes a page of a kind into b.
func (m *Maker) Draw(b *bytes.Buffer, kind string, p Page) error {
	view, err := p.View()
	if err != nil {
		return err
	}
	return m.Theme.Execute(b, kind, view)
}

// View is what every template can use.
type View struct {
	Site    *site.Site
	Head    Head
	Preview bool // drafts and future posts are shown

	maker *Maker
	frame *drawnFrame
}

// Body is trusted HTML: the markdown package has made it safe.
type Body = template.HTML
