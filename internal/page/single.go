package page

import (
	"candor/internal/feed"
	"candor/internal/site"
)

// SubscribeView is what subscribe.html shows: every feed of the site.
type SubscribeView struct {
	View
	Main  []feed.Link
	Kinds []FeedKind
}

// FeedKind is the feeds of all services, tags, authors or severities.
type FeedKind struct {
	Heading string
	Groups  []FeedGroup
}

// FeedGroup is the feeds of one group.
type FeedGroup struct {
	*site.Group
	Feeds []feed.Link
}

func subscribe(m *Maker) []Page {
	return []Page{{Path: "/subscribe/", View: func() (any, error) {
		v := SubscribeView{View: m.view("/subscribe/", "Subscribe", "Every feed of this site, for readers and scripts."), Main: feed.Links(m.Site, nil)}
		for _, k := range groupKinds(m.Site) {
			if !k.listing || len(k.groups) == 0 {
				continue
			}
			kind := FeedKind{Heading: k.plural}
			for _, g := range k.groups {
				kind.Groups = append(kind.Groups, FeedGroup{g, feed.Links(m.Site, g)})
			}
			v.Kinds = append(v.Kinds, kind)
		}
		return v, nil
	}}}
}

// notFound is served by hosts for addresses that do not exist.
func notFound(m *Maker) []Page {
	return []Page{{Path: "/404.html", View: func() (any, error) {
		v := HomeView{View: m.view("/404.html", "Not found", "There is nothing at this address."), Latest: m.Site.Posts[:min(5, len(m.Site.Posts))]}
		v.Head.Canonical, v.Head.NoIndex = "", true
		return v, nil
	}}}
}

// WebSite is the site as schema.org's WebSite, in JSON-LD.
type WebSite struct {
	Context     string `json:"@context"`
	Type        string `json:"@type"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	URL         string `json:"url"`
	Language    string `json:"inLanguage"`
}

func website(s *site.Site) WebSite {
	return WebSite{"https://schema.org", "WebSite", s.Title, s.Description, s.Base.Absolute("/"), s.Language}
}
