package when

import (
	"strings"
	"time"
)

// Stamp is a time as one place of a text writes it. What is not written there
// is zero.
type Stamp struct {
	Date    Date
	Clock   Clock
	Zone    Zone
	Weekday Weekday
	// Days counts the days before publication that words give: 0 for today, 1
	// for yesterday. It counts only where Relative is set.
	Relative bool
	Days     int
	Approx   bool   // about, around, ~
	Until    *Stamp // the end of a range, nil for a single time
	inText   bool   // read from prose, where -11:00 after a clock ends a range
	iso      bool   // the date and the clock are joined by a T
	// Impossible says why what is written cannot be, like "June has 30 days".
	Impossible string
}

// Weekday is a day of the week, from 1 for Sunday to 7; 0 where none is named.
type Weekday uint8

// HasDay reports whether the stamp itself says which day it is on.
func (st Stamp) HasDay() bool { return !st.Date.IsZero() || st.Relative }

// IsZero reports whether the stamp gives neither a day nor a clock.
func (st Stamp) IsZero() bool { return !st.HasDay() && st.Clock.IsZero() }

// ReadStamp reads the time that s begins with: a date, a clock or both in
// either order, their zone, and the end of a range. It returns how many bytes
// that takes, 0 when s begins with no time.
func ReadStamp(s string) (st Stamp, n int) {
	approx, skip := readApprox(s)
	if skip < len(s) && isLetter(s[skip]) && !mayBeTime(s[skip:]) {
		return Stamp{}, 0
	}
	st.inText = true
	before := zoneBefore(s[skip:])
	skip += before
	if n = st.readSingle(s[skip:]); n == 0 {
		return Stamp{}, 0
	}
	if before > 0 && st.Zone.IsZero() {
		st.Zone = UTC
	}
	n += skip
	n += st.readUntil(s[n:])
	n += st.readSecondZone(s[n:])
	if word, k := readAfterthought(s[n:]); k > 0 {
		approx = approx || word
		n += k
	}
	st.Approx = st.Approx || approx
	return st, n
}

// zoneBefore returns the length of the zone before a clock: UTC 04:11.
func zoneBefore(s string) int {
	for _, w := range [...]string{"UTC ", "GMT "} {
		if len(s) > len(w) && s[:len(w)] == w && isDigit(s[len(w)]) {
			return len(w)
		}
	}
	return 0
}

// ReadBetween reads the range that s begins with: "between 10:00 and 11:00 UTC".
// It returns how many bytes that takes, 0 when there is none.
func ReadBetween(s string) (Stamp, int) {
	const between = "between "
	if len(s) < len(between) || s[0]|0x20 != 'b' || !strings.EqualFold(s[:len(between)], between) {
		return Stamp{}, 0
	}
	st, n := ReadStamp(s[len(between):])
	if n == 0 || st.Until != nil {
		return Stamp{}, 0
	}
	n += len(between)
	k := st.readAndUntil(s[n:])
	if k == 0 {
		return Stamp{}, 0
	}
	return st, n + k
}

// readSingle reads one point in time, without the end of a range.
func (st *Stamp) readSingle(s string) (n int) {
	if s == "" || !isDigit(s[0]) && !mayBeTime(s) {
		return 0
	}
	for {
		gap := 0
		if n > 0 {
			gap = st.gap(s[n:])
		}
		if n+gap >= len(s) {
			break
		}
		k := st.readPart(s[n+gap:])
		if k == 0 || n > 0 && gap == 0 && !joins(s[n]) {
			break
		}
		n += gap + k
	}
	if st.IsZero() {
		return 0
	}
	return n
}

// joins reports whether the next part of a stamp may follow without a gap:
// 10:11UTC, 10:11+02:00, 10:11(UTC).
func joins(c byte) bool { return isLetter(c) || c == '+' || c == '-' || c == '(' }

