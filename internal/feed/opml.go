package feed

import (
	"bytes"
	"encoding/xml"

	"candor/internal/site"
)

// opmlPath is the list of feeds for readers to import.
const opmlPath = "/feeds.opml"

// opml is OPML 2.0. It names every feed once, in RSS.
type opml struct {
	XMLName  xml.Name  `xml:"opml"`
	Version  string    `xml:"version,attr"`
	Title    string    `xml:"head>title"`
	Outlines []outline `xml:"body>outline"`
}

type outline struct {
	Text     string    `xml:"text,attr"`
	Type     string    `xml:"type,attr,omitempty"`
	Title    string    `xml:"title,attr,omitempty"`
	Feed     string    `xml:"xmlUrl,attr,omitempty"`
	Page     string    `xml:"htmlUrl,attr,omitempty"`
	Outlines []outline `xml:"outline"`
}

func encodeOPML(s *site.Site) ([]byte, error) {
	doc := opml{Version: "2.0", Title: clean(s.Title), Outlines: []outline{subscription(s, nil)}}
	for _, kind := range groupsOf(s) {
		folder := outline{Text: kind.title}
		for _, g := range kind.groups {
			folder.Outlines = append(folder.Outlines, subscription(s, g))
		}
		if len(folder.Outlines) > 0 {
			doc.Outlines = append(doc.Outlines, folder)
		}
	}
	b := bytes.NewBufferString(xml.Header)
	e := xml.NewEncoder(b)
	e.Indent("", "  ")
	if err := e.Encode(doc); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

func subscription(s *site.Site, g *site.Group) outline {
	name := clean(title(s, g))
	return outline{Text: name, Title: name, Type: "rss", Feed: s.Base.Absolute(rss.path(g, 0)), Page: s.Base.Absolute(home(g))}
}
