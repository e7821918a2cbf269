package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"

	"candor/internal/diag"
)

// code is indented and fenced code blocks.
type code struct{}

func (code) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithBlockParsers(
		util.Prioritized(parser.NewCodeBlockParser(), 500),
		util.Prioritized(parser.NewFencedCodeBlockParser(), 700),
	))
	renderers{
		ast.KindCodeBlock:       renderCode,
		ast.KindFencedCodeBlock: renderCode,
	}.extend(m)
}

// renderCode writes <pre><code>. A block that still goes through sanitize is
// kept aside for it: it needs no second reading.
func renderCode(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	from := len(w.buf)
	lang := language(n, w.doc.Source)
	w.str(`<pre class="code" tabindex="0"><code`)
	if lang != "" {
		w.str(` class="language-` + lang + `"`)
	}
	w.str(">")
	w.code(lang, n)
	w.str("</code></pre>")
	if w.raw {
		w.setAside(from)
	}
	w.str("\n")
	return ast.WalkSkipChildren
}

// code writes a block's content, highlighted if that is possible.
func (w *recorder) code(lang string, n ast.Node) {
	lines := n.Lines()
	if h := w.doc.opt.Highlight; h != nil && lang != "" && !w.slow {
		buf, result := h.appendHTML(w.buf, lang, lines.Value(w.doc.Source))
		switch w.buf = buf; result {
		case highlighted:
			return
		case tooLong:
			w.doc.report(n.Pos(), diag.Hint, "code-long", "a block of code of more than 64 KB is not highlighted", "publish it as a file beside the post")
		case tooSlow:
			w.slow = true
			w.doc.report(n.Pos(), diag.Warning, "code-slow", "this block of code takes too long to highlight; it and the blocks after it stay plain", "leave out its language")
		}
	}
	for i := range lines.Len() {
		line := lines.At(i)
		w.escape(line.Value(w.doc.Source))
	}
}

// language returns the first word of the info string in lower case, as far as
// it is a name: "go" for "```Go {title=x}". It is "" for indented code.
func language(n ast.Node, source []byte) string {
	fence, ok := n.(*ast.FencedCodeBlock)
	if !ok || fence.Info == nil {
		return ""
	}
	name := fence.Info.Segment.Value(source)
	end := bytes.IndexFunc(name, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '+' || r == '#' || r == '-' || r == '_' || r == '.')
	})
	if end >= 0 {
		name = name[:end]
	}
	return string(bytes.ToLower(name[:min(len(name), 40)]))
}
