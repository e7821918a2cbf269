package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// unmarked is text up to the next byte that may be markup, in one go: goldmark
// by itself asks at each byte.
type unmarked struct{}

func (unmarked) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(unmarked{}, 1000)))
}

// markup tells the bytes that an inline parser begins at, and the backslash.
var markup = func() (table [256]bool) {
	for _, c := range []byte("\\`*_~![]<") {
		table[c] = true
	}
	return table
}()

// Trigger says a space, which also stands for the beginning of a line and for
// what follows an inline node, unless that is punctuation.
func (unmarked) Trigger() []byte { return []byte{' '} }

func (unmarked) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, pos := block.PeekLine()
	if pos.Padding != 0 || pos.Start > 0 && block.Source()[pos.Start-1] == '\\' {
		return nil
	}
	n := 0
	for n < len(line) && !markup[line[n]] {
		n++
	}
	if n < len(line) {
		block.Advance(n)
		return textUpTo(parent, pos.WithStop(pos.Start+n))
	}
	if bytes.HasSuffix(line, []byte("  \n")) { // a hard break
		return nil
	}
	block.AdvanceLine()
	t := textUpTo(parent, pos.TrimRightSpace(block.Source()))
	t.SetSoftLineBreak(line[n-1] == '\n')
	return t
}

// textUpTo returns the last child of parent, prolonged, where it ends where s
// begins, as [ast.MergeOrAppendTextSegment] does.
func textUpTo(parent ast.Node, s text.Segment) *ast.Text {
	if t, ok := parent.LastChild().(*ast.Text); ok && t.Segment.Stop == s.Start && !t.SoftLineBreak() {
		t.Segment.Stop = s.Stop
		return t
	}
	return ast.NewTextSegment(s)
}
