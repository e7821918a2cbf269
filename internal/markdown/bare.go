package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// bare is addresses that are links by themselves.
type bare struct{}

func (bare) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(
		util.Prioritized(bareAddresses{extension.NewLinkifyParser()}, 999),
	))
}

// bareAddresses spares goldmark the words that are no address at a glance: it
// asks at every space.
type bareAddresses struct{ parser.InlineParser }

func (p bareAddresses) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if beginsScheme(line[0]) || len(line) > 1 && beginsScheme(line[1]) || documentOf(pc).mail && beginsMail(line) {
		return p.InlineParser.Parse(parent, block, pc)
	}
	return nil
}

// beginsMail reports whether a line may begin with an e-mail address, after a
// space: what stands before the @ has at most 64 bytes (RFC 5321).
func beginsMail(line []byte) bool { return bytes.IndexByte(line[:min(len(line), 1+64+1)], '@') >= 0 }

// beginsScheme reports what http, ftp and www begin with.
func beginsScheme(c byte) bool { return c == 'h' || c == 'f' || c == 'w' }

// mayHoldBare reports whether an address may stand in a text by itself, which
// goldmark looks for at every space. Where the text holds addresses behind ](
// only, none does if all of them turn out to be those of links. Without the
// search, text nodes are longer, and goldmark trims more off their ends: a text
// with such ends counts as well.
func (d *Document) mayHoldBare() (bare bool, linked int) {
	if d.mail || d.trailing() {
		return true, 0
	}
	if n := bytes.Count(d.Source, []byte("www.")); n > 0 && n > bytes.Count(d.Source, []byte("://www.")) {
		return true, 0
	}
	for rest := d.Source; ; linked++ {
		before, after, found := bytes.Cut(rest, []byte("://"))
		if !found {
			return false, linked
		}
		if scheme := bytes.LastIndexByte(before, '('); scheme < 1 || before[scheme-1] != ']' || !linkable(before[scheme+1:]) {
			return true, 0
		}
		rest = after
	}
}

// trailing reports whether a line ends in a tab or two spaces.
func (d *Document) trailing() bool {
	for _, start := range d.lines[1:] {
		if line := d.Source[:start-1]; bytes.HasSuffix(line, []byte("\t")) || bytes.HasSuffix(line, []byte("  ")) {
			return true
		}
	}
	return false
}

// linkable reports whether a scheme is one that an address needs to be a link by
// itself.
func linkable(scheme []byte) bool {
	switch string(scheme) {
	case "http", "https", "ftp":
		return true
	}
	return false
}

// namesWeb reports whether the address of a link begins with such a scheme.
func namesWeb(address []byte) bool {
	scheme, _, found := bytes.Cut(address, []byte("://"))
	return found && linkable(scheme)
}
