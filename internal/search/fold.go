package search

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

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
	for i := 0; i < len(run) && !w.full; {
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
