package build

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/diag"

	"golang.org/x/net/html"
)

// hostile are posts that strangers might send. All but those with a code must
// build; a code is the finding that must say why not.
var hostile = []struct{ name, code, body string }{
	{"a line of 300 KB", "", strings.Repeat("word ", 60_000)},
	{"a table of 12,000 cells", "", "|a|b|c|d|\n|-|-|-|-|\n" + strings.Repeat("|1|2|3|4|\n", 3_000)},
	{"unclosed details", "", "<details><summary>More\n\ntext"},
	{"brackets", "too-many-brackets", strings.Repeat("[", 1<<20)},
	{"links", "too-many-delimiters", strings.Repeat("[a](", 64<<10)},
	{"stars", "", strings.Repeat("*a ", 300_000)},
	{"backticks", "", strings.Repeat("`a", 500_000)},
	{"quotes in quotes", "nesting-too-deep", strings.Repeat(">", 10_000) + " x"},
	{"elements in elements", "nesting-too-deep", strings.Repeat("<div>", 10_000)},
	{"end tags", "", strings.Repeat("</div></main></body></html>", 1_000) + "<p>after"},
	{"scripts", "", "<script>alert(1)</script><img src=x onerror=alert(1)><svg onload=alert(1)><iframe src=\"javascript:alert(1)\"></iframe>\n\n[x](javascript:alert(1)) <a href=\"java&#10;script:alert(1)\">y</a>"},
	{"escapes from attributes", "", "![\"><script>alert(1)</script>](x.png \"\\\"><script>alert(1)</script>\")"},
	{"control characters", "", "a\x00b\x0cc\x1b[31m &#1; &#x1f; ]]> \ufffe"},
}

func TestHostilePostsBuildOrSayWhyNot(t *testing.T) {
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			content := fstest.MapFS{"h.md": {Data: []byte("---\ntitle: \"]]> <script>&amp;\\u0001</script>\"\ndate: 2024-01-01\n---\n" + c.body)}}
			m, result := build(t, Input{Content: Folder{FS: content}})
			if c.code != "" {
				if diag.Count(result.Findings, diag.Error) != 1 || !strings.Contains(describe(result.Findings), "["+c.code+"]") {
					t.Errorf("want %s, got %.500s", c.code, describe(result.Findings))
				}
				return
			}
			if result.Failed(false) {
				t.Fatalf("%.500s", describe(result.Findings))
			}
			page, _ := m.Lookup("blog/h/index.html")
			doc, err := html.Parse(strings.NewReader(string(page)))
			if err != nil {
				t.Fatal(err)
			}
			checkHarmless(t, doc)
			for _, name := range []string{"rss.xml", "atom.xml", "feed.json"} {
				feed, _ := m.Lookup(name)
				if i := strings.IndexFunc(string(feed), func(r rune) bool {
					return r < 0x20 && !strings.ContainsRune("\t\n\r", r) || r == 0xFFFE || r == 0xFFFF
				}); i >= 0 {
					t.Errorf("%s holds a control character: %q", name, feed[max(0, i-20):i+1])
				}
			}
		})
	}
}

// checkHarmless finds what could run, and that the page's frame survived.
func checkHarmless(t *testing.T, doc *html.Node) {
	t.Helper()
	footers := 0
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if n.Data == "script" && n.Parent.Data != "head" && !isData(n) || n.Data == "iframe" || n.Data == "svg" || n.Data == "style" {
			t.Errorf("<%s> in the page", n.Data)
		}
		if n.Data == "footer" && n.Parent.Data == "body" {
			footers++
		}
		for _, a := range n.Attr {
			value := strings.ToLower(strings.Join(strings.Fields(a.Val), ""))
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(value, "javascript:") {
				t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
			}
		}
	}
	if footers != 1 {
		t.Errorf("the page has %d footers of its own", footers)
	}
}

func isData(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "type" && a.Val == "application/ld+json" {
			return true
		}
	}
	return false
}

func TestManyTagsAndServicesAreLimited(t *testing.T) {
	var tags strings.Builder
	for i := range 200 {
		fmt.Fprintf(&tags, "t%d, ", i)
	}
	content := fstest.MapFS{"h.md": {Data: []byte("---\ntitle: T\ndate: 2024-01-01\ntags: [" + tags.String() + "]\n---\n")}}
	_, result := build(t, Input{Content: Folder{FS: content}})
	if len(result.Findings) != 1 || result.Findings[0].Code != "too-many-tags" {
		t.Error(describe(result.Findings))
	}
}
