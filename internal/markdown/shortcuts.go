package markdown

import (
	"bytes"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// The constructs here are none of the dialect. What they take is common, and what
// goldmark makes of it by itself is the same, but takes longer.

// unmarked is text up to the next byte that may be markup, in one go: goldmark
// asks at each byte.
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

// plainLink is [words](address) where neither has markup in it. Goldmark goes
// from the brackets to the link over a node for each.
type plainLink struct{}

func (plainLink) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(plainLink{}, 199))) // just before other links
}

func (plainLink) Trigger() []byte { return []byte{'['} }

func (plainLink) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, pos := block.PeekLine()
	if d := documentOf(pc); pos.Padding != 0 || d.failed || d.work.brackets > 0 { // another link may be open
		return nil
	}
	words := 1
	for words < len(line) && !markup[line[words]] {
		words++
	}
	if words == 1 || !bytes.HasPrefix(line[words:], []byte("](")) {
		return nil
	}
	start := words + len("](")
	end := start
	for end < len(line) && inAddress[line[end]] {
		end++
	}
	if end == start || end == len(line) || line[end] != ')' {
		return nil
	}
	link := ast.NewLink()
	link.Destination = line[start:end:end]
	link.SetPos(pos.Start)
	link.AppendChild(link, ast.NewTextSegment(text.NewSegment(pos.Start+1, pos.Start+words)))
	block.Advance(end + 1)
	return link
}

// inAddress tells the bytes that mean themselves in the address of a link.
var inAddress = func() (table [256]bool) {
	for c := range byte(utf8.RuneSelf) {
		table[c] = util.IsAlphaNumeric(c) || bytes.IndexByte([]byte("-._~/:?#=&%+,;@"), c) >= 0
	}
	return table
}()
