package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// link is links, and addresses in <>.
type link struct{}

func (link) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(
		util.Prioritized(brackets{parser.NewLinkParser()}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
	))
	renderers{
		ast.KindLink:     renderLink,
		ast.KindAutoLink: renderAutoLink,
	}.extend(m)
}

// unlinked marks a link node whose tags are left out.
const unlinked = "unlinked"

func renderLink(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	l := n.(*ast.Link)
	if !entering {
		if _, ok := l.AttributeString(unlinked); !ok {
			w.str("</a>")
		}
		return ast.WalkContinue
	}
	a, _, ok := w.doc.address(unescape(l.Destination), l.Pos())
	if !ok {
		l.SetAttributeString(unlinked, true)
		return ast.WalkContinue
	}
	w.startLink(a, l.Title)
	return ast.WalkContinue
}

// startLink writes <a> with its href and, if it has one, its title.
func (w *recorder) startLink(a address, title []byte) {
	w.str(`<a href="`)
	w.address(a)
	if len(title) > 0 {
		w.str(`" title="`)
		w.text(title)
	}
	w.str(`">`)
}

func renderAutoLink(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	l := n.(*ast.AutoLink)
	ref := l.URL(w.doc.Source)
	if l.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(bytes.ToLower(ref), []byte("mailto:")) {
		ref = append([]byte("mailto:"), ref...)
	}
	a, _, ok := w.doc.address(string(ref), l.Pos())
	if ok {
		w.startLink(a, nil)
	}
	w.escape(l.Label(w.doc.Source))
	if ok {
		w.str("</a>")
	}
	return ast.WalkContinue
}
