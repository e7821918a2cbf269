package search

import (
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
	records [][]byte // by document
	lists   []list   // first by pair, then by number of a word
	order   []int    // places in lists of the words that occur, sorted
}

// invert makes the inversion of a site's posts.
func (x *Index) invert(posts []*site.Entry, record func(*site.Entry) ([]byte, error)) (*inversion, error) {
	v := &inversion{records: make([][]byte, len(posts)), lists: pairLists()}
	for doc, e := range posts {
		var err error
		if v.records[doc], err = record(e); err != nil {
			return nil, fmt.Errorf("fetching the words of a post: %w", err)
		}
	}
	terms := x.all.list()
	v.lists = slices.Grow(v.lists, len(terms))
	for _, term := range terms {
		v.lists = append(v.lists, list{term: term, weighted: true})
	}
	if err := v.fill(); err != nil {
		return nil, err
	}
	for i := pairs; i < len(v.lists); i++ {
		if len(v.lists[i].codes) > 0 { // else only posts that are gone had it
			v.order = append(v.order, i)
		}
	}
	slices.SortFunc(v.order, v.compare())
	return v, nil
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
	return readRecord(record, len(v.lists)-pairs, do)
}

// readRecord calls do with the place of each term of a record: a pair, or a word
// of so many, whose places follow those of pairs.
func readRecord(record []byte, words int, do func(at int, weight byte)) error {
	count, n := binary.Uvarint(record)
	if n <= 0 {
		return errRecord
	}
	record = record[n:]
	for range count {
		number, n := binary.Uvarint(record)
		if n <= 0 || n == len(record) || number >= uint64(words) {
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

// sorted yields the lists in the order of their terms: pairs begin with +,
// filters with /, and words with a digit or letter.
func (v *inversion) sorted(posts []*site.Entry) iter.Seq[*list] {
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
