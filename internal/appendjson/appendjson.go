// Package appendjson writes JSON by appending to a slice. encoding/json reads
// structs by reflection, and scans what a MarshalJSON returns once more; that
// counts where a site's largest files are written. Values look as encoding/json
// writes them with SetEscapeHTML(false); tests compare the two.
package appendjson

import (
	"encoding/json"
	"math/bits"
	"unicode/utf8"
)

// String appends a text. Bytes that are not UTF-8 become U+FFFD.
func String[T ~string | ~[]byte](dst []byte, text T) []byte {
	dst = append(dst, '"')
	from := 0
	for i := plain(text, 0); i < len(text); i = plain(text, i) {
		c := text[i]
		escape, width := escapeOf(c), 1
		if c >= utf8.RuneSelf {
			var r rune
			r, width = decode(text[i:])
			escape = escapeOfRune(r, width)
		}
		if escape != "" {
			dst = append(append(dst, text[from:i]...), escape...)
			from = i + width
		}
		i += width
	}
	return append(append(dst, text[from:]...), '"')
}

// plain is where the bytes from i on that stand for themselves end. It looks at
// eight at once, since most texts have long runs of them.
func plain[T ~string | ~[]byte](text T, i int) int {
	for ; i+8 <= len(text); i += 8 {
		b := text[i : i+8]
		w := uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
		if found := special(w); found != 0 {
			return i + bits.TrailingZeros64(found)/8
		}
	}
	for i < len(text) && special(uint64(text[i]))&0x80 == 0 {
		i++
	}
	return i
}

const (
	ones  = 0x0101010101010101
	highs = 0x8080808080808080
)

// special sets the high bit of the first of eight bytes that does not stand for
// itself. It may set that of bytes after it too.
func special(w uint64) uint64 {
	wide := w
	control := w - ones*' '
	quote := (w ^ ones*'"') - ones
	backslash := (w ^ ones*'\\') - ones
	return (wide | control | quote | backslash) & highs
}

func decode[T ~string | ~[]byte](text T) (rune, int) {
	return utf8.DecodeRuneInString(string(text[:min(len(text), utf8.UTFMax)]))
}

func escapeOf(c byte) string {
	switch c {
	case '"':
		return `\"`
	case '\\':
		return `\\`
	case '\b':
		return `\b`
	case '\f':
		return `\f`
	case '\n':
		return `\n`
	case '\r':
		return `\r`
	case '\t':
		return `\t`
	}
	const hex = "0123456789abcdef"
	return string([]byte{'\\', 'u', '0', '0', hex[c>>4], hex[c&15]})
}

// escapeOfRune escapes what is not UTF-8, and the two line ends that only JSON
// takes for text. Others it leaves.
func escapeOfRune(r rune, width int) string {
	switch {
	case r == utf8.RuneError && width == 1:
		return `\ufffd`
	case r == '\u2028':
		return `\u2028`
	case r == '\u2029':
		return `\u2029`
	}
	return ""
}

// Nullable appends a text, or null for "".
func Nullable(dst []byte, text string) []byte {
	if text == "" {
		return append(dst, "null"...)
	}
	return String(dst, text)
}

// Number appends a number; one that is none, or has no end, becomes null.
func Number(dst []byte, n float64) []byte {
	text, err := json.Marshal(n)
	if err != nil {
		return append(dst, "null"...)
	}
	return append(dst, text...)
}

// Array appends a list, with each item as item appends it.
func Array[T any](dst []byte, list []T, item func(dst []byte, v T) []byte) []byte {
	dst = append(dst, '[')
	for i, v := range list {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = item(dst, v)
	}
	return append(dst, ']')
}
