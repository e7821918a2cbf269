// Package search writes the index that the page /search/ reads: text files in
// which a browser finds posts without a server. A query fetches only the
// pieces that hold its words, so its cost grows with the words, not the site.
//
// # Words
//
// The text of a post is cut into words in the same way here and in
// static/js/search.js; a test compares the two.
//
//  1. A run is a letter or digit and the letters, digits and marks after it
//     (Unicode's L, N and M). Elements that stand within a line of text do not
//     end a run; all others do, and so do character references.
//  2. A run is brought into the form NFKD, loses its accents (U+0300 to
//     U+036F), is composed again (NFC), and written in lower case, with ς as σ.
//  3. In scripts that put no spaces between words (Thai, Lao, Myanmar, Khmer,
//     Japanese, Chinese) each two neighbouring characters are a word, and a
//     character that stands alone is one. Of all else 32 characters are a word
//     at most; what follows is the next.
//
// # Files
//
// index.json says which version of the index is current and where the pieces
// begin; all others lie in a folder named after a hash of their content, so
// they never change.
//
// A piece, words-N.txt, holds the postings of a range of terms in the order of
// their UTF-16 code units. A line is a term, a space and its documents, in
// ascending order. A document is the gap to the one before (from -1), in
// groups of five bits, lowest first, 32 added to all but the last; and then
// how much the term matters there, 1 to 63. Each number is the character
// '0' + n. Terms are words and, without the last number:
//
//	/service/dns  posts of a group, for the filters: service, severity, year
//	+3fa9         posts where two words follow each other, for phrases: the
//	              FNV-1a hash of "first second" as UTF-8, its halves xored
//
// Documents are the posts, numbered from the oldest. posts-N.json has the cards
// of eight of them, as lists of the site show them: an array of HTML.
package search

import (
	"encoding/binary"
	"slices"
	"sync"

	"candor/internal/site"
)

// MaxWords is how many words of a post are indexed: as many as a book has.
const MaxWords = 100_000

// Index gathers the words of a site's posts.
type Index struct {
	mu      sync.RWMutex
	ids     map[string]uint32 // of terms, in the order in which they were met
	terms   []string
	readers sync.Pool // of *reader
}

// New returns an empty index.
func New() *Index {
	x := &Index{ids: map[string]uint32{}}
	x.readers.New = func() any { return &reader{paired: make([]uint64, pairs/64)} }
	return x
}

// field is where in a post a word stands.
type field uint8

const (
	inTitle field = 1 << iota
	inLabels
	inHeadings
	inDescription
	inBody
)

// worth is what a word in a field adds to its weight, whose sum is 63 at most.
// In the body that is what many occurrences approach.
var worth = []struct {
	field
	points int
}{{inTitle, 24}, {inLabels, 14}, {inHeadings, 9}, {inDescription, 7}}

const bodyWorth = 9

// Read returns what the index needs of an entry, to be laid aside until Files.
// body is the finished HTML of its text. cut reports that the entry has more
// words than are indexed. Read is safe for concurrent use.
func (x *Index) Read(e *site.Entry, body []byte) (record []byte, cut bool) {
	r := x.readers.Get().(*reader)
	defer x.readers.Put(r)
	r.reset()
	r.text(inTitle, e.Title)
	r.text(inDescription, e.Description)
	for _, list := range [][]*site.Group{e.Services, e.Tags} {
		for _, g := range list {
			r.text(inLabels, g.Name)
		}
	}
	for _, a := range e.Authors {
		r.text(inLabels, a.Name)
	}
	for _, h := range e.Headings {
		r.text(inHeadings, h.Text)
	}
	r.html(body)
	x.identify(r)
	return r.record(), r.full
}

