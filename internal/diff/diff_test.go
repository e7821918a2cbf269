package diff

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// files is a site in memory.
type files map[string]string

func (f files) Paths() []string { return slices.Sorted(maps.Keys(f)) }

func (f files) Lookup(name string) ([]byte, bool) {
	text, ok := f[name]
	return []byte(text), ok
}

// post is an item in a test: id, slug, title, day and text.
type post struct{ id, slug, title, day, text string }

func rssOf(older string, posts ...post) string {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>T</title>`)
	if older != "" {
		fmt.Fprintf(&b, `<atom:link rel="prev-archive" href="%s"/>`, older)
	}
	for _, p := range posts {
		fmt.Fprintf(&b, `<item><guid>%s</guid><title>%s</title><link>https://x.org/blog/%s/</link><pubDate>%s Jan 2024 00:00:00 GMT</pubDate><content:encoded><![CDATA[%s]]></content:encoded></item>`, p.id, p.title, p.slug, p.day, p.text)
	}
	return b.String() + `</channel></rss>`
}

func atomOf(posts ...post) string {
	var b strings.Builder
	b.WriteString(`<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>`)
	for _, p := range posts {
		fmt.Fprintf(&b, `<entry><id>%s</id><title>%s</title><link href="https://x.org/blog/%s/"/><published>2024-01-%sT00:00:00Z</published><content type="html"><![CDATA[%s]]></content></entry>`, p.id, p.title, p.slug, p.day, p.text)
	}
	return b.String() + `</feed>`
}

func jsonOf(next string, posts ...post) string {
	type entry struct {
		ID    string `json:"id"`
		URL   string `json:"url"`
		Title string `json:"title"`
		HTML  string `json:"content_html"`
		Date  string `json:"date_published"`
	}
	list := []entry{}
	for _, p := range posts {
		list = append(list, entry{p.id, "https://x.org/blog/" + p.slug + "/", p.title, p.text, "2024-01-" + p.day + "T00:00:00Z"})
	}
	data, _ := json.Marshal(map[string]any{"version": "https://jsonfeed.org/version/1.1", "title": "T", "next_url": next, "items": list})
	return string(data)
}

var (
	a    = post{"1", "a", "A", "01", "<p>Text of a.</p>"}
	b    = post{"2", "b", "B", "02", "<p>Text of b.</p>"}
	c    = post{"3", "c", "C", "03", "<p>Text of c.</p>"}
	aNew = post{"9", "a", "A, mended", "01", "<p>Text of a.</p>"} // at the same address
	aGo  = post{"9", "aa", "A", "01", "<p>Text of a.</p>"}        // of the same title and day
	aEd  = post{"1", "a", "A", "01", "<div><p>Text  of the  a.</p></div>"}
)

