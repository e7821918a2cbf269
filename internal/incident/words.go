package incident

import (
	"strings"

	"candor/internal/eight"
)

// split adds the words of a text to a list. An apostrophe is no part of one, a hyphen
// inside is.
func (l *lexicon) split(list []word, text string) []word {
	apart := false
	for i := 0; i < len(text); {
		c := text[i]
		if lowers[c] == 0 && (c < 0x80 || isPunctuation(text[i:])) {
			apart = apart || divides[c]
			if c >= 0x80 {
				apart = apart || strings.HasPrefix(text[i:], "–") || strings.HasPrefix(text[i:], "—")
			}
			i++
			for i < len(text) && text[i]&0xc0 == 0x80 { // more bytes of the same
				i++
			}
			continue
		}
		id, end := l.wordAt(text, i)
		if '0' <= c && c <= '9' && len(list) > 0 && list[len(list)-1].id == l.may { // May 2 is no modal verb
			list[len(list)-1].id = 0
		}
		if c == 'M' && id == l.may && len(list) > 0 && !apart { // nor is 26th May
			id = 0
		}
		list = append(list, word{id, apart, int32(i), int32(end)})
		apart = false
		if i = end; i < len(text) && (text[i] == '\'' || text[i] == 0xe2) {
			i += possessive(text[i:])
		}
	}
	return list
}

// wordAt returns the id of the word that begins at a byte, 0 for one that the
// lexicon does not know, and where it ends.
func (l *lexicon) wordAt(text string, at int) (id uint16, end int) {
	key, n := lettersAt(text, at)
	if end = at + n; n == 8 {
		key, end = longKey(key, text, end)
	}
	if end < len(text) && joins[text[end]] {
		return l.joinedWordAt(text, at)
	}
	return l.find(key, text[at:end]), end
}

// lettersAt returns the run of letters and digits that begins at a byte, the
// first eight at most, in lower case, as the bytes of a number.
func lettersAt(text string, at int) (lower uint64, n int) {
	x := uint64(0)
	if at+8 <= len(text) {
		x = eight.At(text, at)
	} else {
		x = eight.Rest(text, at, 0)
	}
	lower = x | eight.Ones*0x20
	letters := eight.Between(lower, 'a', 'z') | eight.Between(x, '0', '9')
	n = eight.First(letters ^ eight.High)
	return lower & (1<<(8*n) - 1), n
}

// longKey returns the key of a word of which the first eight letters were read
// up to a byte, and where it ends.
func longKey(key uint64, text string, end int) (uint64, int) {
	for {
		key *= hashPrime
		lower, n := lettersAt(text, end)
		key ^= lower
		if end += n; n < 8 {
			return key*hashPrime | isLong, end
		}
	}
}

// joins tells the bytes with which a word may go on that are no letters or digits
// of ASCII.
var joins = func() (table [256]bool) {
	for c := range table {
		table[c] = c >= 0x80 || c == '-' || c == '\''
	}
	return table
}()

// joinedWordAt is wordAt for words with apostrophes, hyphens or letters beyond
// ASCII.
func (l *lexicon) joinedWordAt(text string, i int) (id uint16, end int) {
	var lower [maxWord]byte
	n, known := 0, true
	for i < len(text) && text[i] != ' ' {
		c, step := lowers[text[i]], 1
		if c == 0 {
			letter := false
			if step, letter = inWord(text, i); step == 0 {
				break
			}
			known = known && !letter // those beyond ASCII are in no word of the lexicon
			if text[i] == '-' {
				c = '-'
			}
		}
		if i += step; c != 0 {
			lower[min(n, maxWord-1)] = c
			n++
		}
	}
	if !known || n >= maxWord {
		return 0, i
	}
	w := string(lower[:n])
	return l.find(keyOf(w), w), i
}

// maxWord is longer than any word of the lexicon.
const maxWord = 32

// divides tells the marks that divide clauses.
var divides = [256]bool{'.': true, ',': true, ';': true, ':': true, '(': true, ')': true, '\n': true, '|': true}

// lowers holds letters in lower case and digits, 0 for the rest.
var lowers = func() (table [256]byte) {
	for c := range table {
		if isWord(byte(c)) {
			table[c] = byte(c)
			if 'A' <= c && c <= 'Z' {
				table[c] |= 0x20
			}
		}
	}
	return table
}()

// inWord returns how many bytes at i, which are no letter or digit of ASCII,
// stand inside a word, and whether they are a letter; 0 where the word ends.
func inWord(text string, i int) (n int, letter bool) {
	switch c := text[i]; {
	case c == '-':
		if i+1 < len(text) && isWord(text[i+1]) {
			return 1, false
		}
	case c == '\'':
		if possessive(text[i:]) == 0 {
			return 1, false
		}
	case strings.HasPrefix(text[i:], "’"):
		if possessive(text[i:]) == 0 {
			return len("’"), false
		}
	case c >= 0x80 && !isPunctuation(text[i:]):
		return 1, true
	}
	return 0, false
}

// possessive returns the length of the 's that s begins with.
func possessive(s string) int {
	for _, mark := range [...]string{"'s", "’s"} {
		if strings.HasPrefix(s, mark) && (len(s) == len(mark) || !isWord(s[len(mark)])) {
			return len(mark)
		}
	}
	return 0
}

// isPunctuation reports whether s begins with a dash, a quote, an arrow or a
// sign from U+2000 to U+2FFF.
func isPunctuation(s string) bool { return len(s) > 2 && s[0] == 0xe2 }

// A word has a key by which it is found. That of one with less than eight letters
// is the letters themselves; that of a longer one, a hash of them, has the highest
// bit.
const isLong = 1 << 63

const hashPrime = 0x9E3779B97F4A7C15

// keyOf returns the key of a word.
func keyOf(w string) uint64 {
	if len(w) < 8 {
		return eight.Rest(w, 0, 0)
	}
	key := uint64(0)
	for ; len(w) >= 8; w = w[8:] {
		key = (key ^ eight.At(w, 0)) * hashPrime
	}
	return (key^eight.Rest(w, 0, 0))*hashPrime | isLong
}

// find returns the id of a word by its key, 0 where the lexicon does not know it.
func (l *lexicon) find(key uint64, w string) uint16 {
	at := l.slotOf(key)
	id := l.slots[at]
	for id != 0 && l.keys[id] != key {
		at = (at + 1) % len(l.slots)
		id = l.slots[at]
	}
	if key&isLong != 0 && !strings.EqualFold(l.words[id], w) {
		return 0
	}
	return id
}

// slotOf returns the first place of the table where a word may be.
func (l *lexicon) slotOf(key uint64) int { return int(key * hashPrime >> (64 - slotBits)) }

const slotBits = 13 // far more than there are words, so that few share a place

// fileWords makes the hash table of the words.
func (l *lexicon) fileWords() {
	l.words, l.keys = make([]string, len(l.ids)+1), make([]uint64, len(l.ids)+1)
	for w, id := range l.ids {
		key := keyOf(w)
		at := l.slotOf(key)
		for l.slots[at] != 0 {
			at = (at + 1) % len(l.slots)
		}
		l.slots[at], l.words[id], l.keys[id] = id, w, key
	}
}
