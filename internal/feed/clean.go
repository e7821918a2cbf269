package feed

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// allowed reports whether r may stand in a feed. XML 1.0 (section 2.2) forbids
// most control characters and the noncharacters; a carriage return would come
// out of a parser as something else, so it goes too.
func allowed(r rune) bool {
	return r >= 0x20 && r != 0xFFFE && r != 0xFFFF || r == '\n' || r == '\t'
}

func keep(r rune) rune {
	if allowed(r) {
		return r
	}
	return -1
}

// clean returns text as valid UTF-8 without characters that XML 1.0 forbids.
func clean(text string) string {
	return strings.Map(keep, strings.ToValidUTF8(text, "\uFFFD"))
}

// cleanBytes is clean for a whole body, which nearly always is clean already.
func cleanBytes(text []byte) []byte {
	if suspect(text) {
		return bytes.Map(keep, bytes.ToValidUTF8(text, []byte("\uFFFD")))
	}
	return text
}

// suspect looks for what clean might change, quickly.
func suspect(text []byte) bool {
	for i, c := range text {
		if c < 0x20 && c != '\n' && c != '\t' || c == 0xEF && i+1 < len(text) && text[i+1] == 0xBF {
			return true
		}
	}
	return !utf8.Valid(text)
}
