package feed

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"candor/internal/post"
	"candor/internal/site"
	"candor/internal/when"
)

// sites are those whose feeds must hold every property.
func sites(t testing.TB) map[string]*site.Site {
	custom := ordinary(3)
	custom[1].ID = "urn:uuid:60a76c80-d399-11d9-b91c-0003939e0af6"
	custom[2].Authors = nil
	custom[2].Corrections = []post.Correction{{Date: day(3, 1), Substantive: true, Text: "x"}}
	return map[string]*site.Site{
		"ordinary": newSite(t, "https://org.example/", ordinary(5)),
		"hostile":  newSite(t, "https://org.example/repo/", append(custom, hostile()), func(c *site.Config) { c.Title = "R&D <i> \x01 ]]>" }),
		"empty":    newSite(t, "https://org.example/repo/", nil, func(c *site.Config) { c.Description = "" }),
		"archived": newSite(t, "https://org.example/repo/", ordinary(101)),
		"bare":     newSite(t, "http://localhost:8080/", []*post.Post{{Slug: "x", Title: "X", Published: day(1, 1)}}),
	}
}

// eachFeed runs check on every feed document of every site.
func isFeed(path string) bool {
	return !slices.Contains([]string{postsPath, opmlPath, incidentsPath, schemaPath}, path)
}

func eachFeed(t *testing.T, check func(t *testing.T, s *site.Site, path, data string)) {
	for name, s := range sites(t) {
		t.Run(name, func(t *testing.T) {
			for path, data := range files(t, s, pages(s, hostilePage)) {
				if isFeed(path) {
					check(t, s, path, data)
				}
			}
		})
	}
}

// read parses a feed as a reader does.
func read(t *testing.T, path, data string) *gofeed.Feed {
	t.Helper()
	f, err := gofeed.NewParser().ParseString(data)
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return f
}

func TestFilesOfASite(t *testing.T) {
	s := newSite(t, "https://org.example/", ordinary(2))
	var got []string
	for path := range files(t, s, pages(s, "x")) {
		got = append(got, path)
	}
	slices.Sort(got)
	want := []string{
		"/atom.xml", "/authors/ada-writer/rss.xml", "/feed.json", "/feeds.opml", "/incidents.json", "/incidents.schema.json", "/posts.json", "/rss.xml",
		"/services/dns/atom.xml", "/services/dns/feed.json", "/services/dns/rss.xml", "/severity/major/rss.xml", "/tags/deploy/rss.xml",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEveryLinkIsAFile(t *testing.T) {
	for name, s := range sites(t) {
		all := files(t, s, pages(s, "x"))
		groups := []*site.Group{nil}
		for _, kind := range groupsOf(s) {
			groups = append(groups, kind.groups...)
		}
		for _, g := range groups {
			links := Links(s, g)
			if len(links) == 0 {
				t.Errorf("%s: no feed of %v", name, g)
			}
			for _, l := range links {
				if all[l.Path] == "" || l.Title == "" || l.MediaType == "" {
					t.Errorf("%s: %+v", name, l)
				}
			}
		}
		for _, g := range s.Years {
			if links := Links(s, g); links != nil {
				t.Errorf("%s: %v", g, links)
			}
		}
	}
}

func TestFeedsAreTheSameInEveryBuild(t *testing.T) {
	posts := append(ordinary(60), hostile())
	want := newSite(t, "https://org.example/", posts)
	before := files(t, want, pages(want, hostilePage))
	t.Setenv("TZ", "Asia/Kathmandu")
	defer func(local *time.Location) { time.Local = local }(time.Local)
	time.Local = time.FixedZone("", 20700)
	slices.Reverse(posts)
	again := newSite(t, "https://org.example/", posts)
	if diff := cmp.Diff(before, files(t, again, pages(again, hostilePage))); diff != "" {
		t.Error(diff)
	}
}

func TestNoForbiddenCharacterInAnyField(t *testing.T) {
	for name, s := range sites(t) {
		for path, data := range files(t, s, pages(s, hostilePage)) {
			if !utf8.ValidString(data) || strings.ContainsFunc(data, func(r rune) bool { return !allowed(r) }) {
				t.Errorf("%s: %s holds a forbidden character", name, path)
			}
			if strings.HasSuffix(path, ".json") {
				for _, text := range jsonStrings(t, data) {
					if clean(text) != text {
						t.Errorf("%s: %s holds %q", name, path, text)
					}
				}
				continue
			}
			for d := xml.NewDecoder(strings.NewReader(data)); ; {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatalf("%s: %s: %v", name, path, err)
				}
			}
		}
	}
}

// jsonStrings lists every string of a JSON text.
func jsonStrings(t *testing.T, data string) (list []string) {
	t.Helper()
	for d := json.NewDecoder(strings.NewReader(data)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return list
		}
		if err != nil {
			t.Fatal(err)
		}
		if text, ok := token.(string); ok {
			list = append(list, text)
		}
	}
}

