package feed

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	htmlatom "golang.org/x/net/html/atom"

	"candor/internal/markdown"
	"candor/internal/site"
)

var repo = must(site.ParseBase("https://org.example/repo/"))

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func TestBodyStandsOnItsOwn(t *testing.T) {
	const post = "https://org.example/repo/blog/x/"
	for _, c := range []struct{ name, page, want string }{
		{"text", "a &amp; b &lt;c&gt; ☃", "a &amp; b &lt;c&gt; ☃"},
		{"root-relative", `<a href="/repo/blog/y/">y</a>`, `<a href="https://org.example/repo/blog/y/">y</a>`},
		{"fragment", `<a href="#why">why</a>`, `<a href="` + post + `#why">why</a>`},
		{"query", `<a href="?a=1&amp;b=2">q</a>`, `<a href="` + post + `?a=1&amp;b=2">q</a>`},
		{"relative", `<img src="a/b.png" alt="">`, `<img src="` + post + `a/b.png" alt="">`},
		{"relative with a colon later", `<a href="./a:b">c</a>`, `<a href="` + post + `./a:b">c</a>`},
		{"host-relative", `<a href="//else.example/">e</a>`, `<a href="https://else.example/">e</a>`},
		{"absolute", `<a href="HTTPS://else.example/?a&amp;b#c">e</a>`, `<a href="HTTPS://else.example/?a&amp;b#c">e</a>`},
		{"contact", `<a href="mailto:a@b.example">m</a><a href="tel:+1">t</a>`, `<a href="mailto:a@b.example">m</a><a href="tel:+1">t</a>`},
		{"other schemes", `<a href="javascript:alert(1)">j</a><img src="data:image/png;base64,AA" alt="d">`, `<a>j</a>`},
		{"scheme without slashes", `<a href="https:evil">j</a>`, `<a>j</a>`},
		{"encoded colon", `<a href="javascript&#58;alert(1)">j</a>`, `<a href="` + post + `javascript&#58;alert(1)">j</a>`},
		{"empty address", `<a href="">e</a><img src="" alt="e">`, `<a>e</a>`},
		{"heading", `<h2 id="why">Why <a class="permalink" href="#why" aria-label="Link">#</a></h2>`, `<h2>Why</h2>`},
		{"an author's own permalink", `<p>see <a class="permalink" href="/x">this</a></p>`, `<p>see <a href="https://org.example/x">this</a></p>`},
		{"code", `<pre class="code" tabindex="0"><code class="language-go"><span class="k">if</span> a &lt; b</code></pre>`, `<pre><code>if a &lt; b</code></pre>`},
		{"nested spans", `<span class="a"><span class="b">x</span>y</span>`, `xy`},
		{"table", `<div class="table" role="group" aria-label="Table" tabindex="0"><table><tr><th class="align-right">n</th></tr><tr><td class="align-center">1</td></tr></table></div>`,
			`<table><tr><th align="right">n</th></tr><tr><td align="center">1</td></tr></table>`},
		{"aligned paragraph", `<p class="align-center">1</p>`, `<p align="center">1</p>`},
		{"no such alignment", `<td class="align-x&quot;">1</td><em class="align-left">2</em>`, `<td>1</td><em>2</em>`},
		{"quotation", `<blockquote cite="/a"><q cite="javascript:b">c</q></blockquote>`, `<blockquote cite="https://org.example/a"><q>c</q></blockquote>`},
		{"alert", `<div class="alert alert-note" role="note"><p class="alert-title">Note</p><div><p>a</p></div></div><p>b</p>`,
			`<blockquote><p><strong>Note</strong></p><div><p>a</p></div></blockquote><p>b</p>`},
		{"container", `<div class="container container-impact"><p class="container-title">Impact</p><p>a</p></div>`, `<div><p><strong>Impact</strong></p><p>a</p></div>`},
		{"task", `<ul><li class="task-item"><span class="task task-done" role="img" aria-label="done">☑</span> a</li></ul>`, `<ul><li>☑ a</li></ul>`},
		{"figure", `<figure><img src="/repo/blog/x/p.png" alt="P &quot;q&quot;" width="3" height="2" loading="lazy" decoding="async"><figcaption>P</figcaption></figure>`,
			`<figure><img src="` + post + `p.png" alt="P &quot;q&quot;" width="3" height="2"><figcaption>P</figcaption></figure>`},
		{"footnote", `<sup class="footnote-ref"><a id="r1" href="#fn1" role="doc-noteref">1</a></sup>`, `<sup><a href="` + post + `#fn1">1</a></sup>`},
		{"footnotes", `<section class="footnotes" role="doc-endnotes" aria-label="Footnotes"><ol><li id="fn-1">a</li></ol></section>`, `<hr><section><ol><li>a</li></ol></section>`},
		{"srcset", `<picture><source srcset="/a.png 2x"><img src="/a.png" srcset="/b.png 2x" alt="a"></picture>`, `<img src="https://org.example/a.png" alt="a">`},
		{"video", `<video src="/v.mp4" poster="/p.png" controls></video>`, `<video src="https://org.example/v.mp4" poster="https://org.example/p.png" controls=""></video>`},
		{"list", `<ol start="3"><li>a</li></ol>`, `<ol start="3"><li>a</li></ol>`},
		{"script", `a<script>alert("<p>")</script>b<style>p{}</style>c`, `abc`},
		{"event", `<p onclick="x()" style="x" data-a="b" title="t">a</p>`, `<p title="t">a</p>`},
		{"unknown element", `<marquee>a<br>b</marquee>`, `a<br>b`},
		{"comment", `a<!-- <p> -->b<!-- c`, `ab`},
		{"not canonical", `<P>a</P> <p class='x'>b <3 <`, `&lt;P>a&lt;/P> &lt;p class='x'>b &lt;3 &lt;`},
		{"unbalanced", `<p><em>a</p></strong>b`, `<p><em>ab</em></p>`},
		{"control characters", "a\x00b\x1bc\uFFFEd\r\n\te\xff\x7f\u0085\u00a0\u00bf\uFFFD", "abcd\n\te\u00a0\u00bf\uFFFD"},
		{"control character in a tag", "<scr\x00ipt>alert(1)</script>a", "a"},
		{"control character in a scheme", "<a href=\"java\x01script:alert(1)\">a</a>", "<a>a</a>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := string(Body([]byte("kept "), []byte(c.page), repo, "/blog/x/"))
			if diff := cmp.Diff("kept "+c.want, got); diff != "" {
				t.Errorf("%s\n%s", c.page, diff)
			}
		})
	}
}

