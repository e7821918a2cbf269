package search

import (
	"encoding/binary"
	"unicode"
	"unicode/utf8"

	"candor/internal/eight"
)

const wordMax = 32 // characters

// words cuts text into words and numbers them; the package comment has the
// rules.
type words struct {
	memo
	numbers []uint32 // of all words, in their order
	last    uint32   // hash of the last one
	pairs   []uint16 // of neighbours, each once
	paired  [pairs / 64]uint64
	full    bool // there were more than MaxWords

	letters []byte // of the run under way
	wide    bool   // it has more than ASCII
	copied  []byte
	folding [2][]byte
}

func (w *words) reset() {
	for _, p := range w.pairs {
		w.paired[p/64] = 0
	}
	w.numbers, w.pairs, w.letters = w.numbers[:0], w.pairs[:0], w.letters[:0]
	w.wide, w.full = false, false
}

// text reads plain text.
func (w *words) text(text string) {
	w.copied = append(w.copied[:0], text...)
	for rest := w.copied; len(rest) > 0; {
		rest = rest[w.run(rest):]
		w.flush()
		rest = rest[min(1, len(rest)):] // a < or &
	}
}

// classes tells what a byte is to the text around it.
var classes = func() (table [256]class) {
	for c := range table {
		switch {
		case c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			table[c] = plain
		case c == '<', c == '&':
			table[c] = mark
		case c >= utf8.RuneSelf:
			table[c] = wide
		}
	}
	return table
}()

type class byte

const (
	between class = iota // ends a run
	plain                // is a letter or digit
	mark                 // begins a tag or a character reference
	wide                 // belongs to a character beyond ASCII
)

// run reads text up to a < or & and returns how far; the run at its end stays
// open. When there are too many words it reads no further.
func (w *words) run(text []byte) int {
	for i := 0; i < len(text) && !w.full; {
		switch classes[text[i]] {
		case plain:
			n, letters := plainStart(text[i:])
			i += n
			if len(w.letters) == 0 && i < len(text) && classes[text[i]] == between {
				w.add(w.short(letters))
				i++
			} else {
				w.letters = binary.LittleEndian.AppendUint64(w.letters, letters)[:len(w.letters)+n]
			}
		case mark:
			return i
		case wide:
			r, n := utf8.DecodeRune(text[i:])
			if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) && len(w.letters) > 0 {
				w.letters = append(w.letters, text[i:i+n]...)
				w.wide = true
			} else {
				w.flush()
			}
			i += n
		default:
			if len(w.letters) > 0 {
				w.flush()
			}
			i++
		}
	}
	return len(text)
}

// plainStart returns how many of the first eight bytes of text are ASCII
// letters and digits, up to the first that is not, and these in lower case, the
// first in the lowest byte.
func plainStart(text []byte) (n int, letters uint64) {
	var x uint64
	if len(text) >= 8 {
		x = eight.At(text, 0)
	} else {
		x = eight.Rest(text, 0, 0)
	}
	found := eight.Between(x, '0', '9') | eight.Between(x|eight.Ones*0x20, 'a', 'z')
	n = eight.First(found ^ eight.High)
	x &= 1<<(8*n) - 1
	return n, x | x>>1&(eight.Ones*0x20) // only letters have 0x40
}

// flush ends the run under way.
func (w *words) flush() {
	switch n := len(w.letters); {
	case n == 0:
		return
	case n <= wordMax && !w.wide:
		w.end()
	default:
		run := w.fold(w.letters)
		w.letters = w.letters[:0]
		w.cut(run)
	}
	w.wide = false
}

// end makes a word of the letters.
func (w *words) end() {
	w.add(w.find(w.letters))
	w.letters = w.letters[:0]
}

// add adds a word.
func (w *words) add(number, hash uint32) {
	if len(w.numbers) == MaxWords {
		w.full = true
		return
	}
	if len(w.numbers) > 0 {
		w.pair(pairOf(w.last, hash))
	}
	w.numbers = append(w.numbers, number)
	w.last = hash
}

func (w *words) pair(p uint16) {
	row := &w.paired[p/64]
	known := int(*row >> (p % 64) & 1)
	*row |= 1 << (p % 64)
	w.pairs = append(w.pairs, p)[:len(w.pairs)+1-known] // an if could not be predicted
}
