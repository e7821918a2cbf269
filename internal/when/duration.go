package when

import (
	"strings"
	"time"
)

// Duration is a length of time as a text gives it. Of "10-15 minutes" it is the
// upper end, and approximate.
type Duration struct {
	Length time.Duration
	Approx bool
}

// units are the lengths that people count in.
var units = map[string]time.Duration{
	"s": time.Second, "sec": time.Second, "secs": time.Second, "second": time.Second, "seconds": time.Second,
	"m": time.Minute, "min": time.Minute, "mins": time.Minute, "minute": time.Minute, "minutes": time.Minute,
	"h": time.Hour, "hr": time.Hour, "hrs": time.Hour, "hour": time.Hour, "hours": time.Hour,
	"d": 24 * time.Hour, "day": 24 * time.Hour, "days": 24 * time.Hour, "week": 7 * 24 * time.Hour, "weeks": 7 * 24 * time.Hour,
}

// numberWords are the counts that people spell out.
var numberWords = map[string]float64{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
	"ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}

// halves are the words for half a unit.
var halves = [...]struct {
	words string
	of    time.Duration
}{
	{"half an hour", time.Hour}, {"half-an-hour", time.Hour}, {"half hour", time.Hour}, {"half-hour", time.Hour}, {"half a day", 24 * time.Hour},
}

// maxLength is the longest duration taken seriously.
const maxLength = 10 * 366 * 24 * time.Hour

// ReadDuration reads the length of time that s begins with: 12-minute, 1h 20m,
// 1 hour and 31 minutes, two and a half hours, half an hour, 10-15 minutes. It
// returns how many bytes that takes, 0 when there is none.
func ReadDuration(s string) (Duration, int) {
	var d Duration
	approx, n := readApproxLength(s)
	d.Approx = approx
	last := maxLength
	parts := 0
	for {
		gap := 0
		if parts > 0 {
			gap = lengthGap(s[n:])
		}
		length, unit, ranged, k := readCount(s[n+gap:])
		if k == 0 || unit >= last || parts > 0 && ranged {
			break
		}
		d.Length += length
		d.Approx = d.Approx || ranged
		last, n = unit, n+gap+k
		parts++
	}
	if parts == 0 || d.Length > maxLength {
		return Duration{}, 0
	}
	if half := " and a half"; strings.HasPrefix(s[n:], half) && ends(s[n+len(half):]) { // an hour and a half
		d.Length += last / 2
		n += len(half)
	}
	return d, n
}

// lengthGap returns the length of what may stand between hours and minutes.
func lengthGap(s string) int {
	n := blanks(s)
	if n < len(s) && s[n] == ',' {
		n++
		n += blanks(s[n:])
	}
	for _, w := range [...]string{"and ", "& "} {
		if strings.HasPrefix(s[n:], w) {
			n += len(w)
		}
	}
	return n
}

// readCount reads a number and its unit.
func readCount(s string) (length, unit time.Duration, ranged bool, n int) {
	if s == "" {
		return 0, 0, false, 0
	}
	for k := 0; k < len(halves) && s[0]|0x20 == 'h'; k++ { // at most one of them fits
		text, unit := halves[k].words, halves[k].of
		if len(s) >= len(text) && strings.EqualFold(s[:len(text)], text) && ends(s[len(text):]) {
			return unit / 2, unit, false, len(text)
		}
	}
	number, n := readNumber(s)
	if n == 0 {
		return 0, 0, false, 0
	}
	if upper, k := readRangeEnd(s[n:]); k > 0 && upper > number {
		number, ranged, n = upper, true, n+k
	}
	gap := blanks(s[n:])
	if gap == 0 && n < len(s) && s[n] == '-' {
		gap = 1
	}
	w, k := word(s[n+gap:])
	unit, ok := units[w]
	if !ok || number*float64(unit) > float64(maxLength) || len(w) == 1 && (gap > 1 || !isDigit(s[0]) || s[n+gap] != w[0]) {
		return 0, 0, false, 0
	}
	n += gap + k
	if !isDigitOrEnd(s[n:], w) {
		return 0, 0, false, 0
	}
	if tail := "(s)"; strings.HasPrefix(s[n:], tail) {
		n += len(tail)
	}
	return time.Duration(number * float64(unit)), unit, ranged, n
}

// isDigitOrEnd reports whether a unit may end before s: 1h20m runs on.
func isDigitOrEnd(s, unit string) bool { return ends(s) || len(unit) == 1 && isDigit(s[0]) }

// readNumber reads 12, 1.5, 2,5, two, "two and a half".
func readNumber(s string) (value float64, n int) {
	if whole, k := digits(s, 5); k > 0 {
		value, n = float64(whole), k
		if n+1 < len(s) && (s[n] == '.' || s[n] == ',' && k < 3 && !groups(s[n+1:])) && isDigit(s[n+1]) {
			scale := 0.1
			for n++; n < len(s) && isDigit(s[n]); n++ {
				value += scale * float64(s[n]-'0')
				scale /= 10
			}
		}
	} else {
		w, k := word(s)
		if value = numberWords[w]; value == 0 {
			return 0, 0
		}
		n = k
		if value >= 20 && strings.HasPrefix(s[n:], "-") { // forty-five
			one, k := word(s[n+1:])
			if ones := numberWords[one]; len(one) > 2 && ones < 10 && ones > 0 {
				value, n = value+ones, n+1+k
			}
		}
	}
	for _, half := range [...]string{" and a half", " and-a-half", "-and-a-half", "½"} {
		if strings.HasPrefix(s[n:], half) {
			return value + 0.5, n + len(half)
		}
	}
	return value, n
}

// groups reports whether s begins with the three digits after the comma of a
// large number.
func groups(s string) bool {
	_, n := digits(s, 4)
	return n > 2
}

// readRangeEnd reads the -15 of 10-15 minutes, the "to 15" of 10 to 15 minutes.
func readRangeEnd(s string) (float64, int) {
	for _, w := range [...]string{"-", "–", " - ", " – ", " to ", " or ", "/"} {
		if strings.HasPrefix(s, w) {
			if value, n := readNumber(s[len(w):]); n > 0 {
				return value, len(w) + n
			}
		}
	}
	return 0, 0
}

// approxLengths make the length after them approximate, beside approxWords.
var approxLengths = [...]string{
	"round about", "just over", "just under", "a little over", "a bit over", "slightly over", "more than", "less than",
	"over", "under", "up to", "at least", "close to", "well over", "an estimated",
}

// approxLengthsBy holds them by their first byte, of either case.
var approxLengthsBy = byFirst(approxLengths[:])

// readApproxLength reads the words that make a length approximate, or exact.
func readApproxLength(s string) (approx bool, n int) {
	if s == "" || isDigit(s[0]) {
		return false, 0
	}
	if approx, n = readApprox(s); approx {
		return true, n
	}
	if w := "exactly "; len(s) > len(w) && strings.EqualFold(s[:len(w)], w) {
		return false, len(w) + blanks(s[len(w):])
	}
	for _, w := range approxLengthsBy[s[0]] {
		if len(s) > len(w) && s[len(w)] == ' ' && strings.EqualFold(s[:len(w)], w) {
			return true, len(w) + 1
		}
	}
	return false, 0
}

// endsInApproxLength reports whether a text ends in such words.
func endsInApproxLength(s string) bool {
	for _, w := range approxLengths {
		if endsInWord(s, w) {
			return true
		}
	}
	return endsInApprox(s)
}

// FoundDuration is a length of time in a running text, with the bytes it takes.
type FoundDuration struct {
	Duration
	Start, End int
}

// ScanDurations returns the lengths of time that a text names, in their order.
func ScanDurations(text string) []FoundDuration { return AppendDurations(nil, text) }

// AppendDurations adds the lengths of time that a text names to a list.
func AppendDurations(list []FoundDuration, text string) []FoundDuration {
	for i := wordFrom(text, 0); i < len(text); i = wordAfter(text, i) {
		if !mayBeginNumber.hasAt(text, i) {
			continue
		}
		for i < len(text) && (isDigit(text[i]) || mayBeNumber(text[i:])) && standsFree(text, i) {
			d, n := ReadDuration(text[i:])
			if n == 0 {
				break
			}
			d.Approx = d.Approx || endsInApproxLength(text[:i])
			list = append(list, FoundDuration{d, i, i + n})
			i = wordFrom(text, i+n)
		}
	}
	return list
}

// mayBeNumber reports whether a word begins like a number that is spelt out.
func mayBeNumber(s string) bool {
	if s[0]|0x20 == 'a' {
		n := letters(s)
		return len(s) > 2 && (n == 1 || n == 2 && s[1]|0x20 == 'n') && s[n] == ' ' && mayFollowA(s[n+1:])
	}
	return numberStems.has(s) && !isWordFold(s, "for") && !isWordFold(s, "this")
}

// mayFollowA reports whether s may go on a length after "a" or "an": with a unit,
// and, to, or; or as in "a little over", "a bit over" and "an estimated".
func mayFollowA(s string) bool {
	return s != "" && (!isLetter(s[0]) || strings.IndexByte("smhdwlbeato", s[0]|0x20) >= 0)
}

const numberWordStems = `one two thr fou fiv six sev eig nin ten ele twe thi fif for hal`

var (
	numberStems    = newStems(numberWordStems)
	mayBeginNumber = newStems(numberWordStems).withDigits().withArticles()
)

// withArticles adds an, and a with what may follow it.
func (set *stems) withArticles() *stems {
	set.add(stemAt("an "))
	for c := range 256 {
		set.add(stemAt("a " + string([]byte{byte(c)})))
	}
	return set
}
