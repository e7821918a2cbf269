package feed

import "bytes"

// scanner reads canonical HTML: lower-case names, attributes in double quotes
// one space apart, no slash in void elements. Whatever else begins with < is
// stray.
type scanner struct {
	page []byte
	pos  int

	tagAt int // where the tag begins, after text
	kind  tagKind
	name  []byte
	attrs []attr // of a start tag, until the next call
}

type attr struct{ name, value []byte }

type tagKind uint8

const (
	noTag    tagKind = iota // the end of the page, or a comment
	startTag                // <p class="x">
	endTag                  // </p>
	stray                   // a < that begins no tag
)

// next reads text and the tag after it. It returns false at the end.
func (s *scanner) next() bool {
	if s.pos == len(s.page) {
		return false
	}
	rest := s.page[s.pos:]
	n := bytes.IndexByte(rest, '<')
	if n < 0 {
		s.tagAt, s.kind, s.pos = len(s.page), noTag, len(s.page)
		return true
	}
	s.tagAt = s.pos + n
	s.pos += n + 1
	before := s.pos
	if s.kind = s.tag(); s.kind == stray {
		s.pos = before
		if s.over("!--") {
			s.kind = noTag
			s.pos += through(s.page[s.pos:], "-->")
		}
	}
	return true
}

// tag reads a tag from after its <.
func (s *scanner) tag() tagKind {
	kind := startTag
	if s.at('/') {
		kind = endTag
	}
	if s.name = s.word(); len(s.name) == 0 {
		return stray
	}
	s.attrs = s.attrs[:0]
	for kind == startTag && s.at(' ') {
		a := attr{name: s.word()}
		if len(a.name) == 0 {
			return stray
		}
		if s.at('=') {
			if !s.at('"') {
				return stray
			}
			n := bytes.IndexByte(s.page[s.pos:], '"')
			if n < 0 {
				return stray
			}
			a.value = s.page[s.pos : s.pos+n]
			s.pos += n + 1
		}
		s.attrs = append(s.attrs, a)
	}
	if !s.at('>') {
		return stray
	}
	return kind
}

// at steps over c if it is next.
func (s *scanner) at(c byte) bool {
	if s.pos < len(s.page) && s.page[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

// word reads the name of an element or attribute.
func (s *scanner) word() []byte {
	rest, n := s.page[s.pos:], 0
	for n < len(rest) && inName[rest[n]] {
		n++
	}
	s.pos += n
	return rest[:n]
}

var inName = func() (table [256]bool) {
	for c := range table {
		table[c] = c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-'
	}
	return table
}()

// over steps over text if it is next.
func (s *scanner) over(text string) bool {
	if !bytes.HasPrefix(s.page[s.pos:], []byte(text)) {
		return false
	}
	s.pos += len(text)
	return true
}

// skip steps over the rest of an element that cannot contain another of its
// name.
func (s *scanner) skip(name string) {
	s.pos += through(s.page[s.pos:], "</"+name+">")
}

// through is how far into text mark ends, or the length of text.
func through(text []byte, mark string) int {
	if n := bytes.Index(text, []byte(mark)); n >= 0 {
		return n + len(mark)
	}
	return len(text)
}
