package markdown

import (
	"slices"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// constructs is every construct beyond paragraphs, in no particular order:
// priorities say who comes first.
var constructs = []goldmark.Extender{
	block{}, inline{}, heading{}, link{}, bare{}, image{}, code{}, table{}, taskList{},
	strikethrough{}, definitionList{}, footnote{}, alert{}, container{}, rawHTML{},
}

// engine returns the goldmark instance of all constructs. All goroutines share it: what
// belongs to a document is in the parser's context and in the recorder.
var engine = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser()),
		goldmark.WithRenderer(renderer.NewRenderer()),
		goldmark.WithExtensions(constructs...),
		goldmark.WithExtensions(plainLink{}),
	)
})

// withoutBare returns a second instance that takes no address for a link by
// itself. It only parses.
var withoutBare = sync.OnceValue(func() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithParser(parser.NewParser()),
		goldmark.WithRenderer(renderer.NewRenderer()),
		goldmark.WithExtensions(slices.DeleteFunc(slices.Clone(constructs), func(c goldmark.Extender) bool { return c == bare{} })...),
		goldmark.WithExtensions(plainLink{}, unmarked{}),
	)
})

// renderFunc writes a node's beginning and end.
type renderFunc func(w *recorder, n ast.Node, entering bool) ast.WalkStatus

// renderers are the node renderers of one construct, as goldmark wants them.
type renderers map[ast.NodeKind]renderFunc

func (rs renderers) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	for kind, render := range rs {
		reg.Register(kind, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
			return render(w.(*recorder), n, entering), nil
		})
	}
}

// extend registers the renderers with m.
func (rs renderers) extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(renderer.WithNodeRenderers(util.Prioritized(rs, 0)))
}

// tags renders a node as an element with nothing special about it.
func tags(before, after string) renderFunc {
	return func(w *recorder, _ ast.Node, entering bool) ast.WalkStatus {
		if entering {
			w.str(before)
		} else {
			w.str(after)
		}
		return ast.WalkContinue
	}
}
