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
	words   []list   // by number
	pairs   []list
	order   []uint32 // the words that occur, sorted
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
	v := inversion{ids: make([]int, len(records)), records: make([][]byte, len(records)), words: make([]list, len(x.all.terms)), pairs: make([]list, pairs)}
	for doc, r := range records {
		var err error
		if v.records[doc], err = r.Read(); err != nil {
			return fmt.Errorf("fetching the words of a post: %w", err)
		}
		v.ids[doc] = r.ID
	}
	for i := range v.words {
		v.words[i].term, v.words[i].weighted = x.all.terms[i], true
	}
	for i := range v.pairs {
		v.pairs[i].term = pairName(i)
	}
	if err := v.readAll((*list).measure); err != nil {
		return err
	}
	v.makeRoom()
	if err := v.readAll((*list).add); err != nil {
		return err
	}
	for i := range v.words {
		if len(v.words[i].codes) > 0 { // else only posts that are gone had it
			v.order = append(v.order, uint32(i))
		}
	}
	slices.SortFunc(v.order, v.compare(x.all.terms))
	x.inverted = v
	return nil
}

// makeRoom readies the measured lists for what will be added.
func (v *inversion) makeRoom() {
	total := 0
	for _, part := range [][]list{v.words, v.pairs} {
		for i := range part {
			total += int(part[i].size)
		}
	}
	room := make([]byte, total)
	for _, part := range [][]list{v.words, v.pairs} {
		for i := range part {
			l := &part[i]
			l.codes, room = room[:0:l.size], room[l.size:]
			l.last = 0
		}
	}
}

// compare orders words by their terms.
func (v *inversion) compare(terms []string) func(a, b uint32) int {
	by := strings.Compare
	for _, term := range terms {
		if strings.IndexByte(term, 0xee) >= 0 || strings.IndexByte(term, 0xef) >= 0 {
			by = compareUTF16 // bytes have another order only then
		}
	}
	return func(a, b uint32) int { return by(v.words[a].term, v.words[b].term) }
}

func pairName(p int) string {
	const digits = "0123456789abcdef"
	return string([]byte{'+', digits[p>>12], digits[p>>8&15], digits[p>>4&15], digits[p&15]})
}

// readAll takes a step with every posting of all documents.
func (v *inversion) readAll(step func(*list, int32, byte)) error {
	for doc, record := range v.records {
		err := readRecord(record, len(v.words), func(word uint32, weight byte) { step(&v.words[word], int32(doc), weight) },
			func(pair uint16) { step(&v.pairs[pair], int32(doc), 0) })
		if err != nil {
			return err
		}
	}
	return nil
}

var errRecord = errors.New("the words of a post were not laid aside as they were")

// readRecord calls word with the words of a record, whose numbers are below limit,
// and pair with its pairs.
func readRecord(record []byte, limit int, word func(uint32, byte), pair func(uint16)) error {
	count, n := binary.Uvarint(record)
	if n <= 0 {
		return errRecord
	}
	record = record[n:]
	for range count {
		id, n := binary.Uvarint(record)
		if n <= 0 || n == len(record) || id >= uint64(limit) {
			return errRecord
		}
		word(uint32(id), record[n])
		record = record[n+1:]
	}
	for ; len(record) > 1; record = record[2:] {
		pair(binary.LittleEndian.Uint16(record))
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
	for i := len(v.words); i < len(x.all.terms); i++ {
		v.words = append(v.words, list{term: x.all.terms[i], weighted: true})
	}
	err = cmp.Or(
		readRecord(v.records[doc], len(v.words), func(word uint32, _ byte) { v.words[word] = v.words[word].without(doc) },
			func(pair uint16) { v.pairs[pair] = v.pairs[pair].without(doc) }),
		readRecord(record, len(v.words), func(word uint32, weight byte) { v.words[word] = v.words[word].with(doc, weight) },
			func(pair uint16) { v.pairs[pair] = v.pairs[pair].with(doc, 0) }),
	)
	if err != nil {
		return err
	}
	v.reorder(x.all.terms, v.records[doc], record)
	v.ids[doc], v.records[doc] = r.ID, record
	return nil
}

// reorder takes out the words of two records that occur no more, and puts in
// those that do now.
func (v *inversion) reorder(terms []string, records ...[]byte) {
	compare := v.compare(terms)
	for _, record := range records {
		_ = readRecord(record, len(v.words), func(word uint32, _ byte) { // read before
			at, found := slices.BinarySearchFunc(v.order, word, compare)
			switch occurs := len(v.words[word].codes) > 0; {
			case occurs && !found:
				v.order = slices.Insert(v.order, at, word)
			case !occurs && found:
				v.order = slices.Delete(v.order, at, at+1)
			}
		}, func(uint16) {})
	}
}

// sorted yields the lists in the order of their terms: pairs begin with +,
// filters with /, and words with a digit or letter.
func (x *Index) sorted(posts []*site.Entry) iter.Seq[*list] {
	v := &x.inverted
	return func(yield func(*list) bool) {
		for i := range v.pairs {
			if len(v.pairs[i].codes) > 0 && !yield(&v.pairs[i]) {
				return
			}
		}
		for _, l := range filterLists(posts) {
			if !yield(l) {
				return
			}
		}
		for _, i := range v.order {
			if !yield(&v.words[i]) {
				return
			}
		}
	}
}
