package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// link is links, and addresses that are links by themselves.
type link struct{}

func (link) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(
		util.Prioritized(brackets{parser.NewLinkParser()}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(bareAddresses{extension.NewLinkifyParser()}, 999),
	))
	renderers{
		ast.KindLink:     renderLink,
		ast.KindAutoLink: renderAutoLink,
	}.extend(m)
}

// bareAddresses spares goldmark the words that are no address at a glance: it
// asks at every space.
type bareAddresses struct{ parser.InlineParser }

func (p bareAddresses) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if beginsScheme(line[0]) || len(line) > 1 && beginsScheme(line[1]) || documentOf(pc).mail && beginsMail(line) {
		return p.InlineParser.Parse(parent, block, pc)
	}
	return nil
}

// beginsMail reports whether a line may begin with an e-mail address, after a
// space: what stands before the @ has at most 64 bytes (RFC 5321).
func beginsMail(line []byte) bool { return bytes.IndexByte(line[:min(len(line), 1+64+1)], '@') >= 0 }

// beginsScheme reports what http, ftp and www begin with.
func beginsScheme(c byte) bool { return c == 'h' || c == 'f' || c == 'w' }

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
