package when

import "strings"

// The readers of this package take a text and look at its start. They return
// what stands there and how many bytes it takes, 0 when it is not there.

func isDigit(c byte) bool  { return '0' <= c && c <= '9' }
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }

// digits reads an unsigned number of at most limit digits. A longer run of
// digits is no such number.
func digits(s string, limit int) (value, n int) {
	for n < len(s) && isDigit(s[n]) {
		if n == limit {
			return 0, 0
		}
		value = value*10 + int(s[n]-'0')
		n++
	}
	return value, n
}

// letters returns the length of the run of ASCII letters that s begins with.
func letters(s string) int {
	n := 0
	for n < len(s) && isLetter(s[n]) {
		n++
	}
	return n
}

// blanks returns the length of the spaces that s begins with, the narrow and
// the no-break one included.
func blanks(s string) int {
	n := 0
	for n < len(s) {
		switch c := s[n]; {
		case c == ' ' || c == '\t':
			n++
		case c < 0x80:
			return n
		case strings.HasPrefix(s[n:], "\u00a0"):
			n += len("\u00a0")
		case strings.HasPrefix(s[n:], "\u202f"):
			n += len("\u202f")
		default:
			return n
		}
	}
	return n
}

// ends reports whether a word or number may end before s.
func ends(s string) bool {
	return s == "" || !isDigit(s[0]) && !isLetter(s[0]) && s[0] < 0x80 || startsMark(s)
}

// startsMark reports whether s begins with a character beyond ASCII that is
// punctuation rather than a letter: a dash, a quote, a space.
func startsMark(s string) bool {
	return strings.HasPrefix(s, "\u00a0") || strings.HasPrefix(s, "\u00b7") || strings.HasPrefix(s, "\u3000") ||
		len(s) > 2 && s[0] == 0xe2 // U+2000 to U+2FFF: general punctuation, arrows, symbols
}

// word returns the ASCII word that s begins with, in lower case. A word longer
// than any that this package knows comes back empty.
func word(s string) (lower string, n int) {
	n = letters(s)
	if n > len("approximately") {
		return "", n
	}
	for i := range n {
		if s[i] < 'a' {
			return strings.ToLower(s[:n]), n
		}
	}
	return s[:n], n
}

// isWordFold reports whether s begins with the word w, which is in lower case.
func isWordFold(s, w string) bool {
	return len(s) >= len(w) && s[0]|0x20 == w[0] && strings.EqualFold(s[:len(w)], w) && ends(s[len(w):])
}

// stem returns the first three letters of s in lower case, zeros where it
// begins with fewer. Comparing them is a quick test for most words.
func stem(s string) (b [3]byte) {
	if len(s) < 3 || !isLetter(s[0]) || !isLetter(s[1]) || !isLetter(s[2]) {
		return b
	}
	return [3]byte{s[0] | 0x20, s[1] | 0x20, s[2] | 0x20}
}
