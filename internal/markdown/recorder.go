package markdown

import (
	"bytes"
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

// escape appends s as text or attribute value.
func (w *recorder) escape(s []byte) { w.buf = appendEscaped(w.buf, s) }

// text appends Markdown text with its backslashes and entities resolved.
func (w *recorder) text(s []byte) {
	if bytes.IndexByte(s, '\\') >= 0 || escapable(s) {
		html.DefaultWriter.Write(w, s)
	} else {
		w.buf = append(w.buf, s...)
	}
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
