package search

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const wordMax = 32 // characters

// words cuts text into words; the package comment has the rules.
type words struct {
	letters []byte   // of all words, one after the other
	ends    []int    // of each word in letters
	hashes  []uint32 // of each word and a space
	pairs   []uint16 // of each word and the one before, none for the first
	begin   int      // of the run under way in letters
	wide    bool     // it has more than ASCII
	full    bool     // there were more than MaxWords
	folding [2][]byte
}

func (w *words) reset() {
	w.letters, w.ends, w.hashes, w.pairs = w.letters[:0], w.ends[:0], w.hashes[:0], w.pairs[:0]
	w.begin, w.wide, w.full = 0, false, false
}

func (w *words) word(i int) []byte {
	start := 0
	if i > 0 {
		start = w.ends[i-1]
	}
	return w.letters[start:w.ends[i]]
}

// text reads plain text.
func (w *words) text(text string) {
	for rest := []byte(text); len(rest) > 0; {
		rest = rest[w.run(rest):]
		w.flush()
		rest = rest[min(1, len(rest)):] // a < or &
	}
}

// lower has the lower case of ASCII letters and digits, with the bit plain to
// tell them from 0; mark for < and &; and wide for all bytes of other
// characters.
var lower = func() (table [256]byte) {
	for c := range table {
		switch {
		case c >= 'A' && c <= 'Z':
			table[c] = byte(c) + 'a' - 'A' | plain
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			table[c] = byte(c) | plain
		case c == '<', c == '&':
			table[c] = mark
		case c >= utf8.RuneSelf:
			table[c] = wide
		}
	}
	return table
}()

const (
	plain = 0x80
	mark  = 0x02
	wide  = 0x01
)

// run reads text up to a < or & and returns how far; the run at its end stays
// open.
func (w *words) run(text []byte) int {
	for i := 0; i < len(text); {
		start, changed := i, byte(0) // bits that lower case changes
		for ; i < len(text) && lower[text[i]]&plain != 0; i++ {
			changed |= lower[text[i]] ^ text[i]
		}
		if i > start {
			w.plain(text[start:i], changed&^plain != 0)
			continue
		}
		n := 1
		switch lower[text[i]] {
		case mark:
			return i
		case wide:
			var r rune
			r, n = utf8.DecodeRune(text[i:])
			if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) && len(w.letters) > w.begin {
				w.letters = append(w.letters, text[i:i+n]...)
				w.wide = true
				i += n
				continue
			}
		}
		w.flush()
		i += n
	}
	return len(text)
}

// plain adds ASCII letters, some of them in upper case, and digits to the run
// under way.
func (w *words) plain(text []byte, upper bool) {
	n := len(w.letters)
	w.letters = append(w.letters, text...)
	if !upper {
		return
	}
	for i, c := range w.letters[n:] {
		w.letters[n+i] = lower[c] &^ plain
	}
}

// flush ends the run under way.
func (w *words) flush() {
	switch n := len(w.letters) - w.begin; {
	case n == 0:
		return
	case n <= wordMax && !w.wide:
		w.end()
	default:
		run := w.fold(w.letters[w.begin:])
		w.letters = w.letters[:w.begin]
		w.cut(run)
	}
	w.wide = false
}

// end makes a word of the letters after the last one.
func (w *words) end() {
	if len(w.ends) == MaxWords {
		w.letters, w.full = w.letters[:w.begin], true
		return
	}
	word := w.letters[w.begin:]
	w.begin = len(w.letters)
	hash, pair := offset, offset
	if last := len(w.hashes) - 1; last >= 0 {
		pair = w.hashes[last]
	}
	for _, c := range word { // a step of one waits for none of the other
		hash, pair = (hash^uint32(c))*prime, (pair^uint32(c))*prime
	}
	w.ends = append(w.ends, w.begin)
	w.hashes = append(w.hashes, (hash^' ')*prime)
	w.pairs = append(w.pairs, folded(pair))
}

// fold brings a run into the form in which words are compared.
func (w *words) fold(run []byte) []byte {
	open := norm.NFKD.Append(w.folding[0][:0], run...)
	bare := w.folding[1][:0]
	for i := 0; i < len(open); {
		r, n := utf8.DecodeRune(open[i:])
		i += n
		if !accent(r) {
			bare = utf8.AppendRune(bare, r)
		}
	}
	closed := norm.NFC.Append(open[:0], bare...)
	w.folding = [2][]byte{closed, bare}
	folded := bare[:0]
	for i := 0; i < len(closed); {
		r, n := utf8.DecodeRune(closed[i:])
		i += n
		if r = unicode.ToLower(r); r == 'ς' {
			r = 'σ'
		}
		if !accent(r) { // which norm puts between many marks
			folded = utf8.AppendRune(folded, r)
		}
	}
	w.folding[1] = folded
	return folded
}

func accent(r rune) bool { return r >= 0x300 && r <= 0x36f }

// cut makes words of a folded run.
func (w *words) cut(run []byte) {
	size, dense := 0, false // of the word under way: its characters, and whether its script puts no spaces
	var before rune         // in a dense word
	for i := 0; i < len(run); {
		r, n := utf8.DecodeRune(run[i:])
		i += n
		part := unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r)
		if size > 0 && (!part || unspaced(r) != dense || !dense && size == wordMax) {
			w.endPart(size, dense)
			size = 0
		}
		if !part {
			continue
		}
		dense = unspaced(r)
		if dense && size > 0 {
			if size > 1 {
				w.letters = utf8.AppendRune(w.letters, before)
			}
			w.letters = utf8.AppendRune(w.letters, r)
			w.end()
		} else {
			w.letters = utf8.AppendRune(w.letters, r)
		}
		before = r
		size++
	}
	w.endPart(size, dense)
}

// endPart ends a part of a run. Of a dense part only a single character is
// still open.
func (w *words) endPart(size int, dense bool) {
	if size > 0 && (!dense || size == 1) {
		w.end()
	}
}

// unspaced reports whether a character is of a script without spaces between
// words.
func unspaced(r rune) bool {
	switch {
	case r < 0xe00:
		return false
	case r <= 0xeff, // Thai, Lao
		r >= 0x1000 && r <= 0x109f,   // Myanmar
		r >= 0x1780 && r <= 0x17ff,   // Khmer
		r >= 0x3040 && r <= 0x30ff,   // Hiragana, Katakana
		r >= 0x3400 && r <= 0x9fff,   // Han
		r >= 0xf900 && r <= 0xfaff,   // the same, for compatibility
		r >= 0x20000 && r <= 0x3ffff: // further planes of Han
		return true
	}
	return false
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

// folded is the pair that has a hash.
func folded(hash uint32) uint16 { return uint16(hash ^ hash>>16) }
