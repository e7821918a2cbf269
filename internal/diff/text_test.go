package diff

import (
	"bytes"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"candor/internal/diag"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

func TestVisibleText(t *testing.T) {
	for src, want := range map[string][]string{
		"":                                    nil,
		"a <b>b</b>c":                         {"a bc"},
		"<p>a<p>b<br>c":                       {"a", "b", "c"},
		"<p>a <img alt='a cat' src=x> b<img>": {"a a cat b"},
		"<pre>a\n  b\n</pre> c\nd":            {"a", "b", "c d"},
		"<title>T</title><style>p{}</style>x": {"T", "x"},
		"a<script>if (1 < 2) x</script>b":     {"ab"},
		"a<template>x<template>y</template>z</template>b": {"ab"},
		"&lt;b&gt; &amp; \u00a0 c":                        {"<b> & c"},
		"<table><tr><td>1<td>2<tr><th>3</table>":          {"1", "2", "3"},
		"a<noscript>b</noscript>c<svg/>d":                 {"ac", "d"},
	} {
		if diff := cmp.Diff(want, visible([]byte(src))); diff != "" {
			t.Errorf("%q: %s", src, diff)
		}
	}
}

func TestLinesAreCutWhereTheyDiffer(t *testing.T) {
	long := strings.Repeat("ä", 100)
	got := cut(long+"old"+long, long+"new"+long)
	want := strings.Repeat("ä", around/2)
	if got.Old != "…"+want+"old"+want+"…" || got.New != "…"+want+"new"+want+"…" {
		t.Errorf("%+v", got)
	}
}

// markdownOf is a report whose every text is s.
func reportOf(s string) Report {
	c := Change{Kind: Changed, ID: s, OldID: s, Title: s, URL: s, Fields: []Field{{"title", s, s + "x"}}, Text: &Text{Lines: []Line{{s, ""}, {"", s}}, More: 3}}
	return Report{Against: s, Feeds: []Feed{{Path: s, Kind: Changed, Items: []Change{c}}, {Path: s, Kind: Gone}}, Incidents: []Change{c}, Notes: []string{s}}
}

// Whatever a site says, it stands in code: the Markdown has no link, picture,
// HTML or emphasis but our own, and the terminal gets no control character.
func FuzzHostileTextStaysText(f *testing.F) {
	for _, s := range []string{"a", "`", "``` \n# x", "<script>", "[a](b) ![c](d) @octocat https://x.org", "\x1b[31m\u202e", "- x\n\n~~~", "|a|\n|-|", "</details>", strings.Repeat("`", 500) + "x", "\xff\x00"} {
		f.Add(s)
	}
	parser := goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()
	f.Fuzz(func(t *testing.T, s string) {
		var b bytes.Buffer
		if err := WriteMarkdown(&b, reportOf(s)); err != nil || !utf8.Valid(b.Bytes()) || b.Len() > maxMarkdown+200 {
			t.Fatal(err, b.Len())
		}
		ast.Walk(parser.Parse(text.NewReader(b.Bytes())), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			switch n.Kind() {
			case ast.KindLink, ast.KindAutoLink, ast.KindImage, ast.KindRawHTML, ast.KindHTMLBlock, ast.KindThematicBreak, ast.KindCodeBlock, ast.KindBlockquote:
				t.Fatalf("%q makes a %s in\n%s", s, n.Kind(), b.Bytes())
			}
			return ast.WalkContinue, nil
		})
		b.Reset()
		if err := WriteText(&b, reportOf(s), diag.Style{}); err != nil || strings.ContainsFunc(b.String(), func(r rune) bool { return unicode.IsControl(r) && r != '\n' }) {
			t.Fatalf("%v %q", err, b.String())
		}
	})
}

// Reading never fails hard, and a site compared with itself has no changes.
func FuzzASiteIsAsItself(f *testing.F) {
	f.Add("rss.xml", rssOf("https://x.org/rss.xml", a, b))
	f.Add("atom.xml", atomOf(a, aNew, aGo))
	f.Add("feed.json", jsonOf("feed.json", b, b))
	f.Add("incidents.json", `[{"id":"1","incident":{"timeline":[{"at":"x"}]}},{"id":"1"},null]`)
	f.Add("index.html", "<p>a<pre>b<script><template></template>")
	f.Fuzz(func(t *testing.T, name, data string) {
		site := files{"a/rss.xml": rssOf("", c), name: data}
		r, err := Compare(site, site, Options{Pages: true})
		if err != nil {
			if name != "a/rss.xml" {
				t.Fatal(err)
			}
			return
		}
		if r.Broken() || len(r.Feeds)+len(r.Pages) > 0 || len(r.Incidents) > 0 {
			t.Fatalf("%+v", r)
		}
		for _, l := range visible([]byte(data)) {
			if l == "" || strings.TrimSpace(l) != l || strings.Contains(l, "\n") {
				t.Fatalf("%q", l)
			}
		}
	})
}

func TestALongReportFitsAComment(t *testing.T) {
	r := Report{Against: "public", Pages: []Change{}}
	for range 1000 {
		r.Pages = append(r.Pages, Change{Kind: Changed, ID: "/x/", Title: strings.Repeat("t", 300), Text: &Text{Lines: []Line{{"old", "new"}}}})
	}
	var b bytes.Buffer
	if err := WriteMarkdown(&b, r); err != nil || b.Len() > 65536 || !strings.HasSuffix(b.String(), "</details>\n\nThis is not all: `candor diff` prints the rest.\n") {
		t.Errorf("%d bytes, …%q", b.Len(), b.String()[b.Len()-100:])
	}
}

func BenchmarkVisible(b *testing.B) {
	src := []byte(strings.Repeat("<div class=\"x\"><p>Some <b>text</b> of a page, with <a href=\"/y/\">links</a>.</p></div>\n", 500))
	b.SetBytes(int64(len(src)))
	for b.Loop() {
		visible(src)
	}
}
