package feed

import (
	"fmt"
	"sync"

	"candor/internal/site"
)

// Source appends the finished feed body of a post, as Body makes it, to dst,
// and gives its Cost. Both are called from several goroutines.
type Source struct {
	Body func(dst []byte, e *site.Entry) ([]byte, error)
	Cost func(*site.Entry) int
}

// Batch is a group of files that are made from the same posts, so that each
// body is fetched once for all formats. Batches can be written at once.
type Batch struct {
	Paths []string // addresses from the root of the site: "/rss.xml"
	// Texts are the posts whose text the files have, and Extra is what else
	// decides them besides the settings; without Texts the files are made of the
	// whole site, but of no text.
	Texts []*site.Entry
	Extra string
	// Write makes the files and hands each to put, which does not keep data.
	Write func(put func(path string, data []byte) error) error
}

// Batches lists every feed file of the site: the main feeds with their archive
// pages, those of the groups, the list of posts and the list of feeds.
func Batches(s *site.Site, src Source) []Batch {
	list := []Batch{single(s, postsPath, encodePosts), single(s, opmlPath, encodeOPML), single(s, incidentsPath, encodeIncidents), single(s, schemaPath, encodeSchema)}
	list = append(list, whole(s, src)...)
	for _, kind := range groupsOf(s) {
		for _, g := range kind.groups {
			newest := limitOf(s, g, src.Cost).newest(site.Public(g.Posts))
			list = append(list, batch(s, src, part{group: g, entries: newest}))
		}
	}
	return list
}

// kindOf is the groups of one kind that have feeds.
type kindOf struct {
	title  string
	groups []*site.Group
}

func groupsOf(s *site.Site) []kindOf {
	return []kindOf{{"Services", s.Services}, {"Tags", s.Tags}, {"Authors", s.Authors}, {"Severities", s.Severities}}
}

// single is a batch of one file that needs no bodies.
func single(s *site.Site, path string, encode func(*site.Site) ([]byte, error)) Batch {
	return Batch{Paths: []string{path}, Write: func(put func(string, []byte) error) error {
		data, err := encode(s)
		if err != nil {
			return err
		}
		return put(path, data)
	}}
}

// whole is the feed of the whole site, followed by its archive pages.
func whole(s *site.Site, src Source) []Batch {
	l := limitOf(s, nil, src.Cost)
	posts := site.Public(s.Posts)
	pages := l.archives(posts)
	list := []Batch{batch(s, src, part{entries: l.newest(posts), older: len(pages)})}
	for i, entries := range pages {
		list = append(list, batch(s, src, part{entries: entries, page: i + 1, older: i}))
	}
	return list
}

// part is one document of a feed, in whatever format.
type part struct {
	group   *site.Group // nil for the feed of the whole site
	entries []*site.Entry
	page    int // number of an archive page; 0 for the document to subscribe to
	older   int // number of the archive page with older entries; 0 for none
}

// batch writes a part in every format it has.
func batch(s *site.Site, src Source, p part) Batch {
	formats := formatsOf(p.group)
	b := Batch{Texts: p.entries, Extra: fmt.Sprintf("%d %d", p.page, p.older)}
	if p.group != nil {
		b.Extra += fmt.Sprintf(" %q %q", p.group.Name, p.group.Description)
	}
	for _, f := range formats {
		b.Paths = append(b.Paths, f.path(p.group, p.page))
	}
	b.Write = func(put func(string, []byte) error) error {
		r := rooms.Get().(*room)
		defer rooms.Put(r)
		c, err := r.channel(s, p.group, p.entries, src.Body)
		if err != nil {
			return err
		}
		for i, f := range formats {
			c.locate(s.Base, f, p)
			data, err := f.Encode(c, r.document[:0])
			if err != nil {
				return err
			}
			r.document = data
			if err := put(b.Paths[i], data); err != nil {
				return err
			}
		}
		return nil
	}
	return b
}

// room is for the contents of a document and for one form of it after another.
// Most documents are of about the same size.
type room struct{ contents, document []byte }

var rooms = sync.Pool{New: func() any { return new(room) }}

// locate sets the addresses of c that depend on the format.
func (c *Channel) locate(base site.Base, f Format, p part) {
	c.Self, c.Current, c.Older = base.Absolute(f.path(p.group, p.page)), "", ""
	if p.page > 0 {
		c.Current = base.Absolute(f.path(p.group, 0))
	}
	if p.older > 0 {
		c.Older = base.Absolute(f.path(p.group, p.older))
	}
}