// TestBodyOfARenderedPost fails when package markdown changes the names that
// Body looks for.
func TestBodyOfARenderedPost(t *testing.T) {
	const source = "# Cause & effect\n\nText[^1] [other](other.md)\n\n| a | n |\n|---|--:|\n| x | 1 |\n\n> [!NOTE]\n> Mind `x`\n\n" +
		"::: impact Who noticed\nAll\n:::\n\n- [x] done\n\n```go\nif a < b {}\n```\n\n![Graph](g.png \"Load\")\n\n<center>mid</center>\n\n[^1]: Foot.\n"
	d := markdown.Parse([]byte(source), markdown.Options{Highlight: markdown.NewHighlighter()})
	page := d.Render().Fill(nil, func(_ int, h markdown.Hole) string {
		if h.Kind == markdown.Size {
			return ` width="3" height="2"`
		}
		return "/repo/blog/x/" + h.Ref
	})
	body := string(Body(nil, page, repo, "/blog/x/"))
	checkSafe(t, []byte(body))
	wantParts(t, body,
		"<h2>Cause &amp; effect</h2>",
		`<a href="https://org.example/repo/blog/x/other.md">other</a>`,
		`<td align="right">1</td>`,
		"<blockquote><p><strong>Note</strong></p>",
		"<p><strong>Who noticed</strong></p>",
		"<li>☑ done</li>",
		"<pre><code>if a &lt; b {}\n</code></pre>",
		`<figure><img src="https://org.example/repo/blog/x/g.png" alt="Graph" width="3" height="2"><figcaption>Load</figcaption></figure>`,
		`<div align="center">mid</div>`,
		"<hr><section>",
		`<sup><a href="https://org.example/repo/blog/x/#fn-1">1</a></sup>`,
	)
	wantNone(t, body, "<span", ">#<", "class=")
	if kept := strings.Replace(plainText(string(page)), "effect#", "effect", 1); plainText(body) != kept {
		t.Errorf("got  %q\nwant %q", plainText(body), kept)
	}
}

// FuzzBody: whatever the page, its feed body holds no script, style, handler,
// class, id or relative address; and of a page in canonical form it keeps the
// text.
func FuzzBody(f *testing.F) {
	for _, seed := range []string{
		hostilePage,
		`<div class="table"><table><tr><th class="align-right">n</th></tr></table></div><h2 id="a">A <a class="permalink" href="#a">#</a></h2>`,
		`<div class="alert"><p class="alert-title">Note</p></div><pre class="code"><code><span class="k">if</span></code></pre>`,
		"<a href=\" javascript:alert(1)\">x</a><a href=\"\\\\evil\">y</a><img src=\"&#x2f;&#x2f;evil\"><svg onload=x><p title=\"<script>\">",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, page string) {
		checkSafe(t, Body(nil, []byte(page), repo, "/blog/x/"))
		canonical := canonicalHTML(page)
		body := Body(nil, []byte(canonical), repo, "/blog/x/")
		checkSafe(t, body)
		if diff := cmp.Diff(plainText(canonical), plainText(string(body))); diff != "" {
			t.Errorf("the text changed: %s\n%q\n%q", diff, canonical, body)
		}
	})
}

