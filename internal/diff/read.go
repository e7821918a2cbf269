package diff

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	jsonfeed "github.com/mmcdole/gofeed/json"
	"github.com/mmcdole/gofeed/rss"
)

// document is one file of a feed.
type document struct {
	path  string
	items []item
	older string // address of the archive page with older items
}

// item is an entry of a feed, in whatever format.
type item struct {
	id, title, url     string
	published, updated string
	authors            string
	summary, content   string // HTML
	archived           bool   // it stands in an archive page, where readers do not look again
}

// side is what one of the two sites offers to subscribers.
type side struct {
	feeds map[string]*document // those to subscribe to, each with the items of its archive pages
	known map[string]item      // by id, of all feeds
	notes []string
}

// IsFeed reports whether a file looks like a feed.
func IsFeed(name string, data []byte) bool {
	head := data[:min(len(data), 4096)]
	switch path.Ext(name) {
	case ".xml", ".rss", ".atom", ".rdf":
		return bytes.Contains(head, []byte("<rss")) || bytes.Contains(head, []byte("<feed")) || bytes.Contains(head, []byte("<rdf:RDF"))
	case ".json":
		return bytes.Contains(head, []byte("jsonfeed.org/version"))
	}
	return false
}

// Older returns the address of the archive page that a feed leads to, as the
// feed writes it; "" when there is none or data is no feed.
func Older(name string, data []byte) string {
	d, err := readDocument(name, data)
	if err != nil {
		return ""
	}
	return d.older
}

func readSide(files Files) side {
	s := side{feeds: map[string]*document{}, known: map[string]item{}}
	for _, name := range files.Paths() {
		data, ok := files.Lookup(name)
		if !ok || !IsFeed(name, data) {
			continue
		}
		d, err := readDocument(name, data)
		if err != nil {
			s.notes = append(s.notes, fmt.Sprintf("%s could not be read: %v", name, err))
			continue
		}
		s.feeds[name] = d
		for _, it := range d.items {
			s.known[it.id] = it
		}
	}
	s.join()
	return s
}

// join gives each feed the items of its archive pages, which are then no feeds
// of their own.
func (s *side) join() {
	archives := map[string]bool{}
	for _, d := range s.feeds {
		if a := s.find(d.older); a != nil && a != d {
			archives[a.path] = true
		}
	}
	for name, d := range s.feeds {
		if archives[name] {
			continue
		}
		seen := map[string]bool{name: true}
		for a := s.find(d.older); a != nil && !seen[a.path]; a = s.find(a.older) {
			seen[a.path] = true
			for _, it := range a.items {
				it.archived = true
				d.items = append(d.items, it)
			}
		}
		d.items = once(d.items)
	}
	for name := range archives {
		delete(s.feeds, name)
	}
}

// once keeps the first item of each id: archive pages may overlap.
func once(items []item) []item {
	seen := make(map[string]bool, len(items))
	return slices.DeleteFunc(items, func(it item) bool {
		twice := seen[it.id]
		seen[it.id] = true
		return twice
	})
}

// find returns the feed at an address; a site may stand below a base path.
func (s *side) find(address string) *document {
	u, err := url.Parse(address)
	if address == "" || err != nil {
		return nil
	}
	for rest, more := strings.TrimPrefix(u.Path, "/"), true; more; _, rest, more = strings.Cut(rest, "/") {
		if d := s.feeds[rest]; d != nil {
			return d
		}
	}
	return nil
}

func readDocument(name string, data []byte) (*document, error) {
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	f, err := p.Parse(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	d := &document{path: name, older: older(f)}
	for _, it := range f.Items {
		if it == nil {
			continue
		}
		if i := readItem(it); i.id != "" {
			d.items = append(d.items, i)
		}
	}
	d.items = once(d.items)
	return d, nil
}

func readItem(it *gofeed.Item) item {
	names := make([]string, 0, len(it.Authors))
	for _, a := range it.Authors {
		if a != nil {
			names = append(names, cmp.Or(a.Name, a.Email))
		}
	}
	return item{
		id: cmp.Or(it.GUID, it.Link), title: line(it.Title), url: it.Link,
		published: date(it.Published, it.PublishedParsed), updated: date(it.Updated, it.UpdatedParsed),
		authors: strings.Join(names, ", "), summary: it.Description, content: it.Content,
	}
}

// date writes a date in one form, whatever the feed's.
func date(text string, parsed *time.Time) string {
	if parsed == nil {
		return text
	}
	return parsed.UTC().Format(time.RFC3339)
}

// line is a text in one line.
func line(text string) string { return strings.Join(strings.Fields(text), " ") }

// older finds the link to the archive page, which each format has elsewhere.
func older(f *gofeed.Feed) string {
	switch original := f.OriginalFeed().(type) {
	case *atom.Feed:
		for _, l := range original.Links {
			if l != nil && l.Rel == "prev-archive" {
				return l.Href
			}
		}
	case *rss.Feed:
		for _, l := range original.Extensions["atom"]["link"] {
			if l.Attrs["rel"] == "prev-archive" {
				return l.Attrs["href"]
			}
		}
	case *jsonfeed.Feed:
		return original.NextURL
	}
	return ""
}
