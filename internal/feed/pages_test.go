package feed

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"candor/internal/post"
	"candor/internal/site"
)

// mainFeeds are the documents to subscribe to, with the names of their archive
// pages.
var mainFeeds = map[string]string{"/rss.xml": "/feeds/rss-%d.xml", "/atom.xml": "/feeds/atom-%d.xml", "/feed.json": "/feeds/feed-%d.json"}

func TestArchivePagesByNumberOfPosts(t *testing.T) {
	for _, c := range []struct{ posts, newest, pages int }{{0, 0, 0}, {1, 1, 0}, {49, 49, 0}, {50, 50, 0}, {51, 50, 1}, {100, 50, 1}, {101, 50, 2}} {
		t.Run(fmt.Sprint(c.posts), func(t *testing.T) {
			s := newSite(t, "https://org.example/", ordinary(c.posts))
			all := files(t, s, pages(s, "x"))
			for main, archive := range mainFeeds {
				if got := len(read(t, main, all[main]).Items); got != c.newest {
					t.Errorf("%s has %d items, want %d", main, got, c.newest)
				}
				for n := 1; n <= c.pages; n++ {
					if got := len(read(t, archive, all[fmt.Sprintf(archive, n)]).Items); got != 50 {
						t.Errorf("page %d has %d items", n, got)
					}
				}
				if extra := fmt.Sprintf(archive, c.pages+1); all[extra] != "" {
					t.Errorf("%s is there", extra)
				}
			}
		})
	}
}

func TestAFullPageNeverChangesAgain(t *testing.T) {
	var before map[string]string
	for n := 20; n < 50; n++ {
		s := newSite(t, "https://org.example/", ordinary(n), func(c *site.Config) { c.Feed = site.FeedLimit{Items: 10, Kilobytes: 40} })
		after := files(t, s, varied(s))
		maps.DeleteFunc(after, func(path, _ string) bool { return !strings.HasPrefix(path, "/feeds/") })
		for path := range before {
			if before[path] != after[path] {
				t.Errorf("post %d changes %s", n, path)
			}
		}
		before = after
	}
	if len(before) < 3*5 {
		t.Errorf("only %d pages", len(before))
	}
}

// varied gives posts bodies of different lengths, so that some pages are full
// by bytes and some by number.
func varied(s *site.Site) Source {
	body := func(dst []byte, e *site.Entry) ([]byte, error) {
		return Body(dst, []byte(longPage(e.Published.Time.Day()%20<<9)), s.Base, e.Path), nil
	}
	return Source{Body: body, Cost: func(e *site.Entry) int { return Cost(e, must(body(nil, e))) }}
}

func TestTheArchiveHoldsEveryPost(t *testing.T) {
	s := newSite(t, "https://org.example/repo/", ordinary(131))
	all := files(t, s, pages(s, "x"))
	for main := range mainFeeds {
		seen := map[string]bool{}
		for path := main; path != ""; path = older(all[path]) {
			for _, it := range read(t, path, all[path]).Items {
				seen[it.GUID] = true
			}
		}
		if len(seen) != 131 {
			t.Errorf("%s leads to %d posts of 131", main, len(seen))
		}
	}
}

// older is the path of the document that a feed continues in, "" at the end.
func older(data string) string {
	found := regexp.MustCompile(`"https://org.example/repo(/feeds/[^"]*)" rel="prev-archive"|"next_url":"https://org.example/repo([^"]*)"`).FindStringSubmatch(data)
	return strings.Join(found[min(1, len(found)):], "")
}

func TestDocumentsOfAnArchiveNameEachOther(t *testing.T) {
	s := newSite(t, "https://org.example/", ordinary(101))
	all := files(t, s, pages(s, "x"))
	const site = "https://org.example"
	for prefix, c := range map[string]struct{ main, archive, mediaType string }{
		"atom:link": {"/rss.xml", "/feeds/rss-%d.xml", "application/rss+xml"},
		"link":      {"/atom.xml", "/feeds/atom-%d.xml", "application/atom+xml"},
	} {
		link := func(rel, path string) string {
			return fmt.Sprintf(`<%s href="%s%s" rel="%s" type="%s">`, prefix, site, path, rel, c.mediaType)
		}
		one, two := fmt.Sprintf(c.archive, 1), fmt.Sprintf(c.archive, 2)
		wantParts(t, all[c.main], link("self", c.main), link("prev-archive", two))
		wantNone(t, all[c.main], "fh:archive", `rel="current"`)
		wantParts(t, all[two], link("self", two), link("prev-archive", one), link("current", c.main), "<fh:archive>", historyNamespace)
		wantParts(t, all[one], link("self", one), link("current", c.main), "<fh:archive>")
		wantNone(t, all[one], "prev-archive", "next-archive")
	}
	wantParts(t, all["/feed.json"], `"next_url":"https://org.example/feeds/feed-2.json"`)
	wantParts(t, all["/feeds/feed-2.json"], `"feed_url":"https://org.example/feeds/feed-2.json"`, `"next_url":"https://org.example/feeds/feed-1.json"`)
	wantNone(t, all["/feeds/feed-1.json"], "next_url")
}

