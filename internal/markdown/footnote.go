package markdown

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"candor/internal/diag"
)

// footnote is [^label] and its definitions, collected at the end. The blocks
// are goldmark's; looking labels up is ours, as goldmark compares each
// reference with each definition.
type footnote struct{}

func (footnote) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(
		parser.WithBlockParsers(util.Prioritized(footnoteBlocks{nested{extension.NewFootnoteBlockParser()}}, 999)),
		parser.WithInlineParsers(util.Prioritized(footnoteRefs{}, 101)),
	)
	renderers{
		east.KindFootnoteLink:     renderFootnoteLink,
		east.KindFootnoteBacklink: renderFootnoteBacklink,
		east.KindFootnote:         renderFootnote,
		east.KindFootnoteList: tags("<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"Footnotes\">\n<ol>\n",
			"</ol>\n</section>\n"),
	}.extend(m)
}

// footnotes is what has been found of footnotes in a document.
type footnotes struct {
	list  *east.FootnoteList
	defs  map[string]*east.Footnote
	links []footnoteUse
}

// footnoteUse is one reference to a definition.
type footnoteUse struct {
	link *east.FootnoteLink
	def  *east.Footnote
}

type footnoteBlocks struct{ parser.BlockParser }

// Close moves a definition into the list, which stays where the first one
// stood until all inlines are parsed.
func (footnoteBlocks) Close(n ast.Node, _ text.Reader, pc parser.Context) {
	d, def := documentOf(pc), n.(*east.Footnote)
	f := &d.footnotes
	if f.list == nil {
		f.list, f.defs = east.NewFootnoteList(), map[string]*east.Footnote{}
		n.Parent().InsertBefore(n.Parent(), n, f.list)
	}
	n.Parent().RemoveChild(n.Parent(), n)
	label := strings.ToLower(string(def.Ref))
	if f.defs[label] != nil {
		d.report(n.Pos(), diag.Warning, "footnote-twice", "footnote ["+short(label)+"] is defined twice; the first counts", "give one of them another name")
		return
	}
	f.defs[label] = def
	f.list.AppendChild(f.list, def)
}

type footnoteRefs struct{}

// Trigger includes '!' because the link parser would take ![ for an image.
func (footnoteRefs) Trigger() []byte { return []byte{'!', '['} }

func (footnoteRefs) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	f := &documentOf(pc).footnotes
	line, pos := block.PeekLine()
	mark := bytes.TrimPrefix(line, []byte("!"))
	if f.list == nil || !bytes.HasPrefix(mark, []byte("[^")) {
		return nil
	}
	end := bytes.IndexByte(mark[:min(len(mark), 1000)], ']')
	if end < 0 {
		return nil
	}
	def := f.defs[strings.ToLower(string(mark[2:end]))]
	if def == nil {
		return nil
	}
	if line[0] == '!' {
		ast.MergeOrAppendTextSegment(parent, pos.WithStop(pos.Start+1))
	}
	block.Advance(len(line) - len(mark) + end + 1)
	use := footnoteUse{east.NewFootnoteLink(0), def}
	f.links = append(f.links, use)
	return use.link
}

// numberFootnotes numbers the definitions in the order in which the text
// refers to them, and moves the list of those to the end.
func (d *Document) numberFootnotes() {
	f := &d.footnotes
	if f.list == nil {
		return
	}
	inside := map[*east.Footnote][]footnoteUse{} // nil: in the text itself
	for _, use := range f.links {
		def := definitionAround(use.link)
		inside[def] = append(inside[def], use)
	}
	var order []*east.Footnote
	count := func(uses []footnoteUse) {
		for _, use := range uses {
			if use.def.Index < 0 {
				order = append(order, use.def)
				use.def.Index = len(order)
				d.ids.take(footnoteID(use.def.Index))
			}
			use.link.Index, use.link.RefIndex = use.def.Index, addBacklink(use.def)
			d.ids.take(referenceID(use.link.Index, use.link.RefIndex))
		}
	}
	count(inside[nil])
	for i := 0; i < len(order); i++ {
		count(inside[order[i]])
	}
	d.replaceFootnotes(order)
}

func (d *Document) replaceFootnotes(order []*east.Footnote) {
	list := d.footnotes.list
	for c := list.FirstChild(); c != nil; c = c.NextSibling() {
		if def := c.(*east.Footnote); def.Index < 0 {
			d.report(def.Pos(), diag.Hint, "footnote-unused", "nothing refers to footnote ["+short(string(def.Ref))+"]; it is left out", "refer to it, or take it out")
		}
	}
	list.Parent().RemoveChild(list.Parent(), list)
	list.RemoveChildren(list)
	for _, def := range order {
		list.AppendChild(list, def)
	}
	if len(order) > 0 {
		d.Root.AppendChild(d.Root, list)
	}
}

// addBacklink adds a way back to the end of a definition and returns which one
// it is, from 1.
func addBacklink(def *east.Footnote) int {
	var end ast.Node = def
	if last := def.LastChild(); last != nil && ast.IsParagraph(last) {
		end = last
	}
	back := east.NewFootnoteBacklink(def.Index)
	back.RefIndex = 1
	if before, ok := end.LastChild().(*east.FootnoteBacklink); ok {
		back.RefIndex = before.RefIndex + 1
	}
	end.AppendChild(end, back)
	return back.RefIndex
}

func definitionAround(n ast.Node) *east.Footnote {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if def, ok := p.(*east.Footnote); ok {
			return def
		}
	}
	return nil
}

func footnoteID(index int) string { return "fn-" + strconv.Itoa(index) }

// referenceID names the nth reference to a footnote.
func referenceID(index, nth int) string {
	id := "fnref-" + strconv.Itoa(index)
	if nth > 1 {
		id += "-" + strconv.Itoa(nth)
	}
	return id
}

func renderFootnoteLink(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		l := n.(*east.FootnoteLink)
		w.str(`<sup class="footnote-ref"><a id="`)
		w.ownID(referenceID(l.Index, l.RefIndex))
		w.str(`" href="`)
		w.address(address{href: "#" + footnoteID(l.Index)})
		number := strconv.Itoa(l.Index)
		w.str(`" aria-label="Footnote ` + number + `">` + number + `</a></sup>`)
	}
	return ast.WalkContinue
}

func renderFootnoteBacklink(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		l := n.(*east.FootnoteBacklink)
		w.str(` <a class="footnote-backref" href="`)
		w.address(address{href: "#" + referenceID(l.Index, l.RefIndex)})
		w.str(`" aria-label="Back to reference ` + strconv.Itoa(l.Index))
		if l.RefIndex > 1 {
			w.str("-" + strconv.Itoa(l.RefIndex))
		}
		w.str(`">↩︎</a>`)
	}
	return ast.WalkContinue
}

func renderFootnote(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if entering {
		w.str(`<li id="`)
		w.ownID(footnoteID(n.(*east.Footnote).Index))
		w.str("\">\n")
	} else {
		w.str("</li>\n")
	}
	return ast.WalkContinue
}
