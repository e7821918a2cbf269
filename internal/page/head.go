package page

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"candor/internal/feed"
	"candor/internal/site"
)

// Head is what stands in a page's head: for search engines, for cards in chats
// and for feed readers.
type Head struct {
	Title       string // of the document, with the site's name
	Name        string // of the page alone
	Description string
	Canonical   string // full URL; "" on pages that have no address of their own
	Type        string // Open Graph's: website or article
	Picture
	Published string // RFC 3339; "" on lists
	Modified  string
	Authors   []string
	Tags      []string
	Feeds     []feed.Link
	NoIndex   bool
	Refresh   string // the address to go on to; "" except on redirects
	Policy    string // Content-Security-Policy
	Data      any    // JSON-LD (schema.org)

	site *site.Site
}

// view fills what is common to all pages.
func (m *Maker) view(path, name, description string) View {
	s := m.Site
	title := s.Title
	if name != "" && name != s.Title {
		title = name + " · " + s.Title
	}
	v := View{Site: s, Head: Head{
		Title: title, Name: cmp.Or(name, s.Title), Description: cmp.Or(description, s.Description, s.Title),
		Canonical: s.Base.Absolute(path), Type: "website",
		Feeds: slices.Clip(m.common().feeds), Picture: m.sitePicture(), Policy: m.common().policy, site: s,
	}, Preview: m.Preview, maker: m, frame: m.frame(path)}
	return v
}

// common is what the heads of all pages say.
type common struct {
	once   sync.Once
	feeds  []feed.Link
	policy string
}

func (m *Maker) common() *common {
	c := &m.heads
	c.once.Do(func() { c.feeds, c.policy = feed.Links(m.Site, nil), Policy(m.Site.ImageHosts) })
	return c
}

// Policy is the Content-Security-Policy that every page holds to: nothing from
// elsewhere but images of allowed hosts, nothing inline.
func Policy(imageHosts []string) string {
	images := "img-src 'self'"
	for _, host := range imageHosts {
		images += " https://" + host
	}
	return strings.Join([]string{
		"default-src 'none'", images, "media-src 'self'", "style-src 'self'", "script-src 'self'",
		"connect-src 'self'", // the index of the search
		"base-uri 'none'", "form-action 'self'",
	}, "; ")
}
