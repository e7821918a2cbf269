package feed

import (
	"encoding/xml"
	"time"

	"github.com/gorilla/feeds"

	"candor/internal/site"
)

const atomType = "application/atom+xml"

var atom = Format{
	Name:      "atom",
	Title:     "Atom",
	File:      "atom.xml",
	MediaType: atomType,
	Groups:    []site.GroupKind{site.ByService},
	Encode:    encodeAtom,
}

type atomFeed struct {
	XMLName xml.Name `xml:"feed"`
	History string   `xml:"xmlns:fh,attr,omitempty"`
	Lang    string   `xml:"xml:lang,attr,omitempty"`
	*feeds.AtomFeed
	Generator string           `xml:"generator"`
	Archive   *struct{}        `xml:"fh:archive"`
	Links     []feeds.AtomLink `xml:"link"`
	Entries   []atomEntry      `xml:"entry"`
}

type atomEntry struct {
	*feeds.AtomEntry
	Authors    []feeds.AtomAuthor `xml:"author"`
	Categories []atomCategory     `xml:"category"`
	Content    *atomContent       `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

// atomContent holds its HTML as CDATA, as RSS does: escaping every tag would
// make the file a third longer.
type atomContent struct {
	Type string `xml:"type,attr"`
	HTML []byte `xml:",cdata"`
}

// encodeAtom writes Atom (RFC 4287).
func encodeAtom(c *Channel, dst []byte) ([]byte, error) {
	f := (&feeds.Atom{Feed: c.feed()}).AtomFeed()
	f.Id = c.ID
	f.Author = &feeds.AtomAuthor{AtomPerson: person(c.Publisher)}
	root := atomFeed{AtomFeed: f, Lang: c.Language, Generator: generator, Archive: c.archive(), Entries: make([]atomEntry, len(c.Items))}
	if root.Archive != nil {
		root.History = historyNamespace
	}
	root.Links = append(c.links(atomType), feeds.AtomLink{Href: c.Home, Rel: "alternate", Type: "text/html"})
	for i, it := range c.Items {
		root.Entries[i] = mendAtom(f.Entries[i], it)
	}
	return document{c.Style, root}.encode(dst)
}

func mendAtom(x *feeds.AtomEntry, it Item) atomEntry {
	x.Published = it.Published.Format(time.RFC3339)
	x.Links[0].Type = "text/html"
	if x.Summary != nil {
		x.Summary.Type = "text"
	}
	e := atomEntry{AtomEntry: x}
	if len(it.Content) > 0 {
		e.Content = &atomContent{"html", it.Content}
	}
	for _, a := range it.Authors {
		e.Authors = append(e.Authors, feeds.AtomAuthor{AtomPerson: person(a)})
	}
	for _, name := range it.Categories {
		e.Categories = append(e.Categories, atomCategory{name})
	}
	return e
}

func person(a Author) feeds.AtomPerson { return feeds.AtomPerson{Name: a.Name, Uri: a.URL} }
