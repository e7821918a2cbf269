package when

import (
	"fmt"
	"strings"
	"time"
)

// Years outside these are taken for something else: a version, a port, a slip.
const minYear, maxYear = 1970, 2100

// Date is a calendar date as written. The zero value is none.
type Date struct {
	Year  int // 0 where the text gives none
	Month time.Month
	Day   int
	// Ambiguous is set on a numeric date whose day and month may also be the
	// other way round: 03/04/2024, read here as March 4th.
	Ambiguous bool
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d.Month == 0 }

// Swapped returns the other reading of an ambiguous date.
func (d Date) Swapped() Date {
	return Date{Year: d.Year, Month: time.Month(d.Day), Day: int(d.Month), Ambiguous: d.Ambiguous}
}

// Moment returns d as a moment of day precision. The year must be known.
func (d Date) Moment() Moment {
	return Moment{Time: time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC), Precision: Day}
}

// DateOf returns the calendar date of t in its own location.
func DateOf(t time.Time) Date {
	y, m, d := t.Date()
	return Date{Year: y, Month: m, Day: d}
}

// exists reports whether there is such a day, in a year that counts.
func (d Date) exists() bool {
	return (d.Year == 0 || d.Year >= minYear && d.Year <= maxYear) && d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= daysIn(d.Month, d.Year)
}

// check returns why d cannot be, or "".
func (d Date) check() string {
	switch {
	case d.exists():
		return ""
	case d.Year != 0 && (d.Year < minYear || d.Year > maxYear):
		return fmt.Sprintf("the year is not between %d and %d", minYear, maxYear)
	case d.Month < 1 || d.Month > 12:
		return fmt.Sprintf("there is no month %d", d.Month)
	case d.Day < 1:
		return "there is no day 0"
	}
	if last := daysIn(d.Month, d.Year); d.Day > last {
		if d.Year != 0 && d.Month == time.February {
			return fmt.Sprintf("February %d has %d days", d.Year, last)
		}
		return fmt.Sprintf("%s has %d days", d.Month, last)
	}
	return ""
}

// daysIn returns the days of a month. Year 0 is a leap year: where none is
// written, 29 February may be meant.
func daysIn(m time.Month, year int) int {
	switch {
	case m == time.February && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case m == time.February:
		return 28
	case m == time.April || m == time.June || m == time.September || m == time.November:
		return 30
	}
	return 31
}

// readDate reads a date in any form. why is set when the form is one of a date
// but no such day exists.
func readDate(s string) (d Date, n int, why string) {
	if s == "" {
		return
	}
	switch {
	case isLetter(s[0]):
		d, n = readMonthFirst(s)
	case isDigit(s[0]):
		if len(s) < 3 || s[1] == ':' || s[2] == ':' { // a clock
			return
		}
		if d, n = readYearFirst(s); n == 0 {
			if d, n = readDayFirst(s); n == 0 {
				d, n = readSlashed(s)
			}
			if n == 0 {
				d, n = readShort(s)
			}
		}
	}
	if n == 0 {
		return Date{}, 0, ""
	}
	return d, n, d.check()
}

// readYearFirst reads 2024-05-02, 2016-7-31, 2013/12/07, 2013.12.07 and
// 2025-Feb-07.
func readYearFirst(s string) (Date, int) {
	year, n := digits(s, 4)
	sep := separator(s[n:])
	if n != 4 || sep == "" || year == 0 {
		return Date{}, 0
	}
	n += len(sep)
	month, k := digits(s[n:], 2)
	if k == 0 {
		var named time.Month
		named, k = readMonth(s[n:])
		month = int(named)
	}
	n += k
	if k == 0 || !strings.HasPrefix(s[n:], sep) {
		return Date{}, 0
	}
	n += len(sep)
	day, k := digits(s[n:], 2)
	n += k
	if k == 0 {
		return Date{}, 0
	}
	return Date{Year: year, Month: time.Month(month), Day: day}, n
}

// separator returns what divides the numbers of a date: one of - / . _ or a
// hyphen that does not break.
func separator(s string) string {
	for _, sep := range [...]string{"-", "/", ".", "_", "\u2011", "\u2010"} {
		if strings.HasPrefix(s, sep) {
			return sep
		}
	}
	return ""
}

// ReadNumericDay reads a text that is only a day and a month in numbers, as in
// a column of dates: 09/07, 9/7, 07.09. With dots the day is first.
func ReadNumericDay(s string) (Date, int) {
	s = strings.TrimSpace(s)
	a, n := digits(s, 2)
	if n == 0 || n == len(s) || s[n] != '/' && s[n] != '.' && s[n] != '-' {
		return Date{}, 0
	}
	sep := s[n]
	b, k := digits(s[n+1:], 2)
	n += 1 + k
	if k == 0 || strings.TrimRight(s[n:], ".") != "" {
		return Date{}, 0
	}
	if sep == '.' || a > 12 {
		a, b = b, a
	}
	d := Date{Month: time.Month(a), Day: b, Ambiguous: sep == '/' && b <= 12 && a != b}
	if d.check() != "" {
		return Date{}, 0
	}
	return d, n
}

// readMonthFirst reads May 2, 2024, Sept. 2nd and May 2 2024.
func readMonthFirst(s string) (Date, int) {
	month, n := readMonth(s)
	if n == 0 {
		return Date{}, 0
	}
	gap := dateGap(s[n:])
	day, k := readOrdinal(s[n+gap:])
	if gap == 0 || k == 0 {
		return Date{}, 0
	}
	n += gap + k
	year, k := readYear(s[n:])
	return Date{Year: year, Month: month, Day: day}, n + k
}

