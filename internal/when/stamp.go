package when

import (
	"strings"
	"time"
)

// Stamp is a time as one place of a text gives it. What is not written there
// is zero.
type Stamp struct {
	Date  Date
	Clock Clock
	Zone  Zone
	// Impossible says why the time written cannot be, like "June has 30 days".
	Impossible string
}

// readStamp reads a date, a clock or both, in either order, and their zone.
func readStamp(s string) (st Stamp, n int) {
	for {
		gap := 0
		if n > 0 {
			gap = stampGap(s[n:])
		}
		k := st.readPart(s[n+gap:])
		if k == 0 || n > 0 && gap == 0 && st.Zone.IsZero() && !isLetter(s[n]) && s[n] != '+' && s[n] != '-' {
			return st, n
		}
		n += gap + k
	}
}

// readPart reads the next part of a stamp that st lacks.
func (st *Stamp) readPart(s string) int {
	if _, n := readWeekday(s); n > 0 && st.Date.IsZero() {
		gap := n + len(s[n:]) - len(strings.TrimLeft(s[n:], ",. "))
		if d, k, why := readDate(s[gap:]); k > 0 {
			st.Date, st.Impossible = d, why
			return gap + k
		}
	}
	if st.Date.IsZero() {
		if d, n, why := readDate(s); n > 0 {
			st.Date, st.Impossible = d, firstOf(st.Impossible, why)
			return n
		}
	}
	if st.Clock.IsZero() {
		if c, n, why := readClock(s); n > 0 {
			st.Clock, st.Impossible = c, firstOf(st.Impossible, why)
			return n
		}
		return 0
	}
	if st.Date.Month != 0 && st.Date.Year == 0 { // Thu Aug 22 00:00:00 UTC 2024
		if year, n := digits(s, 4); n == 4 && year >= minYear && year <= maxYear && ends(s[n:]) {
			st.Date.Year = year
			return n
		}
	}
	if st.Zone.IsZero() {
		open := 0
		if strings.HasPrefix(s, "(") {
			open = 1
		}
		z, n := readZone(s[open:])
		if n > 0 && open == 1 {
			if !strings.HasPrefix(s[open+n:], ")") {
				return 0
			}
			n++
		}
		if n > 0 {
			st.Zone = z
			return open + n
		}
	}
	return 0
}

// stampGap returns the length of what may stand between a date and its clock.
func stampGap(s string) int {
	if len(s) > 1 && (s[0] == 'T' || s[0] == 't' || s[0] == '_') && isDigit(s[1]) {
		return 1
	}
	n := 0
	if strings.HasPrefix(s, ",") {
		n++
	}
	n += blanks(s[n:])
	for _, w := range [...]string{"at ", "on ", "@ "} {
		if len(s)-n > len(w) && strings.EqualFold(s[n:n+len(w)], w) {
			n += len(w)
			break
		}
	}
	return n
}

func firstOf(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Moment returns the stamp as a moment. It must carry a date with its year, and
// a zone that is not ambiguous counts.
func (st Stamp) Moment() Moment {
	m := st.Date.Moment()
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
