package search

import (
	"encoding/binary"
	"slices"
)

// reader reads one entry at a time.
type reader struct {
	words
	fields []fieldEnd
	found  []uint32        // terms of the entry
	tally  []tally         // by term
	places []int           // numbers of words, for all and count
	firsts []uint16        // pairs of the entry, each once
	paired []uint64        // a bit for each of pairs
	recent [1 << 14]uint32 // terms met last, by hash
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
	for _, p := range r.firsts {
		r.paired[p/64] = 0
	}
	r.words.reset()
	r.fields, r.found, r.firsts = r.fields[:0], r.found[:0], r.firsts[:0]
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
	out := make([]byte, 0, 4*len(r.found)+2*len(r.firsts)+4)
	out = binary.AppendUvarint(out, uint64(len(r.found)))
	for _, id := range r.found {
		out = binary.AppendUvarint(out, uint64(id))
		out = append(out, r.weight(r.tally[id]))
	}
	for _, p := range r.firsts {
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
	for _, p := range r.pairs[min(1, len(r.pairs)):] {
		if r.paired[p/64]&(1<<(p%64)) == 0 {
			r.paired[p/64] |= 1 << (p % 64)
			r.firsts = append(r.firsts, p)
		}
	}
}
