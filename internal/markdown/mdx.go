package markdown

import (
	"bytes"
	"slices"

	"candor/internal/diag"
)

// maxTag is the greatest length of a JSX tag, and maxBroken how many that do
// not end are looked at.
const (
	maxTag    = 4096
	maxBroken = 100
)

// mdx takes what MDX adds to Markdown out of a text.
type mdx struct {
	doc      *Document
	out      []byte
	broken   int  // tags that did not end
	unclosed bool // a comment did not end, so none after it does
}

// withoutJSX returns src without what MDX adds to Markdown: lines that import
// or export, {/* comments */}, and the tags of components, whose content
// stays. A line keeps its place and its length: what is taken out of it is
// made up for with tabs at its end, where they mean nothing.
func withoutJSX(d *Document, src []byte) []byte {
	m := mdx{doc: d, out: make([]byte, 0, len(src))}
	var fence []byte
	script, blank := false, true
	for at := 0; at < len(src); {
		end := lineEnd(src, at)
		line := src[at:end]
		isBlank := len(bytes.TrimSpace(line)) == 0
		script = !isBlank && (script || blank && isScript(line))
		switch {
		case fence != nil || fenceOf(line) != nil:
			fence = nextFence(fence, line)
			m.out = append(m.out, line...)
		case script:
			m.pad(src, at, end)
		default:
			end = m.markdown(src, at, end)
		}
		at, blank = end, isBlank
	}
	return m.out
}

func lineEnd(src []byte, at int) int {
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}

// exports are the words that may follow export.
var exports = [][]byte{
	[]byte("const "), []byte("let "), []byte("var "), []byte("default "), []byte("function"), []byte("async "),
	[]byte("class "), []byte("{"), []byte("*"),
}

// isScript reports whether a line begins an import or export of a module.
func isScript(line []byte) bool {
	if rest, ok := bytes.CutPrefix(line, []byte("import ")); ok {
		return bytes.ContainsAny(rest, `"'{`)
	}
	rest, ok := bytes.CutPrefix(line, []byte("export "))
	return ok && slices.ContainsFunc(exports, func(word []byte) bool { return bytes.HasPrefix(rest, word) })
}

// fenceOf returns the marks that open a block of code on this line, or nil.
func fenceOf(line []byte) []byte {
	marks := bytes.TrimLeft(line, " \t>")
	if len(marks) == 0 || marks[0] != '`' && marks[0] != '~' {
		return nil
	}
	length := len(marks) - len(bytes.TrimLeft(marks, string(marks[:1])))
	if length < 3 || marks[0] == '`' && bytes.IndexByte(marks[length:], '`') >= 0 {
		return nil
	}
	return marks[:length]
}

// nextFence returns the fence that is open after this line.
func nextFence(open, line []byte) []byte {
	marks := fenceOf(line)
	switch {
	case open == nil:
		return marks
	case marks != nil && marks[0] == open[0] && len(marks) >= len(open) && bytes.HasSuffix(bytes.TrimSpace(line), marks):
		return nil
	}
	return open
}

// markdown copies a line without JSX. A tag or comment that goes on takes more
// lines with it; markdown returns where the last of them ends.
func (m *mdx) markdown(src []byte, from, end int) int {
	start := len(m.out)
	for i := from; i < end; {
		kept, skipped := m.next(src[i:], end-i, i)
		m.out = append(m.out, src[i:i+kept]...)
		i += kept + skipped
		for end < i { // the other lines it covers
			m.finish(src, from, end, start)
			from, start = end, len(m.out)
			end = lineEnd(src, end)
		}
	}
	m.finish(src, from, end, start)
	return end
}

// next returns how many bytes at the beginning of s stay, and how many go
// after them. line is what is left of the line.
func (m *mdx) next(s []byte, line, offset int) (kept, skipped int) {
	switch {
	case s[0] == '`':
		return codeLength(s[:line]), 0
	case s[0] == '\\' && line > 1:
		return 2, 0
	case s[0] == '{':
		skipped = m.comment(s)
	case s[0] == '<':
		skipped = m.tag(s, offset)
	}
	if skipped == 0 {
		return 1, 0
	}
	return 0, skipped
}

// finish ends the line src[from:end], of which m.out has what is left from
// start on.
func (m *mdx) finish(src []byte, from, end, start int) {
	text := bytes.TrimRight(m.out[start:], "\n")
	ends := end > from && src[end-1] == '\n'
	length := end - from
	if ends {
		length--
	}
	if len(text) < length {
		text = bytes.TrimRight(text, " ")
		if len(bytes.TrimSpace(text)) == 0 {
			text = text[:0]
		}
	}
	m.out = m.out[:start+len(text)]
	for range length - len(text) {
		m.out = append(m.out, '\t')
	}
	if ends {
		m.out = append(m.out, '\n')
	}
}

// pad blanks the line src[from:end].
func (m *mdx) pad(src []byte, from, end int) { m.finish(src, from, end, len(m.out)) }

// codeLength returns the length of the code span, or of the backticks, that
// line begins with.
func codeLength(line []byte) int {
	n := len(line) - len(bytes.TrimLeft(line, "`"))
	marks := line[:n]
	for i := n; i < len(line); {
		j := bytes.Index(line[i:], marks)
		if j < 0 {
			break
		}
		i += j
		run := len(line[i:]) - len(bytes.TrimLeft(line[i:], "`"))
		i += run
		if run == n {
			return i
		}
	}
	return n
}

// comment returns the length of the comment that s begins with, or 0.
func (m *mdx) comment(s []byte) int {
	if m.unclosed || !bytes.HasPrefix(s, []byte("{/*")) {
		return 0
	}
	end := bytes.Index(s, []byte("*/}"))
	if m.unclosed = end < 0; m.unclosed {
		return 0
	}
	return end + 3
}

// tag returns the length of the tag that s begins with, or 0 if it stays.
func (m *mdx) tag(s []byte, offset int) int {
	i := 1
	if i < len(s) && s[i] == '/' {
		i++
	}
	start := i
	for i < len(s) && (isASCIILetter(s[i]) || i > start && (s[i] >= '0' && s[i] <= '9' || s[i] == '.')) {
		i++
	}
	name := string(s[start:i])
	if name == "" && i < len(s) && s[i] == '>' {
		return i + 1 // a fragment
	}
	if name == "" || m.broken > maxBroken {
		return 0
	}
	length := tagLength(s[:min(len(s), maxTag)], i)
	switch {
	case length == 0:
		if m.broken++; m.broken > maxBroken {
			m.doc.report(offset, diag.Warning, "component-unclosed", "more than 100 tags do not end; from here on components are not looked for", "write < as &lt; where it is no tag")
		}
		return 0
	case name[0] >= 'a' && !bytes.Contains(s[:length], []byte("={")):
		return 0 // HTML
	case name[0] >= 'a': // HTML with attributes that are expressions: it stays, they go
		m.out = append(append(append(m.out, '<'), name...), '>')
		return length
	}
	if m.doc.firstMention("<" + name + ">") {
		m.doc.report(offset, diag.Hint, "component-unknown", "the component <"+short(name)+"> is left out; what is in it stays", "write it in Markdown: ::: containers make boxes and details")
	}
	return length
}

// tagLength returns the length of the tag whose attributes begin at i, or 0
// when it does not end.
func tagLength(s []byte, i int) int {
	depth := 0
	var quote byte
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"' || c == '\'' || c == '`':
			quote = c
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == '>' && depth == 0:
			return i + 1
		case c == '<' && depth == 0:
			return 0
		}
	}
	return 0
}

func isASCIILetter(c byte) bool { return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' }
