package when

import (
	"fmt"
	"strings"
	"time"
)

// ParseDate reads a front matter date in any of the forms that people write:
// ISO 8601 with or without a time, a zone, fractions of a second; May 2, 2024;
// 2nd May 2024; 2016-7-31; 2013/12/07; RFC 1123; RFC 3339; a clock followed by
// UTC, PDT or America/New_York. A date stays a date. A numeric date whose day
// and month may change places is an *AmbiguousError, a day or a clock that does
// not exist an *ImpossibleError.
func ParseDate(text string) (Moment, error) {
	s := strings.TrimSpace(text)
	var st Stamp
	n := st.readSingle(s)
	switch {
	case n > 0 && n == len(s) && st.Impossible != "":
		return Moment{}, &ImpossibleError{s, st.Impossible}
	case n == 0 || n != len(s) || st.Date.IsZero() || st.Date.Year == 0:
		return Moment{}, fmt.Errorf("%q is %w", text, errForm)
	case st.Date.Ambiguous:
		return Moment{}, &AmbiguousError{s, [2]Moment{st.Date.Moment(), st.Date.Swapped().Moment()}}
	case st.Zone.Ambiguous():
		return Moment{}, fmt.Errorf("%q: %s stands for several zones: write the offset, like +01:00", text, st.Zone.Name)
	}
	return st.Moment(), nil
}

// FindMonth finds a month with its year in a text, and returns its 15th day:
// "the outage of April 2022".
func FindMonth(text string) (Date, bool) {
	for i := 0; i < len(text); i++ {
		if i > 0 && isWordByte[text[i-1]] || !isLetter(text[i]) {
			continue
		}
		month, n := readMonth(text[i:])
		if n == 0 {
			continue
		}
		if year, k := readYear(text[i+n:]); k > 0 {
			return Date{Year: year, Month: month, Day: 15}, true
		}
	}
	return Date{}, false
}

// DateInName finds the date that a file name or path carries:
// 2023-08-03-post-mortem.md, 2023/08/03/x.md. The last one counts.
func DateInName(name string) (Moment, bool) {
	for i := len(name) - 1; i >= 0; i-- {
		if !isDigit(name[i]) || i > 0 && isDigit(name[i-1]) {
			continue
		}
		if d, n := readYearFirst(name[i:]); n > 0 && d.check() == "" && (n == len(name)-i || !isDigit(name[i+n])) {
			return d.Moment(), true
		}
	}
	return Moment{}, false
}

// FindDottedDay finds a date whose year has two digits after dots, 26.05.21, where
// no number of a version may stand.
func FindDottedDay(text string) (Date, bool) {
	for i := 0; i+len("26.05.21") <= len(text); i++ {
		if s := text[i:]; isDigit(s[0]) && s[2] == '.' && s[5] == '.' && ends(s[8:]) && (i == 0 || !isWordByte[text[i-1]] && text[i-1] != '.') {
			d, n := readSlashed(s[:6] + "20" + s[6:8])
			return d, n > 0 && d.check() == ""
		}
	}
	return Date{}, false
}

// FindShortYear finds a date whose year has two digits and that can be read in
// one way only: 5-26-21, 26/5/21.
func FindShortYear(text string) (Date, bool) {
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) || i > 0 && (isWordByte[text[i-1]] || strings.IndexByte("-/.", text[i-1]) >= 0) {
			continue
		}
		if d, ok := readShortYear(text[i:]); ok {
			return d, true
		}
	}
	return Date{}, false
}

func readShortYear(s string) (Date, bool) {
	a, n := digits(s, 2)
	if n == 0 || n == len(s) || s[n] != '-' && s[n] != '/' {
		return Date{}, false
	}
	sep := s[n]
	b, k := digits(s[n+1:], 2)
	n += 1 + k
	if k == 0 || n == len(s) || s[n] != sep {
		return Date{}, false
	}
	year, k := digits(s[n+1:], 2)
	n += 1 + k
	if k != 2 || !ends(s[n:]) || n < len(s) && s[n] == sep || (a > 12) == (b > 12) {
		return Date{}, false
	}
	if a > 12 {
		a, b = b, a
	}
	d := Date{Year: 2000 + year, Month: time.Month(a), Day: b}
	return d, d.check() == ""
}
