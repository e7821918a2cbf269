package feed

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor/internal/post"
	"candor/internal/site"
)

func TestRSSSaysWhatItsSpecificationsAsk(t *testing.T) {
	s := newSite(t, "https://org.example/repo/", []*post.Post{hostile()}, func(c *site.Config) { c.Language, c.Description = "pt-BR", "Q&A" })
	data := files(t, s, pages(s, hostilePage))["/rss.xml"]
	wantParts(t, data,
		`<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<?xml-stylesheet type="text/css" href="/repo/feed.css"?>`+"\n<rss ",
		`<atom:link href="https://org.example/repo/rss.xml" rel="self" type="application/rss+xml">`,
		"<description>Q&#x26;A</description>", "<language>pt-BR</language>", "<generator>Candor</generator>", "<docs>https://www.rssboard.org/rss-specification</docs>", "<lastBuildDate>",
		`<guid isPermaLink="true">https://org.example/repo/blog/st%C3%B6rung-gr%C3%B6%C3%9Fer/</guid>`,
		"<title>R&#x26;D &#x3C;b&#x3E;down&#x3C;/b&#x3E; ]]&#x3E;",
		"<dc:creator>Ann &amp; &lt;Co&gt;, Bob</dc:creator>",
		"<category>C&#x26;A</category>", "<category>x&#x3C;y</category>", "<category>DNS</category>",
		"<description>a &amp;lt; b &amp;amp;&amp;amp; c",
		"<content:encoded><![CDATA[<p>a ]]]]><![CDATA[> b",
		"<atom:updated>2024-06-01T00:00:00Z</atom:updated>",
	)
	// An author element takes an e-mail address, and would repeat dc:creator.
	wantNone(t, data, "<author>", "@example.org", "<managingEditor>", "fh:archive", "xmlns:fh")
}

func TestAtomSaysWhatItsSpecificationAsks(t *testing.T) {
	s := newSite(t, "https://org.example/repo/", []*post.Post{hostile()})
	data := files(t, s, pages(s, hostilePage))["/atom.xml"]
	wantParts(t, data,
		`<feed xml:lang="en" xmlns="http://www.w3.org/2005/Atom">`,
		"<id>https://org.example/repo/</id>",
		`<link href="https://org.example/repo/atom.xml" rel="self" type="application/atom+xml">`,
		`<link href="https://org.example/repo/" rel="alternate" type="text/html">`,
		"<published>2024-06-01T00:00:00Z</published>", "<updated>2024-06-01T00:00:00Z</updated>",
		"<name>Ann &amp; &lt;Co&gt;</name>", "<uri>https://ann.example/?a=1&amp;b=2</uri>",
		"<uri>https://org.example/repo/authors/bob/</uri>", // his own is no web address
		`<category term="C&amp;A">`, `<summary type="text">`, `<content type="html"><![CDATA[`,
	)
	wantNone(t, data, "urn:uuid", "javascript:", "@example.org")
}

func TestAtomAlwaysHasAnAuthor(t *testing.T) {
	posts := ordinary(2)
	posts[0].Authors = nil
	s := newSite(t, "https://org.example/", posts, func(c *site.Config) { c.Title = "Acme" })
	head, _, _ := strings.Cut(files(t, s, pages(s, "x"))["/atom.xml"], "<entry>")
	wantParts(t, head, "<name>Acme</name>")
}

func TestAPostWithoutBodyStillHasContent(t *testing.T) {
	s := newSite(t, "https://org.example/", ordinary(1))
	wantParts(t, files(t, s, pages(s, ""))["/feed.json"], `"content_html":""`)
}

// jsonFields are those of JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)
// that we write, and our extension; the required ones end in an exclamation mark.
var jsonFields = map[string][]string{
	"feed":   {"version!", "title!", "language", "home_page_url", "feed_url", "description", "next_url", "items!"},
	"item":   {"id!", "url", "title", "content_html!", "summary", "date_published", "date_modified", "authors", "tags", "_incident"},
	"author": {"name", "url", "avatar"},
}

