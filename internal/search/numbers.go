package search

import (
	"encoding/binary"
	"slices"
	"sync"

	"candor/internal/eight"
)

// numbering gives each term a number. It is safe for concurrent use.
type numbering struct {
	mu      sync.RWMutex
	numbers map[string]uint32
	terms   []string // in the order in which they were met
}

func newNumbering(terms []string) *numbering {
	n := &numbering{numbers: make(map[string]uint32, len(terms)), terms: slices.Clip(terms)}
	for number, term := range terms {
		n.numbers[term] = uint32(number)
	}
	return n
}

func (n *numbering) of(term []byte) uint32 {
	n.mu.RLock()
	number, ok := n.numbers[string(term)]
	n.mu.RUnlock()
	if ok {
		return number
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if number, ok = n.numbers[string(term)]; !ok {
		number = uint32(len(n.terms))
		name := string(term)
		n.terms, n.numbers[name] = append(n.terms, name), number
	}
	return number
}

// list returns all terms. It must not be changed; further terms do not change it.
func (n *numbering) list() []string {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.terms
}

// memo remembers the terms that were met last, for one goroutine: most words of
// a text were met before.
type memo struct {
	all    *numbering
	shorts [1 << shortBits]shortTerm
	longs  [1 << longBits]longTerm
}

const shortBits, longBits = 14, 13

// shortTerm is a term of eight bytes at most, the first in the lowest byte.
type shortTerm struct {
	letters      uint64
	number, hash uint32
}

type longTerm struct {
	letters      string
	number, hash uint32
}

// spread multiplies bytes so that each matters in the highest bits.
const spread = 0x9e3779b97f4a7c15

// short returns the number and the hash of a term of eight bytes at most.
func (m *memo) short(letters uint64) (number, hash uint32) {
	t := &m.shorts[letters*spread>>(64-shortBits)]
	if t.letters != letters {
		var room [8]byte
		term := binary.LittleEndian.AppendUint64(room[:0], letters)
		for term[len(term)-1] == 0 {
			term = term[:len(term)-1]
		}
		*t = shortTerm{letters, m.all.of(term), fnv(offset, term)}
	}
	return t.number, t.hash
}

// find returns the number and the hash of a term.
func (m *memo) find(term []byte) (number, hash uint32) {
	n := len(term)
	if n <= 8 {
		return m.short(eight.Rest(term, 0, 0))
	}
	first, last := eight.At(term, 0), eight.At(term, n-8)
	t := &m.longs[(first*spread^last)*spread>>(64-longBits)]
	if t.letters != string(term) {
		number := m.all.of(term)
		*t = longTerm{m.all.list()[number], number, fnv(offset, term)}
	}
	return t.number, t.hash
}

// The FNV-1a hash of 32 bits begins at offset; for each byte it is multiplied
// by prime.
const (
	offset uint32 = 2166136261
	prime  uint32 = 16777619
)

func fnv[T string | []byte](h uint32, text T) uint32 {
	for i := range len(text) {
		h = (h ^ uint32(text[i])) * prime
	}
	return h
}

// pairs is how many pairs of words are told apart.
const pairs = 1 << 16

// pairOf is the pair of two words that have these hashes.
func pairOf(first, second uint32) uint16 {
	hash := first*prime ^ second
	return uint16(hash ^ hash>>16)
}
