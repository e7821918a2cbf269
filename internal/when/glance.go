package when

import (
	"strings"

	"candor/internal/eight"
)

// MayHold reports whether a text holds numbers, and whether one of them may be
// part of a time. It is a quick test before Scan and ReadStamp: no number that
// they read escapes it, not even where markup around it is blanked out only later.
func MayHold(text string) (numbers, times bool) {
	for i := 0; ; {
		i += FirstDigit(text[i:])
		if i == len(text) {
			return numbers, false
		}
		numbers = true
		from := i
		for i < len(text) && isDigit(text[i]) {
			i++
		}
		if n := i - from; mayBeDigits(text[i:], n) || n < 3 && followsMonth(text[:from]) {
			return true, true
		}
	}
}

// mayBeDigits reports whether n digits that s follows may begin a time.
func mayBeDigits(s string, n int) bool {
	switch n {
	case 1, 2: // an hour, a day, a month
		return goesOn(s)
	case 4: // a year, the hour and minute of 1410 UTC
		return goesOnYear(s)
	}
	return false
}

// FirstDigit returns where the first digit of a text stands, its length where
// there is none.
func FirstDigit(text string) int {
	i := 0
	for ; i+8 <= len(text); i += 8 {
		if found := eight.Between(eight.At(text, i), '0', '9'); found != 0 {
			return i + eight.First(found)
		}
	}
	return min(len(text), i+eight.First(eight.Between(eight.Rest(text, i, 0), '0', '9')))
}

// goesOn reports whether a time may go on so after one or two digits: with
// another number, a month, am or pm.
func goesOn(s string) bool {
	if s == "" || near[s[0]]&after == 0 {
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
	return s != "" && (near[s[0]]&hides != 0 || timeStems.has(s) || halfOfDay(s) > 0 || isAddress(s))
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
	if c := s[0]; near[c]&hides != 0 || 'A' <= c && c <= 'Z' || strings.IndexByte("huz", c) >= 0 || isAddress(s) {
		return true
	}
	s = s[letters(s):] // eastern time
	s = s[markedBlanks(s):]
	return strings.HasPrefix(s, "time") || s != "" && near[s[0]]&hides != 0
}

// followsMonth reports whether the name of a month, or markup that hides what
// stands there, may end s.
func followsMonth(s string) bool {
	if s == "" || near[s[len(s)-1]]&before == 0 {
		return false
	}
	rest := trimSoft(s)
	if strings.ContainsAny(s[len(rest):], " \t") && endsInAddress(rest) {
		return true
	}
	rest = trimSoft(strings.TrimSuffix(rest, "-"))
	if rest != "" && near[rest[len(rest)-1]]&(hides|hidden) != 0 {
		return true
	}
	rest = trimSoft(strings.TrimSuffix(rest, "."))
	n := 0
	for n < len(rest) && n < len("september") && isLetter(rest[len(rest)-1-n]) {
		n++
	}
	return timeStems.has(rest[len(rest)-n:])
}

// trimSoft returns s without the blanks, and what may be blanked out, at its end.
func trimSoft(s string) string {
	for s != "" && near[s[len(s)-1]]&soft != 0 {
		s = s[:len(s)-1]
	}
	return s
}

// near tells what a byte beside a number may mean.
var near = func() (table [256]uint8) {
	for _, of := range [...]struct {
		bytes   string
		meaning uint8
	}{
		{" \t*_`~", soft | before | after}, {"[]<\\&!", hides | before | after}, {")>;", hidden | before},
		{"\xa0\xaf", hidden | before}, {"\xc2\xe2", after}, {"-", before | after}, {"/.:", after},
		{"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", after},
	} {
		for _, c := range []byte(of.bytes) {
			table[c] = of.meaning
		}
	}
	return table
}()

const (
	after  = 1 << iota // a time may go on with it
	before             // something that belongs to the number may end with it
	soft               // a blank, or markup that is blanked out alone
	hides              // markup that may blank out what stands beside it
	hidden             // the end of such markup, or of a blank beyond ASCII
)

// endsInAddress reports whether the last word of s holds an address.
func endsInAddress(s string) bool {
	for i := len(s); i > 0 && s[i-1] != ' ' && s[i-1] != '\t' && s[i-1] != '\n'; i-- {
		if s[i-1] == ':' && strings.HasPrefix(s[i:], "//") {
			return true
		}
	}
	return false
}

// markedBlanks returns the length of the blanks, and of what may be blanked out,
// that s begins with.
func markedBlanks(s string) int {
	n := blanks(s)
	for n < len(s) && near[s[n]]&soft != 0 {
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
