// Package site puts posts together: in order, with their neighbours, and
// grouped by year, service, tag, author and severity. It decides every
// address of the site, so that pages, feeds and checks agree on them.
//
// A Site is built once and then only read, by any number of goroutines.
package site

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"candor/internal/incident"
	"candor/internal/post"
)

// Entry is a post as part of the site.
type Entry struct {
	*post.Post
	Facts    *incident.Incident // nil when it reports none
	Marked   []string           // ids of the facts' words on its page, sorted
	Path     string             // address from the root of the site: "/blog/x/"
	ID       string             // permanent id, the same in every feed
	Authors  []Author
	Tags     []*Group
	Services []*Group
	Severity *Group // nil when not known
	Newer    *Entry // nil for the newest
	Older    *Entry // nil for the oldest
	Future   bool   // published after the build's clock: like a draft, only where asked for
	Index    int    // place in Site.Posts, or in Site.Pages for a page
	Assets   []Asset
}

// Asset is a file of a post's own, published below its address.
type Asset struct {
	Source string // below the content folder
	Path   string // address from the root of the site
}

// Author is a person or team with their own page.
type Author struct {
	Person
	Group *Group
}

// GroupKind is what a group is by.
type GroupKind struct {
	Name   string // singular, as in feeds: "service"
	Title  string // the same as a heading: "Service"
	Folder string // first part of its addresses: "services"
}

// The kinds of groups, each with a list of pages and feeds.
var (
	ByYear     = GroupKind{"year", "Year", "archive"}
	ByService  = GroupKind{"service", "Service", "services"}
	ByTag      = GroupKind{"tag", "Tag", "tags"}
	ByAuthor   = GroupKind{"author", "Author", "authors"}
	BySeverity = GroupKind{"severity", "Severity", "severity"}
)

// Group is the posts that share a year, service, tag, author or severity.
type Group struct {
	Kind        GroupKind
	Slug        string
	Name        string
	Description string
	Posts       []*Entry // newest first

	path string
}

// Path is the address of the group's first page.
func (g *Group) Path() string { return g.path }

// Updated is when the newest of the group's posts was last changed, as an
// instant in UTC; zero without posts.
func (g *Group) Updated() time.Time { return Updated(g.Posts) }

// Site is everything that pages and feeds are made of.
type Site struct {
	Config
	Base       Base
	Posts      []*Entry // newest first
	Pages      []*Entry // by address
	Years      []*Group // newest first
	Services   []*Group // by name, like the following
	Tags       []*Group
	Authors    []*Group
	Severities []*Group // gravest first

	tongue tongue
	ranks  map[string]int // of the site's severities, by slug
}

// Public reports whether e is neither draft nor future. What is not public is
// never in feeds or the sitemap, even where a build includes it.
func (e *Entry) Public() bool { return !e.Draft && !e.Future }

// Public leaves out the entries that are not public.
func Public(list []*Entry) []*Entry {
	private := func(e *Entry) bool { return !e.Public() }
	if !slices.ContainsFunc(list, private) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), private)
}

// Entries lists posts, then pages.
func (s *Site) Entries() []*Entry { return slices.Concat(s.Posts, s.Pages) }

// Updated is the time of the newest change in a list of posts, in UTC; the
// zero Unix time for an empty list, since a feed must have a date.
func Updated(posts []*Entry) time.Time {
	latest := time.Unix(0, 0).UTC()
	for _, e := range posts {
		if t := e.Modified().Instant(); t.After(latest) {
			latest = t
		}
	}
	return latest
}

// newest orders posts newest first; posts of one instant by address, so that
// the order of files never matters.
func newest(a, b *Entry) int {
	return cmp.Or(b.Published.Instant().Compare(a.Published.Instant()), strings.Compare(a.Path, b.Path))
}

// New builds the site. posts holds those to publish; the caller has left out
// drafts and, unless it is a preview, the future. facts has the incidents that
// posts report. Parse errors among them are the caller's to report.
func New(config Config, base Base, posts []*post.Post, facts map[*post.Post]*incident.Incident) *Site {
	s := &Site{Config: config, Base: base, tongue: tongueOf(config.Language), ranks: map[string]int{}}
	for i, name := range slices.Backward(config.Severities) {
		s.ranks[post.Slug(name)] = i
	}
	for _, p := range posts {
		e := &Entry{Post: p, Facts: facts[p]}
		if p.Page {
			e.Path = "/" + p.Slug + "/"
			s.Pages = append(s.Pages, e)
		} else {
			e.Path = "/blog/" + p.Slug + "/"
			s.Posts = append(s.Posts, e)
		}
		e.ID = cmp.Or(p.ID, base.Absolute(e.Path))
	}
	slices.SortFunc(s.Posts, newest)
	slices.SortFunc(s.Pages, func(a, b *Entry) int {
		return cmp.Or(strings.Compare(a.Path, b.Path), strings.Compare(a.Source, b.Source))
	})
	for i, e := range s.Posts {
		e.Index = i
		if i > 0 {
			e.Newer, s.Posts[i-1].Older = s.Posts[i-1], e
		}
	}
	for i, e := range s.Pages {
		e.Index = i
	}
	s.group()
	return s
}

