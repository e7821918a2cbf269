package check

import (
	"slices"
	"strings"

	"candor/internal/eight"
)

// What a rule looks for is rare, so most of a text can be told at a glance to
// hold none of it: by the kinds of its bytes, which are noted once for all
// rules, and by the rarest byte of a word.

// kinds are kinds of bytes, as a set.
type kinds uint8

const (
	digit kinds = 1 << iota
	capital
	atSign
	colon
	dash
	slash
	opening // of a telephone number
)

var kindsOf = func() (table [256]kinds) {
	for kind, members := range map[kinds]string{digit: digits, capital: upper, atSign: "@", colon: ":", dash: "-", slash: "/", opening: "+("} {
		for i := range len(members) {
			table[members[i]] = kind
		}
	}
	return table
}()

// glance is what one pass over a text tells.
type glance struct {
	has   kinds // that occur
	twice kinds // that occur twice in a row
}

func glanceAt(text string) glance {
	var g glance
	before := kinds(0)
	for i := 0; i < len(text); {
		if i+8 <= len(text) && areKindless(eight.At(text, i)) {
			before = 0
			i += 8
			continue
		}
		for end := min(i+8, len(text)); i < end; i++ {
			kind := kindsOf[text[i]]
			g.has |= kind
			g.twice |= kind & before
			before = kind
		}
	}
	return g
}

// areKindless reports whether all of eight bytes are such as most of prose: lower-case
// letters, spaces, and a few that stand next to the space.
func areKindless(x uint64) bool {
	return eight.Between(x, 'a', 'z')|eight.Between(x, ' ', '#') == eight.High
}

// word is a word to look for.
type word struct {
	text   string
	rarest int // index of the byte that texts have least of
	glance glance
}

// common are the bytes of texts from the most frequent one on; those left out
// are rarer.
const common = " etaoinsrhldcumfpgwybv.,-k"

func newWord(text string) word {
	w := word{text: text, glance: glanceAt(text)}
	rank := func(i int) int { return strings.IndexByte(common, text[i]) }
	for i := range len(text) {
		if rank(w.rarest) >= 0 && (rank(i) < 0 || rank(i) > rank(w.rarest)) {
			w.rarest = i
		}
	}
	return w
}

func newWords(texts ...string) []word {
	var list []word
	for _, text := range texts {
		list = append(list, newWord(text))
	}
	return list
}

// index returns where the word first is in a text, -1 where it is not.
func (w *word) index(text string) int {
	for at := w.rarest; at < len(text); at++ {
		n := strings.IndexByte(text[at:], w.text[w.rarest])
		if n < 0 {
			break
		}
		at += n
		if start := at - w.rarest; strings.HasPrefix(text[start:], w.text) {
			return start
		}
	}
	return -1
}

// mentions reports whether one of the words, which are in lower case, stands in
// a text by itself.
func mentions(text string, words []word) bool {
	text = strings.ToLower(text)
	for i := range words {
		for at := 0; ; {
			n := words[i].index(text[at:])
			if n < 0 {
				break
			}
			start := at + n
			at = start + len(words[i].text)
			if (start == 0 || !isWord(text[start-1])) && (at == len(text) || !isWord(text[at])) {
				return true
			}
		}
	}
	return false
}

// mayBeIn reports whether a text of which g is known may hold the word.
func (w *word) mayBeIn(g glance) bool {
	return w.glance.has&^g.has == 0 && w.glance.twice&^g.twice == 0
}

// find returns where the word first is in a block, -1 where it is not.
func (b *block) find(w *word) int {
	if !w.mayBeIn(b.glance) {
		return -1
	}
	return w.index(b.text)
}

// holds reports whether a block holds one of the words.
func (b *block) holds(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool { return b.find(&w) >= 0 })
}

// holds reports whether the file holds one of the words.
func (p *Post) holds(words []word) bool {
	return slices.ContainsFunc(words, func(w word) bool { return w.index(p.Text) >= 0 })
}
