package feed

import (
	"bytes"
	"encoding/json"

	"github.com/gorilla/feeds"

	"candor/internal/site"
)

var jsonFeed = Format{
	Name:      "feed",
	Title:     "JSON Feed",
	File:      "feed.json",
	MediaType: "application/feed+json",
	Groups:    []site.GroupKind{site.ByService},
	Encode:    encodeJSON,
}

type jsonRoot struct {
	*feeds.JSONFeed
	Items []jsonItem `json:"items"`
}

type jsonItem struct {
	*feeds.JSONItem
	ContentHTML string     `json:"content_html"` // required, even of an empty post
	Incident    *extension `json:"_incident,omitempty"`
}

// encodeJSON writes JSON Feed 1.1.
func encodeJSON(c *Channel) ([]byte, error) {
	f := (&feeds.JSON{Feed: c.feed()}).JSONFeed()
	f.Language = c.Language
	f.FeedUrl = c.Self
	f.NextUrl = c.Older
	root := jsonRoot{f, make([]jsonItem, len(c.Items))}
	for i, it := range c.Items {
		root.Items[i] = mendJSON(f.Items[i], it, c.FactsForm)
	}
	return plainJSON(root, c.size())
}

func mendJSON(x *feeds.JSONItem, it Item, form string) jsonItem {
	x.Tags = it.Categories
	for _, a := range it.Authors {
		x.Authors = append(x.Authors, &feeds.JSONAuthor{Name: a.Name, Url: a.URL, Avatar: a.Avatar})
	}
	item := jsonItem{JSONItem: x, ContentHTML: it.Content}
	if it.Facts != nil {
		item.Incident = &extension{form, it.Facts}
	}
	return item
}

// plainJSON writes value into a file of about size bytes, with < as it is.
func plainJSON(value any, size int) ([]byte, error) {
	var b bytes.Buffer
	b.Grow(size)
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
