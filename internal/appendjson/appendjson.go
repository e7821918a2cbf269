// Package appendjson writes JSON by appending to a slice. encoding/json reads
// structs by reflection, and scans what a MarshalJSON returns once more; that
// counts where a site's largest files are written. Values look as encoding/json
// writes them with SetEscapeHTML(false); tests compare the two.
package appendjson

import (
	"encoding/json"
	"unicode/utf8"

	"candor/internal/eight"
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
		if found := special(eight.At(text, i)); found != 0 {
			return i + eight.First(found)
		}
	}
	return min(len(text), i+eight.First(special(eight.Rest(text, i, ' '))))
}

// special marks the first of eight bytes that does not stand for itself. It may
// mark bytes after it too, since it subtracts where eight.Below adds: that is
// shorter, but a byte may borrow from the next.
func special(x uint64) uint64 {
	control := x - eight.Ones*' '
	quote := (x ^ eight.Ones*'"') - eight.Ones
	backslash := (x ^ eight.Ones*'\\') - eight.Ones
	return (x | control | quote | backslash) & eight.High
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
