package page

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"

	"candor/internal/post"
	"candor/internal/site"
	"candor/internal/site/sitetest"
	"candor/internal/when"

	"golang.org/x/net/html"
)

func moment(t testing.TB, text string) when.Moment {
	t.Helper()
	m, err := when.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func maker(t testing.TB, config site.Config, posts ...*post.Post) *Maker {
	t.Helper()
	base, err := site.ParseBase("https://example.org/repo/")
	if err != nil {
		t.Fatal(err)
	}
	s := site.New(config, base, posts, sitetest.Facts(posts))
	return &Maker{Site: s, Links: s.Resolver(), Body: func(dst []byte, _ *site.Entry) ([]byte, error) { return append(dst, "<p>x</p>"...), nil }}
}

func numberedPosts(t testing.TB, n int) []*post.Post {
	day := moment(t, "2020-01-01")
	var posts []*post.Post
	for i := range n {
		m := day
		m.Time = m.Time.AddDate(0, 0, i/40)
		posts = append(posts, &post.Post{Slug: fmt.Sprintf("p%04d", i), Title: "T", Published: m, Tags: []string{"t"}})
	}
	return posts
}

func kind(t testing.TB, name string) Kind {
	t.Helper()
	for _, k := range Kinds {
		if k.Name == name {
			return k
		}
	}
	t.Fatalf("there is no kind %s", name)
	return Kind{}
}

func TestLongListsComeInPagesThatLinkToEachOther(t *testing.T) {
	m := maker(t, site.Defaults(), numberedPosts(t, 101)...)
	var pages []GroupView
	total := 0
	for _, p := range kind(t, "group").Pages(m) {
		if strings.HasPrefix(p.Path, "/tags/") {
			v, _ := p.View()
			pages = append(pages, v.(GroupView))
			total += len(v.(GroupView).Posts)
		}
	}
	if len(pages) != 3 || total != 101 {
		t.Fatalf("%d pages with %d posts", len(pages), total)
	}
	first, last := pages[0], pages[2]
	if first.Pager.Newer != "" || first.Pager.Older != "/repo/tags/t/page/2/" || last.Pager.Newer != "/repo/tags/t/page/2/" || last.Pager.Older != "" {
		t.Errorf("pagers %+v, %+v", first.Pager, last.Pager)
	}
	if pages[1].Head.Canonical != "https://example.org/repo/tags/t/page/2/" {
		t.Errorf("canonical %s", pages[1].Head.Canonical)
	}
}

func TestMetadataIsEscapedAndComplete(t *testing.T) {
	config := site.Defaults()
	config.Title = `Quotes "&" <tags>`
	m := maker(t, config, &post.Post{
		Slug: "a", Title: `</title><script>alert(1)</script>"`, Description: `"><img src=x>`, Published: moment(t, "2024-01-02"), Image: "/pic.png",
		Tags: []string{`"t"`}, Authors: []post.Author{{Name: `<b>"A"</b>`}}, Incident: post.Claim{Stated: true, Services: []string{"dns"}},
		Corrections: []post.Correction{{Date: moment(t, "2024-02-03"), Substantive: true, Text: `</script>`}},
	})
	view, err := kind(t, "post").Pages(m)[0].View()
	if err != nil {
		t.Fatal(err)
	}
	meta, err := view.(PostView).Head.Metadata()
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader("<head>" + string(meta) + "</head><body></body>"))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for n := range doc.Descendants() {
		attrs := map[string]string{}
		for _, a := range n.Attr {
			attrs[a.Key] = a.Val
		}
		switch n.Data {
		case "meta":
			got[attrs["name"]+attrs["property"]+attrs["http-equiv"]] = attrs["content"]
		case "link":
			got[attrs["rel"]+attrs["type"]+attrs["href"]] = attrs["title"]
		case "script":
			got["json-ld"] = n.FirstChild.Data
		case "img", "b":
			t.Errorf("<%s> in the head", n.Data)
		}
	}
	for key, want := range map[string]string{
		"description": `"><img src=x>`, "og:title": `</title><script>alert(1)</script>"`, "og:site_name": config.Title, "og:type": "article",
		"og:url": "https://example.org/repo/blog/a/", "og:image": "https://example.org/repo/pic.png", "twitter:card": "summary_large_image",
		"article:published_time": "2024-01-02T00:00:00Z", "article:modified_time": "2024-02-03T00:00:00Z", "author": `<b>"A"</b>`, "article:tag": `"t"`,
		"Content-Security-Policy":                                  Policy(nil),
		"canonicalhttps://example.org/repo/blog/a/":                "",
		"alternateapplication/rss+xml/repo/rss.xml":                config.Title + " (RSS)",
		"alternateapplication/feed+json/repo/feed.json":            config.Title + " (JSON Feed)",
		"alternateapplication/atom+xml/repo/services/dns/atom.xml": config.Title + ": service dns (Atom)",
	} {
		if value, ok := got[key]; !ok || value != want {
			t.Errorf("%s is %q, want %q", key, value, want)
		}
	}
	var article Article
	if err := json.Unmarshal([]byte(got["json-ld"]), &article); err != nil {
		t.Fatalf("%v in %s", err, got["json-ld"])
	}
	if article.Type != "Report" || article.Published != "2024-01-02" || article.Modified != "2024-02-03" || len(article.Corrections) != 1 || article.Corrections[0].Text != "</script>" {
		t.Errorf("%+v", article)
	}
}

