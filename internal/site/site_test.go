package site

import (
	"math/rand/v2"
	"strings"
	"testing"

	"candor/internal/post"
	"candor/internal/site/sitetest"
	"candor/internal/when"

	"github.com/google/go-cmp/cmp"
)

func mustBase(t *testing.T, url string) Base {
	t.Helper()
	b, err := ParseBase(url)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func date(t *testing.T, text string) when.Moment {
	t.Helper()
	m, err := when.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestBaseAddsOriginAndPrefixAndEncodes(t *testing.T) {
	b := mustBase(t, "https://Example.org/repo/")
	for path, want := range map[string]string{
		"/":            "/repo/",
		"/blog/x/":     "/repo/blog/x/",
		"/blog/äö/":    "/repo/blog/%C3%A4%C3%B6/",
		"/a b\"<>/":    "/repo/a%20b%22%3C%3E/",
		"/tags/a%2Fb/": "/repo/tags/a%252Fb/",
	} {
		if got := b.Path(path); got != want {
			t.Errorf("Path(%q) = %q, want %q", path, got, want)
		}
		if got := b.Absolute(path); got != "https://example.org"+want {
			t.Errorf("Absolute(%q) = %q", path, got)
		}
	}
}

func TestBaseRefusesWhatIsNoPlainAddress(t *testing.T) {
	for _, text := range []string{"", "example.org", "//example.org", "ftp://example.org", "https://", "https://example.org/?a", "https://example.org/#a", "https://u:p@example.org", "https://example.org/a//b", "https://example.org/a/../b", "javascript:alert(1)", "https://exa mple.org", `https://example.org/"x`} {
		if _, err := ParseBase(text); err == nil {
			t.Errorf("ParseBase(%q) is accepted", text)
		}
	}
}

func TestConfigHasDefaultsForEverything(t *testing.T) {
	for _, src := range []string{"", "# nothing but a comment\n", "\ufefftitle: Incidents\n"} {
		got, diags := ReadConfig("site.yaml", []byte(src))
		if diff := cmp.Diff(Defaults(), got); diff != "" || len(diags) > 0 {
			t.Errorf("%q: %s %v", src, diff, diags)
		}
	}
}

func TestConfigErrorsHaveTheirLine(t *testing.T) {
	for _, c := range []struct {
		src  string
		line int
		says string
	}{
		{"title: A\ntitel: B\n", 2, `"titel"`},
		{"title: [a]\n", 1, "string"},
		{"title: A: B\n", 1, "not valid YAML"},
		{"title: A\ntitle: B\n", 2, "already"},
		{"\nbaseURL: example.org\n", 2, "does not start with"},
		{"language: klingonisch-xx-yy\n", 1, "language tag"},
		{"timezone: Mars/Base\n", 1, "time zone"},
		{"slugDates: maybe\n", 1, "slugDates"},
		{"editURL: github.com/org\n", 1, "editURL"},
		{"editURL: \"javascript:alert(1)/\"\n", 1, "editURL"},
		{"feed: {items: 0}\n", 1, "out of range"},
		{"severities: [a, a]\n", 1, "twice"},
		{"services: {My Service: {name: X}}\n", 1, "form of addresses"},
		{"navigation: [{text: X, url: \"javascript:x\"}]\n", 1, "javascript:x"},
		{"imageHosts: [\"https://x.org/\"]\n", 1, "no host name"},
	} {
		_, diags := ReadConfig("content/site.yaml", []byte(c.src))
		if len(diags) != 1 || diags[0].Line != c.line || !strings.Contains(diags[0].Message, c.says) || diags[0].Hint == "" {
			t.Errorf("%q: %+v", c.src, diags)
		}
	}
}

func TestOrderOfInputNeverMatters(t *testing.T) {
	var posts []*post.Post
	for i, day := range []string{"2024-01-02", "2024-01-02", "2023-05-01", "2024-03-01", "2024-01-02"} {
		slug := string(rune('a' + i))
		posts = append(posts, &post.Post{Source: slug + ".md", Slug: slug, Title: slug, Published: date(t, day),
			Tags: []string{"T" + slug, "Shared"}, Authors: []post.Author{{Name: "Ann"}}})
	}
	describe := func() string {
		s := New(Defaults(), mustBase(t, "https://example.org"), posts, nil)
		var b strings.Builder
		for _, e := range s.Posts {
			b.WriteString(e.Path + " ")
		}
		for _, list := range [][]*Group{s.Years, s.Tags, s.Authors} {
			for _, g := range list {
				b.WriteString(g.Path() + g.Name)
				for _, e := range g.Posts {
					b.WriteString(e.Slug)
				}
			}
		}
		return b.String()
	}
	want := describe()
	if !strings.HasPrefix(want, "/blog/d/ /blog/a/ /blog/b/ /blog/e/ /blog/c/ ") {
		t.Fatalf("not newest first, ties by address: %s", want)
	}
	for range 20 {
		rand.Shuffle(len(posts), func(i, j int) { posts[i], posts[j] = posts[j], posts[i] })
		if got := describe(); got != want {
			t.Fatalf("got  %s\nwant %s", got, want)
		}
	}
}

func TestAuthorsServicesAndSeveritiesUseTheSitesNames(t *testing.T) {
	config := Defaults()
	config.Authors = map[string]Person{"sre": {Name: "Reliability Desk", URL: "/about/"}}
	config.Services = map[string]Service{"http-vals": {Name: "HTTP vals", Description: "Endpoints"}}
	posts := []*post.Post{{
		Slug: "a", Authors: []post.Author{{Name: "sre"}, {Name: "Guest"}, {Name: "guest"}}, Published: date(t, "2024-01-01"),
		Incident: post.Claim{Stated: true, Services: []string{"http-vals", "DNS"}, Severity: post.Stated{Text: "critical"}},
	}}
	s := New(config, mustBase(t, "https://example.org"), posts, sitetest.Facts(posts))
	e := s.Posts[0]
	if len(e.Authors) != 2 || e.Authors[0].Name != "Reliability Desk" || e.Authors[0].Group.Path() != "/authors/sre/" || e.Authors[1].Group.Path() != "/authors/guest/" {
		t.Errorf("authors %+v", e.Authors)
	}
	if len(e.Services) != 2 || e.Services[0].Name != "HTTP vals" || e.Services[0].Description != "Endpoints" || e.Services[1].Path() != "/services/dns/" {
		t.Errorf("services %+v", e.Services)
	}
	if s.Grade(e.Severity) != 4 || s.Grade(nil) != 0 {
		t.Errorf("grade %d", s.Grade(e.Severity))
	}
}

func TestNeighboursAreByDate(t *testing.T) {
	s := New(Defaults(), mustBase(t, "https://example.org"), []*post.Post{
		{Slug: "old", Published: date(t, "2020-01-01")}, {Slug: "new", Published: date(t, "2022-01-01")}, {Slug: "mid", Published: date(t, "2021-01-01")},
		{Slug: "about", Page: true},
	}, nil)
	mid := s.Posts[1]
	if mid.Slug != "mid" || mid.Newer.Slug != "new" || mid.Older.Slug != "old" || mid.Newer.Newer != nil || mid.Older.Older != nil {
		t.Errorf("neighbours of %s are wrong", mid.Slug)
	}
	if len(s.Pages) != 1 || s.Pages[0].Path != "/about/" {
		t.Errorf("pages %+v", s.Pages)
	}
}

func TestReferencesResolve(t *testing.T) {
	s := New(Defaults(), mustBase(t, "https://example.org/repo/"), []*post.Post{
		{Source: "a.md", Folder: "a", Slug: "a"}, {Source: "2024/b/index.md", Folder: "2024/b", Slug: "b"}, {Source: "pages/about.md", Folder: "pages/about", Slug: "about", Page: true},
	}, nil)
	byPath := map[string]*Entry{}
	for _, e := range s.Entries() {
		byPath[e.Path] = e
	}
	byPath["/blog/a/"].Assets = []Asset{{"a/x.png", "/blog/a/x.png"}, {"a/sub/ü.png", "/blog/a/sub/ü.png"}}
	byPath["/blog/b/"].Assets = []Asset{{"2024/b/y.png", "/blog/b/y.png"}}
	links := s.Resolver()
	for _, c := range []struct {
		from, ref, want string
		problem         Problem
	}{
		{"/blog/a/", "./a/x.png", "/repo/blog/a/x.png", Fine},
		{"/blog/a/", "./x.png", "/repo/blog/a/x.png", Fine},
		{"/blog/a/", "x.png?v=1#f", "/repo/blog/a/x.png?v=1#f", Fine},
		{"/blog/a/", "sub/%C3%BC.png", "/repo/blog/a/sub/%C3%BC.png", Fine},
		{"/blog/b/", "y.png", "/repo/blog/b/y.png", Fine},
		{"/blog/b/", "../../a/x.png", "/repo/blog/a/x.png", Fine},
		{"/blog/a/", "2024/b/index.md#cause", "/repo/blog/b/#cause", Fine},
		{"/blog/b/", "../../a.md", "/repo/blog/a/", Fine},
		{"/blog/a/", "pages/about.md", "/repo/about/", Fine},
		{"/blog/a/", "../b/", "/repo/blog/b/", Fine},
		{"/about/", "../a.md", "/repo/blog/a/", Fine},
		{"/blog/a/", "/about/", "/repo/about/", Fine},
		{"/blog/a/", "/a?b=c d#e f", "/repo/a?b=c%20d#e%20f", Fine},
		{"/blog/a/", "?page=2", "/repo/blog/a/?page=2", Fine},
		{"/blog/a/", "gone.md", "/repo/blog/a/gone/", Broken},
		{"/blog/a/", "gone.png", "/repo/blog/a/gone.png", Broken},
		{"/blog/a/", "../../../etc/passwd", "/repo/blog/a/", Outside},
		{"/blog/a/", "/../../etc/passwd", "/repo/etc/passwd", Fine},
	} {
		got := links.Resolve(byPath[c.from], c.ref)
		if got.Address != c.want || got.Problem != c.problem {
			t.Errorf("%s in %s is %+v, want %s, %d", c.ref, c.from, got, c.want, c.problem)
		}
	}
}
