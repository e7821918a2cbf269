package markdown

import (
	"cmp"
	"slices"
	"sort"
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

// markedText writes the text of the source from start to end, with the marks
// that begin in it or before it. Each is placed once, at the first text it
// covers; of two that overlap, the first is an empty element.
func (w *recorder) markedText(start, end int) {
	m, at := &w.marks, start
	first, last := m.reach(start, end)
	for i := first; i < last; i++ {
		one := m.marks[i]
		if m.done[i] || one.End <= start {
			continue
		}
		from, to := max(one.Start, at), min(one.End, end)
		if i+1 < last && m.marks[i+1].Start < to {
			to = from // leave the words to the next
		}
		to = max(from, to)
		w.text(w.doc.Source[at:from])
		w.str(`<span class="evidence" id="`)
		w.ownID(one.ID)
		w.str(`">`)
		w.text(w.doc.Source[from:to])
		w.str("</span>")
		at, m.done[i] = to, true
		m.placed = append(m.placed, one.ID)
	}
	w.text(w.doc.Source[at:end])
}
