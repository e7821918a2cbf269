package markdown

import (
	"strconv"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// block is CommonMark's paragraphs, lists and breaks.
type block struct{}

func (block) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithBlockParsers(
			util.Prioritized(parser.NewThematicBreakParser(), 200),
			util.Prioritized(nested{parser.NewListParser()}, 300),
			util.Prioritized(parser.NewListItemParser(), 400),
			util.Prioritized(parser.NewParagraphParser(), 1000),
		),
		parser.WithParagraphTransformers(util.Prioritized(definitions{}, 100)),
	)
	renderers{
		ast.KindDocument:                tags("", ""),
		ast.KindParagraph:               renderParagraph,
		ast.KindTextBlock:               renderTextBlock,
		ast.KindList:                    renderList,
		ast.KindListItem:                renderListItem,
		ast.KindThematicBreak:           tags("<hr>\n", ""),
		ast.KindLinkReferenceDefinition: func(*recorder, ast.Node, bool) ast.WalkStatus { return ast.WalkSkipChildren },
	}.extend(m)
}

func renderParagraph(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if img := figureOf(n); img != nil {
		if entering {
			return renderFigure(w, img)
		}
		return ast.WalkContinue
	}
	if entering {
		w.str("<p>")
	} else {
		w.endBlock()
		w.str("</p>\n")
	}
	return ast.WalkContinue
}

func renderTextBlock(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		w.endBlock()
		if n.NextSibling() != nil && n.FirstChild() != nil {
			w.str("\n")
		}
	}
	return ast.WalkContinue
}

func renderList(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	list := n.(*ast.List)
	switch {
	case !list.IsOrdered() && entering:
		w.str("<ul>\n")
	case !list.IsOrdered():
		w.str("</ul>\n")
	case !entering:
		w.str("</ol>\n")
	case list.Start != 1:
		w.str(`<ol start="`)
		w.buf = strconv.AppendInt(w.buf, int64(list.Start), 10)
		w.str("\">\n")
	default:
		w.str("<ol>\n")
	}
	return ast.WalkContinue
}

func renderListItem(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		w.str("</li>\n")
		return ast.WalkContinue
	}
	if isTask(n) {
		w.str(`<li class="task-item">`)
	} else {
		w.str("<li>")
	}
	if first := n.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
		w.str("\n")
	}
	return ast.WalkContinue
}
