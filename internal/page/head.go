package page

import (
	"cmp"
	"strings"

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
	Image       string // full URL; "" when there is none
	ImageAlt    string
	Published   string // RFC 3339; "" on lists
	Modified    string
	Authors     []string
	Tags        []string
	Feeds       []feed.Link
	NoIndex     bool
	Refresh     string // the address to go on to; "" except on redirects
	Policy      string // Content-Security-Policy
	Data        any    // JSON-LD (schema.org)

	site *site.Site
}

// view fills what is common to all pages.
func (m *Maker) view(path, name, description string) View {
	s := m.Site
	title := s.Title
	if name != "" && name != s.Title {
		title = name + " · " + s.Title
	}
	v := View{Site: s, Menu: m.menu(path), Head: Head{
		Title: title, Name: cmp.Or(name, s.Title), Description: cmp.Or(description, s.Description, s.Title),
		Canonical: s.Base.Absolute(path), Type: "website",
		Feeds: feed.Links(s, nil), Policy: Policy(s.ImageHosts, m.Preview), site: s,
	}, Preview: m.Preview, theme: m.Theme, cards: &m.cards}
	return v
}

// Policy is the Content-Security-Policy that every page holds to: nothing from
// elsewhere but images of allowed hosts, nothing inline, no script. A preview
// may run and ask candor serve.
func Policy(imageHosts []string, preview bool) string {
	images := "img-src 'self'"
	for _, host := range imageHosts {
		images += " https://" + host
	}
	rules := []string{
		"default-src 'none'", images, "media-src 'self'", "style-src 'self'",
		"base-uri 'none'", "form-action 'none'",
	}
	if preview {
		rules = append(rules, "script-src 'self'", "connect-src 'self'")
	}
	return strings.Join(rules, "; ")
}

// sections are the site's own parts, in the order of the menu.
var sections = []struct{ text, path string }{
	{"Home", "/"},
	{"Archive", "/archive/"},
	{"Services", "/services/"},
	{"Tags", "/tags/"},
	{"Subscribe", "/subscribe/"},
}

func (m *Maker) menu(path string) []Item {
	var items []Item
	for _, section := range sections {
		if section.path == "/services/" && len(m.Site.Services) == 0 || section.path == "/tags/" && len(m.Site.Tags) == 0 {
			continue
		}
		current := path == section.path || section.path != "/" && strings.HasPrefix(path, section.path)
		items = append(items, Item{section.text, m.Site.Base.Path(section.path), current})
	}
	for _, link := range m.Site.Navigation {
		items = append(items, Item{link.Text, m.address(link.URL), link.URL == path})
	}
	return items
}

// address makes a configured link ready for href.
func (m *Maker) address(link string) string {
	if strings.HasPrefix(link, "/") {
		return m.Site.Base.Path(link)
	}
	return link
}

// Addresses makes links of site.yaml ready for href.
func (v View) Addresses(links []site.Link) []Item {
	items := make([]Item, len(links))
	for i, link := range links {
		items[i] = Item{Text: link.Text, Address: (&Maker{Site: v.Site}).address(link.URL)}
	}
	return items
}