func TestEveryAddressIsAbsolute(t *testing.T) {
	eachFeed(t, func(t *testing.T, s *site.Site, path, data string) {
		f := read(t, path, data)
		addresses := append([]string{f.Link, f.FeedLink}, f.Links...)
		for _, it := range f.Items {
			addresses = append(addresses, it.Link, it.GUID)
			for n := range fragment(it.Content) {
				for _, a := range n.Attr {
					if a.Key == "href" || a.Key == "src" {
						addresses = append(addresses, a.Val)
					}
				}
			}
		}
		for _, a := range addresses {
			if u, err := url.Parse(a); err != nil || !u.IsAbs() || u.Scheme != "urn" && u.Host == "" {
				t.Errorf("%s: address %q", path, a)
			}
		}
		if want := s.Base.Absolute(path); f.FeedLink != want {
			t.Errorf("%s: self is %q", path, f.FeedLink)
		}
	})
}

func TestIDsAreTheSameInEveryFormat(t *testing.T) {
	eachFeed(t, func(t *testing.T, s *site.Site, path, data string) {
		for _, it := range read(t, path, data).Items {
			i := slices.IndexFunc(s.Posts, func(e *site.Entry) bool { return it.GUID == e.ID })
			if i < 0 || it.Link != s.Base.Absolute(s.Posts[i].Path) {
				t.Errorf("%s: id %q, link %q", path, it.GUID, it.Link)
			}
		}
	})
}

func TestIDSurvivesANewTitleAndAddress(t *testing.T) {
	posts := ordinary(1)
	posts[0].ID = "https://org.example/blog/first/"
	posts[0].Slug, posts[0].Title = "second", "Another title"
	s := newSite(t, "https://org.example/", posts)
	all := files(t, s, pages(s, "x"))
	for _, path := range []string{"/rss.xml", "/atom.xml", "/feed.json"} {
		it := read(t, path, all[path]).Items[0]
		if it.GUID != posts[0].ID || it.Link != "https://org.example/blog/second/" {
			t.Errorf("%s: id %q, link %q", path, it.GUID, it.Link)
		}
	}
	wantParts(t, all["/rss.xml"], `<guid isPermaLink="false">https://org.example/blog/first/</guid>`)
}

func wantParts(t *testing.T, data string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(data, part) {
			t.Errorf("no %s in\n%s", part, data)
		}
	}
}

func wantNone(t *testing.T, data string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if strings.Contains(data, part) {
			t.Errorf("%s in\n%s", part, data)
		}
	}
}

func TestReadersGetTextsAsWritten(t *testing.T) {
	p := hostile()
	s := newSite(t, "https://org.example/repo/", []*post.Post{p})
	all := files(t, s, pages(s, hostilePage))
	content := string(must(pages(s, hostilePage).Body(nil, s.Posts[0])))
	for _, path := range []string{"/rss.xml", "/atom.xml", "/feed.json", "/services/dns/rss.xml"} {
		it := read(t, path, all[path]).Items[0]
		// gofeed trims the ends of texts and drops nothing else.
		if diff := cmp.Diff(strings.TrimSpace(clean(p.Title)), strings.TrimSpace(it.Title)); diff != "" {
			t.Errorf("%s: title: %s", path, diff)
		}
		if diff := cmp.Diff(content, it.Content); diff != "" {
			t.Errorf("%s: content: %s", path, diff)
		}
		summary := it.Description
		if strings.HasSuffix(path, "rss.xml") {
			summary = html.UnescapeString(summary)
		}
		if diff := cmp.Diff(clean(p.Description), summary); diff != "" {
			t.Errorf("%s: summary: %s", path, diff)
		}
		if diff := cmp.Diff([]string{"C&A", "x<y", "dns", "DNS", "ab"}, it.Categories); diff != "" {
			t.Errorf("%s: categories: %s", path, diff)
		}
		if !it.PublishedParsed.Equal(p.Published.Instant()) {
			t.Errorf("%s: published %v", path, it.PublishedParsed)
		}
	}
}

