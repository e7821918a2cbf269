// Package when reads times as people write them: dates and clocks in many
// forms, zones by name, abbreviation or offset, durations, relative days. It
// keeps what the text gives and no more: a date stays a date, a clock without
// a zone stays without one, "around" stays approximate. It knows nothing of
// posts or incidents, and never asks what time it is now.
package when

import (
	"bytes"
	"errors"
	"fmt"
	"time"
	_ "time/tzdata" // zone names mean the same on every machine
)

// Precision is the finest part of a time that is known. The zero value means
// that nothing is.
type Precision uint8

const (
	Day Precision = iota + 1
	Hour
	Minute
	Second
)

// String returns the lower-case name, as in the JSON form.
func (p Precision) String() string {
	return [...]string{"none", "day", "hour", "minute", "second"}[min(p, Second)]
}

// MarshalText makes the name the JSON form.
func (p Precision) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// Moment is a point in time as a text gives it: no finer than its Precision,
// with a zone only if one is known. The zero value is no moment.
type Moment struct {
	// Time is the instant, in UTC or a fixed offset. Where no zone is known it
	// is the wall clock written as if in UTC.
	Time      time.Time
	Precision Precision
	Approx    bool // the text says about, around, ~
	Zoned     bool // a zone is known
}

// layouts are the ISO 8601 forms of a moment without a zone, by precision.
var layouts = [...]string{"", "2006-01-02", "2006-01-02T15", "2006-01-02T15:04", "2006-01-02T15:04:05"}

// IsZero reports whether m is no moment at all.
func (m Moment) IsZero() bool { return m.Precision == 0 }

// String returns m in ISO 8601, cut to what is known: 2023-10-17,
// 2023-10-17T05, 2023-10-17T05:12, 2023-10-17T05:12:30; the times then end in Z
// for UTC, in a numeric offset for another known zone, in nothing for none.
func (m Moment) String() string { return string(m.Append(make([]byte, 0, len(time.RFC3339)))) }

// Append appends the form of String to dst. It cuts RFC 3339, which package time
// writes far quicker than other layouts.
func (m Moment) Append(dst []byte) []byte {
	if m.IsZero() {
		return dst
	}
	start := len(dst)
	dst = m.Time.AppendFormat(dst, time.RFC3339)
	day := start + bytes.IndexByte(dst[start:], 'T')
	known := day + [...]int{Day: 0, Hour: 3, Minute: 6, Second: 9}[min(m.Precision, Second)]
	if m.Zoned && m.Precision > Day {
		return append(dst[:known], dst[day+9:]...)
	}
	return dst[:known]
}

// Instant returns the point in time in UTC. A moment without a zone is read as
// UTC, a date as the start of its day.
func (m Moment) Instant() time.Time { return m.Time.UTC() }

// MarshalText returns the form of String. Approx is not part of it.
func (m Moment) MarshalText() ([]byte, error) { return []byte(m.String()), nil }

// UnmarshalText reads the form of String, and nothing else.
func (m *Moment) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*m = Moment{}
		return nil
	}
	for p := Day; p <= Second; p++ {
		for _, zone := range [...]string{"", "Z07:00"} {
			t, err := time.Parse(layouts[p]+zone, string(text))
			if err != nil || p == Day && zone != "" {
				continue
			}
			got := Moment{Time: fixed(t), Precision: p, Zoned: zone != ""}
			if got.String() == string(text) {
				*m = got
				return nil
			}
		}
	}
	return fmt.Errorf("%q is not a moment such as 2023-10-17T05:12Z", text)
}

// fixed returns t in UTC or a fixed offset, so that it no longer depends on
// where it is printed.
func fixed(t time.Time) time.Time {
	_, seconds := t.Zone()
	if seconds == 0 {
		return t.UTC()
	}
	return t.In(offset(seconds))
}

// ImpossibleError reports a date or clock that does not exist, like 31 June.
type ImpossibleError struct {
	Text string // what was written
	Why  string // a clause, like "June has 30 days"
}

func (e *ImpossibleError) Error() string { return fmt.Sprintf("%q is no time: %s", e.Text, e.Why) }

// AmbiguousError reports a numeric date that can be read in two ways.
type AmbiguousError struct {
	Text  string
	Dates [2]Moment // month first, day first
}

func (e *AmbiguousError) Error() string {
	return fmt.Sprintf("%q is either %s or %s: write one of them", e.Text, e.Dates[0], e.Dates[1])
}

// errForm shows the accepted forms of a date.
var errForm = errors.New("not a date such as 2024-05-02, 2024-05-02 10:11 UTC, May 2, 2024 or 2 May 2024")
