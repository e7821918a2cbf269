package when

import (
	"testing"

	"pgregory.net/rapid"
)

var seeds = []string{
	"2024-05-02T10:11:12.5+05:30", "May 2nd, 2024 at 5:05pm PT", "~13:30-13:45", "20:07 EDT (00:07 UTC)", "22:30 UTC (Oct 29)",
	"today at 10:11am", "January 14-19, 2026", "06/04/2023 21:42", "1410 UTC", "15h50", "14:?? text", "between 10:00 and 11:00",
	"two and a half hours", "1h 20m", "10-15 minutes", "half an hour", "BST (UTC+1)", "America/New_York", "24:00", "99:99", "31 June 2024", "10:15 ((((((",
}

// FuzzScan states what holds for the times and lengths found in any text: they
// stand in it, in order and apart, and those that are possible lie in the years
// that count; no word that may begin one escapes the quick test.
func FuzzScan(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for _, found := range Scan(text) {
			if found.Start < last || found.End <= found.Start || found.End > len(text) {
				t.Errorf("%+v stands at no place of its own", found)
			}
			last = found.End
			if found.Impossible == "" && found.Date.Year != 0 {
				checkYears(t, found.Moment())
			}
		}
		last = 0
		for _, found := range ScanDurations(text) {
			if found.Start < last || found.End <= found.Start || found.End > len(text) || found.Length < 0 || found.Length > 2*maxLength {
				t.Errorf("%+v stands at no place of its own", found)
			}
			last = found.End
		}
		if st, n := ReadStamp(text); n < 0 || n > len(text) || (n == 0) != st.IsZero() && st.Impossible == "" {
			t.Errorf("ReadStamp took %d bytes for %+v", n, st)
		}
		for i := range text {
			if mayBeTime(text[i:]) && !mayBeginTime.hasAt(text, i) || mayBeNumber(text[i:]) && !mayBeginNumber.hasAt(text, i) {
				t.Errorf("the word %q escapes", text[i:])
			}
		}
		FindZone(text)
		if m, ok := DateInName(text); ok {
			checkYears(t, m)
		}
	})
}

func checkYears(t *testing.T, m Moment) {
	t.Helper()
	if y := m.Time.Year(); y < minYear-1 || y > maxYear+1 {
		t.Errorf("%v is outside %d to %d", m, minYear, maxYear)
	}
}

// FuzzParseDate states that what is read survives being written down.
func FuzzParseDate(f *testing.F) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ParseDate(text)
		if err != nil {
			if !m.IsZero() {
				t.Errorf("%v with error %v", m, err)
			}
			return
		}
		checkYears(t, m)
		var again Moment
		if err := again.UnmarshalText([]byte(m.String())); err != nil || again.String() != m.String() {
			t.Errorf("%v became %v: %v", m, again, err)
		}
	})
}

// A log whose clocks go on without a jump back stays in order, and no entry
// lies a day or more after the one before.
func TestResolveKeepsTheOrderOfALog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		clock := rapid.IntRange(0, 1439).Draw(t, "first")
		var entries []Entry
		for range rapid.IntRange(2, 12).Draw(t, "entries") {
			entries = append(entries, Entry{Stamp: Stamp{Clock: Clock{Hour: clock / 60, Minute: clock % 60, Precision: Minute}}})
			clock = (clock + rapid.IntRange(0, 600).Draw(t, "step")) % 1440
		}
		if runsBackward(entries) { // read as a log written newest first
			return
		}
		spans := Frame{Day: Date{Year: 2024, Month: 2, Day: 28}}.AppendSpans(nil, entries)
		for i := 1; i < len(spans); i++ {
			step := spans[i].At.Time.Sub(spans[i-1].At.Time)
			if step < 0 && entries[i].Clock.seconds() < entries[i-1].Clock.seconds()-midnightStep || step.Hours() >= 24 {
				t.Errorf("entry %d lies %v after the one before", i, step)
			}
		}
	})
}

func BenchmarkScan(b *testing.B) {
	const text = "On 2024-05-02 at 10:15 UTC, after a deploy of v1.24.0 that took 12 minutes, users in the second region may have seen errors until 11:40. "
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		Scan(text)
	}
}
