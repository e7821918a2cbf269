package lex

import (
	"strings"

	"github.com/tdewolff/parse/v2/js"
)

// element is an open element of JSX, or the braces of an expression in one.
type element struct {
	part  part
	depth int // of braces
}

// part is where in an element the reader is.
type part uint8

const (
	braces part = iota
	tag
	content
)

// startsElement reports whether s starts with the tag of an element. In
// TypeScript <T, and <T extends are type parameters.
func startsElement(s string) bool {
	end := nameEnd(s, 1)
	rest := s[end:]
	if end == 1 {
		return strings.HasPrefix(rest, ">")
	}
	return isLetter(s[1]) && !strings.HasPrefix(rest, ",") && !strings.HasPrefix(rest, " extends ")
}

// startElement reads <name.
func (r *scriptReader) startElement() {
	at := r.list.end()
	end := tagNameEnd(r.code, at+1)
	r.take(Plain, at+1)
	r.take(Tag, end)
	r.open = append(r.open, element{part: tag})
}

// jsx reads a piece of markup.
func (r *scriptReader) jsx(e *element) {
	at := r.list.end()
	switch c := r.code[at]; {
	case c == '{':
		r.open = append(r.open, element{part: braces})
		r.prev = js.SemicolonToken
	case e.part == content:
		r.content(at)
	case c == '"' || c == '\'':
		end := strings.IndexByte(r.code[at+1:], c)
		if end < 0 {
			end = len(r.code) - at - 2
		}
		r.take(String, at+end+2)
	case c == '>':
		e.part = content
		r.take(Plain, at+1)
	case strings.HasPrefix(r.code[at:], "/>"):
		r.take(Plain, at+2)
		r.closeElement()
	default:
		r.take(Plain, max(nameEnd(r.code, at), at+1))
	}
}

// content reads text, or a tag between texts.
func (r *scriptReader) content(at int) {
	rest := r.code[at:]
	switch {
	case strings.HasPrefix(rest, "</"):
		end := tagNameEnd(r.code, at+2)
		r.take(Plain, at+2)
		r.take(Tag, end)
		if strings.HasPrefix(r.code[end:], ">") {
			r.take(Plain, end+1)
		}
		r.closeElement()
	case rest[0] == '<' && startsElement(rest):
		r.startElement()
	default:
		end := strings.IndexAny(rest[1:], "<{") + 1
		if end == 0 {
			end = len(rest)
		}
		r.take(Plain, at+end)
	}
}

// closeElement leaves an element; what follows is like a new statement.
func (r *scriptReader) closeElement() {
	r.open = r.open[:len(r.open)-1]
	r.prev, r.end, r.typing = js.SemicolonToken, 0, untyped
}

func tagNameEnd(s string, at int) int {
	for at < len(s) && (isNameByte(s[at]) || s[at] == '.' || s[at] == '-' || s[at] == ':') {
		at++
	}
	return at
}
