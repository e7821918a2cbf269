package feed

import (
	"bytes"
	"encoding/json"
	"time"

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

// encodeJSON writes JSON Feed 1.1. gorilla's object comes first, the items
// follow.
func encodeJSON(c *Channel, out []byte) ([]byte, error) {
	f := (&feeds.JSON{Feed: c.feed()}).JSONFeed()
	f.Language = c.Language
	f.FeedUrl = c.Self
	f.NextUrl = c.Older
	head := bytes.NewBuffer(out)
	e := json.NewEncoder(head)
	e.SetEscapeHTML(false)
	if err := e.Encode(f); err != nil {
		return nil, err
	}
	out = append(bytes.TrimSuffix(head.Bytes(), []byte("}\n")), `,"items":`...)
	out = appendjson.Array(out, c.Items, func(dst []byte, it Item) []byte { return appendItem(dst, &it, c.FactsForm) })
	return append(out, "}\n"...), nil
}

// appendItem appends an item. form is where the extension object _incident is
// described (https://www.jsonfeed.org/version/1.1/#extensions-a-name-extensions-a).
func appendItem(dst []byte, it *Item, form string) []byte {
	dst = appendjson.String(append(dst, `{"id":`...), it.ID)
	dst = appendMember(dst, "url", it.URL)
	dst = appendMember(dst, "title", it.Title)
	dst = appendMember(dst, "summary", it.Summary)
	dst = appendDate(dst, "date_published", it.Published)
	dst = appendDate(dst, "date_modified", it.Updated)
	if len(it.Authors) > 0 {
		dst = appendjson.Array(append(dst, `,"authors":`...), it.Authors, appendAuthor)
	}
	if len(it.Categories) > 0 {
		dst = appendjson.Array(append(dst, `,"tags":`...), it.Categories, appendjson.String)
	}
	dst = appendjson.String(append(dst, `,"content_html":`...), it.Content) // required even of an empty post
	if it.Facts != nil {
		dst = appendjson.String(append(dst, `,"_incident":{"about":`...), form)
		dst = append(it.Facts.AppendMembers(append(dst, ',')), '}')
	}
	return append(dst, '}')
}

func appendAuthor(dst []byte, a Author) []byte {
	dst = appendMember(append(dst, '{'), "name", a.Name)
	dst = appendMember(dst, "url", a.URL)
	return append(appendMember(dst, "avatar", a.Avatar), '}')
}

// appendMember appends a member of an object, unless it is empty.
func appendMember(dst []byte, name, text string) []byte {
	if text == "" {
		return dst
	}
	if dst[len(dst)-1] != '{' {
		dst = append(dst, ',')
	}
	dst = append(append(append(dst, '"'), name...), `":`...)
	return appendjson.String(dst, text)
}

// appendDate is appendMember for an instant.
func appendDate(dst []byte, name string, t time.Time) []byte {
	if t.IsZero() {
		return dst
	}
	dst = append(append(append(dst, `,"`...), name...), `":"`...)
	return append(t.AppendFormat(dst, time.RFC3339Nano), '"')
}
