package markdown

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// definitionList is terms with descriptions that begin with a colon.
type definitionList struct{}

func (definitionList) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithBlockParsers(
		util.Prioritized(nested{extension.NewDefinitionListParser()}, 101),
		util.Prioritized(extension.NewDefinitionDescriptionParser(), 102),
	))
	renderers{
		east.KindDefinitionList: tags("<dl>\n", "</dl>\n"),
		east.KindDefinitionTerm: tags("<dt>", "</dt>\n"),
		east.KindDefinitionDescription: func(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
			switch {
			case !entering:
				w.str("</dd>\n")
			case n.(*east.DefinitionDescription).IsTight:
				w.str("<dd>")
			default:
				w.str("<dd>\n")
			}
			return ast.WalkContinue
		},
	}.extend(m)
}
