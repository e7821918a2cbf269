package markdown

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// delimiters bounds the search for openers of emphasis. Goldmark does not
// remember that a search failed (CommonMark's openers_bottom), so that
// `*a_ *a_ *a_` takes quadratic time. It searches at the end of the block; this
// plays the search through beforehand, and counts.
type delimiters struct{ parser.InlineParser }

func (p delimiters) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	n := p.InlineParser.Parse(parent, block, pc)
	if d, ok := n.(*parser.Delimiter); ok && !documentOf(pc).meet(d) {
		d.CanOpen, d.CanClose = false, false
	}
	return n
}

func (p delimiters) CloseBlock(_ ast.Node, _ text.Reader, pc parser.Context) {
	w := &documentOf(pc).work
	w.runs = w.runs[:0]
}

// run is a run of delimiters that is still open.
type run struct {
	char     byte
	canOpen  bool
	canClose bool
	length   int // what is left of it
	original int
}

// meet plays through what goldmark will do with d. It returns false when the
// document has cost too much.
func (d *Document) meet(delimiter *parser.Delimiter) bool {
	if d.failed {
		return false
	}
	w := &d.work
	closer := run{delimiter.Char, delimiter.CanOpen, delimiter.CanClose, delimiter.Length, delimiter.OriginalLength}
	keep := closer.canOpen || !closer.canClose // what can do neither stays in goldmark's list
	for closer.canClose && closer.length > 0 {
		i, kept := w.opener(closer)
		if i < 0 {
			keep = keep || kept
			if !d.scan(len(w.runs), delimiter.Segment.Start) {
				return false
			}
			break
		}
		n := min(2, w.runs[i].length, closer.length)
		closer.length -= n
		w.runs[i].length -= n
		w.runs = w.runs[:i+1]
		if w.runs[i].length == 0 {
			w.runs = w.runs[:i]
		}
	}
	if keep && closer.length > 0 {
		w.runs = append(w.runs, closer)
	}
	return true
}

// opener returns the index of the run that closer closes, or -1. kept says
// that the rule of three forbade one (CommonMark, rules 9 and 10); goldmark
// then keeps the closer in its list.
func (w *work) opener(closer run) (index int, kept bool) {
	for i := len(w.runs) - 1; i >= 0; i-- {
		o := w.runs[i]
		if !o.canOpen || o.char != closer.char {
			continue
		}
		if (o.canClose || closer.canOpen) && (o.original+closer.original)%3 == 0 && closer.original%3 != 0 {
			kept = true
			continue
		}
		return i, kept
	}
	return -1, kept
}