func wantFields(t *testing.T, kind string, object map[string]json.RawMessage) {
	t.Helper()
	known := jsonFields[kind]
	for key := range object {
		if !slices.Contains(known, key) && !slices.Contains(known, key+"!") {
			t.Errorf("JSON Feed has no %s in a %s", key, kind)
		}
	}
	for _, key := range known {
		if name, required := strings.CutSuffix(key, "!"); required && object[name] == nil {
			t.Errorf("%s is missing in a %s", name, kind)
		}
	}
}

func TestJSONFeedHasTheStructureOfItsSpecification(t *testing.T) {
	type object = map[string]json.RawMessage
	eachFeed(t, func(t *testing.T, s *site.Site, path, data string) {
		if !strings.HasSuffix(path, ".json") {
			return
		}
		var feed object
		if err := json.Unmarshal([]byte(data), &feed); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		wantFields(t, "feed", feed)
		if got := string(feed["version"]); got != `"https://jsonfeed.org/version/1.1"` {
			t.Errorf("%s: version %s", path, got)
		}
		var items []object
		if err := json.Unmarshal(feed["items"], &items); err != nil || items == nil {
			t.Fatalf("%s: items %s: %v", path, feed["items"], err)
		}
		for _, it := range items {
			wantFields(t, "item", it)
			var authors []object
			if list := it["authors"]; list != nil {
				if err := json.Unmarshal(list, &authors); err != nil || len(authors) == 0 {
					t.Errorf("%s: authors %s: %v", path, list, err)
				}
			}
			for _, a := range authors {
				wantFields(t, "author", a)
			}
			for _, key := range []string{"date_published", "date_modified"} {
				if _, err := time.Parse(`"`+time.RFC3339+`"`, string(it[key])); err != nil {
					t.Errorf("%s: %s: %v", path, key, err)
				}
			}
		}
		wantNone(t, data, `\u003c`, `"author":`)
	})
}

func TestPostsInTheFormOfTheSource(t *testing.T) {
	s := newSite(t, "https://org.example/repo/", []*post.Post{
		{Slug: "codegen", Title: "Codegen & <you>", Description: "", Lead: "The first paragraph", Published: day(8, 22), Authors: []post.Author{{Name: "JP Posma"}, {Name: "Ann"}}},
		{Slug: "störung", Title: "T", Description: "D", Published: day(8, 2)},
	})
	want := `[{"title":"Codegen & <you>","slug":"codegen","link":"/blog/codegen","description":"The first paragraph","pubDate":"Thu, 22 Aug 2024 00:00:00 GMT","author":"JP Posma, Ann"},` +
		`{"title":"T","slug":"störung","link":"/blog/störung","description":"D","pubDate":"Fri, 02 Aug 2024 00:00:00 GMT","author":""}]` + "\n"
	if diff := cmp.Diff(want, files(t, s, pages(s, "x"))[postsPath]); diff != "" {
		t.Error(diff)
	}
}

func TestPostsHoldsAllPosts(t *testing.T) {
	s := newSite(t, "https://org.example/", ordinary(120))
	if got := strings.Count(files(t, s, pages(s, "x"))[postsPath], `"slug":`); got != 120 {
		t.Errorf("%d posts of 120", got)
	}
}

func TestOPMLNamesEveryFeedOnce(t *testing.T) {
	s := newSite(t, "https://org.example/repo/", append(ordinary(2), hostile()))
	all := files(t, s, pages(s, "x"))
	for path := range all {
		want := 0
		if strings.HasSuffix(path, "/rss.xml") {
			want = 1
		}
		if got := strings.Count(all[opmlPath], `xmlUrl="`+s.Base.Absolute(path)+`"`); got != want {
			t.Errorf("%s is there %d times, want %d", path, got, want)
		}
	}
}
