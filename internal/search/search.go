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
// index.json says which pieces there are and where they begin; all other files
// are named after a hash of their content, so they never change, and a change
// of one post leaves most of them as they are.
//
// A piece, words-HASH.txt, holds the postings of a range of terms in the order
// of their UTF-16 code units. A line is a term, a space and its documents, in
// ascending order. A document is the gap to the one before (from -1), in
// groups of five bits, lowest first, 32 added to all but the last; and then
// how much the term matters there, 1 to 63. Each number is the character
// '0' + n. Terms are words and, without the last number:
//
//	/service/dns  posts of a group, for the filters: service, severity, year
//	+3fa9         posts where two words follow each other, for phrases: with h the
//	              FNV-1a hash of 32 bits of a word as UTF-8, h(first) times
//	              FNV's prime, xor h(second), and its halves xored
//
// Documents are the posts, numbered from the oldest. cards-HASH.json has the
// cards of eight of them, as lists of the site show them: an array of HTML.
package search

import (
	"sync"

	"candor/internal/site"
)

// MaxWords is how many words of a post are indexed: as many as a book has.
const MaxWords = 100_000

// Index gathers the words of a site's posts. Read may be called from any number
// of goroutines, Pieces or Mend from one, when they are done.
type Index struct {
	all     *numbering
	readers sync.Pool // of *reader
}

// New returns an index that knows terms, in the order in which another one met
// them, so that records which that one read hold for it too.
func New(terms []string) *Index {
	x := &Index{all: newNumbering(terms)}
	x.readers.New = func() any { return newReader(x.all) }
	return x
}

// Terms lists the terms in the order in which they were met. The list must not
// be changed; further terms do not change it.
func (x *Index) Terms() []string { return x.all.list() }

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

// Read appends to dst what the index needs of an entry, its record, to be laid
// aside until Pieces or Mend. body is the finished HTML of its text. cut reports that the entry has more
// words than are indexed. Read is safe for concurrent use.
func (x *Index) Read(dst []byte, e *site.Entry, body []byte) (record []byte, cut bool) {
	r := x.readers.Get().(*reader)
	defer x.readers.Put(r)
	r.read(e, body)
	return r.record(dst), r.full
}
