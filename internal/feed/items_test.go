package feed

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/feeds"
)

// FuzzItems holds that items are appended as gorilla's objects are encoded, with
// what each format adds to them and in its order.
func FuzzItems(f *testing.F) {
	f.Add("https://org.example/blog/x/", "Title", "What happened", "Ada", "dns", "<p>text</p>", int64(1_700_000_000))
	f.Add("x", "R&D <b> ]]> \"q\" 'p'\n\t+", "a & b < c > d \"e\" 'f'\n\tg é\u2028", "A & <B>", "]]>&amp;<>'\"", "a ]]> b ]]>]]> \u2028", int64(1))
	f.Add("", "", "", "", "", "", int64(-1))
	f.Fuzz(func(t *testing.T, id, title, summary, name, category, content string, seconds int64) {
		const url = "https://org.example/blog/x/"
		published := time.Unix(seconds%100_000_000_000, 0).UTC()
		it := Item{
			ID: clean(id), URL: url, Title: clean(title), Summary: clean(summary), Content: cleanBytes([]byte(content)),
			Published: published, Updated: published.Add(time.Hour),
			Authors:    []Author{{Name: clean(name), URL: url}, {Name: clean(title), URL: url, Avatar: clean(name)}},
			Categories: []string{clean(category), clean(title)},
		}
		if it.ID == "" {
			it.ID = url
		}
		if year := published.Year(); year < 1 || year > 9999 {
			return
		}
		for _, c := range []struct{ format, got, want string }{
			{"RSS", string(appendRSS(nil, &it)), slowXML(t, "    ", slowRSS(it))},
			{"Atom", string(appendAtom(nil, &it)), slowXML(t, "  ", slowAtom(it))},
			{"JSON Feed", string(appendItem(nil, &it, "")), slowJSON(t, it)},
		} {
			if c.got != c.want {
				t.Errorf("%s:\n got %s\nwant %s", c.format, c.got, c.want)
			}
		}
	})
}

func slowXML(t *testing.T, indent string, v any) string {
	t.Helper()
	text, err := xml.MarshalIndent(v, indent, "  ")
	if err != nil {
		t.Fatal(err)
	}
	return "\n" + string(text)
}

// asItem is it as gorilla models it.
func asItem(it Item) *feeds.Item {
	return &feeds.Item{Id: it.ID, Title: it.Title, Link: &feeds.Link{Href: it.URL}, Description: it.Summary, Created: it.Published, Updated: it.Updated}
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

func slowRSS(it Item) rssItem {
	x := (&feeds.Rss{Feed: &feeds.Feed{Items: []*feeds.Item{asItem(it)}}}).RssFeed().Items[0]
	x.Description = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(it.Summary)
	x.Guid.IsPermaLink = "false"
	if it.ID == it.URL {
		x.Guid.IsPermaLink = "true"
	}
	plain := func(text string) rssText {
		return rssText{strings.NewReplacer("&", "&#x26;", "<", "&#x3C;", ">", "&#x3E;").Replace(text)}
	}
	slow := rssItem{RssItem: x, Title: plain(it.Title), Creator: joined(it.Authors), Updated: it.Updated.Format(time.RFC3339)}
	if len(it.Content) > 0 {
		slow.Content = &rssContent{HTML: it.Content}
	}
	for _, name := range it.Categories {
		slow.Categories = append(slow.Categories, plain(name))
	}
	return slow
}

type atomEntry struct {
	*feeds.AtomEntry
	Authors    []feeds.AtomAuthor `xml:"author"`
	Categories []atomCategory     `xml:"category"`
	Content    *atomContent       `xml:"content"`
}

type atomCategory struct {
	Term string `xml:"term,attr"`
}

type atomContent struct {
	Type string `xml:"type,attr"`
	HTML []byte `xml:",cdata"`
}

func slowAtom(it Item) atomEntry {
	x := (&feeds.Atom{Feed: &feeds.Feed{Items: []*feeds.Item{asItem(it)}}}).AtomFeed().Entries[0]
	x.Published = it.Published.Format(time.RFC3339)
	x.Links[0].Type = "text/html"
	if x.Summary != nil {
		x.Summary.Type = "text"
	}
	slow := atomEntry{AtomEntry: x}
	if len(it.Content) > 0 {
		slow.Content = &atomContent{"html", it.Content}
	}
	for _, a := range it.Authors {
		slow.Authors = append(slow.Authors, feeds.AtomAuthor{AtomPerson: feeds.AtomPerson{Name: a.Name, Uri: a.URL}})
	}
	for _, name := range it.Categories {
		slow.Categories = append(slow.Categories, atomCategory{name})
	}
	return slow
}

func slowJSON(t *testing.T, it Item) string {
	t.Helper()
	x := (&feeds.JSON{Feed: &feeds.Feed{Items: []*feeds.Item{asItem(it)}}}).JSONFeed().Items[0]
	x.Tags = it.Categories
	for _, a := range it.Authors {
		x.Authors = append(x.Authors, &feeds.JSONAuthor{Name: a.Name, Url: a.URL, Avatar: a.Avatar})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	for _, part := range []any{x, string(it.Content)} {
		if err := e.Encode(part); err != nil {
			t.Fatal(err)
		}
	}
	object, content, _ := strings.Cut(strings.TrimSuffix(b.String(), "\n"), "}\n")
	return object + `,"content_html":` + content + "}"
}
