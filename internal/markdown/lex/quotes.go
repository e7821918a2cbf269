package lex

import "strings"

// quoted returns where the string at an offset ends; at, if there is none.
func (r *grammarReader) quoted(at int) int {
	for i := range r.quotes {
		q := &r.quotes[i]
		if !strings.HasPrefix(r.code[at:], q.start) {
			continue
		}
		if at < r.open[i] { // known to have no end
			return at
		}
		end, closed := q.find(r.code, at+len(q.start))
		if !closed {
			r.open[i] = end
			return at
		}
		return end
	}
	return at
}

// find returns where a string ends whose content starts at an offset, or how
// far it was looked for.
func (q *quote) find(code string, at int) (end int, closed bool) {
	for depth := 0; at < len(code); at++ {
		switch c := code[at]; {
		case c == '\\' && q.escape:
			at++
		case c == '\n' && !q.lines:
			return at, false
		case q.nested != "" && strings.HasPrefix(code[at:], q.nested):
			depth++
			at += len(q.nested) - 1
		case depth > 0 && c == q.until:
			depth--
		case depth == 0 && strings.HasPrefix(code[at:], q.end):
			return at + len(q.end), true
		}
	}
	return len(code), false
}

// hereDocument reads <<END and the lines until END.
func (r *grammarReader) hereDocument(at int) (Class, int) {
	from := at + 2
	for from < len(r.code) && strings.IndexByte("-~ \"'\\", r.code[from]) >= 0 {
		from++
	}
	word := r.code[from:nameEnd(r.code, from)]
	if word == "" || at < r.open[maxQuotes] {
		return Plain, at + 2
	}
	for line := lineEnd(r.code, from); line < len(r.code); {
		end := lineEnd(r.code, line+1)
		if strings.Trim(r.code[line:end], " \t\n") == word {
			return String, end
		}
		line = end
	}
	r.open[maxQuotes] = len(r.code)
	return Plain, at + 2
}
