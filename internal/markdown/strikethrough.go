package markdown

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// strikethrough is ~~deleted~~ text.
type strikethrough struct{}

func (strikethrough) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(
		util.Prioritized(delimiters{extension.NewStrikethroughParser()}, 500),
	))
	renderers{east.KindStrikethrough: tags("<del>", "</del>")}.extend(m)
}
