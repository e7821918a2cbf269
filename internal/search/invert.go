package search

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strings"

	"candor/internal/site"
)

// inversion is terms by document turned into documents by term.
type inversion struct {
	ids     []int    // of the records, by document
	records [][]byte // by document
	lists   []list   // first by pair, then by number of a word
	order   []int    // places in lists of the words that occur, sorted
}

// few is how many documents may differ from the last time for the lists to be
// mended; beyond that they are made anew.
const few = 50

// update brings the inversion up to date with records.
func (x *Index) update(records []Record) error {
	changed := x.changed(records)
	if changed == nil || len(changed) > few {
		return x.invert(records)
	}
	for _, doc := range changed {
		if err := x.mend(int32(doc), records[doc]); err != nil {
			x.inverted = inversion{}
			return err
		}
	}
	return nil
}

// changed lists the documents whose records differ from the last time; nil
// when there are others than then.
func (x *Index) changed(records []Record) []int {
	if len(x.inverted.ids) != len(records) {
		return nil
	}
	changed := []int{}
	for doc, r := range records {
		if x.inverted.ids[doc] != r.ID {
			changed = append(changed, doc)
		}
	}
	return changed
}

// invert makes the inversion anew.
func (x *Index) invert(records []Record) error {
	v := inversion{ids: make([]int, len(records)), records: make([][]byte, len(records)), lists: pairLists()}
	for doc, r := range records {
		var err error
		if v.records[doc], err = r.Read(); err != nil {
			return fmt.Errorf("fetching the words of a post: %w", err)
		}
		v.ids[doc] = r.ID
	}
	v.know(x.all.terms)
	if err := v.fill(); err != nil {
		return err
	}
	for i := pairs; i < len(v.lists); i++ {
		if len(v.lists[i].codes) > 0 { // else only posts that are gone had it
			v.order = append(v.order, i)
		}
	}
	slices.SortFunc(v.order, v.compare())
	x.inverted = v
	return nil
}

// pairLists are the lists of all pairs, empty.
func pairLists() []list {
	const digits = "0123456789abcdef"
	names := make([]byte, 0, 5*pairs)
	for p := range pairs {
		names = append(names, '+', digits[p>>12], digits[p>>8&15], digits[p>>4&15], digits[p&15])
	}
	lists, all := make([]list, pairs), string(names)
	for p := range lists {
		lists[p].term = all[5*p : 5*p+5]
	}
	return lists
}

// know adds lists for terms that have none.
func (v *inversion) know(terms []string) {
	known := len(v.lists) - pairs
	v.lists = slices.Grow(v.lists, len(terms)-known)
	for _, term := range terms[known:] {
		v.lists = append(v.lists, list{term: term, weighted: true})
	}
}

// pen is where the next posting of a list goes.
type pen struct {
	at int // in the codes of all lists
	gaps
}

// fill adds all postings to the empty lists. It takes two rounds: one to learn
// how many bytes each list has, and one to write them.
func (v *inversion) fill() error {
	pens := make([]pen, len(v.lists))
	for doc, record := range v.records {
		err := v.read(record, func(at int, _ byte) {
			p := &pens[at]
			p.at += gapSize(p.to(int32(doc)))
			if at >= pairs {
				p.at++
			}
		})
		if err != nil {
			return err
		}
	}
	total := 0
	for i := range pens {
		total, pens[i] = total+pens[i].at, pen{at: total}
	}
	codes := make([]byte, total)
	for doc, record := range v.records {
		_ = v.read(record, func(at int, weight byte) { // as before
			p := &pens[at]
			end := appendGap(codes[:p.at], p.to(int32(doc)))
			if at >= pairs {
				end = append(end, '0'+weight)
			}
			p.at = len(end)
		})
	}
	start := 0
	for i, p := range pens {
		v.lists[i].codes, v.lists[i].gaps = codes[start:p.at:p.at], p.gaps
		start = p.at
	}
	return nil
}

// compare orders lists, given by their places, by their terms.
func (v *inversion) compare() func(a, b int) int {
	by := strings.Compare
	for _, l := range v.lists[pairs:] {
		if strings.IndexByte(l.term, 0xee) >= 0 || strings.IndexByte(l.term, 0xef) >= 0 {
			by = compareUTF16 // bytes have another order only then
			break
		}
	}
	return func(a, b int) int { return by(v.lists[a].term, v.lists[b].term) }
}

var errRecord = errors.New("the words of a post were not laid aside as they were")

// read calls do with the list of each posting of a record.
func (v *inversion) read(record []byte, do func(at int, weight byte)) error {
	count, n := binary.Uvarint(record)
	if n <= 0 {
		return errRecord
	}
	record = record[n:]
	for range count {
		number, n := binary.Uvarint(record)
		if n <= 0 || n == len(record) || number >= uint64(len(v.lists)-pairs) {
			return errRecord
		}
		do(pairs+int(number), record[n])
		record = record[n+1:]
	}
	for ; len(record) > 1; record = record[2:] {
		do(int(binary.LittleEndian.Uint16(record)), 0)
	}
	return nil
}

// mend replaces the record of one document.
func (x *Index) mend(doc int32, r Record) error {
	record, err := r.Read()
	if err != nil {
		return fmt.Errorf("fetching the words of a post: %w", err)
	}
	v := &x.inverted
	v.know(x.all.terms)
	err = cmp.Or(
		v.read(v.records[doc], func(at int, _ byte) { v.lists[at] = v.lists[at].without(doc) }),
		v.read(record, func(at int, weight byte) { v.lists[at] = v.lists[at].with(doc, weight) }),
	)
	if err != nil {
		return err
	}
	v.reorder(v.records[doc], record)
	v.ids[doc], v.records[doc] = r.ID, record
	return nil
}

// reorder takes out the words of two records that occur no more, and puts in
// those that do now.
func (v *inversion) reorder(records ...[]byte) {
	compare := v.compare()
	for _, record := range records {
		_ = v.read(record, func(word int, _ byte) { // as before
			if word < pairs {
				return
			}
			at, found := slices.BinarySearchFunc(v.order, word, compare)
			switch occurs := len(v.lists[word].codes) > 0; {
			case occurs && !found:
				v.order = slices.Insert(v.order, at, word)
			case !occurs && found:
				v.order = slices.Delete(v.order, at, at+1)
			}
		})
	}
}

// sorted yields the lists in the order of their terms: pairs begin with +,
// filters with /, and words with a digit or letter.
func (x *Index) sorted(posts []*site.Entry) iter.Seq[*list] {
	v := &x.inverted
	return func(yield func(*list) bool) {
		for i := range min(pairs, len(v.lists)) {
			if len(v.lists[i].codes) > 0 && !yield(&v.lists[i]) {
				return
			}
		}
		for _, l := range filterLists(posts) {
			if !yield(l) {
				return
			}
		}
		for _, i := range v.order {
			if !yield(&v.lists[i]) {
				return
			}
		}
	}
}
