package when

import (
	"strings"
	"testing"
)

// resolve reads one entry a line; "# date" sets the day that follows.
func resolve(f Frame, log string) string {
	var entries []Entry
	var under Date
	for line := range strings.Lines(log) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if day, ok := strings.CutPrefix(line, "# "); ok {
			st, _ := ReadStamp(day)
			under = st.Date
			continue
		}
		st, _ := ReadStamp(line)
		entries = append(entries, Entry{st, under})
	}
	var out []string
	for _, s := range f.AppendSpans(nil, entries) {
		text := s.At.String()
		if text == "" {
			text = "?"
		}
		if !s.End.IsZero() {
			text += ".." + s.End.String()
		}
		out = append(out, text)
	}
	return strings.Join(out, " ")
}

func TestResolve(t *testing.T) {
	day := Date{Year: 2024, Month: 5, Day: 2}
	for _, test := range []struct{ name, log, want string }{
		{"clocks on the frame's day", "10:00\n10:05:30", "2024-05-02T10:00Z 2024-05-02T10:05:30Z"},
		{"a passed midnight", "23:58\n00:40\n01:10", "2024-05-02T23:58Z 2024-05-03T00:40Z 2024-05-03T01:10Z"},
		{"a small step back", "14:46\n14:44\n15:00", "2024-05-02T14:46Z 2024-05-02T14:44Z 2024-05-02T15:00Z"},
		{"the date after midnight only", "21:20\n23:43\n00:15 (2024-05-04)\n02:30", "2024-05-03T21:20Z 2024-05-03T23:43Z 2024-05-04T00:15Z 2024-05-04T02:30Z"},
		{"newest first", "00:40\n23:58\n22:10\n21:00", "2024-05-02T00:40Z 2024-05-01T23:58Z 2024-05-01T22:10Z 2024-05-01T21:00Z"},
		{"a date carries on", "2024-05-01 10:00\n11:00\nMay 3, 09:00\n10:00", "2024-05-01T10:00Z 2024-05-01T11:00Z 2024-05-03T09:00Z 2024-05-03T10:00Z"},
		{"days above", "# 2024-04-30\n10:00\n# 2024-05-01\n09:00\n08:59", "2024-04-30T10:00Z 2024-05-01T09:00Z 2024-05-01T08:59Z"},
		{"own zones win", "10:00 PDT\n10:00 ET", "2024-05-02T10:00-07:00 2024-05-02T10:00-04:00"},
		{"a year that fits", "Dec 31 23:00\nJan 1 01:00", "2023-12-31T23:00Z 2024-01-01T01:00Z"},
		{"ranges", "10:00-10:30\n23:50-00:10", "2024-05-02T10:00Z..2024-05-02T10:30Z 2024-05-02T23:50Z..2024-05-03T00:10Z"},
		{"weekdays", "Thu 10:00\nFri 09:00\n09:30", "2024-05-02T10:00Z 2024-05-03T09:00Z 2024-05-03T09:30Z"},
		{"am and pm left out", "11:50 AM\n12:10 PM\n1:05\n2:00", "2024-05-02T11:50Z 2024-05-02T12:10Z 2024-05-02T13:05Z 2024-05-02T14:00Z"},
		{"impossible", "24:10\n10:00", "? 2024-05-02T10:00Z"},
		{"the end of a day", "24:00", "2024-05-03T00:00Z"},
		{"no order", "03/04/2024 10:00", "?"},
	} {
		if got := resolve(Frame{Zone: UTC, Day: day, Anchor: day}, test.log); got != test.want {
			t.Errorf("%s: got %s, want %s", test.name, got, test.want)
		}
	}
	if got := resolve(Frame{Zone: UTC, Day: day, Fixed: true, Anchor: day}, "2024-05-01 00:55\n01:38\n02:00"); got != "2024-05-01T00:55Z 2024-05-02T01:38Z 2024-05-02T02:00Z" {
		t.Errorf("a fixed day: got %s", got)
	}
	if got := resolve(Frame{}, "10:00\n2024-05-01\n11:00"); got != "? 2024-05-01 2024-05-01T11:00" {
		t.Errorf("no frame: got %s", got)
	}
}

func TestChooseOrder(t *testing.T) {
	anchor := Date{Year: 2023, Month: 4, Day: 12}
	written := []Date{{Year: 2023, Month: 6, Day: 4, Ambiguous: true}, {Year: 2023, Month: 11, Day: 4, Ambiguous: true}}
	if got := ChooseOrder(written, anchor, anchor); got != DayFirst {
		t.Errorf("got %v, want day first", got)
	}
	if got := ChooseOrder(written, Date{}, Date{}); got != UnknownOrder {
		t.Errorf("without an anchor: got %v", got)
	}
}
