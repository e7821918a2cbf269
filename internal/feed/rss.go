package feed

import (
	"encoding/xml"
	"strings"
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
	Items       []rssItem `xml:"item"`
}

type rssItem struct {
	*feeds.RssItem
	Title      rssText   `xml:"title"`
	Creator    string    `xml:"dc:creator,omitempty"`
	Updated    string    `xml:"atom:updated"`
	Categories []rssText `xml:"category"`
	Content    *rssContent
}

type rssContent struct {
	XMLName xml.Name `xml:"content:encoded"`
	HTML    []byte   `xml:",cdata"`
}

// rssText is a plain text that some readers take for HTML: a title, a category.
type rssText struct {
	XML string `xml:",innerxml"`
}

// references escapes such a text in a way that means the same to all of them
// (RSS Best Practices Profile).
var references = strings.NewReplacer("&", "&#x26;", "<", "&#x3C;", ">", "&#x3E;")

func plain(text string) rssText { return rssText{references.Replace(text)} }

// rssLink is an Atom link in a document that is not Atom.
type rssLink struct {
	XMLName xml.Name `xml:"atom:link"`
	Href    string   `xml:"href,attr"`
	Rel     string   `xml:"rel,attr"`
	Type    string   `xml:"type,attr"`
}

// escape turns plain text into HTML, for a field that holds HTML.
var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// encodeRSS writes RSS 2.0. An item has dc:creator and never author, which
// would take an e-mail address and say the same again.
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
		Items:       make([]rssItem, len(c.Items)),
	}
	for _, l := range c.links(rssType) {
		ch.Links = append(ch.Links, rssLink{Href: l.Href, Rel: l.Rel, Type: l.Type})
	}
	for i, it := range c.Items {
		ch.Items[i] = mendRSS(f.Items[i], it)
	}
	root := rssRoot{Version: "2.0", Atom: atomNamespace, Content: contentNamespace, DC: dcNamespace, Channel: ch}
	if ch.Archive != nil {
		root.History = historyNamespace
	}
	return document{c.Style, root}.encode(dst)
}

func mendRSS(x *feeds.RssItem, it Item) rssItem {
	x.Description = escape.Replace(it.Summary)
	x.Guid.IsPermaLink = "false"
	if it.ID == it.URL {
		x.Guid.IsPermaLink = "true"
	}
	mended := rssItem{
		RssItem: x,
		Title:   plain(it.Title),
		Creator: joined(it.Authors),
		Updated: it.Updated.Format(time.RFC3339),
	}
	if len(it.Content) > 0 {
		mended.Content = &rssContent{HTML: it.Content}
	}
	for _, name := range it.Categories {
		mended.Categories = append(mended.Categories, plain(name))
	}
	return mended
}
