package incident

import (
	"strings"

	"candor/internal/when"
)

// leadTime is the time that a block begins with, if it does, and the bytes of
// the block's text that it takes.
type leadTime struct {
	start, end int
	when.Stamp
}

// lead returns the time that a block begins with.
func (d *document) lead(i int) *leadTime {
	if !d.blocks[i].dated() {
		return &noLead
	}
	m := &d.memos[i]
	if m.lead == nil {
		m.lead = &noLead
		if !mayLead(d.blocks[i].text) {
			return m.lead
		}
		if st, start, end := lead(d.masked(i)); !st.IsZero() {
			d.leads = append(d.leads, leadTime{start, end, st})
			m.lead = &d.leads[len(d.leads)-1]
		}
	}
	return m.lead
}

var noLead leadTime

// lead reads the time that a text without markup begins with, and where it
// stands. Brackets, symbols and words such as "at" may come before it.
func lead(text string) (st when.Stamp, start, end int) {
	at := skipSymbols(text, skipEmoji(text))
	if at == len(text) || isWord(text[at]) && !mayLeadWord(text[at:]) {
		return when.Stamp{}, 0, 0
	}
	st, n := when.ReadBetween(text[at:])
	if n == 0 {
		for range 3 {
			skip := leadWord(text[at:])
			if skip == 0 {
				break
			}
			at = skipSymbols(text, at+skip)
		}
		st, n = when.ReadStamp(text[at:])
	}
	if n == 0 {
		return when.Stamp{}, 0, 0
	}
	end = at + n
	if end < len(text) && text[end] == '/' && !st.Clock.IsZero() { // the same in another zone: 03:16/13:46
		if other, k := when.ReadStamp(text[end+1:]); !other.Clock.IsZero() {
			end += 1 + k
		}
	}
	if end < len(text) && (isWord(text[end]) || strings.IndexByte("/%_", text[end]) >= 0 || text[end] == '-' && end+1 < len(text) && isWord(text[end+1]) && st.Clock.IsZero()) {
		return when.Stamp{}, 0, 0
	}
	return st, at, end
}

// mayLead reports whether a text that still has its markup may begin with a time
// or a word before it: a quick test before the markup is blanked out.
func mayLead(text string) bool {
	for i := range min(len(text), maxSymbols) {
		switch c := text[i]; {
		case c == '~', c == ':', c == 0xe2, c == ']', c == '<', c == '&', c == '!', c == '^': // symbols, and markup that hides what follows
			return true
		case isWord(c):
			return mayLeadWord(text[i:])
		}
	}
	return false
}

// lineMayLead reports whether a line of a paragraph may begin with a time.
func (b *block) lineMayLead() bool {
	for text := b.text; ; {
		line, rest, more := strings.Cut(text, "\n")
		if mayLead(line) {
			return true
		}
		if text = rest; !more {
			return b.sees(veils)
		}
	}
}

// mayLeadWord reports whether the first word of a text may begin a time, stand
// before one, or be hidden.
func mayLeadWord(s string) bool {
	if when.MayBegin(s) {
		return true
	}
	for _, w := range leadWords {
		if stem := w[:len(w)-1]; s[0]|0x20 == w[0] && len(s) >= len(stem) && strings.EqualFold(s[:len(stem)], stem) {
			return true
		}
	}
	n := 0
	for n < len(s) && isWord(s[n]) {
		n++
	}
	return strings.HasPrefix(s[n:], "://")
}

// skipEmoji returns the length of the name of an emoji that a text begins with:
// :rotating_light:.
func skipEmoji(text string) int {
	if !strings.HasPrefix(text, ":") {
		return 0
	}
	name, _, ok := strings.Cut(text[1:min(len(text), maxSymbols)], ":")
	if !ok || name == "" || name[0] < 'a' || name[0] > 'z' || strings.ContainsAny(name, " \n") {
		return 0
	}
	return len(name) + 2
}

// maxSymbols is how many bytes may stand before a time that are no words.
const maxSymbols = 40

// skipSymbols returns the byte of the first letter, digit or ~ from at on.
func skipSymbols(text string, at int) int {
	for i := at; i < len(text) && i < at+maxSymbols; i++ {
		if isWord(text[i]) || text[i] == '~' || strings.HasPrefix(text[i:], "≈") {
			return i
		}
	}
	return min(at, len(text))
}

// leadWords may stand before a time.
var leadWords = [...]string{"at ", "on ", "by ", "from ", "since ", "between ", "date:", "time:", "when:", "start:"}

// leadWord returns the length of a word that may stand before a time.
func leadWord(s string) int {
	if s == "" || s[0] < 'A' {
		return 0
	}
	for _, w := range leadWords {
		if s[0]|0x20 != w[0] {
			continue
		}
		if len(s) > len(w) && strings.EqualFold(s[:len(w)], w) {
			return len(w)
		}
	}
	return 0
}
