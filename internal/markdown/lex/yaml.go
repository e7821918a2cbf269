package lex

import "strings"

var yamlWords = words(map[Class]string{
	Constant: "true false null yes no on off True False Yes No On Off TRUE FALSE YES NO ON OFF ~",
})

// yamlReader reads one block of YAML.
type yamlReader struct {
	code   string
	list   tokens
	scalar int    // indentation of the line that starts a block of text; -1 outside
	flow   int    // open brackets
	keyed  bool   // after a key: what follows is its value
	hash   int    // a comment starts here, or after what is read
	open   [2]int // up to where " and ' have no end
}

// yamlTokens reads YAML line by line. It need not know how lines nest, except
// where a block of text ends.
func yamlTokens(code string) ([]Token, error) {
	r := yamlReader{code: code, list: newTokens(code), scalar: -1, hash: -1}
	for r.list.end() < len(code) {
		r.line(r.list.end(), lineEnd(code, r.list.end()))
	}
	return r.list, nil
}

func (r *yamlReader) line(from, end int) {
	line := r.code[from:end]
	text := strings.TrimLeft(line, " ")
	indent := len(line) - len(text)
	if r.scalar >= 0 && (text == "" || indent > r.scalar) {
		r.list.add(String, min(end+1, len(r.code)))
		return
	}
	r.scalar, r.keyed = -1, false
	if strings.HasPrefix(line, "---") || line == "..." {
		r.list.add(Namespace, from+3)
		indent = 3
	}
	for at := from + indent; at < end; {
		class, next := r.token(at, end, indent)
		if next > at {
			r.list.add(Plain, at)
			r.list.add(class, next)
		}
		at = max(next, at+1)
		if at > end { // a string over several lines
			end = lineEnd(r.code, at)
		}
	}
	r.list.add(Plain, min(end+1, len(r.code)))
}

// token returns the class of the token at an offset, and where it ends.
func (r *yamlReader) token(at, end, indent int) (Class, int) {
	c := r.code[at]
	switch c {
	case ' ', '\t', ':', '?':
		return Plain, at + 1
	case ',':
		r.keyed = false
		return Plain, at + 1
	case '#':
		return Comment, end
	case '"', '\'':
		return r.quoted(at)
	case '[', '{':
		r.flow++
		r.keyed = false
		return Plain, at + 1
	case ']', '}':
		r.flow = max(r.flow-1, 0)
		return Plain, at + 1
	case '|', '>':
		if strings.Trim(r.code[at:end], "|>+-0123456789 ") == "" {
			r.scalar = indent
			return Plain, end
		}
	case '&', '*', '!':
		return Preprocessor, at + len(r.upTo(at, end, " ,]}"))
	case '-':
		if at+1 == end || r.code[at+1] == ' ' {
			return Plain, at + 1
		}
	}
	return r.plain(at, end)
}

// quoted reads a string, which is a key before a colon.
func (r *yamlReader) quoted(at int) (Class, int) {
	kind := strings.IndexByte(`"'`, r.code[at])
	if at < r.open[kind] {
		return Plain, at + 1
	}
	q := quote{end: r.code[at : at+1], escape: kind == 0, lines: true}
	next, closed := q.find(r.code, at+1)
	if !closed {
		r.open[kind] = next
		return Plain, at + 1
	}
	if strings.HasPrefix(r.code[next:], ":") {
		return Tag, next
	}
	return String, next
}

// plain reads a scalar without quotes.
func (r *yamlReader) plain(at, end int) (Class, int) {
	text := r.code[at:r.commentStart(at, end)]
	if r.flow > 0 {
		text = r.upTo(at, at+len(text), ",[]{}")
	}
	if key, ok := yamlKey(text); ok && !r.keyed {
		r.keyed = true
		return Tag, at + len(key)
	}
	word := strings.TrimRight(text, " ")
	switch {
	case yamlWords[word] != Plain:
		return yamlWords[word], at + len(word)
	case isNumber(word):
		return Number, at + len(word)
	}
	return Plain, at + max(len(text), 1)
}

// commentStart returns where in a line the next comment starts, or its end.
func (r *yamlReader) commentStart(at, end int) int {
	if r.hash < at {
		r.hash = len(r.code)
		if i := strings.Index(r.code[at:], " #"); i >= 0 {
			r.hash = at + i
		}
	}
	return min(r.hash, end)
}

// upTo returns the code from at, as far as the first of some signs or end.
func (r *yamlReader) upTo(at, end int, signs string) string {
	if i := strings.IndexAny(r.code[at:end], signs); i >= 0 {
		return r.code[at : at+i]
	}
	return r.code[at:end]
}

// yamlKey returns what stands before a colon that ends a key.
func yamlKey(s string) (string, bool) {
	if i := strings.Index(s, ": "); i >= 0 {
		return s[:i], true
	}
	return strings.CutSuffix(s, ":")
}

// isNumber reports whether s is a decimal or hexadecimal number.
func isNumber(s string) bool {
	digits := strings.TrimLeft(s, "+-")
	if digits == "" || !isDigit(digits[0]) {
		return false
	}
	if hex, ok := strings.CutPrefix(digits, "0x"); ok {
		return strings.Trim(hex, "0123456789abcdefABCDEF") == ""
	}
	return strings.Trim(digits, "0123456789.eE+_") == "" && strings.Count(digits, ".") <= 1
}
