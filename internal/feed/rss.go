package feed

import (
	"encoding/xml"
	"strconv"
	"time"

	"github.com/gorilla/feeds"

	"candor/internal/site"
)

const rssType = "application/rss+xml"

var rss = Format{
	Name:      "rss",
	Title:     "RSS",
	File:      "rss.xml",
	MediaType: rssType,
	Groups:    []site.GroupKind{site.ByService, site.ByTag, site.ByAuthor, site.BySeverity},
	Encode:    encodeRSS,
}

type rssRoot struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Atom    string   `xml:"xmlns:atom,attr"`
	Content string   `xml:"xmlns:content,attr"`
	DC      string   `xml:"xmlns:dc,attr"`
	History string   `xml:"xmlns:fh,attr,omitempty"`
	Channel rssChannel
}

type rssChannel struct {
	XMLName xml.Name `xml:"channel"`
	*feeds.RssFeed
	Title       rssText   `xml:"title"`
	Description rssText   `xml:"description"`
	Archive     *struct{} `xml:"fh:archive"`
	Links       []rssLink
}

// rssText is a plain text that some readers take for HTML: a title, a category.
type rssText struct {
	XML string `xml:",innerxml"`
}

func plain(text string) rssText { return rssText{string(inEither.Append(nil, text))} }

// rssLink is an Atom link in a document that is not Atom.
type rssLink struct {
	XMLName xml.Name `xml:"atom:link"`
	Href    string   `xml:"href,attr"`
	Rel     string   `xml:"rel,attr"`
	Type    string   `xml:"type,attr"`
}

// encodeRSS writes RSS 2.0.
func encodeRSS(c *Channel, dst []byte) ([]byte, error) {
	f := (&feeds.Rss{Feed: c.feed()}).RssFeed()
	f.PubDate = ""
	f.Language = c.Language
	f.Generator = generator
	f.Docs = "https://www.rssboard.org/rss-specification"
	ch := rssChannel{
		RssFeed:     f,
		Title:       plain(c.Title),
		Description: plain(c.Description),
		Archive:     c.archive(),
	}
	for _, l := range c.links(rssType) {
		ch.Links = append(ch.Links, rssLink{Href: l.Href, Rel: l.Rel, Type: l.Type})
	}
	root := rssRoot{Version: "2.0", Atom: atomNamespace, Content: contentNamespace, DC: dcNamespace, Channel: ch}
	if ch.Archive != nil {
		root.History = historyNamespace
	}
	return document{c.Style, root, c.Items, appendRSS, "\n  </channel>\n</rss>"}.encode(dst)
}

// appendRSS appends an item. It has dc:creator and never author, which would
// take an e-mail address and say the same again.
func appendRSS(dst []byte, it *Item) []byte {
	dst = appendText(dst, "\n    <item>\n      <link>", &inXML, it.URL, "</link>")
	dst = appendText(dst, "\n      <description>", &inHTML, it.Summary, "</description>")
	dst = append(dst, "\n      <guid isPermaLink=\""...)
	dst = strconv.AppendBool(dst, it.ID == it.URL)
	dst = appendText(dst, `">`, &inXML, it.ID, "</guid>")
	dst = appendTime(dst, "\n      <pubDate>", it.Published, time.RFC1123Z, "</pubDate>")
	dst = appendText(dst, "\n      <title>", &inEither, it.Title, "</title>")
	if names := joined(it.Authors); names != "" {
		dst = appendText(dst, "\n      <dc:creator>", &inXML, names, "</dc:creator>")
	}
	dst = appendTime(dst, "\n      <atom:updated>", it.Updated, time.RFC3339, "</atom:updated>")
	for _, name := range it.Categories {
		dst = appendText(dst, "\n      <category>", &inEither, name, "</category>")
	}
	if len(it.Content) > 0 {
		dst = append(appendCDATA(append(dst, "\n      <content:encoded>"...), it.Content), "</content:encoded>"...)
	}
	return append(dst, "\n    </item>"...)
}
