package incident

import "strings"

// mask returns text with its markup blanked out byte by byte, so that words can
// be read without it and every offset still holds: emphasis, code marks, the
// addresses of links, whole images, tags, escapes. What it writes is kept in
// room, which may be shared by many texts.
func mask(text string, room *strings.Builder) string {
	at := nextMarkup(text, 0)
	if at == len(text) {
		return text
	}
	m := masker{in: text, out: room, from: -1}
	for at < len(text) {
		m.at = at
		m.step()
		at = nextMarkup(text, m.at)
	}
	if m.from < 0 {
		return text
	}
	room.WriteString(text[m.done:])
	return room.String()[m.from:]
}

// nextMarkup returns where the next byte stands that may begin markup, from at on.
func nextMarkup(text string, at int) int {
	for at < len(text) && !markup[text[at]] {
		at++
	}
	return at
}

// markup tells the bytes that may begin some.
var markup = [256]bool{'*': true, '_': true, '`': true, '[': true, ']': true, '<': true, '\\': true, '&': true, '~': true, ':': true, '!': true}

type masker struct {
	in   string
	at   int
	done int // bytes of in that are written
	out  *strings.Builder
	from int // the byte of out that is the first of this text, -1 before anything is written
}

// maskRoom is how many bytes are made room for at least.
const maskRoom = 2048

// blank blanks the next n bytes, and keeps the line breaks.
func (m *masker) blank(n int) {
	m.keep(m.at)
	end := min(m.at+n, len(m.in))
	if end-m.at == 1 && m.in[m.at] != '\n' {
		m.out.WriteByte(' ')
		m.at = end
	}
	for m.at < end {
		k := strings.IndexByte(m.in[m.at:end], '\n')
		if k == 0 {
			m.out.WriteByte('\n')
			m.at++
			continue
		}
		if k < 0 {
			k = end - m.at
		}
		k = min(k, len(blanks))
		m.out.WriteString(blanks[:k])
		m.at += k
	}
	m.done = m.at
}

const blanks = "                                                                "

// keep writes the bytes up to end as they are.
func (m *masker) keep(end int) {
	if m.from < 0 {
		if m.out.Cap()-m.out.Len() < len(m.in) { // what was written before keeps its own room
			m.out.Reset()
			m.out.Grow(max(maskRoom, len(m.in)))
		}
		m.from = m.out.Len()
	}
	m.out.WriteString(m.in[m.done:end])
	m.done = end
}

func (m *masker) step() {
	rest := m.in[m.at:]
	switch rest[0] {
	case '[':
		if end := strings.IndexByte(rest[:min(len(rest), 40)], ']'); end > 0 && rest[1] == '^' { // a footnote
			m.blank(end + 1)
			return
		}
		m.blank(1)
	case '\\':
		m.blank(1)
		if strings.HasPrefix(rest[1:], "<") { // \<end> is no tag
			m.blank(1)
		}
	case '*', '`':
		m.blank(1)
	case '_':
		if m.at > 0 && isWord(m.in[m.at-1]) && len(rest) > 1 && isWord(rest[1]) {
			m.at++
			return
		}
		m.blank(1)
	case '~':
		if strings.HasPrefix(rest, "~~") {
			m.blank(2)
			return
		}
		m.at++
	case ']':
		m.blank(1 + target(rest[1:]))
	case '!':
		if n := image(rest); n > 0 {
			m.blank(n)
			return
		}
		m.at++
	case '<':
		m.blank(max(1, tag(rest)))
	case '&':
		if end := strings.IndexByte(rest[:min(8, len(rest))], ';'); end > 1 {
			m.blank(end + 1)
			return
		}
		m.at++
	case ':':
		if n := address(rest); n > 0 && m.at > 0 {
			m.blankWord()
			m.blank(n)
			return
		}
		m.at++
	}
}

// blankWord blanks the word before the next byte, the http of http://.
func (m *masker) blankWord() {
	start := m.at
	for start > m.done && isWord(m.in[start-1]) {
		start--
	}
	n := m.at - start
	m.at = start
	m.blank(n)
}

func isWord(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9'
}

// target returns the length of the (address) or [reference] after a link text.
func target(s string) int {
	if s == "" || s[0] != '(' && s[0] != '[' {
		return 0
	}
	closer := byte(')')
	if s[0] == '[' {
		closer = ']'
	}
	depth := 0
	for i := 0; i < len(s) && i < 2000 && s[i] != '\n'; i++ {
		switch s[i] {
		case s[0]:
			depth++
		case closer:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return 0
}

// image returns the length of ![alt](address).
func image(s string) int {
	if !strings.HasPrefix(s, "![") {
		return 0
	}
	end := strings.IndexByte(s[:min(len(s), 500)], ']')
	if end < 0 {
		return 0
	}
	if n := target(s[end+1:]); n > 0 {
		return end + 1 + n
	}
	return 0
}

// tag returns the length of an HTML tag or an autolink.
func tag(s string) int {
	if len(s) < 2 || !isWord(s[1]) && s[1] != '/' && s[1] != '!' {
		return 0
	}
	return strings.IndexByte(s[:min(len(s), 1000)], '>') + 1
}

// address returns the length of the ://… of a bare address.
func address(s string) int {
	if !strings.HasPrefix(s, "://") {
		return 0
	}
	n := strings.IndexAny(s, " \t\n)>|")
	if n < 0 {
		n = len(s)
	}
	return n
}