// readDayFirst reads 2 May 2024, 2nd of May, 19. April and 02-May-2024.
func readDayFirst(s string) (Date, int) {
	day, n := readOrdinal(s)
	if n == 0 {
		return Date{}, 0
	}
	if n < len(s) && s[n] == '.' {
		n++
	}
	gap := dateGap(s[n:])
	n += gap
	if w, k := word(s[n:]); w == "of" {
		n += k + blanks(s[n+k:])
	}
	month, k := readMonth(s[n:])
	if gap == 0 || k == 0 {
		return Date{}, 0
	}
	n += k
	year, k := readYear(s[n:])
	return Date{Year: year, Month: month, Day: day}, n + k
}

// readSlashed reads 06/04/2023, 06/04/23 and 06.04.2023. With dots the day is first, as
// everywhere that dots are used; with slashes it is unclear unless one of the
// two numbers can only be a day.
func readSlashed(s string) (Date, int) {
	a, n := digits(s, 2)
	if n == 0 || n == len(s) || s[n] != '/' && s[n] != '.' && s[n] != '-' {
		return Date{}, 0
	}
	sep := s[n]
	b, k := digits(s[n+1:], 2)
	n += 1 + k
	if k == 0 || n == len(s) || s[n] != sep {
		return Date{}, 0
	}
	year, k := digits(s[n+1:], 4)
	n += 1 + k
	if k == 2 && sep == '/' && year >= 5 {
		year, k = 2000+year, 4
	}
	if k != 4 || !ends(s[n:]) || n < len(s) && s[n] == sep {
		return Date{}, 0
	}
	if sep == '.' || a > 12 {
		a, b = b, a
	}
	return Date{Year: year, Month: time.Month(a), Day: b, Ambiguous: sep != '.' && b <= 12 && a != b}, n
}

// readShort reads a date of two numbers, which is one only before a clock:
// 03-26 23:04 with the month first, as in ISO 8601, 26/3 23:04 and 26.03. 23:04.
func readShort(s string) (Date, int) {
	a, n := digits(s, 2)
	if n == 0 || n == len(s) || s[n] != '-' && s[n] != '/' && s[n] != '.' {
		return Date{}, 0
	}
	sep := s[n]
	b, k := digits(s[n+1:], 2)
	if sep == '-' && (n != 2 || k != 2) || k == 0 {
		return Date{}, 0
	}
	n += 1 + k
	if sep == '.' {
		if !strings.HasPrefix(s[n:], ".") {
			return Date{}, 0
		}
		n++
	}
	gap := blanks(s[n:])
	if _, k, _ := readClock(s[n+gap:]); k == 0 || gap == 0 {
		return Date{}, 0
	}
	if sep == '/' && a > 12 || sep == '.' {
		a, b = b, a
	}
	return Date{Month: time.Month(a), Day: b, Ambiguous: sep == '/' && b <= 12 && a != b}, n
}

var (
	monthStems = [...]string{"", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	dayStems   = [...]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}
)

// stemOf returns the place of a stem in a list, -1 for none.
func stemOf(b [3]byte, list []string) int {
	for i, s := range list {
		if s != "" && s[0] == b[0] && s[1] == b[1] && s[2] == b[2] {
			return i
		}
	}
	return -1
}

// readMonth reads a month name, long or short, with or without a dot.
func readMonth(s string) (time.Month, int) {
	b := stem(s)
	m := time.Month(stemOf(b, monthStems[:]))
	if m < time.January {
		return 0, 0
	}
	n := letters(s)
	if name := m.String(); n != 3 && !strings.EqualFold(s[:n], name) && !(m == time.September && strings.EqualFold(s[:n], "sept")) || !ends(s[n:]) {
		return 0, 0
	}
	if n < 9 && n < len(s) && s[n] == '.' {
		n++
	}
	return m, n
}

// readOrdinal reads a day of the month: 2, 02, 2nd.
func readOrdinal(s string) (day, n int) {
	day, n = digits(s, 2)
	if n == 0 {
		return 0, 0
	}
	switch w, k := word(s[n:]); w {
	case "st", "nd", "rd", "th":
		n += k
	case "":
	default:
		return 0, 0
	}
	return day, n
}

// readYear reads the year that follows a day and a month: ", 2024", " 2024" or
// "-2024", and nothing where there is none.
func readYear(s string) (year, n int) {
	if strings.HasPrefix(s, ",") {
		n++
	}
	n += dateGap(s[n:])
	year, k := digits(s[n:], 4)
	if n == 0 || k != 4 || year < minYear || year > maxYear || !ends(s[n+k:]) || clockPair(s[n+k:], ":") > 0 {
		return 0, 0
	}
	return year, n + k
}

// dateGap returns the length of what may stand between the parts of a date:
// spaces or one hyphen.
func dateGap(s string) int {
	if strings.HasPrefix(s, "-") {
		return 1
	}
	return blanks(s)
}

// readWeekday reads the name of a day of the week, long or short.
func readWeekday(s string) (time.Weekday, int) {
	b := stem(s)
	d := time.Weekday(stemOf(b, dayStems[:]))
	if d < time.Sunday {
		return 0, 0
	}
	n := letters(s)
	if name := d.String(); n > len(name) || !strings.EqualFold(s[:n], name[:n]) || n > 5 && n < len(name) || !ends(s[n:]) {
		return 0, 0
	}
	return d, n
}
