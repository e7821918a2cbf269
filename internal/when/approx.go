package when

import "strings"

// approxWords make the time after them approximate.
var approxWords = [...]string{
	"approximately", "approx.", "approx", "around", "about", "roughly", "circa", "ca.", "c.", "~", "≈", "∼",
	"shortly after", "shortly before", "just after", "just before", "soon after", "sometime around", "some time around", "sometime after", "nearly", "almost",
}

// approxBy holds them by their first byte, of either case.
var approxBy = byFirst(approxWords[:])

// byFirst sorts words by their first byte, of either case.
func byFirst(words []string) (table [256][]string) {
	for _, w := range words {
		table[w[0]] = append(table[w[0]], w)
		if isLetter(w[0]) {
			table[w[0]^0x20] = append(table[w[0]^0x20], w)
		}
	}
	return table
}

// readApprox reads a word that makes the time after it approximate.
func readApprox(s string) (approx bool, n int) {
	if s == "" {
		return false, 0
	}
	for _, w := range approxBy[s[0]] {
		if len(s) > len(w) && strings.EqualFold(s[:len(w)], w) {
			n = len(w) + blanks(s[len(w):])
			if isLetter(w[len(w)-1]) && n == len(w) {
				continue
			}
			return true, n
		}
	}
	return false, 0
}

// approxLast tells the bytes that such words end in.
var approxLast = func() (table [256]bool) {
	for _, w := range approxWords {
		last := w[len(w)-1]
		table[last] = true
		table[last&^0x20] = isLetter(last) || table[last&^0x20]
	}
	return table
}()

// endsInApprox reports whether a text ends in such a word.
func endsInApprox(s string) bool {
	s = trimEnd(s)
	if s == "" || !approxLast[s[len(s)-1]] {
		return false
	}
	for _, w := range approxWords {
		if k := len(s) - len(w); k >= 0 && strings.EqualFold(s[k:], w) && (k == 0 || !isLetter(s[k-1]) || !isLetter(w[0])) {
			return true
		}
	}
	return false
}

// readAfterthought reads (approximately), (approx), ish and the like, which may
// follow a time.
func readAfterthought(s string) (approx bool, n int) {
	if s == "" || s[0] == '\n' {
		return false, 0
	}
	if strings.HasPrefix(s, "ish") && ends(s[3:]) {
		return true, 3
	}
	gap := afterthoughtGap(s)
	if gap == len(s) || s[gap] != '(' {
		return false, 0
	}
	rest := s[gap:min(len(s), gap+20)]
	end := strings.IndexByte(rest, ')')
	if end < 0 {
		return false, 0
	}
	switch inner := strings.ToLower(rest[1:end]); inner {
	case "approximately", "approx", "approx.", "about", "ish", "estimated", "est.", "roughly":
		return true, gap + end + 1
	}
	return false, 0
}

// afterthoughtGap returns the length of what may stand before an afterthought.
func afterthoughtGap(s string) (n int) {
	for n < len(s) {
		if c := s[n]; c != ' ' && c != '-' && c != ':' && !(c == 0xe2 && strings.HasPrefix(s[n:], "–")) {
			return n
		}
		for n++; n < len(s) && s[n]&0xc0 == 0x80; n++ { // the rest of a dash
		}
	}
	return n
}

var relativeFirst = [256]bool{'t': true, 'T': true, 'y': true, 'Y': true, 'e': true, 'E': true, 'l': true, 'L': true}

// readRelative reads a day told from the day of publication.
func readRelative(s string) (days, n int) {
	if s == "" || !relativeFirst[s[0]] {
		return 0, 0
	}
	for _, r := range [...]struct {
		words string
		days  int
	}{
		{"today", 0}, {"yesterday", 1}, {"earlier today", 0}, {"this morning", 0},
		{"this afternoon", 0}, {"this evening", 0}, {"last night", 1}, {"tonight", 0},
	} {
		if len(s) >= len(r.words) && strings.EqualFold(s[:len(r.words)], r.words) && ends(s[len(r.words):]) && !possessive(s[len(r.words):]) {
			return r.days, len(r.words)
		}
	}
	return 0, 0
}

// possessive reports whether s begins with 's: today's deployment is no time.
func possessive(s string) bool { return strings.HasPrefix(s, "'s") || strings.HasPrefix(s, "’s") }

