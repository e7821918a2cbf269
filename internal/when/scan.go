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
		if !mayBeginTime.hasAt(text, i) { // nearly all words: the one test for them
			continue
		}
		for i < len(text) && (isDigit(text[i]) || mayBeTime(text[i:])) && standsFree(text, i) {
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

var (
	dayStart, timeStems = newStems(dayWords), newStems(timeWords)
	mayBeginTime        = newStems(timeWords).withDigits()
)

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

// stems is a set of beginnings of words, three bytes each, which are told apart as
// letters, of either case, digits and the rest.
type stems [1 << 15 / 64]uint64

func newStems(list string) *stems {
	var set stems
	for _, s := range strings.Fields(list) {
		if letters(s) < 3 {
			continue
		}
		set.add(stemAt(s))
	}
	return &set
}

func (set *stems) add(at uint) { set[at/64] |= 1 << (at % 64) }

// classOf numbers the letters of either case from 1; all digits have one number.
var classOf = func() (table [256]uint8) {
	for c := range byte(26) {
		table['a'+c], table['A'+c] = 1+c, 1+c
	}
	for c := range byte(10) {
		table['0'+c] = aDigit
	}
	return table
}()

const aDigit = 27

func stemAt(s string) uint {
	return uint(classOf[s[0]])<<10 | uint(classOf[s[1]])<<5 | uint(classOf[s[2]])
}

// withDigits adds all words that begin with a digit.
func (set *stems) withDigits() *stems {
	for at := range uint(1 << 10) {
		set.add(aDigit<<10 | at)
	}
	return set
}

// has reports whether s begins with one of the stems.
func (set *stems) has(s string) bool { return len(s) > 2 && set.hasAt(s, 0) }

// hasAt reports whether one of the stems stands at a byte of a text, or may, cut
// short by its end.
func (set *stems) hasAt(text string, i int) bool {
	if i+3 > len(text) {
		return true
	}
	at := stemAt(text[i : i+3])
	return set[at/64]>>(at%64)&1 != 0
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
