package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"candor/internal/site"
)

// Change is a document whose record has become another.
type Change struct {
	Doc      int
	Old, New []byte
}

// Mend makes the pieces of a site from the last ones, where the records of few
// documents have changed and none has come or gone. get returns the content of a
// last piece. Those that are not handed to put are as they were.
func (x *Index) Mend(s *site.Site, last []Piece, changes []Change, get func(i int) ([]byte, error), put func(File) error) ([]Piece, error) {
	m := &mending{last: last, edits: make([][]edit, len(last)), touched: make([]bool, len(last)), get: get, packer: newPacker(put)}
	if err := m.gather(x.all.list(), changes); err != nil {
		return nil, err
	}
	for _, l := range filterLists(Documents(s)) {
		m.filters = append(m.filters, *l)
	}
	for i := m.holds("/"); i <= m.holds("0"); i++ {
		m.touched[i] = true // filters are cheaper made than compared
	}
	for i := range last {
		if err := m.piece(i); err != nil {
			return nil, err
		}
	}
	return m.finish()
}

// mending is pieces being brought up to date.
type mending struct {
	last    []Piece
	edits   [][]edit // by piece
	touched []bool   // pieces that may have changed
	filters []list
	get     func(i int) ([]byte, error)
	*packer
}

// edit is what becomes of a document in the postings of a term.
type edit struct {
	term   string
	doc    int32
	weight byte
	gone   bool
}

// holds is the piece that has a term, if any has.
func (m *mending) holds(term string) int {
	i, found := slices.BinarySearchFunc(m.last, term, func(p Piece, term string) int { return compareUTF16(p.first, term) })
	if found {
		return i
	}
	return max(0, i-1)
}

// gather finds the edits that the changes of records come to.
func (m *mending) gather(words []string, changes []Change) error {
	for _, c := range changes {
		add := func(at int, weight byte, gone bool) {
			e := edit{doc: int32(c.Doc), weight: weight, gone: gone}
			if at < pairs {
				e.term = fmt.Sprintf("+%04x", at)
			} else {
				e.term = words[at-pairs]
			}
			i := m.holds(e.term)
			m.edits[i], m.touched[i] = append(m.edits[i], e), true
		}
		old := map[int]byte{}
		err := cmp.Or(
			readRecord(c.Old, len(words), func(at int, weight byte) { old[at] = weight }),
			readRecord(c.New, len(words), func(at int, weight byte) {
				if before, had := old[at]; !had || before != weight {
					add(at, weight, false)
				}
				delete(old, at)
			}),
		)
		if err != nil {
			return err
		}
		for at := range old {
			add(at, 0, true)
		}
	}
	return nil
}

// piece takes the next of the last pieces as it is, where it begins one now too
// and where it ends has not become a question; else its lists.
func (m *mending) piece(i int) error {
	p := m.last[i]
	if !m.touched[i] && m.ends(p.first, p.size) {
		if err := m.flush(); err != nil {
			return err
		}
	}
	if len(m.lines) == 0 && !m.touched[i] && (i+1 == len(m.last) || !m.touched[i+1]) {
		m.pieces = append(m.pieces, p)
		return nil
	}
	content, err := m.get(i)
	if err != nil {
		return fmt.Errorf("fetching a piece of the search index: %w", err)
	}
	lists := parseLists(string(content))
	if m.touched[i] {
		lists = m.edited(i, lists)
	}
	for j := range lists {
		if err := m.add(&lists[j]); err != nil {
			return err
		}
	}
	return nil
}

// parseLists reads the lines of a piece.
func parseLists(content string) (lists []list) {
	for line := range strings.Lines(content) {
		term, codes, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		lists = append(lists, list{term: term, codes: []byte(codes), weighted: term >= "0"})
	}
	return lists
}

// edited is the lists of a piece with its edits, and with the filters of now.
func (m *mending) edited(i int, lists []list) []list {
	lists = slices.DeleteFunc(lists, func(l list) bool { return strings.HasPrefix(l.term, "/") })
	at := make(map[string]int, len(lists))
	for j, l := range lists {
		at[l.term] = j
	}
	for _, e := range m.edits[i] {
		j, known := at[e.term]
		if !known {
			j = len(lists)
			at[e.term], lists = j, append(lists, list{term: e.term, weighted: e.term >= "0"})
		}
		lists[j] = lists[j].without(e.doc)
		if !e.gone {
			lists[j] = lists[j].with(e.doc, e.weight)
		}
	}
	for _, l := range m.filters {
		if m.holds(l.term) == i {
			lists = append(lists, l)
		}
	}
	lists = slices.DeleteFunc(lists, func(l list) bool { return len(l.codes) == 0 })
	slices.SortFunc(lists, func(a, b list) int { return compareUTF16(a.term, b.term) })
	return lists
}
