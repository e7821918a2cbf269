package markdown

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"github.com/yuin/goldmark/ast"
)

// Mark names a stretch of the text, so that a page can link to it: the words
// that state a fact, the entry of a timeline.
type Mark struct {
	ID         string // unique in the document, of characters that an id may have
	Start, End int    // offsets into Source
}

// marker places marks while text is written.
type marker struct {
	marks  []Mark // by Start
	done   []bool // which of them are placed
	after  int    // where the text that was written last ends
	placed []string
}

// newMarker prepares marks, and claims their ids.
func newMarker(d *Document, marks []Mark) marker {
	m := marker{marks: make([]Mark, 0, len(marks))}
	for _, one := range marks {
		if one.Start >= 0 && one.Start < one.End && safeID(one.ID) && d.ids.take(one.ID) == one.ID {
			m.marks = append(m.marks, one)
		}
	}
	slices.SortStableFunc(m.marks, func(a, b Mark) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	m.done = make([]bool, len(m.marks))
	return m
}

// reach returns the marks that begin in the text from start to end, or between
// it and the text before it, by their first and last index.
func (m *marker) reach(start, end int) (first, last int) {
	from := m.after
	if from > start { // footnotes are written after what follows them
		from = start
	}
	first = sort.Search(len(m.marks), func(i int) bool { return m.marks[i].Start >= from })
	last = first
	for last < len(m.marks) && m.marks[last].Start < end {
		last++
	}
	m.after = end
	return first, last
}

// stretch is text nodes that follow each other: goldmark ends a node at each byte
// that might have begun something, and at each line.
type stretch struct {
	text *ast.Text // that is written next, nil at the end
	at   int       // the offset in the source up to which it is written
}

// follow returns the text node that continues a stretch after t, or nil.
func follow(t *ast.Text) *ast.Text {
	if next, ok := t.NextSibling().(*ast.Text); ok && markable(t) && markable(next) && t.Segment.Stop <= next.Segment.Start {
		return next
	}
	return nil
}

// continues reports whether t is in a stretch that begins before it.
func continues(t *ast.Text) bool {
	before, ok := t.PreviousSibling().(*ast.Text)
	return ok && follow(before) == t
}

// markable reports whether offsets into a text are offsets into the source.
func markable(t *ast.Text) bool { return !t.IsRaw() && t.Segment.Padding == 0 }

// write writes a stretch up to an offset.
func (s *stretch) write(w *recorder, to int) {
	for ; s.text != nil; s.text = follow(s.text) {
		segment := s.text.Segment
		from, stop := max(s.at, segment.Start), min(to, segment.Stop)
		if from < stop {
			w.text(w.doc.Source[from:stop])
			s.at = stop
		}
		if to <= segment.Stop {
			return
		}
		w.lineBreak(s.text)
	}
}

// markedText writes the stretch that t begins, with the marks that begin in it or
// before it. Each is placed once, at the first stretch it covers; of two that
// overlap, the first is an empty element.
func (w *recorder) markedText(t *ast.Text) {
	start, end := t.Segment.Start, t.Segment.Stop
	for next := follow(t); next != nil; next = follow(next) {
		end = next.Segment.Stop
	}
	m, s := &w.marks, stretch{t, start}
	first, last := m.reach(start, end)
	for i := first; i < last; i++ {
		one := m.marks[i]
		if m.done[i] || one.End <= start {
			continue
		}
		from, to := max(one.Start, s.at), min(one.End, end)
		if i+1 < last && m.marks[i+1].Start < to {
			to = from // leave the words to the next
		}
		s.write(w, from)
		w.str(`<span class="evidence" id="`)
		w.ownID(one.ID)
		w.str(`">`)
		s.write(w, to)
		w.str("</span>")
		m.done[i] = true
		m.placed = append(m.placed, one.ID)
	}
	s.write(w, math.MaxInt)
}
