package incident

import "strings"

// kind is what a block of Markdown is.
type kind uint8

const (
	paragraph kind = iota
	heading
	item
	row
	note // a quotation that speaks of times in general, and is read for their zone only
)

// block is a piece of the body that can hold a time or a fact of its own. Code,
// comments and other quotations are none.
type block struct {
	kind   kind
	line   int    // of the file, from 1, on which it begins
	start  int    // byte in the file
	text   string // as written, without the marker; may span lines
	level  int    // of a heading, 1 to 6; of an item, its indentation
	header bool   // the first row of a table
	holds  flags  // what is known to be in the text
	list   int    // items of one list and rows of one table share a number
}

// dated reports whether the block may hold a time, and has digits.
func (b *block) dated() bool { return b.holds&stamps != 0 }

// end returns the byte after the block in the file.
func (b *block) end() int { return b.start + len(b.text) }

// firstLine returns the first line of the block's text.
func (b *block) firstLine() string {
	line, _, _ := strings.Cut(b.text, "\n")
	return line
}

// lineAt returns the line of a byte inside the block.
func (b *block) lineAt(at int) int {
	return b.line + strings.Count(b.text[:max(0, min(at-b.start, len(b.text)))], "\n")
}

// splitRow returns the cells of a row, and where each begins in the row's text. They
// hold until the next call.
func (d *document) splitRow(text string) (parts []string, starts []int) {
	parts, starts = d.parts[:0], d.starts[:0]
	at := 0
	if strings.HasPrefix(text, "|") {
		at = 1
	}
	code := false
	begin := at
	add := func(end int) {
		cell := text[begin:end]
		lead := len(cell) - len(strings.TrimLeft(cell, " \t"))
		parts = append(parts, strings.TrimSpace(cell))
		starts = append(starts, begin+min(lead, len(cell)))
		begin = end + 1
	}
	for i := at; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '`':
			code = !code
		case '|':
			if !code {
				add(i)
			}
		}
	}
	if begin < len(text) && strings.TrimSpace(text[begin:]) != "" {
		add(len(text))
	}
	d.parts, d.starts = parts, starts
	return parts, starts
}
