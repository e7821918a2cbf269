package when

import "strings"

// Clock is a time of day as written. The zero value, of no precision, is none.
// Hour 24 is the midnight that ends a day.
type Clock struct {
	Hour, Minute, Second int
	Precision            Precision // Hour, Minute or Second
	Half                 byte      // 'a' or 'p' where am or pm is written
}

// IsZero reports whether c is no clock.
func (c Clock) IsZero() bool { return c.Precision == 0 }

// seconds returns the seconds since midnight.
func (c Clock) seconds() int { return c.Hour*3600 + c.Minute*60 + c.Second }

// readClock reads 10:11, 10:11:30.123, 1:35 PM, 5pm, 15h50, noon. why is set
// when the form is one of a clock but no such time exists.
func readClock(s string) (c Clock, n int, why string) {
	if s == "" {
		return
	}
	if !isDigit(s[0]) {
		c, n = readClockName(s)
		return c, n, ""
	}
	c.Hour, n = digits(s, 2)
	if n == 0 {
		c, n = readFourDigits(s)
		return c, n, ""
	}
	if n == len(s) {
		return Clock{}, 0, ""
	}
	c.Precision = Hour
	rest := s[n:]
	switch k := clockPair(rest, ":h"); {
	case k > 0:
		c.Minute, _ = digits(rest[1:], 2)
		c.Precision = Minute
		n += k
		n += c.readSeconds(s[n:])
	case clockPair(rest, ".") > 0 && (halfOfDay(rest[3:]) > 0 || startsZone(rest[3:])): // 10.11am, 10.11 UTC
		c.Minute, _ = digits(rest[1:], 2)
		c.Precision = Minute
		n += 3
	case strings.HasPrefix(rest, ":??"): // the hour is known, the minute is not
		n += len(":??")
	case halfOfDay(rest) == 0:
		return Clock{}, 0, ""
	}
	if k := halfOfDay(s[n:]); k > 0 {
		why = c.applyHalf(strings.ToLower(strings.TrimLeft(s[n:n+k], " \t\u00a0\u202f"))[0] == 'p')
		n += k
	}
	if !ends(s[n:]) && !strings.HasPrefix(s[n:], "Z") && readHourMark(s[n:]) == 0 {
		if k := letters(s[n:]); k < 2 { // 10:11UTC is a clock, 10:11x is none
			return Clock{}, 0, ""
		}
	}
	n += readHourMark(s[n:])
	if n+1 < len(s) && s[n] == ':' && isDigit(s[n+1]) { // 00:16:3e is an address
		return Clock{}, 0, ""
	}
	if why == "" {
		why = c.check()
	}
	return c, n, why
}

// ReadBareClock reads a text that is only the four digits of a clock, as in a
// column of times: 0730.
func ReadBareClock(s string) (Clock, bool) {
	value, n := digits(s, 4)
	c := Clock{Hour: value / 100, Minute: value % 100, Precision: Minute}
	return c, n == 4 && n == len(s) && c.check() == ""
}

// startsZone reports whether s begins with the name of a zone, as after a clock.
func startsZone(s string) bool {
	z, n := readZone(s[blanks(s):])
	return n > 1 && isLetter(z.Name[0])
}

// readFourDigits reads the 1410 of "1410 UTC": four digits are a clock only
// where a zone or an h follows.
func readFourDigits(s string) (Clock, int) {
	value, n := digits(s, 4)
	if n != 4 {
		return Clock{}, 0
	}
	c := Clock{Hour: value / 100, Minute: value % 100, Precision: Minute}
	if c.check() != "" {
		return Clock{}, 0
	}
	if k := readHourMark(s[n:]); k > 0 {
		return c, n + k
	}
	gap := blanks(s[n:])
	if z, k := readZone(s[n+gap:]); k == 0 || z.Name[0] == '+' || z.Name[0] == '-' {
		return Clock{}, 0
	}
	return c, n
}

// clockPair returns 3 when s begins with one of seps and exactly two digits.
func clockPair(s, seps string) int {
	if len(s) < 3 || strings.IndexByte(seps, s[0]) < 0 {
		return 0
	}
	if _, n := digits(s[1:], 2); n != 2 {
		return 0
	}
	return 3
}

// readSeconds reads ":30" and a fraction, which is dropped, into c.
func (c *Clock) readSeconds(s string) int {
	n := clockPair(s, ":")
	if n == 0 {
		return 0
	}
	c.Second, _ = digits(s[1:], 2)
	c.Precision = Second
	if n+1 < len(s) && (s[n] == '.' || s[n] == ',') && isDigit(s[n+1]) {
		for n++; n < len(s) && isDigit(s[n]); n++ {
		}
	}
	return n
}

// halfOfDay returns the length of am, PM, a.m. and the like, with the spaces
// before it.
func halfOfDay(s string) int {
	n := blanks(s)
	rest := s[n:]
	if rest == "" || rest[0]|0x20 != 'a' && rest[0]|0x20 != 'p' {
		return 0
	}
	if n == 0 && rest != "" && (rest[0] == 'a' || rest[0] == 'p') && ends(rest[1:]) { // 11:21a
		return 1
	}
	for _, mark := range [...]string{"a.m.", "p.m.", "am", "pm"} {
		if len(rest) >= len(mark) && strings.EqualFold(rest[:len(mark)], mark) {
			if mark[1] == '.' || ends(rest[2:]) {
				return n + len(mark)
			}
		}
	}
	return 0
}

// readHourMark reads the h of 14:10h, and the Uhr or hrs of "14:10 hrs".
func readHourMark(s string) int {
	n := blanks(s)
	if n == len(s) || s[n]|0x20 != 'h' && s[n]|0x20 != 'u' {
		return 0
	}
	for _, w := range [...]string{"h", "hrs", "uhr"} {
		if isWordFold(s[n:], w) {
			return n + len(w)
		}
	}
	return 0
}

// applyHalf turns a 12-hour clock into a 24-hour one. 13:35 PM is plain;
// 23:00 AM is not.
func (c *Clock) applyHalf(pm bool) (why string) {
	c.Half = 'a'
	if pm {
		c.Half = 'p'
	}
	switch {
	case pm && c.Hour < 12:
		c.Hour += 12
	case pm:
	case !pm && c.Hour == 12:
		c.Hour = 0
	case !pm && c.Hour > 12:
		return "no hour of the morning is above 12"
	}
	return ""
}

func (c Clock) check() string {
	switch {
	case c.Hour > 24 || c.Hour == 24 && c.Minute+c.Second > 0:
		return "a day has 24 hours"
	case c.Minute > 59:
		return "an hour has 60 minutes"
	case c.Second > 60:
		return "a minute has 60 seconds"
	}
	return ""
}

// readClockName reads noon and midnight. Midnight is the start of a day.
func readClockName(s string) (Clock, int) {
	if s[0]|0x20 != 'n' && s[0]|0x20 != 'm' {
		return Clock{}, 0
	}
	switch w, n := word(s); w {
	case "noon", "midday":
		return Clock{Hour: 12, Precision: Hour}, n
	case "midnight":
		return Clock{Precision: Hour}, n
	}
	return Clock{}, 0
}
