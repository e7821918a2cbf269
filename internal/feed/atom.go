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
}

// encodeAtom writes Atom (RFC 4287).
func encodeAtom(c *Channel, dst []byte) ([]byte, error) {
	f := (&feeds.Atom{Feed: c.feed()}).AtomFeed()
	f.Id = c.ID
	f.Author = &feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: c.Publisher.Name, Uri: c.Publisher.URL}}
	root := atomFeed{AtomFeed: f, Lang: c.Language, Generator: generator, Archive: c.archive()}
	if root.Archive != nil {
		root.History = historyNamespace
	}
	root.Links = append(c.links(atomType), feeds.AtomLink{Href: c.Home, Rel: "alternate", Type: "text/html"})
	return document{c.Style, root, c.Items, appendAtom, "\n</feed>"}.encode(dst)
}

// appendAtom appends an entry.
func appendAtom(dst []byte, it *Item) []byte {
	dst = appendText(dst, "\n  <entry>\n    <title>", &inXML, it.Title, "</title>")
	dst = appendTime(dst, "\n    <updated>", it.Updated, time.RFC3339, "</updated>")
	dst = appendText(dst, "\n    <id>", &inXML, it.ID, "</id>")
	dst = appendTime(dst, "\n    <published>", it.Published, time.RFC3339, "</published>")
	dst = appendText(dst, "\n    <link href=\"", &inXML, it.URL, `" rel="alternate" type="text/html"></link>`)
	if it.Summary != "" {
		dst = appendText(dst, "\n    <summary type=\"text\">", &inXML, it.Summary, "</summary>")
	}
	for _, a := range it.Authors {
		dst = append(dst, "\n    <author>"...)
		if a.Name != "" {
			dst = appendText(dst, "\n      <name>", &inXML, a.Name, "</name>")
		}
		dst = appendText(dst, "\n      <uri>", &inXML, a.URL, "</uri>\n    </author>")
	}
	for _, name := range it.Categories {
		dst = appendText(dst, "\n    <category term=\"", &inXML, name, `"></category>`)
	}
	if len(it.Content) > 0 {
		dst = append(appendCDATA(append(dst, "\n    <content type=\"html\">"...), it.Content), "</content>"...)
	}
	return append(dst, "\n  </entry>"...)
}
