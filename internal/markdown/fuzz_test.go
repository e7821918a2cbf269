package markdown

import (
	"bytes"
	"fmt"
	"net/url"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

// FuzzRender states what holds for every text: the output is canonical and
// balanced, has allowed elements and attributes only, and no address that runs
// a script, also as an HTML parser reads it; holes are in order; findings and
// headings stand on lines of the file.
func FuzzRender(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, part := range archive.Files {
			if strings.HasSuffix(part.Name, ".md") {
				f.Add(string(part.Data), false)
				f.Add(string(part.Data), true)
			}
		}
	}
	for _, attack := range attacks {
		f.Add(attack, false)
	}
	for _, links := range []string{"a  b [x](https://a.org) c \nd (e) *f*", "[x](https://a.org y z)", "[a [b](https://x.org)](http://y.org)", "![a](ftp://x.org) \\\n`b` \\ (c)", "[a](b \"c\") [d](e) *[f](g)* [h [i](j) k](l) [m](n\\) [^o](p) [q](r#s?t=&amp;u) [ ](v) [](w)\n- [x](y)\n- [ ](z)\n\n[^o]: _[a\nb](c)_ ![d](e) [f][g](h)\n\n[g]: i", "a! b]\\ c *d*\\* e\n f & `g h\n&am*p; i \n- j\t~k~ <l\n  \tm\\\nn"} {
		f.Add(links, false)
	}
	highlighter := NewHighlighter()
	f.Fuzz(func(t *testing.T, text string, mdx bool) {
		src := []byte(clean(text))
		opt := Options{FirstLine: 7, MDX: mdx, Title: "a", ImageHosts: []string{"img.example.com"}}
		if len(src) < 2000 {
			opt.Highlight = highlighter
		}
		d := Parse(src, opt)
		body := d.Render()
		if problem := check(d, body); problem != "" {
			t.Fatalf("%s\nsource %q\noutput %q", problem, src, body.HTML)
		}
		for name, m := range map[string]goldmark.Markdown{"with a search for bare addresses": engine(), "without shortcuts": theLongWay()} {
			again := newDocument(src, opt)
			again.parse(m)
			if !reflect.DeepEqual(again.Render(), body) {
				t.Fatalf("rendering again, %s, differs", name)
			}
		}
	})
}

// theLongWay is goldmark and the constructs of the dialect alone.
var theLongWay = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(goldmark.WithParser(parser.NewParser()), goldmark.WithRenderer(renderer.NewRenderer()), goldmark.WithExtensions(constructs...))
})

// clean does what the caller of Parse does.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if !allowedInXML(r) || r == '\r' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
}

// attacks are texts that have broken one sanitizer or another.
var attacks = []string{
	"<a href=\"java\tscript:alert(1)\">x</a>",
	"<a href=\"&#1;javascript:alert(1)\">x</a>",
	"[x](javascript&colon;alert(1)) [x](JaVaScRiPt:alert(1)) [x](<java&NewLine;script:x>) [x](data:text/html,x) [x](vbscript:x)",
	"<img src=x onerror=alert(1)//",
	"<svg><p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
	"<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
	"<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
	"<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
	"<table><td><a href=x><table><a href=y>",
	"<select><template><style></select><img src=x onerror=alert(1)>",
	"<p style=x:expression(alert(1))>a<p onclick=x>b<div style=background:url(//x)>",
	"<iframe srcdoc=\"<script>alert(1)</script>\"></iframe><iframe src=javascript:alert(1)></iframe>",
	"<video src=javascript:x><source onerror=alert(1)></video>",
	"<details open ontoggle=alert(1)><summary>x",
	"<!--><img src=x onerror=alert(1)>-->",
	"<![CDATA[<img src=x onerror=alert(1)>]]>",
	"<? <img src=x onerror=alert(1)> ?>",
	"```\"onmouseover=alert(1)\nx\n```",
	"::: \"><script>\nx\n:::",
	"# x {#\"><script>}",
	"[^\"><script>]: x\n\na[^\"><script>]",
	"<pre \x01=\"\x010\">x</pre>\n\n```go\nx\n```",
	"<b><pre>\n\n\nx</pre></b>",
	"![a\"onerror=x](b \"c\\\"onerror=x\")",
	"<xmp><img src=x onerror=alert(1)></xmp><plaintext>\n\nx",
}

var attribute = regexp.MustCompile(`^ [a-z-]+="[^"<>]*"`)

// wellFormed scans canonical HTML and says what is wrong with it.
func wellFormed(s []byte) string {
	var open []string
	for len(s) > 0 {
		switch {
		case s[0] == '&':
			if !regexp.MustCompile(`^&(amp|lt|gt|quot);`).Match(s) {
				return fmt.Sprintf("bare & at %.40q", s)
			}
			s = s[1:]
		case s[0] == '>' || s[0] == '"' || s[0] == '\r' || s[0] < ' ' && s[0] != '\n' && s[0] != '\t':
			return fmt.Sprintf("%q in text at %.40q", s[0], s)
		case s[0] != '<':
			s = s[1:]
		case s[1] == '/':
			name, rest, _ := bytes.Cut(s[2:], []byte(">"))
			if len(open) == 0 || open[len(open)-1] != string(name) {
				return fmt.Sprintf("</%s> does not match %v", name, open)
			}
			open, s = open[:len(open)-1], rest
		default:
			name := regexp.MustCompile(`^[a-z][a-z0-9]*`).Find(s[1:])
			s = s[1+len(name):]
			for a := attribute.Find(s); a != nil; a = attribute.Find(s) {
				s = s[len(a):]
			}
			if len(name) == 0 || len(s) == 0 || s[0] != '>' {
				return fmt.Sprintf("tag <%s> is not canonical at %.40q", name, s)
			}
			if s = s[1:]; !voidElements[string(name)] {
				open = append(open, string(name))
			}
		}
	}
	if len(open) > 0 {
		return fmt.Sprintf("%v stay open", open)
	}
	return ""
}

