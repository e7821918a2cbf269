package feed

import (
	"bytes"
	"encoding/json"

	"github.com/gorilla/feeds"

	"candor/internal/appendjson"
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

// encodeJSON writes JSON Feed 1.1. gorilla's objects come first; what is large
// or missing in them follows: the items, their content and their facts.
func encodeJSON(c *Channel, out []byte) ([]byte, error) {
	f := (&feeds.JSON{Feed: c.feed()}).JSONFeed()
	f.Language = c.Language
	f.FeedUrl = c.Self
	f.NextUrl = c.Older
	items := f.Items
	f.Items = nil
	head, err := openObject(f)
	if err != nil {
		return nil, err
	}
	out = append(append(out, head...), `,"items":[`...)
	for i, x := range items {
		if i > 0 {
			out = append(out, ',')
		}
		if out, err = appendItem(out, x, c.Items[i], c.FactsForm); err != nil {
			return nil, err
		}
	}
	return append(out, "]}\n"...), nil
}

// appendItem appends an item. form is where the extension object _incident is
// described (https://www.jsonfeed.org/version/1.1/#extensions-a-name-extensions-a).
func appendItem(dst []byte, x *feeds.JSONItem, it Item, form string) ([]byte, error) {
	x.Tags = it.Categories
	for _, a := range it.Authors {
		x.Authors = append(x.Authors, &feeds.JSONAuthor{Name: a.Name, Url: a.URL, Avatar: a.Avatar})
	}
	head, err := openObject(x)
	if err != nil {
		return nil, err
	}
	dst = appendjson.String(append(append(dst, head...), `,"content_html":`...), it.Content) // required even of an empty post
	if it.Facts != nil {
		dst = appendjson.String(append(dst, `,"_incident":{"about":`...), form)
		dst = append(it.Facts.AppendMembers(append(dst, ',')), '}')
	}
	return append(dst, '}'), nil
}

// openObject is value as an object that is not closed yet. It is not empty.
func openObject(value any) ([]byte, error) {
	object, err := plainJSON(value, 512)
	return bytes.TrimSuffix(object, []byte("}\n")), err
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
