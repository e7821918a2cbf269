package page

import (
	"bytes"
	"html/template"
	"strings"
	"sync"

	"candor/internal/site"
	"candor/internal/theme"
)

// Frame is what the partials "header" and "footer" show around every page.
// They know nothing of the page but its place in the menu, so each is drawn
// once for each place and not once for each page.
type Frame struct {
	Site  *site.Site
	Menu  []Item // the site's sections, then site.yaml's navigation
	Links []Item // of site.yaml, for the foot
	Home  bool   // this is the home page
}

// Item is an entry of the menu.
type Item struct {
	Text    string
	Address string // ready for href
	Current bool   // this page, or one below it
}

// sections are the site's own parts, in the order of the menu. The home page
// is not among them: the name of the site leads there.
var sections = []struct{ text, path string }{
	{"Archive", "/archive/"},
	{"Services", "/services/"},
	{"Tags", "/tags/"},
	{"Insights", "/insights/"},
	{"Subscribe", "/subscribe/"},
	{"Search", "/search/"},
}

// frames keeps what has been drawn, by the paths of the current items.
type frames struct {
	mu    sync.Mutex
	drawn map[string]*drawnFrame
}

type drawnFrame struct {
	Frame
	once           sync.Once
	header, footer template.HTML
	err            error
}

// frame returns the frame of a page.
func (m *Maker) frame(path string) *drawnFrame {
	key := place(path)
	if path == "/" {
		key = path
	}
	for _, link := range m.Site.Navigation {
		if link.URL == path {
			key = path
		}
	}
	m.frames.mu.Lock()
	defer m.frames.mu.Unlock()
	if m.frames.drawn == nil {
		m.frames.drawn = map[string]*drawnFrame{}
	}
	f := m.frames.drawn[key]
	if f == nil {
		f = &drawnFrame{Frame: Frame{m.Site, m.menu(path), m.items(m.Site.Config.Links), path == "/"}}
		m.frames.drawn[key] = f
	}
	return f
}

// place is the section that a page belongs to; "" when it is in none.
func place(path string) string {
	for _, s := range sections {
		if strings.HasPrefix(path, s.path) {
			return s.path
		}
	}
	return ""
}

func (f *drawnFrame) draw(t *theme.Theme) {
	f.once.Do(func() {
		var b bytes.Buffer
		if f.err = t.Partial(&b, "header", f.Frame); f.err != nil {
			return
		}
		f.header = template.HTML(b.String())
		b.Reset()
		f.err = t.Partial(&b, "footer", f.Frame)
		f.footer = template.HTML(b.String())
	})
}

// Header is the partial "header" for this page.
func (v View) Header() (template.HTML, error) {
	v.frame.draw(v.maker.Theme)
	return v.frame.header, v.frame.err
}

// Footer is the partial "footer" for this page.
func (v View) Footer() (template.HTML, error) {
	v.frame.draw(v.maker.Theme)
	return v.frame.footer, v.frame.err
}

func (m *Maker) menu(path string) []Item {
	var items []Item
	for _, s := range sections {
		if s.path == "/services/" && len(m.Site.Services) == 0 || s.path == "/tags/" && len(m.Site.Tags) == 0 {
			continue
		}
		items = append(items, Item{s.text, m.Site.Base.Path(s.path), s.path == place(path)})
	}
	for _, item := range m.items(m.Site.Navigation) {
		item.Current = item.Address == m.Site.Base.Path(path)
		items = append(items, item)
	}
	return items
}

// items makes configured links ready for href.
func (m *Maker) items(links []site.Link) []Item {
	items := make([]Item, len(links))
	for i, link := range links {
		items[i] = Item{Text: link.Text, Address: link.URL}
		if strings.HasPrefix(link.URL, "/") {
			items[i].Address = m.Site.Base.Path(link.URL)
		}
	}
	return items
}