// check says which property of FuzzRender does not hold.
func check(d *Document, body Body) string {
	if problem := wellFormed(body.HTML); problem != "" {
		return problem
	}
	at := 0
	for _, h := range body.Holes {
		if h.At < at || h.At > len(body.HTML) || h.Ref == "" {
			return fmt.Sprintf("hole %+v", h)
		}
		before := body.HTML[:h.At]
		if h.Kind == URL && !bytes.HasSuffix(before, []byte(`="`)) || h.Kind == Size && !bytes.HasSuffix(before, []byte(`"`)) {
			return fmt.Sprintf("hole %+v stands after %q", h, before[max(0, len(before)-20):])
		}
		at = h.At
	}
	last := d.Line(len(d.Source))
	for _, f := range d.Findings {
		if f.Line < 7 || f.Line > last || f.Column < 1 || f.Code == "" || f.Hint == "" || strings.Contains(f.Text, "\n") {
			return fmt.Sprintf("finding %+v", f)
		}
	}
	ids := map[string]bool{}
	for _, h := range d.Headings {
		if h.Line < 7 || h.Line > last || h.Level < 1 || h.Level > 6 || h.ID == "" || ids[h.ID] {
			return fmt.Sprintf("heading %+v", h)
		}
		ids[h.ID] = true
	}
	filled := body.Fill(nil, func(_ int, h Hole) string {
		if h.Kind == Size {
			return ` width="1" height="1"`
		}
		return string(appendEscaped(nil, h.Ref))
	})
	nodes, err := html.ParseFragment(bytes.NewReader(filled), nil)
	if err != nil {
		return err.Error()
	}
	seen := map[string]bool{}
	for _, n := range nodes {
		if problem := checkNode(n, seen); problem != "" {
			return problem
		}
	}
	return ""
}

const allAttributes = globalAttributes + ` id href src poster alt width height loading decoding controls open reversed default
	scope kind datetime cite headers type label srclang colspan rowspan span start value`

func checkNode(n *html.Node, ids map[string]bool) string {
	if n.Type == html.ElementNode {
		_, allowed := elements[n.Data]
		if !allowed && !has("html head body img video audio source track", n.Data) {
			return "element <" + n.Data + ">"
		}
		for _, a := range n.Attr {
			if !has(allAttributes, a.Key) {
				return "attribute " + a.Key
			}
			if has("href src poster", a.Key) {
				u, err := url.Parse(a.Val)
				here := err != nil || u.Host == "" || strings.EqualFold(u.Hostname(), "img.example.com")
				if kind, _ := judge(a.Val); kind == unsafeRef || kind == emptyRef || n.Data != "a" && !here {
					return "address " + a.Val
				}
			}
			if a.Key == "id" && ids[a.Val] {
				return "id twice: " + a.Val
			}
			ids[a.Val] = ids[a.Val] || a.Key == "id"
		}
	}
	if n.Type == html.CommentNode {
		return "comment " + n.Data
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if problem := checkNode(c, ids); problem != "" {
			return problem
		}
	}
	return ""
}

func FuzzShortcutsAreAsTheLongWay(f *testing.F) {
	for _, s := range []string{"", " a\t\vb\r\nc ", "a\u00a0\u2003b", "https://a.example/b?c=%20&d#e", "http://", "https:///a", "https://ä.example", "http://a.b/\x7f", "a b%zz\"<>", "//a.example", "httpS://a.example", "1234567&", "12345678<", "\t\n      \"", "\xef\xbf\xbe", "\u20ac\u00e4\u00ff\u3000>", "\x7f\x9f\xa2\xa6\xbc\xbe\xbe\xbe\x1f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := oneLine([]byte(s)), strings.Join(strings.Fields(s), " "); got != want {
			t.Errorf("%q on one line: %q, want %q", s, got, want)
		}
		if got, want := escapeURL(s), string(util.URLEscape([]byte(s), false)); got != want {
			t.Errorf("%q in a URL: %q, want %q", s, got, want)
		}
		i := 0
		for i < len(s) && !special[s[i]] {
			i++
		}
		if got := nextSpecial(s, 0); got != i {
			t.Errorf("%q: the first special byte is at %d, want %d", s, got, i)
		}
		kind, ref := judge(s)
		if wantKind, want := judgeAny(s); kind != wantKind || ref != want {
			t.Errorf("%q is judged %d %q, want %d %q", s, kind, ref, wantKind, want)
		}
	})
}
