package markdown

import (
	"bytes"
	"html"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// PlainText returns the words of n without markup, on one line.
func (d *Document) PlainText(n ast.Node) string {
	d.words = d.appendPlain(d.words[:0], n)
	return oneLine(d.words)
}

func (d *Document) appendPlain(dst []byte, n ast.Node) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			if value := c.Value(d.Source); c.IsRaw() || isPlain(value) {
				dst = append(dst, value...)
			} else {
				dst = append(dst, unescape(value)...)
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				dst = append(dst, ' ')
			}
		case *ast.AutoLink:
			dst = append(dst, c.Label(d.Source)...)
		default:
			dst = d.appendPlain(dst, c)
		}
	}
	return dst
}

// oneLine returns a text with one space for all white space between words. It
// may write over the text.
func oneLine(text []byte) string {
	if slices.ContainsFunc(text, func(c byte) bool { return c >= utf8.RuneSelf }) { // where there is other white space
		return strings.Join(strings.Fields(string(text)), " ")
	}
	line, gap := text[:0], false
	for _, c := range text {
		if c == ' ' || '\t' <= c && c <= '\r' {
			gap = len(line) > 0
			continue
		}
		if gap {
			line, gap = append(line, ' '), false
		}
		line = append(line, c)
	}
	return string(line)
}

// unescape resolves Markdown's backslashes and entities.
func unescape(s []byte) string {
	if isPlain(s) {
		return string(s)
	}
	return html.UnescapeString(string(util.UnescapePunctuations(s)))
}

// isPlain reports whether a text has no backslashes and entities.
func isPlain(s []byte) bool { return bytes.IndexByte(s, '\\') < 0 && bytes.IndexByte(s, '&') < 0 }
