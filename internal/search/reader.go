package search

import (
	"encoding/binary"

	"candor/internal/site"
)

// reader reads one entry at a time.
type reader struct {
	words
	found []uint32 // terms of the entry
	tally []tally  // by term
}

// tally is how often a term stands in the body, and in which fields.
type tally struct {
	times  uint16
	fields field
}

func newReader(all *numbering) *reader {
	r := new(reader)
	r.all = all
	return r
}

// read reads all that the index knows of an entry.
func (r *reader) read(e *site.Entry, body []byte) {
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
	before := len(r.numbers)
	r.html(body)
	r.count(inBody, before)
}

func (r *reader) reset() {
	for _, number := range r.found {
		r.tally[number] = tally{}
	}
	r.found = r.found[:0]
	r.words.reset()
}

func (r *reader) text(f field, text string) {
	before := len(r.numbers)
	r.words.text(text)
	r.count(f, before)
}

// count adds the words from the place before on to the tally of a field.
func (r *reader) count(f field, before int) {
	for _, number := range r.numbers[before:] {
		if int(number) >= len(r.tally) {
			r.tally = append(r.tally, make([]tally, int(number)+1024-len(r.tally))...)
		}
		t := &r.tally[number]
		if t.fields == 0 {
			r.found = append(r.found, number)
		}
		t.fields |= f
		if f == inBody && t.times < 1<<16-1 {
			t.times++
		}
	}
}

// record appends the terms with their weights, and the pairs.
func (r *reader) record(dst []byte) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(r.found)))
	for _, number := range r.found {
		dst = binary.AppendUvarint(dst, uint64(number))
		dst = append(dst, r.weight(r.tally[number]))
	}
	for _, p := range r.pairs {
		dst = binary.LittleEndian.AppendUint16(dst, p)
	}
	return dst
}

// weight is how much a term matters in the entry, from 1 to 63. It depends on
// nothing but the entry, so a new post leaves others as they are.
func (r *reader) weight(t tally) byte {
	times := int(t.times)
	points := bodyWorth * times / (times + 1 + len(r.numbers)/800)
	for _, w := range worth {
		if t.fields&w.field != 0 {
			points += w.points
		}
	}
	return byte(max(1, points))
}
