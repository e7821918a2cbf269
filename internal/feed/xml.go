package feed

import (
	"bytes"
	"encoding/xml"
	"html"
	"slices"
	"time"

	"github.com/gorilla/feeds"

	"candor/internal/escape"
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
	root  any // without items
	items []Item
	item  func(dst []byte, it *Item) []byte
	ends  string // the end tags after the items
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

// encode appends the document to dst. Items, which are nearly all of it, are
// appended without reflection and copies.
func (d document) encode(dst []byte) ([]byte, error) {
	b := bytes.NewBuffer(dst)
	if err := feeds.WriteXML(d, b); err != nil {
		return nil, err
	}
	dst = bytes.TrimSuffix(b.Bytes(), []byte(d.ends))
	for i := range d.items {
		dst = d.item(dst, &d.items[i])
	}
	return append(append(dst, d.ends...), '\n'), nil
}

// What stands for the characters that mean something, in channels' texts, which
// are clean.
var (
	// inXML is for texts and attributes.
	inXML = escape.Table{'"': "&#34;", '\'': "&#39;", '&': "&amp;", '<': "&lt;", '>': "&gt;", '\t': "&#x9;", '\n': "&#xA;"}
	// inHTML is for a field that holds HTML, in XML.
	inHTML = escape.Table{'"': "&#34;", '\'': "&#39;", '&': "&amp;amp;", '<': "&amp;lt;", '>': "&amp;gt;", '\t': "&#x9;", '\n': "&#xA;"}
	// inEither is for a plain text that some readers take for HTML: a title, a
	// category. It means the same to all of them (RSS Best Practices Profile).
	inEither = escape.Table{'&': "&#x26;", '<': "&#x3C;", '>': "&#x3E;"}
)

// appendText appends a text between two pieces of XML.
func appendText(dst []byte, before string, in *escape.Table, text, after string) []byte {
	return append(in.Append(append(dst, before...), text), after...)
}

// appendTime appends an instant between two pieces of XML, or nothing where none
// is known.
func appendTime(dst []byte, before string, t time.Time, layout, after string) []byte {
	if t.IsZero() {
		return dst
	}
	return append(t.AppendFormat(append(dst, before...), layout), after...)
}

// appendCDATA appends HTML as it is: escaping every tag would make the file a
// third longer.
func appendCDATA(dst, html []byte) []byte {
	dst = append(slices.Grow(dst, len(html)+64), "<![CDATA["...)
	for {
		n := bytes.Index(html, []byte("]]>"))
		if n < 0 {
			return append(append(dst, html...), "]]>"...)
		}
		dst = append(append(dst, html[:n]...), "]]]]><![CDATA[>"...)
		html = html[n+len("]]>"):]
	}
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