func TestNewestFirstAndTiesByAddress(t *testing.T) {
	posts := ordinary(4)
	posts[1].Published, posts[2].Published = posts[0].Published, posts[0].Published
	s := newSite(t, "https://org.example/", posts)
	for path, data := range files(t, s, pages(s, "x")) {
		if !isFeed(path) {
			continue
		}
		var got []string
		for _, it := range read(t, path, data).Items {
			got = append(got, it.Title)
		}
		if diff := cmp.Diff([]string{"Outage 4", "Outage 1", "Outage 2", "Outage 3"}, got); diff != "" {
			t.Errorf("%s: %s", path, diff)
		}
	}
}

func TestEmptyFeedIsValidAndDatedAtTheEpoch(t *testing.T) {
	s := newSite(t, "https://org.example/", nil, func(c *site.Config) { c.Description = "" })
	all := files(t, s, pages(s, "x"))
	wantParts(t, all["/rss.xml"], "<lastBuildDate>Thu, 01 Jan 1970 00:00:00 +0000</lastBuildDate>", "<description>Incidents</description>")
	wantParts(t, all["/atom.xml"], "<updated>1970-01-01T00:00:00Z</updated>", "<name>Incidents</name>")
	wantParts(t, all["/feed.json"], `"items":[]`)
	if all[postsPath] != "[]\n" {
		t.Errorf("posts.json is %q", all[postsPath])
	}
}

func TestACorrectionMovesUpdatedAndNothingElse(t *testing.T) {
	posts := ordinary(2)
	before := newSite(t, "https://org.example/", posts)
	was := files(t, before, pages(before, "x"))
	corrected := *posts[0]
	corrected.Corrections = []post.Correction{
		{Date: day(5, 1), Substantive: true, Text: "x"},
		{Date: day(6, 1), Text: "a typo"},
	}
	after := newSite(t, "https://org.example/", []*post.Post{&corrected, posts[1]})
	is := files(t, after, pages(after, "x"))
	for _, path := range []string{"/rss.xml", "/atom.xml", "/feed.json"} {
		old, now := read(t, path, was[path]), read(t, path, is[path])
		for i := range old.Items {
			if old.Items[i].GUID != now.Items[i].GUID || old.Items[i].Published != now.Items[i].Published {
				t.Errorf("%s: id or pubDate moved", path)
			}
		}
	}
	wantParts(t, is["/rss.xml"], "<lastBuildDate>Wed, 01 May 2024", "<atom:updated>2024-05-01T00:00:00Z</atom:updated>")
	wantParts(t, is["/feed.json"], `"date_published":"2024-01-01T00:00:00Z","date_modified":"2024-05-01T00:00:00Z"`)
	if got := strings.Count(is["/atom.xml"], "<updated>2024-05-01T00:00:00Z</updated>"); got != 2 {
		t.Errorf("%d dates moved in Atom, want the feed's and the entry's", got)
	}
}

func TestTimesAreWrittenInUTC(t *testing.T) {
	posts := ordinary(1)
	posts[0].Published = when.Moment{Time: time.Date(2024, 3, 1, 23, 30, 0, 0, time.FixedZone("", -5*3600)), Precision: when.Minute, Zoned: true}
	s := newSite(t, "https://org.example/", posts)
	all := files(t, s, pages(s, "x"))
	wantParts(t, all["/rss.xml"], "<pubDate>Sat, 02 Mar 2024 04:30:00 +0000</pubDate>")
	wantParts(t, all["/atom.xml"], "<published>2024-03-02T04:30:00Z</published>")
	wantParts(t, all["/feed.json"], `"date_published":"2024-03-02T04:30:00Z"`)
	wantParts(t, all[postsPath], `"pubDate":"Sat, 02 Mar 2024 04:30:00 GMT"`)
}

func TestTitlesOfSubFeeds(t *testing.T) {
	s := newSite(t, "https://org.example/repo/", ordinary(1), func(c *site.Config) {
		c.Services = map[string]site.Service{"dns": {Name: "Name servers", Description: "What answers queries"}}
	})
	all := files(t, s, pages(s, "x"))
	for _, path := range []string{"/services/dns/rss.xml", "/services/dns/atom.xml", "/services/dns/feed.json"} {
		f := read(t, path, all[path])
		if f.Title != "Incidents: service Name servers" || f.Description != "What answers queries" || f.Link != "https://org.example/repo/services/dns/" {
			t.Errorf("%s: %q %q %q", path, f.Title, f.Description, f.Link)
		}
	}
	wantParts(t, all["/services/dns/atom.xml"], "<id>https://org.example/repo/services/dns/</id>")
	got := fmt.Sprintf("%+v", Links(s, s.Services[0])[1])
	if want := "{Title:Incidents: service Name servers (Atom) MediaType:application/atom+xml Path:/services/dns/atom.xml Format:Atom}"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
