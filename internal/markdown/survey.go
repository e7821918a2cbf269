package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"candor/internal/diag"
)

// survey goes once over the parsed tree: it numbers footnotes, names headings,
// looks for raw HTML, and cuts inlines that nest too deep.
func (d *Document) survey() {
	d.numberFootnotes()
	var headings []*ast.Heading
	d.visit(d.Root, 0, &headings)
	d.nameHeadings(headings)
}

// visit goes through n's children. depth counts inlines.
func (d *Document) visit(n ast.Node, depth int, headings *[]*ast.Heading) {
	if depth > maxNesting {
		d.tooDeep(blockOf(n).Pos())
		n.RemoveChildren(n)
		return
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			continue
		case *ast.Heading:
			*headings = append(*headings, c)
		case *ast.Image:
			d.Images = true
			d.countWeb(c.Destination)
		case *ast.Link:
			d.links++
			d.countWeb(c.Destination)
		case *ast.HTMLBlock:
			d.noteHTML(c)
		case *ast.RawHTML:
			d.hasHTML = d.hasHTML || !bytes.HasPrefix(c.Segments.Value(d.Source), []byte("<!--"))
		}
		if c.Type() == ast.TypeInline {
			d.visit(c, depth+1, headings)
		} else {
			d.visit(c, 0, headings)
		}
	}
}

func (d *Document) countWeb(address []byte) {
	if namesWeb(address) {
		d.webLinks++
	}
}

// noteHTML notes a block of HTML. Comments do not count.
func (d *Document) noteHTML(n *ast.HTMLBlock) {
	offset, html := n.Pos(), htmlLines(n).Value(d.Source)
	if n.HTMLBlockType == ast.HTMLBlockType1 && !bytes.Contains(html, []byte("</")) {
		d.report(offset, diag.Warning, "html-unclosed", "nothing closes this element; it takes in all that follows", "close it, or put it into `code`")
	}
	for {
		html = bytes.TrimSpace(html)
		comment, ok := bytes.CutPrefix(html, []byte("<!--"))
		if !ok {
			break
		}
		_, html, ok = bytes.Cut(comment, []byte("-->"))
		if !ok {
			d.report(offset, diag.Warning, "comment-unclosed", "nothing closes this comment; what follows is not shown", "close it with -->")
			return
		}
	}
	d.hasHTML = d.hasHTML || len(html) > 0
}