func checkSafe(t *testing.T, body []byte) {
	t.Helper()
	if got := clean(string(body)); got != string(body) {
		t.Errorf("forbidden characters in %q", body)
	}
	for n := range fragment(string(body)) {
		if n.Type != html.ElementNode {
			continue
		}
		if e, known := elements[n.Data]; !known || n.Data == "script" || n.Data == "style" {
			t.Errorf("<%s> %v in %q", n.Data, e, body)
		}
		for _, a := range n.Attr {
			switch a.Key {
			case "href", "src", "poster", "cite":
				if !isWeb(a.Val) && !hasScheme(a.Val, "mailto:") && !hasScheme(a.Val, "tel:") {
					t.Errorf("address %q in %q", a.Val, body)
				}
			case "class", "id", "style", "srcset", "role", "tabindex":
				t.Errorf("%s in %q", a.Key, body)
			}
			if strings.HasPrefix(a.Key, "on") || strings.Contains(a.Key, "-") {
				t.Errorf("%s in %q", a.Key, body)
			}
		}
	}
}

// fragment yields every node of a piece of HTML.
func fragment(text string) func(func(*html.Node) bool) {
	context := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: htmlatom.Div}
	roots := must(html.ParseFragment(strings.NewReader(text), context))
	return func(yield func(*html.Node) bool) {
		for _, root := range roots {
			if !yield(root) {
				return
			}
			for n := range root.Descendants() {
				if !yield(n) {
					return
				}
			}
		}
	}
}

// plainText is the text that a reader sees, without blanks.
func plainText(text string) string {
	var b strings.Builder
	for n := range fragment(text) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), "")
}

// canonicalHTML writes any HTML in the form that package markdown promises,
// without what it leaves out.
func canonicalHTML(text string) string {
	var b strings.Builder
	context := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: htmlatom.Div}
	for _, root := range must(html.ParseFragment(strings.NewReader(clean(text)), context)) {
		writeCanonical(&b, root)
	}
	return b.String()
}

func writeCanonical(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		b.WriteString(html.EscapeString(clean(n.Data)))
		return
	case n.Type != html.ElementNode || n.Namespace != "" || elements[n.Data].attrs == nil && !isCommon(n.Data):
		for c := range n.ChildNodes() {
			writeCanonical(b, c)
		}
		return
	}
	b.WriteString("<" + n.Data)
	for _, a := range n.Attr {
		if !(a.Key == "class" && strings.Contains(a.Val, "permalink")) && strings.Trim(a.Key, "abcdefghijklmnopqrstuvwxyz") == "" {
			b.WriteString(" " + a.Key + `="` + html.EscapeString(clean(a.Val)) + `"`)
		}
	}
	b.WriteString(">")
	if elements[n.Data].void {
		return
	}
	for c := range n.ChildNodes() {
		writeCanonical(b, c)
	}
	b.WriteString("</" + n.Data + ">")
}

func isCommon(name string) bool {
	_, known := elements[name]
	return known || name == "span"
}

func BenchmarkBody(b *testing.B) {
	page := []byte(longPage(8 << 10))
	b.SetBytes(int64(len(page)))
	b.ReportAllocs()
	var out []byte
	for b.Loop() {
		out = Body(out[:0], page, repo, "/blog/x/")
	}
}

// longPage is a page body of at least size bytes, with prose, links, a table
// and code in the usual shares.
func longPage(size int) string {
	const section = `<h2 id="cause">Cause <a class="permalink" href="#cause" aria-label="Link to this section">#</a></h2>
<p>At <time datetime="2024-01-01T10:11Z">10:11 UTC</time> the deploy of <a href="/repo/blog/other/">another change</a> made every query slow, &amp; the <code>queue</code> grew until
the workers ran out of memory. We rolled it back after twelve minutes and the queue drained by itself within the hour that followed, as the graph shows.</p>
<div class="table" role="group" aria-label="Table" tabindex="0"><table>
<thead><tr><th>time</th><th class="align-right">queries</th></tr></thead>
<tbody><tr><td>10:11</td><td class="align-right">12</td></tr></tbody></table></div>
<pre class="code" tabindex="0"><code class="language-sql"><span class="k">ALTER</span> <span class="k">TABLE</span> <span class="n">vals</span> <span class="k">DROP</span> <span class="k">COLUMN</span> <span class="n">x</span><span class="p">;</span>
</code></pre>
`
	return strings.Repeat(section, size/len(section)+1)
}
