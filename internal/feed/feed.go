// Package feed writes everything that people and programs subscribe to: RSS
// 2.0, Atom (RFC 4287) and JSON Feed 1.1 with their archive pages (RFC 5005),
// the list of posts in the form of posts.json, and an OPML list of the feeds.
//
// A Channel is a feed before it takes a form; each Format is one way to write
// it, in a file of its own. github.com/gorilla/feeds encodes what is said of the
// feed as a whole. What it lacks is added around it, by structs that embed its
// own: a field of the same name in the outer struct replaces the inner one. The
// items, which hold all posts, are appended to that; a test holds that they look
// as gorilla's do.
//
// Feeds are deterministic: the date of a feed is that of the newest change
// among its items, and nothing in it tells which build or version wrote it.
package feed

import (
	"path"
	"slices"
	"strconv"

	"candor/internal/site"
)

// Format is one way to write a feed.
type Format struct {
	Name      string                                       // in the names of archive pages: "rss"
	Title     string                                       // for readers: "RSS"
	File      string                                       // "rss.xml"
	MediaType string                                       // "application/rss+xml"
	Groups    []site.GroupKind                             // kinds of groups whose members carry it; the site itself has every format
	Encode    func(c *Channel, dst []byte) ([]byte, error) // appends the document to dst
}

// Formats lists every format. To add one, add a file and a line.
var Formats = []Format{rss, atom, jsonFeed}

// Link leads to one feed.
type Link struct {
	Title     string // of the feed, with its format: "Incidents: service dns (RSS)"
	MediaType string
	Path      string // from the root of the site: "/services/dns/rss.xml"
	Format    string // "RSS"
}

// Links lists the feeds of a group, or of the whole site when g is nil.
func Links(s *site.Site, g *site.Group) []Link {
	var links []Link
	for _, f := range formatsOf(g) {
		links = append(links, Link{
			Title:     clean(title(s, g)) + " (" + f.Title + ")",
			MediaType: f.MediaType,
			Path:      f.path(g, 0),
			Format:    f.Title,
		})
	}
	return links
}

// formatsOf lists the formats that a group has, or the site when g is nil.
func formatsOf(g *site.Group) []Format {
	var list []Format
	for _, f := range Formats {
		if g == nil || slices.Contains(f.Groups, g.Kind) {
			list = append(list, f)
		}
	}
	return list
}

// path is the address of a feed from the root of the site. page is the number
// of an archive page, or 0 for the feed to subscribe to.
func (f Format) path(g *site.Group, page int) string {
	switch {
	case page > 0:
		return "/feeds/" + f.Name + "-" + strconv.Itoa(page) + path.Ext(f.File)
	case g != nil:
		return g.Path() + f.File
	}
	return "/" + f.File
}

// title names the feed of a group, or of the whole site when g is nil.
func title(s *site.Site, g *site.Group) string {
	if g == nil {
		return s.Title
	}
	return s.Title + ": " + g.String()
}

// home is the address, from the root, of the page with a feed's posts.
func home(g *site.Group) string {
	if g == nil {
		return "/"
	}
	return g.Path()
}