func TestWhatHappensToItems(t *testing.T) {
	for _, test := range []struct {
		name     string
		old, now []post
		want     string // kind id, …
		broken   bool
	}{
		{"nothing", []post{b, a}, []post{b, a}, "", false},
		{"another order", []post{b, a}, []post{a, b}, "", false},
		{"a new one", []post{a}, []post{b, a}, "new 2", false},
		{"one changed", []post{b, a}, []post{b, aEd}, "changed 1", false},
		{"one gone", []post{b, a}, []post{b}, "gone 1", true},
		{"all gone", []post{b, a}, nil, "gone 2, gone 1", true},
		{"another id at one address", []post{b, a}, []post{b, aNew}, "returns 9", true},
		{"another id and address", []post{b, a}, []post{b, aGo}, "returns 9", true},
		{"one gone, another new", []post{a}, []post{b}, "new 2, gone 1", true},
		{"a new post that looks like one that stays", []post{a}, []post{aGo, a}, "new 9", false},
	} {
		for format, of := range map[string]func(...post) string{
			"rss.xml": func(p ...post) string { return rssOf("", p...) }, "atom.xml": atomOf, "feed.json": func(p ...post) string { return jsonOf("", p...) },
		} {
			r, err := Compare(files{format: of(test.old...)}, files{format: of(test.now...)}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range r.Feeds {
				for _, c := range f.Items {
					got = append(got, string(c.Kind)+" "+c.ID)
				}
			}
			if strings.Join(got, ", ") != test.want || r.Broken() != test.broken {
				t.Errorf("%s in %s: %v, broken %v", test.name, format, got, r.Broken())
			}
		}
	}
}

func TestMarkupIsNoChange(t *testing.T) {
	old := post{"1", "a", "A", "01", "<p>One <b>two</b> three</p><pre>x\ny</pre><script>1</script>"}
	now := post{"1", "a", "A", "01", "<div><p>One two\n three</div><ul><li>x</li><li>y<style>2</style></ul>"}
	r, err := Compare(files{"rss.xml": rssOf("", old)}, files{"rss.xml": rssOf("", now)}, Options{})
	if err != nil || len(r.Feeds) > 0 {
		t.Errorf("%+v %v", r.Feeds, err)
	}
}

func TestAChangeSaysWhatChanges(t *testing.T) {
	now := post{"1", "a2", "A, mended", "02", "<p>Text of a.</p><p>" + strings.Repeat("long ", 100) + "end</p>"}
	r, _ := Compare(files{"rss.xml": rssOf("", a)}, files{"rss.xml": rssOf("", now)}, Options{})
	want := []Feed{{Path: "rss.xml", Kind: Changed, Items: []Change{{
		Kind: Changed, ID: "1", Title: "A, mended", URL: "https://x.org/blog/a2/",
		Fields: []Field{{"title", "A", "A, mended"}, {"address", "https://x.org/blog/a/", "https://x.org/blog/a2/"}, {"published", "2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z"}},
		Text:   &Text{Lines: []Line{{New: strings.Repeat("long ", 36) + "…"}}},
	}}}}
	if diff := cmp.Diff(want, r.Feeds); diff != "" {
		t.Error(diff)
	}
}

// An item that moves to an archive page, or that gave way to newer ones in the
// feed of a tag, is still there.
func TestItemsMoveOnWithoutVanishing(t *testing.T) {
	old := files{"rss.xml": rssOf("", b, a), "tags/x/rss.xml": rssOf("", b, a), "feed.json": jsonOf("", b, a)}
	now := files{
		"rss.xml": rssOf("https://x.org/base/feeds/rss-1.xml", c, b), "feeds/rss-1.xml": rssOf("", b, a),
		"feed.json": jsonOf("https://x.org/base/feeds/feed-1.json", c), "feeds/feed-1.json": jsonOf("https://x.org/base/feed.json", b, a), // a loop
		"tags/x/rss.xml": rssOf("", c, b),
	}
	r, err := Compare(old, now, Options{})
	if err != nil || r.Broken() {
		t.Errorf("%+v %v", r, err)
	}
	for _, f := range r.Feeds {
		if f.Path == "rss.xml" && len(f.Items) != 1 || strings.HasPrefix(f.Path, "feeds/rss") {
			t.Errorf("%+v", f)
		}
	}
}

func TestAnItemLeavesAFeedOnly(t *testing.T) {
	old := files{"rss.xml": rssOf("", b, a), "tags/x/rss.xml": rssOf("", b, a), "tags/y/rss.xml": rssOf("", a)}
	now := files{"rss.xml": rssOf("", b, a), "tags/x/rss.xml": rssOf("", a), "tags/z/rss.xml": rssOf("", a)}
	r, _ := Compare(old, now, Options{})
	want := []Feed{
		{Path: "tags/x/rss.xml", Kind: Changed, Items: []Change{{Kind: Left, ID: "2", Title: "B", URL: "https://x.org/blog/b/"}}},
		{Path: "tags/y/rss.xml", Kind: Gone, Items: []Change{}},
		{Path: "tags/z/rss.xml", Kind: New, Items: []Change{}},
	}
	if diff := cmp.Diff(want, r.Feeds); diff != "" || r.Broken() {
		t.Error(diff)
	}
}

func TestWithoutAFeedThereIsNothingToCompare(t *testing.T) {
	for _, old := range []files{{}, {"sitemap.xml": "<urlset/>", "index.html": "<p>x", "rss.xml": "<rss"}} {
		if _, err := Compare(old, files{"rss.xml": rssOf("", a)}, Options{}); !errors.Is(err, ErrNoFeed) {
			t.Errorf("%v: %v", old, err)
		}
	}
}

func TestFactsThatChange(t *testing.T) {
	report := func(id, rest string) string {
		return `{"id":"` + id + `","url":"u","title":"T ` + id + `","incident":{` + rest + `}}`
	}
	old := "[" + report("1", `"started":{"at":"10:11","precision":"minute","approx":true,"evidence":{"line":3}},"duration":{"minutes":12},"services":["a","b"],"timeline":[{"at":"10:11","text":"one"}]`) + "," +
		report("2", `"severity":"major"`) + "," + report("3", "") + "]"
	now := "[" + report("1", `"started":{"at":"10:12","evidence":{"line":9}},"duration":{"minutes":12.5},"services":["a"],"impact":[{"number":5,"unit":"users"}],"timeline":[{"at":"10:11","text":"one"},{"at":null,"text":"two"}]`) + "," +
		report("2", `"severity":"major"`) + "," + report("4", "") + "]"
	feed := rssOf("", a)
	r, err := Compare(files{"rss.xml": feed, "incidents.json": old}, files{"rss.xml": feed, "incidents.json": now}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := []Change{
		{Kind: Changed, ID: "1", Title: "T 1", URL: "u", Text: &Text{Lines: []Line{{New: "two"}}}, Fields: []Field{
			{"started", "about 10:11", "10:12"}, {"duration", "12 min", "12.5 min"}, {"services", "a, b", "a"}, {"impact", "", "5 users"},
		}},
		{Kind: New, ID: "4", Title: "T 4", URL: "u"},
		{Kind: Gone, ID: "3", Title: "T 3", URL: "u"},
	}
	if diff := cmp.Diff(want, r.Incidents); diff != "" {
		t.Error(diff)
	}
	for _, broken := range []files{{"rss.xml": feed}, {"rss.xml": feed, "incidents.json": `{"a":1}`}, {"rss.xml": feed, "incidents.json": "["}} {
		if r, _ := Compare(broken, files{"rss.xml": feed, "incidents.json": now}, Options{}); len(r.Notes) != 1 || len(r.Incidents) > 0 {
			t.Errorf("%v: %v %v", broken, r.Notes, r.Incidents)
		}
	}
}

func TestFactsOfAnItemThatReturnsAreCompared(t *testing.T) {
	old := files{"rss.xml": rssOf("", a), "incidents.json": `[{"id":"1","title":"A","incident":{"severity":"minor"}}]`}
	now := files{"rss.xml": rssOf("", aNew), "incidents.json": `[{"id":"9","title":"A","incident":{"severity":"major"}}]`}
	r, _ := Compare(old, now, Options{})
	if diff := cmp.Diff([]Change{{Kind: Changed, ID: "9", Title: "A", Fields: []Field{{"severity", "minor", "major"}}}}, r.Incidents); diff != "" {
		t.Error(diff)
	}
}

func TestPagesAreComparedByWhatTheyShow(t *testing.T) {
	feed := rssOf("", a)
	old := files{"rss.xml": feed, "index.html": "<title>Home</title><p>Hello <i>you</i>", "a/index.html": "<p>A", "b/index.html": "<p>One<p>Two<p>Three", "c.css": "x"}
	now := files{"rss.xml": feed, "index.html": "<!doctype html><title>Home</title><div class=x>Hello\nyou</div><script>new</script>", "b/index.html": "<p>One<p>2<p>Three", "d.html": "<h1>D"}
	r, _ := Compare(old, now, Options{Pages: true})
	want := []Change{
		{Kind: Gone, ID: "/a/", Title: "A"},
		{Kind: Changed, ID: "/b/", Title: "One", Text: &Text{Lines: []Line{{"Two", "2"}}}},
		{Kind: New, ID: "/d.html", Title: "D"},
	}
	if diff := cmp.Diff(want, r.Pages); diff != "" {
		t.Error(diff)
	}
}

func TestManyChangedLinesAreCounted(t *testing.T) {
	var old, now []string
	for i := range 100 {
		old, now = append(old, fmt.Sprint("old ", i)), append(now, fmt.Sprint("new ", i))
	}
	if text := compareText(old, now); len(text.Lines) != maxLines || text.More != 100-maxLines {
		t.Errorf("%d and %d", len(text.Lines), text.More)
	}
}
