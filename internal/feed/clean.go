package feed

import (
	"bytes"
	"strings"
	"unicode/utf8"
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
func clean(text string) string { return strings.Map(keep, strings.ToValidUTF8(text, "")) }

// cleanBytes is clean for a whole body, which nearly always is clean already.
func cleanBytes(text []byte) []byte {
	if suspect(text) {
		return bytes.Map(keep, bytes.ToValidUTF8(text, nil))
	}
	return text
}

// suspect looks for what clean might change, quickly.
func suspect(text []byte) bool {
	for i, c := range text {
		switch {
		case c < 0x20 && c != '\n' && c != '\t' || c == 0x7F:
			return true
		case (c == 0xC2 || c == 0xEF) && i+1 < len(text) && (text[i+1] < 0xA0 || text[i+1] == 0xBF):
			return true
		}
	}
	return !utf8.Valid(text)
}
