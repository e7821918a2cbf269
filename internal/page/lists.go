package page

import (
	"bytes"
	"fmt"
	"html/template"
	"iter"
	"strconv"
	"sync"

	"candor/internal/feed"
	"candor/internal/site"
)

const (
	perPage   = 50 // posts on a page of a long list
	onHome    = 12 // posts on the home page
	perYear   = 20 // posts of each year in the archive's overview
	firstPage = 1
)

// HomeView is what home.html shows.
type HomeView struct {
	View
	Latest []*site.Entry
	More   int     // posts that are not among the latest
	Months *Months // nil without incidents
}

// Row is a post in a list.
type Row struct {
	*site.Entry
	Grade int // of its severity, as site.Site.Grade has it
	maker *Maker
}

// Row adds to a post what a list or a head shows of it.
func (v View) Row(e *site.Entry) Row { return v.maker.row(e) }

func (m *Maker) row(e *site.Entry) Row { return Row{e, m.Site.Grade(e.Severity), m} }

// Card is the post as the partial "entry" draws it. It is drawn once, however
// many lists show it.
func (r Row) Card() (template.HTML, error) { return r.maker.drawn.cards.draw("entry", r) }

// Line is the same by the partial "line".
func (r Row) Line() (template.HTML, error) { return r.maker.drawn.lines.draw("line", r) }

// drawn keeps what lists show of the posts.
type drawn struct{ cards, lines drawnOnce }

// drawnOnce keeps one partial's drawings, by the posts' index.
type drawnOnce struct {
	once sync.Once
	all  []drawing
}