// readPart reads the next part that st lacks.
func (st *Stamp) readPart(s string) int {
	if s == "" {
		return 0
	}
	if s[0] == '(' || s[0] == '[' {
		return st.readBracketed(s)
	}
	if !st.Date.IsZero() && st.Clock.IsZero() && (strings.HasPrefix(s, "--:--") || strings.HasPrefix(s, "??:??")) {
		return len("--:--")
	}
	if !isWordByte[s[0]] { // what is left is an offset: +02:00
		return st.readZonePart(s)
	}
	if n := st.readDay(s); n > 0 {
		return n
	}
	if n := st.readTime(s); n > 0 {
		return n
	}
	if n := st.readLateYear(s); n > 0 {
		return n
	}
	return st.readZonePart(s)
}

// readBracketed reads the (UTC) of 10:11 (UTC), the (Oct 29) of 22:30 UTC (Oct
// 29), and drops the same instant in a second zone: 20:07 EDT (00:07 UTC).
func (st *Stamp) readBracketed(s string) int {
	if st.IsZero() || len(s) < 2 || s[1] == '(' || s[1] == '[' {
		return 0
	}
	inner := *st
	n := inner.readPart(s[1:])
	switch {
	case n > 0:
	case !st.Clock.IsZero():
		var other Stamp
		if n = other.readSingle(s[1:]); other.Clock.IsZero() || other.Zone.IsZero() {
			return 0
		}
	default:
		return 0
	}
	if n++; n >= len(s) || s[n] != ')' && s[n] != ']' {
		return 0
	}
	*st = inner
	return n + 1
}

// readSecondZone reads the same instant in a second zone: 10:03 PT / 13:03 ET.
func (st *Stamp) readSecondZone(s string) int {
	n := blanks(s)
	if st.Zone.IsZero() || n >= len(s) || s[n] != '/' && s[n] != '|' && s[n] != '=' {
		return 0
	}
	n++
	n += blanks(s[n:])
	other := Stamp{inText: true}
	k := other.readSingle(s[n:])
	if k == 0 || other.Clock.IsZero() || other.Zone.IsZero() {
		return 0
	}
	return n + k
}

// readDay reads a date with or without the name of its day, or a day told
// relative to publication.
func (st *Stamp) readDay(s string) int {
	if !isDigit(s[0]) && !dayStart.has(s) {
		return 0
	}
	if !st.Date.IsZero() || st.Relative {
		return st.readLateWeekday(s)
	}
	if isDigit(s[0]) {
		d, n, why := readDate(s)
		if n > 0 {
			st.Date, st.Impossible = d, firstOf(st.Impossible, why)
		}
		return n
	}
	gap := 0
	if day, n := readWeekday(s); n > 0 && st.Weekday == 0 {
		gap = n + len(s[n:]) - len(strings.TrimLeft(s[n:], ",. "))
		if d, k, why := readDate(s[gap:]); k > 0 {
			st.Date, st.Weekday, st.Impossible = d, Weekday(day+1), firstOf(st.Impossible, why)
			return gap + k
		}
		st.Weekday = Weekday(day + 1)
		return n
	}
	if d, n, why := readDate(s); n > 0 {
		st.Date, st.Impossible = d, firstOf(st.Impossible, why)
		return n
	}
	if days, n := readRelative(s); n > 0 {
		st.Relative, st.Days = true, days
		return n
	}
	return 0
}

// readLateWeekday reads the Saturday of 2025-07-26 Saturday.
func (st *Stamp) readLateWeekday(s string) int {
	if st.Weekday != 0 {
		return 0
	}
	day, n := readWeekday(s)
	if n > 0 {
		st.Weekday = Weekday(day + 1)
	}
	return n
}

// readTime reads a clock. After a date, 15.26 is one too.
func (st *Stamp) readTime(s string) int {
	if !st.Clock.IsZero() {
		return 0
	}
	if c, n, why := readClock(s); n > 0 {
		st.Clock, st.Impossible = c, firstOf(st.Impossible, why)
		return n
	}
	if st.Date.IsZero() {
		return 0
	}
	if c, ok := ReadBareClock(s[:min(4, len(s))]); ok && st.Date.Year > 0 && endsClock(s[4:]) { // 2022-02-02 1625: text
		st.Clock = c
		return 4
	}
	if hour, n := digits(s, 2); n == 2 && clockPair(s[n:], ".") > 0 && ends(s[n+3:]) {
		minute, _ := digits(s[n+1:], 2)
		c := Clock{Hour: hour, Minute: minute, Precision: Minute}
		if c.check() == "" {
			st.Clock = c
			return n + 3
		}
	}
	return 0
}