// group files every post under its year, services, tags, authors and severity.
func (s *Site) group() {
	years, services := groups{kind: ByYear}, groups{kind: ByService}
	tags, authors, severities := groups{kind: ByTag}, groups{kind: ByAuthor}, groups{kind: BySeverity}
	for _, e := range s.Posts {
		years.add(e, strconv.Itoa(e.Published.Time.Year()), "")
		for _, name := range e.serviceNames() {
			known := s.Config.Services[post.Slug(name)]
			if g := services.add(e, cmp.Or(known.Name, name), post.Slug(name)); g != nil {
				g.Description = known.Description
				e.Services = append(e.Services, g)
			}
		}
		for _, name := range e.Post.Tags {
			if g := tags.add(e, name, ""); g != nil {
				e.Tags = append(e.Tags, g)
			}
		}
		for _, a := range e.Post.Authors {
			person, slug := s.person(a)
			if g := authors.add(e, person.Name, slug); g != nil {
				e.Authors = append(e.Authors, Author{person, g})
			}
		}
		if e.Facts != nil && e.Facts.Severity != nil {
			e.Severity = severities.add(e, e.Facts.Severity.Name, "")
		}
	}
	s.Years, s.Services, s.Tags, s.Authors, s.Severities = years.list, services.list, tags.list, authors.list, severities.list
	slices.SortFunc(s.Years, func(a, b *Group) int { return strings.Compare(b.Slug, a.Slug) })
	for _, list := range [][]*Group{s.Services, s.Tags, s.Authors} {
		slices.SortFunc(list, byName)
	}
	slices.SortFunc(s.Severities, func(a, b *Group) int {
		return cmp.Or(cmp.Compare(s.rank(b.Slug), s.rank(a.Slug)), byName(a, b))
	})
}

func (e *Entry) serviceNames() []string {
	if e.Facts == nil {
		return nil
	}
	names := make([]string, len(e.Facts.Services))
	for i, s := range e.Facts.Services {
		names[i] = s.Name
	}
	return names
}

// Anchor is the id of the words that state a fact; "" when the page has none.
func (e *Entry) Anchor(fact string) string {
	at, found := slices.BinarySearchFunc(e.Marked, fact, func(id, fact string) int {
		return strings.Compare(strings.TrimPrefix(id, incident.MarkID("")), fact)
	})
	if found {
		return e.Marked[at]
	}
	return ""
}

func byName(a, b *Group) int {
	return cmp.Or(strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)), strings.Compare(a.Slug, b.Slug))
}

// rank is the place of a severity in the site's list, from mild to grave; -1
// for one that is not in it.
func (s *Site) rank(slug string) int {
	if rank, ok := s.ranks[slug]; ok {
		return rank
	}
	return -1
}

// Grade is the severity's place from 1 (mildest) to 4 (gravest) on a scale
// that does not depend on how many names the site uses; 0 when unknown.
func (s *Site) Grade(severity *Group) int {
	if severity == nil || s.rank(severity.Slug) < 0 {
		return 0
	}
	if len(s.Config.Severities) == 1 {
		return 4
	}
	return 1 + 3*s.rank(severity.Slug)/(len(s.Config.Severities)-1)
}

// person fills in what the site knows of an author; a post's own words win.
func (s *Site) person(a post.Author) (Person, string) {
	known, listed := s.Config.Authors[a.Name]
	slug := ""
	if listed {
		slug = post.Slug(a.Name)
	}
	return Person{
		Name:   cmp.Or(known.Name, a.Name),
		URL:    cmp.Or(a.URL, known.URL),
		Email:  cmp.Or(a.Email, known.Email),
		Avatar: cmp.Or(a.Avatar, known.Avatar),
	}, slug
}

// groups collects one kind of group.
type groups struct {
	kind GroupKind
	by   map[string]*Group
	list []*Group
}

// add puts e into the group of that name, whose slug is made from the name
// unless given. It returns nil when the name leaves no slug or e is there.
func (gs *groups) add(e *Entry, name, slug string) *Group {
	if slug = cmp.Or(slug, post.Slug(name)); slug == "" {
		return nil
	}
	g := gs.by[slug]
	if g == nil {
		g = &Group{Kind: gs.kind, Slug: slug, Name: name, path: "/" + gs.kind.Folder + "/" + slug + "/"}
		if gs.by == nil {
			gs.by = map[string]*Group{}
		}
		gs.by[slug] = g
		gs.list = append(gs.list, g)
	}
	if len(g.Posts) > 0 && g.Posts[len(g.Posts)-1] == e {
		return nil
	}
	g.Posts = append(g.Posts, e)
	return g
}

// String names the group for messages: "service dns".
func (g *Group) String() string { return fmt.Sprintf("%s %s", g.Kind.Name, g.Name) }
