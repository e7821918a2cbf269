package incident

import (
	"strings"
	"testing"
)

// FuzzWords states that the words of a text are found in their order, with
// nothing of a word between them, and that each is known by its letters, digits
// and hyphens alone.
func FuzzWords(f *testing.F) {
	for _, s := range []string{
		"Customers weren't able to log in", "May 2, may fail", "the team’s post-mortem — 2nd", "crash-looping", "UNAVAILABILITY", "o'clock's", "a-", "-a", "don''t", "Größe über", "’s", "x\xe2\x80", "investigating",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last := 0
		for i, w := range lex.split(nil, text) {
			start, end := int(w.start), int(w.end)
			if start < last || end <= start || end > len(text) {
				t.Fatalf("%q: word %d stands at [%d, %d)", text, i, start, end)
			}
			between := strings.NewReplacer("'s", "", "’s", "").Replace(text[last:start])
			if strings.ContainsFunc(between, func(c rune) bool { return c < 0x80 && isWord(byte(c)) }) {
				t.Errorf("%q: %q is in no word", text, between)
			}
			last = end
			letters, want := strings.NewReplacer("'", "", "’", "").Replace(text[start:end]), uint16(0)
			if !strings.ContainsFunc(letters, func(c rune) bool { return c >= 0x80 }) {
				want = lex.ids[strings.ToLower(letters)]
			}
			if w.id != want && !(w.id == 0 && want == lex.may) { // May 2 is no verb
				t.Errorf("%q: the id of %q is %d, want %d", text, letters, w.id, want)
			}
		}
	})
}