// endsClock reports whether four digits before s are a clock rather than a
// number: nothing follows on the line, or a colon.
func endsClock(s string) bool {
	return s == "" || s[0] == '\n' || s[0] == ':' && (len(s) == 1 || !isDigit(s[1]))
}

// readLateYear reads the year that follows the clock: Aug 22 00:00:00 UTC 2024.
func (st *Stamp) readLateYear(s string) int {
	if st.Date.IsZero() || st.Date.Year != 0 || st.Clock.IsZero() {
		return 0
	}
	year, n := digits(s, 4)
	if n != 4 || year < minYear || year > maxYear || !ends(s[n:]) {
		return 0
	}
	st.Date.Year = year
	return n
}

// readZonePart reads the zone of a clock that is already known.
func (st *Stamp) readZonePart(s string) int {
	if st.Clock.IsZero() || !st.Zone.IsZero() {
		return 0
	}
	if st.inText && !st.iso && isLaterClock(s, st.Clock) {
		return 0
	}
	z, n := readZone(s)
	st.Zone = z
	return n
}

// isLaterClock reports whether s is a hyphen and the clock that ends a range
// from c, rather than an offset: the -13:45 of 13:30-13:45.
func isLaterClock(s string, c Clock) bool {
	if s[0] != '-' {
		return false
	}
	end, n, why := readClock(s[1:])
	return n > 0 && why == "" && (end.seconds() > c.seconds() || end.Hour < 3 && c.Hour > 19 || end.Hour == 0 || end.Minute%15 != 0)
}

// gap returns the length of what may stand before the next part of a stamp: a
// comma, "at", and between a date and its clock also a dash or a tilde.
func (st *Stamp) gap(s string) int {
	if len(s) > 1 && (s[0] == 'T' || s[0] == 't' || s[0] == '_') && isDigit(s[1]) {
		st.iso = true
		return 1
	}
	if strings.HasPrefix(s, "/") && !st.Date.IsZero() && st.Clock.IsZero() { // 2023-01-04/11:34
		if c, _, why := readClock(s[1:]); c.Precision >= Minute && why == "" {
			return 1
		}
	}
	n := blanks(s)
	if n < len(s) && s[n] == ',' {
		n++
	}
	n += blanks(s[n:])
	if n == len(s) {
		return n
	}
	for _, w := range approxGaps[s[n]] {
		if len(s)-n > len(w) && strings.EqualFold(s[n:n+len(w)], w) && st.Clock.IsZero() {
			st.Approx = true
			return n + len(w) + blanks(s[n+len(w):])
		}
	}
	for _, w := range gaps[s[n]] {
		if len(s)-n <= len(w) || !strings.EqualFold(s[n:n+len(w)], w) {
			continue
		}
		if !isLetter(w[0]) && w[0] != '@' && (st.Date.IsZero() || !st.Clock.IsZero()) {
			break
		}
		return n + len(w) + blanks(s[n+len(w):])
	}
	return n
}

// Words between the parts of a stamp, by their first byte.
var (
	approxGaps = byFirst([]string{"at approximately ", "at around ", "at about ", "at approx ", "around ", "approximately ", "about ", "approx. ", "approx ", "ca. ", "ca ", "circa ", "~", "≈"})
	gaps       = byFirst([]string{"at ", "on ", "@ ", "- ", "– ", "— ", ": "})
)

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Moment returns the stamp as a moment. Its date must have a year; a zone that
// stands for several does not count.
func (st Stamp) Moment() Moment {
	m := st.Date.Moment()
	m.Approx = st.Approx
	if st.Clock.IsZero() {
		return m
	}
	loc := time.UTC
	if st.Zone.loc != nil {
		loc, m.Zoned = st.Zone.loc, true
	}
	d, c := st.Date, st.Clock
	m.Time = fixed(time.Date(d.Year, d.Month, d.Day, c.Hour, c.Minute, c.Second, 0, loc))
	m.Precision = c.Precision
	return m
}
