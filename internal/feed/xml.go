package feed

import (
	"bytes"
	"encoding/xml"
	"html"

	"github.com/gorilla/feeds"
)

// Names of the vocabularies that feeds borrow from.
const (
	atomNamespace    = "http://www.w3.org/2005/Atom"
	contentNamespace = "http://purl.org/rss/1.0/modules/content/"
	dcNamespace      = "http://purl.org/dc/elements/1.1/"
	historyNamespace = "http://purl.org/syndication/history/1.0" // RFC 5005
)

// generator names the program, not its version: an upgrade alone changes no
// feed.
const generator = "Candor"

// document is an XML file with a style sheet for browsers. It takes gorilla's
// place at the root, where the namespaces are declared.
type document struct {
	style string
	root  any
}

// FeedXml implements feeds.XmlFeed.
func (d document) FeedXml() any { return d }

// MarshalXML writes the processing instruction before the root element.
func (d document) MarshalXML(e *xml.Encoder, _ xml.StartElement) error {
	for _, t := range []xml.Token{
		xml.CharData("\n"),
		xml.ProcInst{Target: "xml-stylesheet", Inst: []byte(`type="text/css" href="` + html.EscapeString(d.style) + `"`)},
		xml.CharData("\n"),
	} {
		if err := e.EncodeToken(t); err != nil {
			return err
		}
	}
	return e.Encode(d.root)
}

// encode appends the document to dst.
func (d document) encode(dst []byte) ([]byte, error) {
	b := bytes.NewBuffer(dst)
	if err := feeds.WriteXML(d, b); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// links are the relations of c as a feed document: RFC 4287 section 4.2.7 and
// RFC 5005 section 4. An archive page has no next-archive, since it would
// change when the next page is complete.
func (c *Channel) links(mediaType string) []feeds.AtomLink {
	list := []feeds.AtomLink{{Href: c.Self, Rel: "self", Type: mediaType}}
	if c.Current != "" {
		list = append(list, feeds.AtomLink{Href: c.Current, Rel: "current", Type: mediaType})
	}
	if c.Older != "" {
		list = append(list, feeds.AtomLink{Href: c.Older, Rel: "prev-archive", Type: mediaType})
	}
	return list
}

// archive marks an archive page (RFC 5005); nil for other documents.
func (c *Channel) archive() *struct{} {
	if c.Current == "" {
		return nil
	}
	return &struct{}{}
}
