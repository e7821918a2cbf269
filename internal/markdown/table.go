package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// table is GitHub's tables, in a group that scrolls by itself: several
// regions of one name would be landmarks that nobody can tell apart.
type table struct{}

func (table) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithParagraphTransformers(
		util.Prioritized(boundedTables{extension.NewTableParagraphTransformer()}, 200),
	))
	renderers{
		east.KindTable:       tags("<div class=\"table\" role=\"group\" aria-label=\"Table\" tabindex=\"0\"><table>\n", "</table></div>\n"),
		east.KindTableHeader: renderTableHeader,
		east.KindTableRow:    renderTableRow,
		east.KindTableCell:   renderTableCell,
	}.extend(m)
}

// maxCells is how many cells a table may have. Short rows are filled up to the
// header's width, so that a small text could ask for billions.
const maxCells = 500_000

// boundedTables leaves tables with too many cells alone.
type boundedTables struct{ parser.ParagraphTransformer }

func (t boundedTables) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	rows := n.Lines().Len()
	for i := range rows {
		line := n.Lines().At(i)
		if (line.Len()/2+1)*rows <= maxCells {
			continue // too short to be the second line of such a table
		}
		value := line.Value(reader.Source())
		columns := bytes.Count(value, []byte("|")) + 1
		if columns*rows > maxCells && len(bytes.Trim(value, "|-: \t\r\n")) == 0 {
			documentOf(pc).fail(line.Start, "table-too-large", "a table would have more than 500,000 cells", "split it, or publish it as a CSV file beside the post")
			return
		}
	}
	t.ParagraphTransformer.Transform(n, reader, pc)
}

func renderTableHeader(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	switch {
	case entering:
		w.str("<thead>\n<tr>\n")
	case n.NextSibling() != nil:
		w.str("</tr>\n</thead>\n<tbody>\n")
	default:
		w.str("</tr>\n</thead>\n")
	}
	return ast.WalkContinue
}

func renderTableRow(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	switch {
	case entering:
		w.str("<tr>\n")
	case n.NextSibling() == nil:
		w.str("</tr>\n</tbody>\n")
	default:
		w.str("</tr>\n")
	}
	return ast.WalkContinue
}

func renderTableCell(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	cell, tag := n.(*east.TableCell), "td"
	if n.Parent().Kind() == east.KindTableHeader {
		tag = "th"
	}
	if !entering {
		w.endBlock()
		w.str("</" + tag + ">\n")
		return ast.WalkContinue
	}
	w.str("<" + tag)
	if cell.Alignment != east.AlignNone {
		w.str(` class="align-` + cell.Alignment.String() + `"`)
	}
	w.str(">")
	return ast.WalkContinue
}