func TestAPostWithoutIncidentIsABlogPosting(t *testing.T) {
	m := maker(t, site.Defaults(), &post.Post{Slug: "a", Title: "T", Published: moment(t, "2024-01-02T03:04:05+02:00")})
	view, _ := kind(t, "post").Pages(m)[0].View()
	a := view.(PostView).Head.Data.(Article)
	if a.Type != "BlogPosting" || a.Published != "2024-01-02T01:04:05Z" {
		t.Errorf("%+v", a)
	}
}

func TestAliasesBecomePagesAndRedirects(t *testing.T) {
	m := maker(t, site.Defaults(), &post.Post{Slug: "new", Title: "T", Published: moment(t, "2024-01-02"), Aliases: []string{"/old/", "/older", "/oldest.html"},
		Lines: post.Lines{Aliases: []int{1, 1, 1}}})
	var files []string
	for _, p := range kind(t, "redirect").Pages(m) {
		files = append(files, p.File())
		v, _ := p.View()
		meta, _ := v.(RedirectView).Head.Metadata()
		for _, want := range []string{`<meta http-equiv="refresh" content="0; url=/repo/blog/new/">`, `<link rel="canonical" href="https://example.org/repo/blog/new/">`, `noindex`} {
			if !strings.Contains(string(meta), want) {
				t.Errorf("%s: no %s in %s", p.Path, want, meta)
			}
		}
	}
	if got := strings.Join(files, " "); got != "old/index.html older/index.html oldest.html" {
		t.Errorf("files %s", got)
	}
	if got, want := string(redirectLines(m)), "/repo/old/ /repo/blog/new/ 301\n/repo/older /repo/blog/new/ 301\n/repo/oldest.html /repo/blog/new/ 301\n"; got != want {
		t.Errorf("_redirects %q", got)
	}
}

func TestTheSitemapSplitsAtItsLimit(t *testing.T) {
	m := maker(t, site.Defaults(), numberedPosts(t, 10)...)
	whole := sitemap(m)
	if len(whole) != 1 || !strings.Contains(string(whole[0].Content), "<loc>https://example.org/repo/blog/p0003/</loc>\n  <lastmod>2020-01-01</lastmod>") {
		t.Errorf("%d files: %s", len(whole), whole[0].Content)
	}
	for i := range sitemapMax {
		m.Site.Pages = append(m.Site.Pages, &site.Entry{Post: &post.Post{}, Path: fmt.Sprintf("/p%d/", i)})
	}
	split := sitemap(m)
	if len(split) != 3 || split[2].Path != "sitemap.xml" || !strings.Contains(string(split[2].Content), "<loc>https://example.org/repo/sitemap-2.xml</loc>") {
		t.Fatalf("%d files", len(split))
	}
	for _, f := range split {
		if err := xml.Unmarshal(f.Content, new(struct{})); err != nil {
			t.Errorf("%s: %v", f.Path, err)
		}
		if n := strings.Count(string(f.Content), "<loc>"); n > sitemapMax {
			t.Errorf("%s has %d addresses", f.Path, n)
		}
	}
}

func TestHeadersHoldThePolicyAndLetAssetsBeKept(t *testing.T) {
	config := site.Defaults()
	config.ImageHosts = []string{"img.example.org"}
	got := string(headers(maker(t, config)))
	for _, want := range []string{
		"/repo/*\n  Content-Security-Policy: " + Policy(config.ImageHosts) + "; frame-ancestors 'none'\n",
		"  X-Content-Type-Options: nosniff\n", "  Referrer-Policy: strict-origin-when-cross-origin\n",
		"\n/repo/assets/*\n  Cache-Control: public, max-age=31536000, immutable\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q in\n%s", want, got)
		}
	}
}

func TestImageHostsExtendThePolicy(t *testing.T) {
	if got := Policy([]string{"img.example.org"}); !strings.Contains(got, "img-src 'self' https://img.example.org;") || strings.Contains(got, "unsafe") {
		t.Error(got)
	}
}

func TestAnEmptySiteHasItsPages(t *testing.T) {
	m := maker(t, site.Defaults())
	var paths []string
	for _, k := range Kinds {
		for _, p := range k.Pages(m) {
			if _, err := p.View(); err != nil {
				t.Error(err)
			}
			paths = append(paths, p.Path)
		}
	}
	if got, want := strings.Join(paths, " "), "/ /archive/ /insights/ /search/ /subscribe/ /404.html"; got != want {
		t.Errorf("pages %s, want %s", got, want)
	}
}