// identify gives every word of r its number.
func (x *Index) identify(r *reader) {
	x.mu.RLock()
	unknown := r.count(func(i int) (uint32, bool) {
		recent, term := &r.recent[r.hashes[i]%uint32(len(r.recent))], r.word(i)
		if id := *recent; int(id) < len(x.terms) && x.terms[id] == string(term) {
			return id, true
		}
		id, ok := x.ids[string(term)]
		*recent = id
		return id, ok
	}, r.all())
	x.mu.RUnlock()
	if len(unknown) == 0 {
		return
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	r.count(func(i int) (uint32, bool) {
		id, ok := x.ids[string(r.word(i))]
		if !ok {
			id = uint32(len(x.terms))
			name := string(r.word(i))
			x.terms, x.ids[name] = append(x.terms, name), id
		}
		return id, true
	}, unknown)
}

// reader reads one entry at a time.
type reader struct {
	words
	fields []fieldEnd
	found  []uint32 // terms of the entry
	tally  []tally  // by term
	places []int    // numbers of words, for all and count
	pairs  []uint16
	paired []uint64     // a bit for each of pairs
	recent [4096]uint32 // terms met last, by hash
}

type fieldEnd struct {
	field
	end int // its last word's number, plus one
}

// tally is how often a term stands in the body, and in which fields.
type tally struct {
	times  uint16
	fields field
}

func (r *reader) reset() {
	for _, id := range r.found {
		r.tally[id] = tally{}
	}
	for _, p := range r.pairs {
		r.paired[p/64] = 0
	}
	r.words.reset()
	r.fields, r.found, r.pairs = r.fields[:0], r.found[:0], r.pairs[:0]
}

func (r *reader) text(f field, text string) {
	r.words.text(text)
	r.fields = append(r.fields, fieldEnd{f, len(r.ends)})
}

func (r *reader) html(body []byte) {
	r.words.html(body)
	r.fields = append(r.fields, fieldEnd{inBody, len(r.ends)})
}

// all lists the numbers of all words.
func (r *reader) all() []int {
	r.places = slices.Grow(r.places[:0], len(r.ends))[:len(r.ends)]
	for i := range r.places {
		r.places[i] = i
	}
	return r.places
}

// count adds the words at places, in ascending order, to the tally. It returns
// the places of those that lookup does not know.
func (r *reader) count(lookup func(i int) (uint32, bool), places []int) []int {
	unknown := places[:0]
	at := 0
	for _, i := range places {
		for i >= r.fields[at].end {
			at++
		}
		id, ok := lookup(i)
		if !ok {
			unknown = append(unknown, i)
			continue
		}
		r.add(id, r.fields[at].field)
	}
	return unknown
}

func (r *reader) add(id uint32, f field) {
	if int(id) >= len(r.tally) {
		r.tally = append(r.tally, make([]tally, int(id)+1024-len(r.tally))...)
	}
	t := &r.tally[id]
	if t.fields == 0 {
		r.found = append(r.found, id)
	}
	t.fields |= f
	if f == inBody && t.times < 1<<16-1 {
		t.times++
	}
}

// record writes the terms with their weights, and the pairs.
func (r *reader) record() []byte {
	r.pair()
	out := make([]byte, 0, 4*len(r.found)+2*len(r.pairs)+4)
	out = binary.AppendUvarint(out, uint64(len(r.found)))
	for _, id := range r.found {
		out = binary.AppendUvarint(out, uint64(id))
		out = append(out, r.weight(r.tally[id]))
	}
	for _, p := range r.pairs {
		out = binary.LittleEndian.AppendUint16(out, p)
	}
	return out
}

// weight is how much a term matters in the entry, from 1 to 63. It depends on
// nothing but the entry, so a new post leaves others as they are.
func (r *reader) weight(t tally) byte {
	times := int(t.times)
	points := bodyWorth * times / (times + 1 + len(r.ends)/800)
	for _, w := range worth {
		if t.fields&w.field != 0 {
			points += w.points
		}
	}
	return byte(max(1, points))
}

// pair finds the pairs of neighbouring words.
func (r *reader) pair() {
	for i := 1; i < len(r.ends); i++ {
		p := pairOf(r.hashes[i-1], r.word(i))
		if r.paired[p/64]&(1<<(p%64)) == 0 {
			r.paired[p/64] |= 1 << (p % 64)
			r.pairs = append(r.pairs, p)
		}
	}
}
