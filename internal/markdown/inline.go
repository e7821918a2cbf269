package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// inline is CommonMark's text, emphasis and code spans.
type inline struct{}

func (inline) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(
		util.Prioritized(codeSpans{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(delimiters{parser.NewEmphasisParser()}, 500),
	))
	renderers{
		ast.KindText:     renderText,
		ast.KindEmphasis: renderEmphasis,
		ast.KindCodeSpan: renderCodeSpan,
	}.extend(m)
}

func renderText(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	t := n.(*ast.Text)
	if t.IsRaw() {
		w.escape(t.Segment.Value(w.doc.Source))
		return ast.WalkContinue
	}
	if len(w.marks.marks) == 0 || !markable(t) {
		w.text(t.Segment.Value(w.doc.Source))
		w.lineBreak(t)
	} else if !continues(t) {
		w.markedText(t)
	}
	return ast.WalkContinue
}

// lineBreak writes the end of a line, where there is one after t.
func (w *recorder) lineBreak(t *ast.Text) {
	switch {
	case t.HardLineBreak():
		w.str("<br>\n")
	case t.SoftLineBreak():
		w.str("\n")
	}
}

func renderEmphasis(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	strong := n.(*ast.Emphasis).Level == 2
	switch {
	case strong && entering:
		w.str("<strong>")
	case strong:
		w.str("</strong>")
	case entering:
		w.str("<em>")
	default:
		w.str("</em>")
	}
	return ast.WalkContinue
}

func renderCodeSpan(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	inTable := blockOf(n).Kind() == east.KindTableCell
	w.str("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		value := c.(*ast.Text).Segment.Value(w.doc.Source)
		line, broken := bytes.CutSuffix(value, []byte("\n"))
		if inTable { // the one escape that counts in code: it kept the cell together
			line = bytes.ReplaceAll(line, []byte(`\|`), []byte("|"))
		}
		w.escape(line)
		if broken {
			w.str(" ")
		}
	}
	w.str("</code>")
	return ast.WalkSkipChildren
}

// blockOf returns the block that an inline node stands in.
func blockOf(n ast.Node) ast.Node {
	for n.Type() == ast.TypeInline {
		n = n.Parent()
	}
	return n
}
