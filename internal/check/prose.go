package check

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"candor/internal/when"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// blockKind is what a piece of prose is.
type blockKind uint8

const (
	paragraph blockKind = iota
	heading
	cell
)

// block is a piece of prose: a paragraph, the text of an item, a heading, the
// cell of a table.
type block struct {
	kind    blockKind
	at      int      // of text in the file
	text    string   // as long as in the file, with markup, code and addresses blanked out
	glance           // at text
	quote   bool     // somebody else's words, in a block quote
	section int      // index of the heading above, -1 for none
	item    bool     // in a list
	row     ast.Node // of a cell
}

// prose returns the text of a post without its markup, block by block.
func (p *Post) prose() []block {
	if !p.ready {
		p.ready, p.room = true, rooms.Get().(*room)
		w := &walker{post: p, section: -1, blocks: p.room.blocks, buf: p.room.buf[:0], ends: p.room.ends[:0]}
		w.children(p.Document.Root)
		w.finish()
		p.blocks, p.words, p.room.buf, p.room.ends = w.blocks, w.text, w.buf, w.ends
		p.times = slices.Grow(p.room.times, len(w.blocks))[:len(w.blocks)]
	}
	return p.blocks
}

// room is what prose takes, empty.
type room struct {
	blocks []block
	times  [][]when.Found
	found  []when.Found // the times of one block after the other
	buf    []byte
	ends   []int
}

var rooms = sync.Pool{New: func() any { return new(room) }}

// release leaves the room of prose to the next post.
func (p *Post) release() {
	if !p.ready {
		return
	}
	clear(p.blocks) // they hold on to the syntax tree
	clear(p.times)
	clear(p.room.found)
	p.room.found = p.room.found[:0]
	p.room.blocks, p.room.times = p.blocks[:0], p.times[:0]
	rooms.Put(p.room)
	p.ready, p.room, p.blocks, p.words, p.times = false, nil, nil, "", nil
}

// scan returns the times in a block, read once.
func (p *Post) scan(i int) []when.Found {
	b := &p.blocks[i]
	if b.has&digit != 0 && p.times[i] == nil {
		r := p.room
		start := len(r.found)
		r.found = when.AppendTimes(r.found, b.text)
		p.times[i] = r.found[start:len(r.found):len(r.found)]
		if p.times[i] == nil {
			p.times[i] = []when.Found{}
		}
	}
	return p.times[i]
}

// walker collects the blocks of a document.
type walker struct {
	post    *Post
	blocks  []block
	buf     []byte // the texts of the blocks, one after the other
	ends    []int  // of each in buf
	start   int    // of the current block in the source
	end     int    //
	first   int    // and its beginning in buf
	text    string // buf in the end
	section int
	quotes  int
	items   int
	row     ast.Node
}

func (w *walker) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.Kind() {
		case ast.KindParagraph, ast.KindTextBlock:
			w.add(c, paragraph)
		case ast.KindHeading:
			w.add(c, heading)
		case extast.KindTableCell:
			w.add(c, cell)
		case extast.KindTableRow, extast.KindTableHeader:
			w.row = c
			w.children(c)
			w.row = nil
		case ast.KindBlockquote:
			w.quotes++
			w.children(c)
			w.quotes--
		case ast.KindListItem:
			w.items++
			w.children(c)
			w.items--
		case ast.KindFencedCodeBlock, ast.KindCodeBlock, ast.KindHTMLBlock:
		default:
			if c.Type() == ast.TypeBlock {
				w.children(c)
			}
		}
	}
}

// add takes one block. Its text is that of the inlines, at their places.
func (w *walker) add(n ast.Node, kind blockKind) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	w.start, w.end, w.first = lines.At(0).Start, lines.At(lines.Len()-1).Stop, len(w.buf)
	w.inlines(n)
	w.blank(w.end)
	w.ends = append(w.ends, len(w.buf))
	if kind == heading {
		w.section = len(w.blocks)
	}
	w.blocks = append(w.blocks, block{kind: kind, at: w.start + w.post.BodyAt,
		quote: w.quotes > 0, section: w.section, item: w.items > 0, row: w.row})
}

// finish gives the blocks their texts.
func (w *walker) finish() {
	w.text = string(w.buf)
	start := 0
	for i, end := range w.ends {
		b := &w.blocks[i]
		b.text, start = w.text[start:end], end
		b.glance = glanceAt(b.text)
	}
}

// inlines writes the texts below a node to their places.
func (w *walker) inlines(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if c.Segment.Stop <= w.end {
				w.put(c.Segment.Start, c.Segment.Value(w.post.Document.Source))
			}
		case *ast.AutoLink: // addresses of people count as text
			if label := c.Label(w.post.Document.Source); c.AutoLinkType == ast.AutoLinkEmail && c.Pos() >= w.start {
				if at := bytes.Index(w.post.Document.Source[c.Pos():w.end], label); at >= 0 {
					w.put(c.Pos()+at, label)
				}
			}
		case *ast.CodeSpan, *ast.Image, *ast.RawHTML:
		default:
			if c.Type() == ast.TypeInline {
				w.inlines(c)
			}
		}
	}
}

// put writes a text of the block to its place in the source.
func (w *walker) put(at int, text []byte) {
	if at < w.start {
		return
	}
	w.blank(at)
	text = text[:min(len(text), w.end-at)]
	again := copy(w.buf[w.first+at-w.start:], text) // white space in place of tabs makes a text longer
	w.buf = append(w.buf, text[again:]...)
}

// blank writes white space up to a place in the source.
func (w *walker) blank(to int) {
	for at := w.start + len(w.buf) - w.first; at < to; at++ {
		if w.post.Document.Source[at] == '\n' {
			w.buf = append(w.buf, '\n')
		} else {
			w.buf = append(w.buf, ' ')
		}
	}
}

// sentence is a part of a block's text.
type sentence struct {
	at   int // in the block's text
	text string
}

// sentences cuts a text at its full stops. One after a single letter (p.m.)
// ends none.
func sentences(text string) []sentence {
	var list []sentence
	from := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '.', '!', '?':
			if i+1 < len(text) && text[i+1] != ' ' && text[i+1] != '\n' || i >= 2 && !isWord(text[i-2]) {
				continue
			}
			list = append(list, sentence{from, text[from : i+1]})
			from = i + 1
		}
	}
	if strings.TrimSpace(text[from:]) != "" {
		list = append(list, sentence{from, text[from:]})
	}
	return list
}

func isWord(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
}

// sectionTitle returns the words of the heading above a block, in lower case.
func (p *Post) sectionTitle(b *block) string {
	if b.section < 0 {
		return ""
	}
	return strings.ToLower(strings.Join(strings.Fields(p.blocks[b.section].text), " "))
}
