package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/net/html"

	"candor/internal/diag"
)

// rawHTML is HTML in Markdown. When a document has any, its body is written
// with the raw pieces in it and with marks of our own, and goes through
// sanitize.
//
// The marks begin with a control character that a raw piece cannot hold:
// comments say where the next tag stands in the source, and attribute values
// refer to what is judged already.
type rawHTML struct{}

const mark = "\x01"

func (rawHTML) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithBlockParsers(util.Prioritized(parser.NewHTMLBlockParser(), 900)),
		parser.WithInlineParsers(util.Prioritized(parser.NewRawHTMLParser(), 400)),
	)
	renderers{
		ast.KindHTMLBlock: renderHTMLBlock,
		ast.KindRawHTML:   renderRawHTML,
	}.extend(m)
}

func renderHTMLBlock(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if entering && w.raw {
		w.piece(htmlLines(n.(*ast.HTMLBlock)))
		w.endBlock()
		w.str("\n")
	}
	return ast.WalkContinue
}

func renderRawHTML(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if entering && w.raw {
		w.piece(n.(*ast.RawHTML).Segments)
	}
	return ast.WalkSkipChildren
}

// htmlLines returns the lines of a block of HTML, the last one too.
func htmlLines(n *ast.HTMLBlock) *text.Segments {
	lines := text.NewSegments()
	lines.AppendAll(n.Lines().Sliced(0, n.Lines().Len()))
	if n.HasClosure() {
		lines.Append(n.ClosureLine)
	}
	return lines
}

// piece writes raw HTML as whole tokens: without comments, and an unfinished
// tag as text, so that it takes nothing of what follows with it.
func (w *recorder) piece(lines *text.Segments) {
	src := lines.Value(w.doc.Source)
	z := html.NewTokenizer(bytes.NewReader(src))
	where := cursor{lines: lines}
	for at := 0; ; {
		kind := z.Next()
		token := src[at:min(at+len(z.Raw()), len(src))]
		switch kind {
		case html.ErrorToken:
			w.escape(src[at:])
			return
		case html.CommentToken:
			if bytes.HasPrefix(token, []byte("<!--")) && !bytes.HasSuffix(token, []byte("-->")) {
				w.doc.report(where.offset(at), diag.Warning, "comment-unclosed", "nothing closes this comment; what follows is not shown", "close it with -->")
			}
		case html.DoctypeToken:
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if offset := where.offset(at); w.start(string(name), offset) {
				w.str("<!--" + mark + strconv.Itoa(offset) + "-->")
				w.token(token)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			w.html.end(string(name))
			w.token(token)
		default:
			w.token(token)
		}
		at += len(token)
	}
}

// cursor finds where in the source a byte of some lines stands. It only goes
// forward.
type cursor struct {
	lines *text.Segments
	line  int
	begin int // of the line, in the text of all lines
}

func (c *cursor) offset(at int) int {
	line := c.lines.At(c.line)
	for at >= c.begin+line.Len() && c.line+1 < c.lines.Len() {
		c.begin += line.Len()
		c.line++
		line = c.lines.At(c.line)
	}
	return line.Start + max(0, at-c.begin-line.Padding)
}

// token writes s without the characters that could imitate our marks.
func (w *recorder) token(s []byte) {
	for _, c := range s {
		if c >= ' ' || c == '\t' || c == '\n' {
			w.buf = append(w.buf, c)
		}
	}
}

// placeholder writes a reference to something that is done, for sanitize.
func (w *recorder) placeholder(i int) {
	w.str(mark)
	w.buf = strconv.AppendInt(w.buf, int64(i), 10)
}

// ownID writes an id that the document has claimed.
func (w *recorder) ownID(id string) {
	if w.raw {
		w.str(mark)
	}
	w.buf = appendEscaped(w.buf, id)
}

// setAside keeps what was written since from, and leaves a <pre> in its place
// that sanitize replaces.
func (w *recorder) setAside(from int) {
	w.blocks = append(w.blocks, bytes.Clone(w.buf[from:]))
	w.buf = w.buf[:from]
	w.str("<pre " + mark + `="`)
	w.placeholder(len(w.blocks) - 1)
	w.str(`"></pre>`)
}
