package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// alert is quotations, and GitHub's alerts: quotations that begin with [!NOTE].
type alert struct{}

func (alert) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithBlockParsers(util.Prioritized(nested{parser.NewBlockquoteParser()}, 800)),
		parser.WithParagraphTransformers(util.Prioritized(alertMarks{}, 50)),
	)
	renderers{ast.KindBlockquote: renderBlockquote}.extend(m)
}

// alertKinds are the alerts and the ::: containers that look like them, with
// the alert that each one is.
var alertKinds = map[string]string{
	"note": "note", "tip": "tip", "important": "important", "warning": "warning", "caution": "caution",
	"info": "note", "danger": "caution",
}

// alertKind is the attribute of a Blockquote that is an alert.
const alertKind = "alert"

type alertMarks struct{}

// Transform takes the line [!NOTE] out of a quotation's first paragraph.
func (alertMarks) Transform(p *ast.Paragraph, reader text.Reader, _ parser.Context) {
	quote, ok := p.Parent().(*ast.Blockquote)
	if !ok || quote.FirstChild() != p {
		return
	}
	first := p.Lines().At(0)
	name, ok := bytes.CutPrefix(bytes.TrimSpace(first.Value(reader.Source())), []byte("[!"))
	if !ok || !bytes.HasSuffix(name, []byte("]")) {
		return
	}
	kind := alertKinds[strings.ToLower(string(name[:len(name)-1]))]
	if kind == "" {
		return
	}
	quote.SetAttributeString(alertKind, kind)
	p.Lines().SetSliced(1, p.Lines().Len())
	if p.Lines().Len() == 0 {
		quote.RemoveChild(quote, p)
	}
}

func renderBlockquote(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	kind, isAlert := n.AttributeString(alertKind)
	switch {
	case isAlert && entering:
		w.startAlert(kind.(string))
		w.str(alertTitle(kind.(string)) + "</p>\n")
	case isAlert:
		w.str("</div>\n")
	case entering:
		w.str("<blockquote>\n")
	default:
		w.str("</blockquote>\n")
	}
	return ast.WalkContinue
}

// startAlert writes an alert up to its title.
func (w *recorder) startAlert(kind string) {
	w.str(`<div class="alert alert-` + kind + `" role="note"><p class="alert-title">`)
}

func alertTitle(kind string) string { return strings.ToUpper(kind[:1]) + kind[1:] }
