package when

import (
	"math/bits"
	"strings"
)

// MayHold reports whether a number of a text may be part of a time. It is a
// quick test before Scan and ReadStamp: no number that they read escapes it, not
// even where markup around it is blanked out only later.
func MayHold(text string) bool {
	for i := 0; ; {
		i += FirstDigit(text[i:])
		if i == len(text) {
			return false
		}
		from := i
		for i < len(text) && isDigit(text[i]) {
			i++
		}
		switch i - from {
		case 1, 2: // an hour, a day, a month
			if goesOn(text[i:]) || followsMonth(text[:from]) {
				return true
			}
		case 4: // a year, the hour and minute of 1410 UTC
			if goesOnYear(text[i:]) {
				return true
			}
		}
	}
}

// FirstDigit returns where the first digit of a text stands, its length where
// there is none. It looks at eight bytes at a time: an addition leaves in the
// high bit of each whether it is at least as large as a number.
func FirstDigit(text string) int {
	const ones, high = 0x0101010101010101, 0x8080808080808080
	i := 0
	for ; i+8 <= len(text); i += 8 {
		s := text[i : i+8]
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		low := x &^ high
		if found := (low + (0x80-'0')*ones) &^ (low + (0x80-'9'-1)*ones) &^ x & high; found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for i < len(text) && !isDigit(text[i]) {
		i++
	}
	return i
}

// goesOn reports whether a time may go on so after one or two digits: with
// another number, a month, am or pm.
func goesOn(s string) bool {
	if s == "" || s[0] == '\n' {
		return false
	}
	if isLetter(s[0]) {
		return s[0] == 'h' && len(s) > 1 && isDigit(s[1]) || halfOfDay(s) > 0 || isOrdinal(s)
	}
	if strings.IndexByte("-/.:", s[0]) >= 0 && len(s) > 1 && (isDigit(s[1]) || s[1] == '?') {
		return true
	}
	s = strings.TrimPrefix(s, ".")
	s = strings.TrimPrefix(s, "-")
	s = s[markedBlanks(s):]
	if len(s) > 3 && strings.EqualFold(s[:2], "of") { // 2nd of May
		s = s[2:]
		s = s[markedBlanks(s):]
	}
	return s != "" && (hides[s[0]] || timeStems.has(s) || halfOfDay(s) > 0 || isAddress(s))
}

// goesOnYear reports whether a time may go on so after four digits: with another
// number or a zone.
func goesOnYear(s string) bool {
	if sep := len(separator(s)); sep > 0 && len(s) > sep && (isDigit(s[sep]) || timeStems.has(s[sep:])) {
		return true
	}
	s = s[markedBlanks(s):]
	if s == "" {
		return false
	}
	if c := s[0]; hides[c] || 'A' <= c && c <= 'Z' || strings.IndexByte("huz", c) >= 0 || isAddress(s) {
		return true
	}
	s = s[letters(s):] // eastern time
	return strings.HasPrefix(s[markedBlanks(s):], "time")
}

// followsMonth reports whether the name of a month, or markup that hides what
// stands there, may end s.
func followsMonth(s string) bool {
	rest := strings.TrimRight(s, " \t"+emphasis)
	if strings.ContainsAny(s[len(rest):], " \t") && strings.Contains(rest[strings.LastIndexAny(rest, " \t\n")+1:], "://") {
		return true
	}
	if strings.HasSuffix(rest, "\u00a0") || strings.HasSuffix(rest, "\u202f") {
		return true
	}
	rest = strings.TrimRight(strings.TrimSuffix(rest, "-"), emphasis)
	if rest == "" {
		return false
	}
	if last := rest[len(rest)-1]; hides[last] || strings.IndexByte(")>;", last) >= 0 {
		return true
	}
	rest = strings.TrimRight(strings.TrimSuffix(rest, "."), emphasis)
	n := 0
	for n < len(rest) && n < len("september") && isLetter(rest[len(rest)-1-n]) {
		n++
	}
	return timeStems.has(rest[len(rest)-n:])
}

// emphasis are the bytes of markup that are blanked out alone.
const emphasis = "*_`~"

// hides tells those that may blank out more.
var hides = [256]bool{'[': true, ']': true, '<': true, '\\': true, '&': true, '!': true}

// markedBlanks returns the length of the blanks, and of what may be blanked out,
// that s begins with.
func markedBlanks(s string) int {
	n := blanks(s)
	for n < len(s) && strings.IndexByte(emphasis, s[n]) >= 0 {
		n++
		n += blanks(s[n:])
	}
	return n
}

// isAddress reports whether s begins with an address.
func isAddress(s string) bool {
	n := 0
	for n < len(s) && isWordByte[s[n]] {
		n++
	}
	return strings.HasPrefix(s[n:], "://")
}

// isOrdinal reports whether s begins with the ending of 2nd.
func isOrdinal(s string) bool {
	if len(s) < 2 {
		return false
	}
	switch [2]byte{s[0] | 0x20, s[1] | 0x20} {
	case [2]byte{'s', 't'}, [2]byte{'n', 'd'}, [2]byte{'r', 'd'}, [2]byte{'t', 'h'}:
		return true
	}
	return false
}
