package incident

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"candor/internal/when"
)

// FuzzLook states that a quick look lets nothing escape that the dear readers
// would read.
func FuzzLook(f *testing.F) {
	for _, s := range []string{
		"down from **10:15** to 11 a.m.", "2 <b>May</b>", "[May](/x) 2nd, 300 users", "1410 `UTC`", "At 12 https://example.org/a May", "May https://example.org/a 2",
		"Noon: 12 pods", "this Morning, 3 of them", "1410 eastern *time*", "02-May-2024", "15h50", "19. April", "2 of May", "at 10:?? UTC", "6_7_2024", "LAST NIGHT 5",
		"an hour", "Hours", "12m", "all times in UTC", "Time zone: CET", "5k users", "78% of", "3\u00a0May", "`5` pm", "24-hour", "2024‑05‑02",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) { checkLook(t, text) })
}

// The same for texts made of what times and markup are made of.
func TestLookLetsNoTimeEscape(t *testing.T) {
	part := rapid.SampledFrom([]string{
		" ", " ", "\n", "\u00a0", "\t", "-", ".", ":", "/", ",", "h", "at", "of", "am", "p.m.", "a", "UTC", "eastern", "time", "PT", "+02:00", "May", "sept", "Monday", "noon", "TONIGHT", "between ", "At ", "since ", "shortly after ", "ca.", "~", "date:", "The ", "nd",
		"*", "**", "_", "`", "[", "]", "](/a)", "<b>", "</b>", "<", "\\", "&nbsp;", "~~", "![x](y)", "[^1]", "https://example.org/a", "1", "2", "05", "12", "30", "2024", "1410", "300", "20240502", "??", "users", "minute", "hou", "r", "Hour", "day", "week", "times", "Tim", "ezone", "m", "k", "%", "ning", "&", "^",
	})
	for range 100 { // few texts are times
		rapid.Check(t, func(t *rapid.T) { checkLook(t, strings.Join(rapid.SliceOfN(part, 1, 12).Draw(t, "parts"), "")) })
	}
}

// seen are the sights as expressions.
var seen = map[flags]*regexp.Regexp{
	units:  regexp.MustCompile(`ute|[Hh]our|min|day|week|[0-9][hm]([^0-9A-Za-z]|$)`),
	days:   regexp.MustCompile(`day`),
	counts: regexp.MustCompile(`[0-9][ %kKM]`),
	wordy:  regexp.MustCompile(`(?i)day|noon|ight|ning`),
	veils:  regexp.MustCompile(`[<&!]|\[\^`),
	zones:  regexp.MustCompile(`[Tt]ime(s|z| z)`),
}

// checkLook compares a quick look at a text with what is there.
func checkLook(t interface{ Errorf(string, ...any) }, text string) {
	b, masked := block{text: text, holds: glimpse(text)}, mask(text, new(strings.Builder))
	for flag, sight := range seen {
		if b.sees(flag) != sight.MatchString(text) {
			t.Errorf("%q: found %b, %v", text, b.holds, sight)
		}
	}
	if hasDigit(text) != (b.holds&digits != 0) || statesZone(text) && !b.sees(zones) {
		t.Errorf("%q: digits or a zone escape: %b", text, b.holds)
	}
	if st, start, end := lead(masked); !st.IsZero() && !mayLead(text) {
		t.Errorf("%q: %q escapes", text, masked[start:end])
	}
	for line := range strings.SplitSeq(masked, "\n") {
		if st, start, end := lead(line); !st.IsZero() && (!b.lineMayLead() || b.holds&digits != 0 && !b.dated()) {
			t.Errorf("%q: %q escapes", text, line[start:end])
		}
	}
	if b.holds&digits == 0 || b.dated() {
		return
	}
	if list := when.Scan(masked); len(list) > 0 {
		t.Errorf("%q: %q escapes", text, masked[list[0].Start:list[0].End])
	}
}
