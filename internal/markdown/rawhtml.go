package markdown

import (
	"bytes"
	"strconv"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
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

// rawState is what the raw pieces written so far have left open.
type rawState struct {
	text       string // an element whose content is not HTML, such as script
	depth      int    // elements whose end tag may not be left out
	formatting int    // elements that the HTML parser opens again in every block
	most       int    // the greatest value of formatting
}

func renderHTMLBlock(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if entering && w.raw {
		w.piece(htmlBlock(n.(*ast.HTMLBlock), w.doc.Source), n.Pos())
		w.endRawText()
		w.str("\n")
	}
	return ast.WalkContinue
}

func renderRawHTML(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if entering && w.raw {
		w.piece(n.(*ast.RawHTML).Segments.Value(w.doc.Source), n.Pos())
	}
	return ast.WalkSkipChildren
}

// piece writes raw HTML as whole tokens: without comments, and an unfinished
// tag as text, so that it takes nothing of what follows with it.
func (w *recorder) piece(src []byte, offset int) {
	z := html.NewTokenizer(bytes.NewReader(src))
	at := 0
	for {
		kind := z.Next()
		token := src[at:min(at+len(z.Raw()), len(src))]
		switch kind {
		case html.ErrorToken:
			w.escape(src[at:])
			return
		case html.CommentToken:
			if bytes.HasPrefix(token, []byte("<!--")) && !bytes.HasSuffix(token, []byte("-->")) {
				w.doc.report(offset+at, diag.Warning, "comment-unclosed", "nothing closes this comment; what follows is not shown", "close it with -->")
			}
		case html.DoctypeToken:
		case html.StartTagToken, html.SelfClosingTagToken:
			name, _ := z.TagName()
			if w.open(string(name), offset+at) {
				w.str("<!--" + mark + strconv.Itoa(offset+at) + "-->")
				w.token(token)
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			w.close(string(name))
			w.token(token)
		default:
			w.token(token)
		}
		at += len(token)
	}
}

// token writes s without the characters that could imitate our marks.
func (w *recorder) token(s []byte) {
	for _, c := range s {
		if c >= ' ' || c == '\t' || c == '\n' {
			w.buf = append(w.buf, c)
		}
	}
}

// open notes a start tag. It returns false for the one element that nothing
// can end.
func (w *recorder) open(name string, offset int) bool {
	switch {
	case name == "plaintext":
		w.doc.report(offset, diag.Warning, "html-removed", "<plaintext> is left out", "use a ``` block")
		return false
	case rawTextElements[name]:
		w.html.text = name
	case formattingElements[name]:
		w.html.formatting++
		w.html.most = max(w.html.most, w.html.formatting)
		fallthrough
	case !voidElements[name] && !impliedEnd[name]:
		if w.html.depth++; w.html.depth > maxNesting {
			w.doc.fail(offset, "nesting-too-deep", "more than 100 HTML elements are open in one another", "close them, or make the text flatter")
		}
	}
	return true
}

// close notes an end tag.
func (w *recorder) close(name string) {
	switch {
	case name == w.html.text:
		w.html.text = ""
	case formattingElements[name]:
		w.html.formatting = max(0, w.html.formatting-1)
		fallthrough
	case !impliedEnd[name]:
		w.html.depth = max(0, w.html.depth-1)
	}
}

// endRawText ends an element such as <script> that a block has left open, so
// that it does not swallow the blocks after it.
func (w *recorder) endRawText() {
	if w.html.text != "" {
		w.str("</" + w.html.text + ">")
		w.html.text = ""
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
