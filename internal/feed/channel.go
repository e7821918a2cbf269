package feed

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/gorilla/feeds"

	"candor/internal/incident"
	"candor/internal/site"
)

// Channel is one feed document before it takes a form. Its texts are plain,
// without characters that XML 1.0 forbids; its addresses are absolute.
type Channel struct {
	Title       string
	Description string
	Language    string // BCP 47
	Publisher   Author // who answers for items without an author
	ID          string // the same for all documents of one feed
	Home        string // page with the same posts
	Self        string // this document
	Current     string // the document to subscribe to, in an archive page; else ""
	Older       string // the archive page with the items before these; "" at the end
	Style       string // style sheet for browsers
	Updated     time.Time
	FactsForm   string // address that describes Facts
	Items       []Item // newest first
}

// Item is one post in a feed.
type Item struct {
	ID         string // permanent
	URL        string
	Title      string
	Summary    string // plain text
	Content    []byte // HTML that stands on its own, see Body
	Published  time.Time
	Updated    time.Time // of the last substantive change
	Authors    []Author
	Categories []string // tags, then services
	Facts      *incident.Incident
}

// Author is a person or team who wrote a post.
type Author struct {
	Name   string
	URL    string
	Avatar string // "" when there is none
}

// channel puts a document of the feed of g together, or of the whole site when
// g is nil, with its contents in r. The addresses that depend on the format are
// still missing.
func (r *room) channel(s *site.Site, g *site.Group, entries []*site.Entry, body func([]byte, *site.Entry) ([]byte, error)) (*Channel, error) {
	root := s.Base.Absolute("/")
	c := &Channel{
		Title:     clean(title(s, g)),
		Language:  s.Language,
		Publisher: Author{Name: clean(s.Title), URL: root},
		ID:        s.Base.Absolute(home(g)),
		Home:      s.Base.Absolute(home(g)),
		Style:     s.Base.Path("/feed.css"),
		FactsForm: s.Base.Absolute(schemaPath),
		Updated:   site.Updated(entries),
		Items:     make([]Item, len(entries)),
	}
	c.Description = cmp.Or(clean(description(s, g)), c.Title)
	r.contents = r.contents[:0]
	for i, e := range entries {
		start := len(r.contents)
		all, err := body(r.contents, e)
		if err != nil {
			return nil, err
		}
		r.contents = all
		c.Items[i] = item(s.Base, e)
		c.Items[i].Content = all[start:] // which stays where it is when there is no more room
	}
	return c, nil
}

func description(s *site.Site, g *site.Group) string {
	if g == nil {
		return s.Description
	}
	return g.Description
}

// item is e without its content.
func item(base site.Base, e *site.Entry) Item {
	return Item{
		ID:         clean(e.ID),
		URL:        base.Absolute(e.Path),
		Title:      clean(e.Title),
		Summary:    clean(e.Summary()),
		Published:  e.Published.Instant(),
		Updated:    e.Modified().Instant(),
		Authors:    authors(base, e),
		Categories: categories(e),
		Facts:      e.Facts,
	}
}

// authors lists who wrote e. Each has an address, their page of this site if
// need be; e-mail addresses stay out of feeds.
func authors(base site.Base, e *site.Entry) []Author {
	list := make([]Author, len(e.Authors))
	for i, a := range e.Authors {
		list[i] = Author{
			Name:   clean(a.Name),
			URL:    cmp.Or(web(a.URL), base.Absolute(a.Group.Path())),
			Avatar: avatar(base, a.Avatar),
		}
	}
	return list
}

// avatar is a picture's full address; it may be a file of the site.
func avatar(base site.Base, address string) string {
	if strings.HasPrefix(address, "/") && !strings.HasPrefix(address, "//") {
		return base.Absolute(clean(address))
	}
	return web(address)
}

// joined is a list of authors in one line.
func joined(authors []Author) string {
	names := make([]string, len(authors))
	for i, a := range authors {
		names[i] = a.Name
	}
	return strings.Join(names, ", ")
}

// categories lists the tags and services of e, each name once.
func categories(e *site.Entry) []string {
	list := make([]string, 0, len(e.Tags)+len(e.Services))
	for _, groups := range [...][]*site.Group{e.Tags, e.Services} {
		for _, g := range groups {
			if name := clean(g.Name); !slices.Contains(list, name) {
				list = append(list, name)
			}
		}
	}
	return list
}

// web returns address if it is a whole web address, else "".
func web(address string) string {
	address = clean(address)
	if !isWeb(address) || strings.ContainsAny(address, " \t\n\"<>\\^`{|}") {
		return ""
	}
	return address
}

// feed is c as gorilla/feeds models it, without the items, which each format
// appends: gorilla would copy their contents.
func (c *Channel) feed() *feeds.Feed {
	return &feeds.Feed{
		Title:       c.Title,
		Link:        &feeds.Link{Href: c.Home},
		Description: c.Description,
		Updated:     c.Updated,
	}
}
