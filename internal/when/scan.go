package when

import (
	"strings"

	"candor/internal/eight"
)

// Found is a time in a running text, with the bytes it takes.
type Found struct {
	Stamp
	Start, End int
}

// Scan returns the times that a text names, in their order. It reads a
// version, an address or a count for none.
func Scan(text string) []Found { return AppendTimes(nil, text) }

// AppendTimes adds the times that a text names to a list.
func AppendTimes(list []Found, text string) []Found {
	for i := wordFrom(text, 0); i < len(text); i = wordAfter(text, i) {
		for i < len(text) && timeFirst[text[i]] && (isDigit(text[i]) || mayBeTime(text[i:])) && standsFree(text, i) {
			f, ok := scanAt(text, i)
			if !ok {
				break
			}
			list = append(list, f)
			i = wordFrom(text, f.End)
		}
	}
	return list
}

// wordFrom returns where the first word begins at a byte or after it, the length
// of the text where there is none.
func wordFrom(text string, i int) int {
	for ; i < len(text); i += 8 {
		if found := wordBytes(text, i); found != 0 {
			return i + eight.First(found)
		}
	}
	return len(text)
}

// wordAfter returns where the word begins that follows the one at a byte.
func wordAfter(text string, i int) int {
	for ; i < len(text); i += 8 {
		found := wordBytes(text, i)
		end := found ^ eight.High
		if end == 0 {
			continue
		}
		if found &= -(end & -end); found != 0 { // those after the first that is none
			return i + eight.First(found)
		}
		return wordFrom(text, i+8)
	}
	return len(text)
}

// wordBytes marks the letters and digits among the eight bytes from i on.
func wordBytes(text string, i int) uint64 {
	if i+8 > len(text) {
		return wordBytesOf(eight.Rest(text, i, 0))
	}
	return wordBytesOf(eight.At(text, i))
}

func wordBytesOf(x uint64) uint64 {
	return eight.Between(x|eight.Ones*0x20, 'a', 'z') | eight.Between(x, '0', '9')
}

// scanAt reads the time at byte i, the start of a word.
func scanAt(text string, i int) (Found, bool) {
	st, n := ReadStamp(text[i:])
	if n == 0 || isModal(text[i:], st) {
		return Found{}, false
	}
	st.Approx = st.Approx || endsInApprox(text[:i])
	if st.Until == nil && endsInBetween(text[:i]) {
		n += st.readAndUntil(text[i+n:])
	}
	return Found{st, i, i + n}, true
}

// endsInBetween reports whether a text ends in "between", or in "between about"
// and the like.
func endsInBetween(text string) bool {
	text = strings.TrimRight(text, "~≈")
	if endsInWord(text, "between") {
		return true
	}
	for _, w := range [...]string{"approximately", "about", "around", "roughly", "the hours of"} {
		if endsInWord(text, w) {
			text = strings.TrimRight(text, " \n")
			return endsInWord(text[:len(text)-len(w)], "between")
		}
	}
	return false
}

// timeFirst tells the bytes that a time may begin with: digits, and the letters
// of mayBeTime.
var timeFirst = func() (table [256]bool) {
	for _, c := range []byte("0123456789jfmasondtwyleug") {
		table[c] = true
		table[c&^0x20] = table[c&^0x20] || isLetter(c)
	}
	return table
}()

// isWordByte tells letters and digits from the rest.
var isWordByte = func() (table [256]bool) {
	for c := range table {
		table[c] = isDigit(byte(c)) || isLetter(byte(c))
	}
	return table
}()

// mayBeTime reports whether a word begins like the name of a month, a day or a
// time of day.
func mayBeTime(s string) bool { return timeStems.has(s) }

const (
	dayWords  = `jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun tod yes thi las ton ear `
	timeWords = dayWords + `noo mid utc gmt `
)

var dayStart, timeStems = newStems(dayWords), newStems(timeWords)

// MayBegin reports whether the word with which s begins may begin a time, or make
// it approximate, as far as that can be told at a glance. Markup may stand in s.
func MayBegin(s string) bool {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	if n > 0 {
		return mayBeDigits(s[n:], n)
	}
	return len(s) < 3 || letters(s[:3]) < 3 || beginStems.has(s)
}

var beginStems = newStems(timeWords + strings.Join(approxWords[:], " "))

// stems is a set of beginnings of words, three letters each.
type stems [1 << 15 / 64]uint64

func newStems(list string) *stems {
	var set stems
	for _, s := range strings.Fields(list) {
		if letters(s) < 3 {
			continue
		}
		at := stemAt(s)
		set[at/64] |= 1 << (at % 64)
	}
	return &set
}

func stemAt(s string) uint { return uint(s[0]&31)<<10 | uint(s[1]&31)<<5 | uint(s[2]&31) }

// has reports whether s begins with one of the stems, in either case.
func (set *stems) has(s string) bool {
	if len(s) < 3 {
		return false
	}
	at := stemAt(s)
	return set[at/64]&(1<<(at%64)) != 0 && isLetter(s[0]) && isLetter(s[1]) && isLetter(s[2])
}

// standsFree reports whether the word at byte i is no part of a longer name, an
// address or a number.
func standsFree(text string, i int) bool {
	if i == 0 {
		return true
	}
	switch text[i-1] {
	case '.', ':', '/', '_', '#', '$', '=', '&', '?', '%', '+', '\\':
		return false
	case '-':
		return i < 2 || !isWordByte[text[i-2]]
	}
	return true
}

// isModal reports whether a date is the verb of "may 5 users see this": a month
// in lower case without a year, as no name is written.
func isModal(s string, st Stamp) bool {
	return st.Date.Year == 0 && !st.Date.IsZero() && (strings.HasPrefix(s, "may ") || strings.HasPrefix(s, "march "))
}

// trimEnd returns s without the blanks at its end.
func trimEnd(s string) string {
	for s != "" && (s[len(s)-1] == ' ' || s[len(s)-1] == '\t' || s[len(s)-1] == '\n') {
		s = s[:len(s)-1]
	}
	return s
}

// endsInWord reports whether the last word of s is w.
func endsInWord(s, w string) bool {
	s = trimEnd(s)
	return len(s) >= len(w) && strings.EqualFold(s[len(s)-len(w):], w)
}