type drawing struct {
	once sync.Once
	html template.HTML
	err  error
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

func (d *drawnOnce) draw(partial string, r Row) (template.HTML, error) {
	d.once.Do(func() { d.all = make([]drawing, len(r.maker.Site.Posts)) })
	one := &d.all[r.Index]
	one.once.Do(func() {
		b := buffers.Get().(*bytes.Buffer)
		defer buffers.Put(b)
		b.Reset()
		one.err = r.maker.Theme.Partial(b, partial, r)
		one.html = template.HTML(b.String())
	})
	return one.html, one.err
}

// Rows does so for a list.
func (v View) Rows(posts []*site.Entry) []Row {
	rows := make([]Row, len(posts))
	for i, e := range posts {
		rows[i] = v.maker.row(e)
	}
	return rows
}

func home(m *Maker) []Page {
	return []Page{{Path: "/", View: func() (any, error) {
		latest := m.Site.Posts[:min(onHome, len(m.Site.Posts))]
		v := HomeView{View: m.view("/", "", ""), Latest: latest, More: len(m.Site.Posts) - len(latest)}
		v.Months = v.months(m.Site.Posts)
		v.Head.Data = website(m.Site)
		return v, nil
	}}}
}

// ArchiveView is what archive.html shows: the years, newest first.
type ArchiveView struct {
	View
	Years []Year
}

// Year is a part of the archive's overview.
type Year struct {
	*site.Group
	Latest []*site.Entry
	More   int
}

func archive(m *Maker) []Page {
	return []Page{{Path: "/archive/", View: func() (any, error) {
		v := ArchiveView{View: m.view("/archive/", "Archive", "Every post, by year.")}
		for _, g := range m.Site.Years {
			latest := g.Posts[:min(perYear, len(g.Posts))]
			v.Years = append(v.Years, Year{g, latest, len(g.Posts) - len(latest)})
		}
		return v, nil
	}}}
}

// GroupView is what group.html shows: one page of the posts of a year,
// service, tag, author or severity.
type GroupView struct {
	View
	Group *site.Group
	Posts []*site.Entry
	Pager Pager
	Feeds []feed.Link // of this group alone

	Author *site.Person // nil except for an author
	Months *Months      // nil except on a service's first page
	Years  []Period     // with the incidents of that service, newest first
}

// Pager leads through the pages of a long list.
type Pager struct {
	Number, Count int
	Newer, Older  string // addresses ready for href; "" at the ends
}

func groupPages(m *Maker) []Page {
	var list []Page
	for _, kind := range groupKinds(m.Site) {
		for _, g := range kind.groups {
			count := (len(g.Posts) + perPage - 1) / perPage
			for n := firstPage; n <= count; n++ {
				list = append(list, Page{Path: numbered(g.Path(), n), View: func() (any, error) { return m.group(g, n, count), nil },
					Of: m.groupOf(g, n), Extra: fmt.Sprintf("%q %q %d", g.Name, g.Description, len(g.Posts))})
			}
		}
	}
	return list
}

// groupOf yields the posts that decide page n of a group: those it lists; of a
// service's first page all of them, for its history.
func (m *Maker) groupOf(g *site.Group, n int) iter.Seq[*site.Entry] {
	return func(yield func(*site.Entry) bool) {
		listed := g.Posts[(n-1)*perPage : min(n*perPage, len(g.Posts))]
		first := g.Posts[0] // which knows the author
		if g.Kind == site.ByService && n == firstPage {
			listed, first = g.Posts, m.Site.Posts[0] // with which the months end
		}
		for _, e := range listed {
			if !yield(e) {
				return
			}
		}
		yield(first)
	}
}

func (m *Maker) group(g *site.Group, n, count int) GroupView {
	name := g.Name
	if n > firstPage {
		name = fmt.Sprintf("%s, page %d", g.Name, n)
	}
	v := GroupView{
		View:  m.view(numbered(g.Path(), n), name, g.Description),
		Group: g, Posts: g.Posts[(n-1)*perPage : min(n*perPage, len(g.Posts))],
		Pager: Pager{Number: n, Count: count}, Feeds: feed.Links(m.Site, g),
	}
	if g.Description == "" {
		v.Head.Description = fmt.Sprintf("Posts by %s: %s.", g.Kind.Name, g.Name)
	}
	v.Head.Feeds = append(v.Feeds, v.Head.Feeds...)
	if n > firstPage {
		v.Pager.Newer = m.Site.Base.Path(numbered(g.Path(), n-1))
	}
	if n < count {
		v.Pager.Older = m.Site.Base.Path(numbered(g.Path(), n+1))
	}
	switch {
	case g.Kind == site.ByAuthor:
		v.Author = author(g)
	case g.Kind == site.ByService && n == firstPage:
		v.Months, v.Years = v.months(g.Posts), years(g.Posts)
	}
	return v
}

// author is who wrote the posts of a group.
func author(g *site.Group) *site.Person {
	for _, a := range g.Posts[0].Authors {
		if a.Group == g {
			return &a.Person
		}
	}
	return nil
}

// numbered is the address of page n of a list.
func numbered(path string, n int) string {
	if n == firstPage {
		return path
	}
	return path + "page/" + strconv.Itoa(n) + "/"
}

// GroupsView is what groups.html shows: every service, tag, author or severity.
type GroupsView struct {
	View
	Heading string
	Groups  []*site.Group
}

type groupKind struct {
	kind    site.GroupKind
	plural  string
	groups  []*site.Group
	listing bool // it has a page that lists its groups
}

func groupKinds(s *site.Site) []groupKind {
	return []groupKind{
		{site.ByYear, "Years", s.Years, false}, // the archive lists them
		{site.ByService, "Services", s.Services, true},
		{site.ByTag, "Tags", s.Tags, true},
		{site.ByAuthor, "Authors", s.Authors, true},
		{site.BySeverity, "Severities", s.Severities, true},
	}
}

func groupLists(m *Maker) []Page {
	var list []Page
	for _, k := range groupKinds(m.Site) {
		if !k.listing || len(k.groups) == 0 {
			continue
		}
		path := "/" + k.kind.Folder + "/"
		list = append(list, Page{Path: path, View: func() (any, error) {
			return GroupsView{m.view(path, k.plural, k.plural+" that the posts name, with the number of posts of each."), k.plural, k.groups}, nil
		}})
	}
	return list
}
