package feed

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"candor/internal/eight"
)

// allowed reports whether r may stand in a feed. XML 1.0 (section 2.2) forbids
// most control characters and two noncharacters, and discourages the control
// characters above 0x7E; a carriage return comes out of a parser as something
// else.
func allowed(r rune) bool {
	switch {
	case r < 0x20:
		return r == '\n' || r == '\t'
	case r >= 0x7F && r <= 0x9F:
		return false
	}
	return r != 0xFFFE && r != 0xFFFF
}

func keep(r rune) rune {
	if allowed(r) {
		return r
	}
	return -1
}

// clean returns text as valid UTF-8 with allowed characters only.
func clean(text string) string {
	for i := range len(text) {
		if classes[text[i]] != 0 {
			return strings.Map(keep, strings.ToValidUTF8(text, ""))
		}
	}
	return text
}

// cleanBytes is clean for a whole body, which nearly always is clean already.
func cleanBytes(text []byte) []byte {
	if suspect(text) {
		return bytes.Map(keep, bytes.ToValidUTF8(text, nil))
	}
	return text
}

// suspect looks for what clean might change, quickly.
func suspect(text []byte) bool {
	seen, rest := byte(0), text
	for ; len(rest) >= 8; rest = rest[8:] {
		if eight.Between(eight.At(rest, 0), ' ', '~') == eight.High {
			continue
		}
		for _, c := range rest[:8] {
			seen |= classes[c]
		}
	}
	for _, c := range rest {
		seen |= classes[c]
	}
	if seen&(control|rare) == 0 {
		return seen&wide != 0 && !utf8.Valid(text)
	}
	return seen&control != 0 || bytes.ContainsFunc(text, func(r rune) bool { return !allowed(r) }) || !utf8.Valid(text)
}

// What a byte may be a part of.
const (
	control byte = 1 << iota // a character that is not allowed
	wide                     // one of several bytes
	rare                     // one of several bytes, perhaps not allowed
)

var classes = func() (table [256]byte) {
	for c := range table {
		switch {
		case c == 0xC2 || c == 0xEF:
			table[c] = rare
		case c >= utf8.RuneSelf:
			table[c] = wide
		case !allowed(rune(c)):
			table[c] = control
		}
	}
	return table
}()
