package markdown

import (
	"cmp"
	"slices"
)

// Mark names a stretch of the text, so that a page can link to it: the words
// that state a fact, the entry of a timeline.
type Mark struct {
	ID         string // unique in the document, of characters that an id may have
	Start, End int    // offsets into Source
}

// marker places marks while text is written.
type marker struct {
	left   []Mark // by Start, those not placed yet
	placed []string
}

// newMarker prepares marks, and claims their ids.
func newMarker(d *Document, marks []Mark) marker {
	var m marker
	for _, one := range marks {
		if one.Start >= 0 && one.Start < one.End && safeID(one.ID) && d.ids.take(one.ID) == one.ID {
			m.left = append(m.left, one)
		}
	}
	slices.SortStableFunc(m.left, func(a, b Mark) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End)) })
	return m
}

// markedText writes the text of the source from start to end, with the marks
// that begin in it or before it. Each is placed once, at the first text it
// covers; of two that overlap, the first is an empty element.
func (w *recorder) markedText(start, end int) {
	at := start
	kept := w.marks.left[:0]
	for i, m := range w.marks.left {
		if m.Start >= end {
			kept = append(kept, w.marks.left[i:]...)
			break
		}
		if m.End <= start {
			kept = append(kept, m)
			continue
		}
		from := max(m.Start, at)
		to := min(m.End, end)
		if next := i + 1; next < len(w.marks.left) && w.marks.left[next].Start < to {
			to = from // leave the words to the next
		}
		w.text(w.doc.Source[at:from])
		w.str(`<span class="evidence" id="`)
		w.ownID(m.ID)
		w.str(`">`)
		w.text(w.doc.Source[from:max(from, to)])
		w.str("</span>")
		at = max(from, to)
		w.marks.placed = append(w.marks.placed, m.ID)
	}
	w.marks.left = kept
	w.text(w.doc.Source[at:end])
}
