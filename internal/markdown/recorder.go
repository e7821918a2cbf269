package markdown

import (
	"slices"
	"unicode/utf8"

	"github.com/yuin/goldmark/renderer/html"
)

// recorder is what node renderers write to. Goldmark hands it through because
// it is a util.BufWriter; the methods of that interface drop the characters
// that XML 1.0 forbids, which entities could bring back.
type recorder struct {
	doc   *Document
	buf   []byte
	holes []Hole
	links []Link
	marks marker

	headings int  // how many have been written
	slow     bool // a block of code took too long: no more highlighting

	// raw says that the output still goes through sanitize, which takes the
	// attributes and blocks that are done from here instead of reading them.
	raw       bool
	addresses []address
	blocks    [][]byte
	html      rawState
}

func newRecorder(d *Document, room []byte) *recorder {
	return &recorder{
		doc:   d,
		buf:   slices.Grow(room[:0], len(d.Source)+len(d.Source)/4+512),
		links: slices.Grow([]Link(nil), d.links),
		raw:   d.hasHTML,
	}
}

func (w *recorder) body() Body {
	return Body{HTML: w.buf, Holes: w.holes, Links: w.links, Placed: w.marks.placed}
}

// str appends s as it is.
func (w *recorder) str(s string) { w.buf = append(w.buf, s...) }

// escapes are the replacements for bytes that do not stand for themselves.
var escapes = func() (t [256]*string) {
	none := ""
	for c := range byte(' ') {
		if c != '\t' && c != '\n' { // carriage returns too: lines end in \n
			t[c] = &none
		}
	}
	for c, s := range map[byte]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&quot;"} {
		t[c] = &s
	}
	return t
}()

// special tells the bytes that escapes has, and those that U+FFFE and U+FFFF
// begin with.
var special = func() (table [256]bool) {
	for c := range escapes {
		table[c] = escapes[c] != nil || c == 0xEF
	}
	return table
}()

// escape appends s as text or attribute value.
func (w *recorder) escape(s []byte) { w.buf = appendEscaped(w.buf, s) }

func appendEscaped[T string | []byte](dst []byte, s T) []byte {
	from := 0
	for i := range len(s) {
		if !special[s[i]] {
			continue
		}
		if r := escapes[s[i]]; r != nil {
			dst = append(dst, s[from:i]...)
			dst = append(dst, *r...)
			from = i + 1
		} else if i+2 < len(s) && s[i+1] == 0xBF && s[i+2] >= 0xBE {
			dst = append(dst, s[from:i]...)
			from = i + 3 // the bytes that follow go with it
		}
	}
	return append(dst, s[from:]...)
}

// text appends Markdown text with its backslashes and entities resolved.
func (w *recorder) text(s []byte) {
	for _, c := range s {
		if special[c] && c != 0xEF || c == '\\' {
			html.DefaultWriter.Write(w, s)
			return
		}
	}
	w.buf = append(w.buf, s...)
}

func (w *recorder) Write(p []byte) (int, error) {
	for _, r := range string(p) {
		w.WriteRune(r)
	}
	return len(p), nil
}

func (w *recorder) WriteRune(r rune) (int, error) {
	if r != '\r' && allowedInXML(r) {
		w.buf = utf8.AppendRune(w.buf, r)
	}
	return utf8.RuneLen(r), nil
}

func (w *recorder) WriteByte(c byte) error {
	w.buf = append(w.buf, c)
	return nil
}

func (w *recorder) WriteString(s string) (int, error) { return w.Write([]byte(s)) }
func (w *recorder) Available() int                    { return cap(w.buf) - len(w.buf) }
func (w *recorder) Buffered() int                     { return 0 }
func (w *recorder) Flush() error                      { return nil }

// allowedInXML is the Char production of XML 1.0, section 2.2.
func allowedInXML(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' || r >= ' ' && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
}
