package page

import (
	"net/url"
	"slices"

	"candor/internal/feed"
	"candor/internal/site"
	"candor/internal/theme"
)

// PostView is what post.html and page.html show.
type PostView struct {
	View
	Post     *site.Entry
	Minutes  int // to read
	Modified bool
	Sections []Section   // the contents list; empty for short posts
	Incident *FactsView  // nil when the post tells nothing of one
	Follow   []FeedGroup // the services' own feeds
	Related  []Related   // incidents that have something in common with this one
	Edit     string      // where to edit the source; "" when not configured
}

// Section is an entry of the contents list.
type Section struct {
	Text, ID string
}

const (
	wordsPerMinute = 220 // silent reading of technical prose
	contentsFrom   = 4   // sections that make a contents list worth its space
)

func posts(m *Maker) []Page { return entryPages(m, m.Site.Posts) }
func pages(m *Maker) []Page { return entryPages(m, m.Site.Pages) }

func entryPages(m *Maker, entries []*site.Entry) []Page {
	list := make([]Page, len(entries))
	for i, e := range entries {
		list[i] = Page{Path: e.Path, Source: e.Source, Line: e.Lines.Slug, View: func() (any, error) { return m.post(e), nil },
			Text: e, Of: func(yield func(*site.Entry) bool) { m.around(e, yield) }}
	}
	return list
}

// around yields the posts that e's page may mention: its neighbours, and those
// among which the related ones are found.
func (m *Maker) around(e *site.Entry, yield func(*site.Entry) bool) {
	for _, other := range []*site.Entry{e.Newer, e.Older} {
		if other != nil && !yield(other) {
			return
		}
	}
	for _, group := range m.kin(e) {
		for _, other := range near(group.posts, e) {
			if !yield(other) {
				return
			}
		}
	}
}

// Body is the text as HTML.
func (v PostView) Body() (Body, error) {
	html, err := v.AppendBody(nil)
	return Body(html), err
}

// AppendBody appends the text as HTML to dst.
func (v PostView) AppendBody(dst []byte) ([]byte, error) { return v.maker.Body(dst, v.Post) }

func (m *Maker) post(e *site.Entry) PostView {
	v := PostView{View: m.view(e.Path, e.Title, e.Summary()), Post: e,
		Minutes: max(1, (e.Words+wordsPerMinute/2)/wordsPerMinute), Sections: contents(e)}
	if m.Site.EditURL != "" {
		v.Edit = m.Site.EditURL + (&url.URL{Path: e.Source}).EscapedPath()
	}
	v.Head.Picture = m.pictureOf(e)
	if e.Page {
		return v
	}
	v.Incident, v.Related = factsView(e), m.related(e)
	v.Modified = e.Modified() != e.Published
	h := &v.Head
	h.Type = "article"
	h.Published, h.Modified = theme.RFC3339(e.Published.Instant()), theme.RFC3339(e.Modified().Instant())
	for _, a := range e.Authors {
		h.Authors = append(h.Authors, a.Name)
	}
	for _, g := range e.Tags {
		h.Tags = append(h.Tags, g.Name)
	}
	for _, g := range e.Services {
		follow := FeedGroup{g, m.feedsOf(g)}
		v.Follow, h.Feeds = append(v.Follow, follow), append(h.Feeds, follow.Feeds...)
	}
	h.Data = m.article(e, *h)
	return v
}

// feedsOf lists the feeds of a service, the same for each of its posts.
func (m *Maker) feedsOf(g *site.Group) []feed.Link {
	known, ok := m.feeds.Load(g)
	if !ok {
		known, _ = m.feeds.LoadOrStore(g, slices.Clip(feed.Links(m.Site, g)))
	}
	return known.([]feed.Link)
}

// contents lists the second-level headings of a post that has several.
func contents(e *site.Entry) []Section {
	var list []Section
	for _, h := range e.Headings {
		if h.Level == 2 && h.Text != "" {
			list = append(list, Section{h.Text, h.ID})
		}
	}
	if len(list) < contentsFrom {
		return nil
	}
	return list
}
