package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Goldmark takes quadratic time in some hostile texts. The wrappers here stand
// around its parsers and stop such a text with an error finding. After that
// nothing is rendered, so what they leave unparsed does not matter.

const (
	maxNesting     = 100        // levels of blocks, and of inlines in a block
	maxBrackets    = 1000       // left open in one block
	maxDefinitions = 2000       // link definitions without a blank line between
	maxScan        = 50_000_000 // steps back over open delimiters, or bytes of unfinished links
)

// work is what has been spent on the current block and on the document.
type work struct {
	brackets  int         // open ones in this block
	runs      []run       // open delimiters in this block
	backticks map[int]int // once a code span did not end: the last run of each length in this block
	scanned   int         // in this document
}

// scan counts n steps and reports whether there are steps left.
func (d *Document) scan(n, offset int) bool {
	d.work.scanned += n
	if d.work.scanned > maxScan {
		d.fail(offset, "too-many-delimiters", "the text opens many more links or emphases than it closes", "put characters that mean themselves into `code` or behind a \\")
	}
	return !d.failed
}

// nested keeps blocks from nesting too deep.
type nested struct{ parser.BlockParser }

func (p nested) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, pos := reader.Position()
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n != nil && len(pc.OpenedBlocks()) >= maxNesting && levels(pc.OpenedBlocks()) >= maxNesting {
		documentOf(pc).tooDeep(pos.Start)
		reader.SetPosition(line, pos)
		return nil, parser.NoChildren
	}
	return n, state
}

func (d *Document) tooDeep(offset int) {
	d.fail(offset, "nesting-too-deep", "more than 100 levels of quotations, lists or emphases in one another", "make the text flatter")
}

func levels(blocks []parser.Block) int {
	n := 0
	for _, b := range blocks {
		switch b.Node.Kind() {
		case ast.KindBlockquote, ast.KindListItem, east.KindDefinitionList, east.KindFootnote, KindContainer:
			n++
		}
	}
	return n
}

// definitions bounds the lines of link definitions in one go, and spares
// goldmark the paragraphs that begin with none.
type definitions struct{}

func (definitions) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := n.Lines()
	first := lines.At(0)
	if text := bytes.TrimLeft(first.Value(reader.Source()), " \t"); len(text) > 0 && text[0] != '[' {
		return
	}
	if lines.Len() > maxDefinitions {
		found := 0
		for i := range lines.Len() {
			line := lines.At(i)
			if bytes.HasPrefix(bytes.TrimLeft(line.Value(reader.Source()), " "), []byte("[")) {
				found++
			}
		}
		if found > maxDefinitions {
			documentOf(pc).fail(first.Start, "too-many-definitions", "more than 2,000 link definitions follow one another", "part them with blank lines")
			return
		}
	}
	parser.LinkReferenceParagraphTransformer.Transform(n, reader, pc)
}

// brackets bounds open brackets, and links whose address does not end.
type brackets struct{ parser.InlineParser }

func (p brackets) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	d := documentOf(pc)
	if d.failed {
		return nil
	}
	line, pos := block.PeekLine()
	n := p.InlineParser.Parse(parent, block, pc)
	switch {
	case line[0] != ']' && n != nil:
		if d.work.brackets++; d.work.brackets > maxBrackets {
			d.fail(pos.Start, "too-many-brackets", "more than 1,000 brackets are open in one paragraph", "put brackets that mean themselves into `code` or behind a \\")
		}
	case line[0] == ']':
		d.work.brackets = max(0, d.work.brackets-1)
		if n == nil && len(line) > 1 && line[1] == '(' {
			d.scan(unfinished(line[2:]), pos.Start)
		}
	}
	return n
}

// unfinished returns how far goldmark reads a link's address to find that it
// does not end.
func unfinished(address []byte) int {
	if end := bytes.IndexAny(address, " \t\n"); end >= 0 && address[0] != '<' {
		return end
	}
	return len(address)
}

func (p brackets) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	documentOf(pc).work.brackets = 0
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

// codeSpans remembers where the last run of backticks of each length is, so
// that runs that close nothing do not each search the rest of the block.
type codeSpans struct{ parser.InlineParser }

func (p codeSpans) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	w := &documentOf(pc).work
	line, pos := block.PeekLine()
	length := len(line) - len(bytes.TrimLeft(line, "`"))
	if w.backticks != nil && w.backticks[length] <= pos.Start {
		block.Advance(length)
		return ast.NewTextSegment(pos.WithStop(pos.Start + length))
	}
	n := p.InlineParser.Parse(parent, block, pc)
	if n.Kind() == ast.KindText && w.backticks == nil {
		w.backticks = lastBackticks(block)
	}
	return n
}

func (p codeSpans) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	documentOf(pc).work.backticks = nil
}

// lastBackticks returns the offset of the last run of each length between the
// reader's position and the end of the block.
func lastBackticks(block text.Reader) map[int]int {
	last := map[int]int{}
	saved, at := block.Position()
	for line, pos := block.PeekLine(); line != nil; line, pos = block.PeekLine() {
		for i := 0; i < len(line); i++ {
			from := i
			for i < len(line) && line[i] == '`' {
				i++
			}
			if i > from {
				last[i-from] = pos.Start + from
			}
		}
		block.AdvanceLine()
	}
	block.SetPosition(saved, at)
	return last
}