// readUntil reads the end of a range into st: -14:45, to 14:45 UTC, – 3pm, -19,
// 2026, through 2020-09-03.
func (st *Stamp) readUntil(s string) int {
	if gap := rangeGap(s); gap > 0 {
		return st.readEnd(s, gap)
	}
	return 0
}

// readAndUntil reads the end of a range that began with "between".
func (st *Stamp) readAndUntil(s string) int {
	if n := blanks(s); strings.HasPrefix(s[n:], "and ") {
		n += len("and ")
		return st.readEnd(s, n+blanks(s[n:]))
	}
	return 0
}

// readEnd reads the end of a range after a gap.
func (st *Stamp) readEnd(s string, gap int) int {
	rest := s[gap:]
	if st.Clock.IsZero() {
		return st.readDaysUntil(rest, gap)
	}
	approx, skip := readApprox(rest)
	end := Stamp{inText: true}
	n := end.readSingle(rest[skip:])
	if n == 0 {
		return st.readShortSecond(s, rest, gap)
	}
	if end.Clock.IsZero() {
		return 0
	}
	if strings.HasSuffix(rest[:skip+n], "??") { // 12:26-12:??
		return gap + skip + n
	}
	if end.Zone.IsZero() {
		end.Zone = st.Zone
	} else if st.Zone.IsZero() {
		st.Zone = end.Zone
	}
	st.shareHalf(&end)
	if st.Date.IsZero() && !st.Relative && st.Clock.seconds() < end.Clock.seconds() { // from 9:00 to 11:30 on August 12
		st.Date, st.Relative, st.Days = end.Date, end.Relative, end.Days
	}
	end.Approx = approx
	until := end // which stays off the heap where there is none
	st.Until = &until
	return gap + skip + n
}

// readShortSecond reads the 58 of 16:05:57-58.
func (st *Stamp) readShortSecond(s, rest string, gap int) int {
	second, n := digits(rest, 2)
	if st.Clock.Precision != Second || n != 2 || gap != 1 || s[0] != '-' || !ends(rest[n:]) || second > 59 {
		return 0
	}
	end := *st
	end.Clock.Second = second
	st.Until = &end
	return gap + n
}

// shareHalf gives the first clock of 5:00-5:30pm the half of the second.
func (st *Stamp) shareHalf(end *Stamp) {
	if end.Clock.Half == 'p' && st.Clock.Half == 0 && st.Clock.Hour < 12 && st.Clock.Hour+12 <= end.Clock.Hour {
		st.Clock.Hour, st.Clock.Half = st.Clock.Hour+12, 'p'
	}
	if end.Clock.Half == 0 && st.Clock.Half == 'p' && end.Clock.Hour < 12 && end.Clock.Hour+12 >= st.Clock.Hour {
		end.Clock.Hour, end.Clock.Half = end.Clock.Hour+12, 'p'
	}
}

// readDaysUntil reads the last day of a range of days: January 14-19, 2026;
// April 6 to April 11, 2023; 6th to 11th April.
func (st *Stamp) readDaysUntil(rest string, gap int) int {
	if st.Date.IsZero() {
		return 0
	}
	end, n, why := readDate(rest)
	if n == 0 && st.Date.Year == 0 {
		day, k := readOrdinal(rest)
		if k == 0 || day <= st.Date.Day || strings.HasPrefix(rest[k:], ":") {
			return 0
		}
		year, more := readYear(rest[k:])
		end, n = Date{Year: year, Month: st.Date.Month, Day: day}, k+more
		why = end.check()
	}
	if n == 0 || why != "" {
		return 0
	}
	if st.Date.Year == 0 {
		st.Date.Year = end.Year
	}
	st.Until = &Stamp{Date: end}
	return gap + n
}

// rangeGap returns the length of what stands between the two ends of a range.
func rangeGap(s string) int {
	n := blanks(s)
	if n == len(s) || strings.IndexByte("-\xe2~tu", s[n]) < 0 {
		return 0
	}
	for _, w := range [...]string{"->", "-", "–", "—", "→", "~", "to ", "until ", "till ", "through "} {
		if strings.HasPrefix(s[n:], w) && (n > 0 || !isLetter(w[0])) {
			if w == "~" && n > 0 {
				return 0
			}
			return n + len(w) + blanks(s[n+len(w):])
		}
	}
	return 0
}