func TestNoDocumentIsLongerThanTheLimit(t *testing.T) {
	s := newSite(t, "https://org.example/", ordinary(120), func(c *site.Config) { c.Feed.Kilobytes = 100 })
	all := files(t, s, pages(s, longPage(9<<10)))
	for path, data := range all {
		if path != postsPath && path != opmlPath && len(data) > 100<<10 {
			t.Errorf("%s has %d bytes", path, len(data))
		}
	}
	if n := len(all["/rss.xml"]); n < 80<<10 {
		t.Errorf("rss.xml has only %d bytes", n)
	}
}

func TestAPostAboveTheLimitStandsAlone(t *testing.T) {
	s := newSite(t, "https://org.example/", ordinary(3), func(c *site.Config) { c.Feed.Kilobytes = 8 })
	all := files(t, s, pages(s, longPage(20<<10)))
	for main, archive := range mainFeeds {
		for _, path := range []string{main, fmt.Sprintf(archive, 1), fmt.Sprintf(archive, 2)} {
			if n := len(read(t, path, all[path]).Items); n != 1 {
				t.Errorf("%s has %d items", path, n)
			}
		}
	}
}

// TestCostIsAnUpperBound: no format takes more bytes for an item than Cost
// says, whatever its texts.
func TestCostIsAnUpperBound(t *testing.T) {
	texts := rapid.SliceOf(rapid.SampledFrom([]string{"a", "é", "&", "<", ">", `"`, "'", `\`, "\n", "\t", "\u2028", "]]>", "\xff", "\x00", "😀"}))
	text := rapid.Custom(func(t *rapid.T) string { return strings.Join(texts.Draw(t, "text"), "") })
	rapid.Check(t, func(rt *rapid.T) {
		p := &post.Post{Slug: "ö" + post.Slug(text.Draw(rt, "slug")), Title: text.Draw(rt, "title"), Description: text.Draw(rt, "description"), Published: day(1, 1)}
		p.Tags = rapid.SliceOfN(text, 0, 5).Draw(rt, "tags")
		for _, name := range rapid.SliceOfN(text, 0, 5).Draw(rt, "authors") {
			p.Authors = append(p.Authors, post.Author{Name: name + "x", URL: "https://a.example/" + name, Avatar: "https://b.example/" + name})
		}
		s := newSite(t, "https://org.example/repo/", []*post.Post{p})
		body := cleanBytes([]byte(text.Draw(rt, "body")))
		src := Source{Body: func(dst []byte, _ *site.Entry) ([]byte, error) { return append(dst, body...), nil }, Cost: func(e *site.Entry) int { return Cost(e, body) }}
		l := limitOf(s, nil, src.Cost)
		most := s.Feed.Kilobytes*1024 - l.bytes + l.cost(s.Posts[0])
		for path, data := range files(t, s, src) {
			if slices.Contains([]string{"/rss.xml", "/atom.xml", "/feed.json"}, path) && len(data) > most {
				rt.Errorf("%s has %d bytes, at most %d were expected\n%s", path, len(data), most, data)
			}
		}
	})
}

func TestCostIsNotFarAboveTheTruth(t *testing.T) {
	s := newSite(t, "https://org.example/", ordinary(40))
	src := pages(s, longPage(8<<10))
	sum := 0
	for _, e := range s.Posts {
		sum += limitOf(s, nil, src.Cost).cost(e)
	}
	if size := len(files(t, s, src)["/feed.json"]); sum > size*5/4 {
		t.Errorf("a feed of %d bytes is taken for %d", size, sum)
	}
}

func TestAFailingBodyStopsItsBatchOnly(t *testing.T) {
	s := newSite(t, "https://org.example/", ordinary(51))
	gone := errors.New("gone")
	src := pages(s, "x")
	body := src.Body
	src.Body = func(dst []byte, e *site.Entry) ([]byte, error) {
		if e.Title == "Outage 1" {
			return nil, gone
		}
		return body(dst, e)
	}
	var failed []string
	for _, b := range Batches(s, src) {
		if err := b.Write(func(string, []byte) error { return nil }); errors.Is(err, gone) {
			failed = append(failed, b.Paths...)
		}
	}
	if diff := cmp.Diff([]string{"/feeds/rss-1.xml", "/feeds/atom-1.xml", "/feeds/feed-1.json"}, failed); diff != "" {
		t.Error(diff)
	}
}

func TestBatchesCanBeWrittenAtOnce(t *testing.T) {
	s := newSite(t, "https://org.example/", ordinary(160))
	src := pages(s, hostilePage)
	want := files(t, s, src)
	var got sync.Map
	var group sync.WaitGroup
	for _, b := range Batches(s, src) {
		group.Go(func() {
			if err := b.Write(func(path string, data []byte) error { got.Store(path, string(data)); return nil }); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	for path, data := range want {
		if is, _ := got.Load(path); is != data {
			t.Errorf("%s differs", path)
		}
	}
}

func BenchmarkBatches(b *testing.B) {
	s := newSite(b, "https://org.example/", ordinary(1000))
	body := Body(nil, []byte(longPage(8<<10)), s.Base, "/blog/x/")
	cost := Cost(s.Posts[0], body)
	src := Source{
		Body: func(dst []byte, _ *site.Entry) ([]byte, error) { return append(dst, body...), nil },
		Cost: func(*site.Entry) int { return cost },
	}
	written := 0
	count := func(_ string, data []byte) error { written += len(data); return nil }
	b.ReportAllocs()
	for b.Loop() {
		written = 0
		for _, batch := range Batches(s, src) {
			if err := batch.Write(count); err != nil {
				b.Fatal(err)
			}
		}
	}
	b.SetBytes(int64(written))
}
