package incident

import "strings"

// mask returns text with its markup blanked out byte by byte, so that words can
// be read without it and every offset still holds: emphasis, code marks, the
// addresses of links, whole images, tags, escapes.
func mask(text string) string {
	m := masker{in: text}
	for m.at < len(text) {
		if markup[text[m.at]] {
			m.step()
		} else {
			m.at++
		}
	}
	if m.out == nil {
		return text
	}
	return string(m.out)
}

// markup tells the bytes that may begin some.
var markup = [256]bool{'*': true, '_': true, '`': true, '[': true, ']': true, '<': true, '\\': true, '&': true, '~': true, ':': true, '!': true}

type masker struct {
	in  string
	out []byte // made when the first byte is blanked
	at  int
}

// blank blanks the next n bytes, and keeps the line breaks.
func (m *masker) blank(n int) {
	if m.out == nil {
		m.out = []byte(m.in)
	}
	for end := min(m.at+n, len(m.in)); m.at < end; m.at++ {
		if m.in[m.at] != '\n' {
			m.out[m.at] = ' '
		}
	}
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
	case '*', '`', '\\':
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
	m.blank(0)
	for i := m.at - 1; i >= 0 && isWord(m.in[i]); i-- {
		m.out[i] = ' '
	}
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
