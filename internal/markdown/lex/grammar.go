package lex

import "strings"

// grammar describes a language of words, numbers, strings and comments.
type grammar struct {
	words    map[string]Class
	anyCase  bool             // words are in lower case here, in any in the code
	names    map[string]Class // of the name after a word, as after def
	inWord   func(byte) bool  // nil: letters, digits, _ and $
	digits   bool             // only words of nothing else are numbers
	members  bool             // names after a dot are plain
	comments []string         // what starts one to the end of the line
	block    [2]string        // what starts and ends a comment
	quotes   []quote          // the longest first; at most maxQuotes
	prefixes string           // letters before a string that are part of it
	key      Class            // of a string before a colon
	sign     byte             // starts a decorator
	heredoc  bool             // <<END starts a string until a line of END
}

// quote is what starts and ends a string.
type quote struct {
	start, end string
	escape     bool   // a backslash hides what follows
	lines      bool   // it may go over several lines
	nested     string // starts code in which the end does not count
	until      byte   // ends that code
}

const maxQuotes = 8

// grammarReader reads one block of code.
type grammarReader struct {
	*grammar
	code string
	list tokens
	next Class // of the next name
	// Up to where there is no end for a quote; the last is for here documents.
	open [maxQuotes + 1]int
}

func (g *grammar) tokens(code string) ([]Token, error) {
	r := grammarReader{grammar: g, code: code, list: newTokens(code)}
	for at := 0; at < len(code); {
		class, end := r.token(at)
		if class != Plain {
			r.list.add(Plain, at)
			r.list.add(class, end)
		}
		at = end
	}
	r.list.add(Plain, len(code))
	return r.list, nil
}

// token returns the class of the token at an offset, and where it ends.
func (r *grammarReader) token(at int) (Class, int) {
	c := r.code[at]
	switch {
	case c == ' ' || c == '\t':
		return Plain, at + 1
	case c == '\n':
		r.next = Plain
		return Plain, at + 1
	case c == '\\':
		return Plain, min(at+2, len(r.code))
	case r.inWordOrNumber(c):
		return r.word(at)
	}
	if end := r.comment(at); end > at {
		return Comment, end
	}
	if end := r.quoted(at); end > at {
		return r.stringClass(end), end
	}
	if r.heredoc && strings.HasPrefix(r.code[at:], "<<") {
		return r.hereDocument(at)
	}
	if c == r.sign && c != 0 {
		return Decorator, tagNameEnd(r.code, at+1)
	}
	if c != '.' && c != ',' {
		r.next = Plain
	}
	return Plain, at + 1
}

func (r *grammarReader) inWordOrNumber(c byte) bool {
	if r.inWord != nil {
		return r.inWord(c)
	}
	return isNameByte(c)
}

// comment returns where the comment at an offset ends; at, if there is none.
func (r *grammarReader) comment(at int) int {
	if at > 0 && r.code[at-1] == '$' { // $# of shells
		return at
	}
	rest := r.code[at:]
	for _, start := range r.comments {
		if strings.HasPrefix(rest, start) {
			return lineEnd(r.code, at)
		}
	}
	if start := r.block[0]; start != "" && strings.HasPrefix(rest, start) {
		if i := strings.Index(rest[len(start):], r.block[1]); i >= 0 {
			return at + len(start) + i + len(r.block[1])
		}
		return len(r.code)
	}
	return at
}

// stringClass returns the class of a string that ends at end.
func (r *grammarReader) stringClass(end int) Class {
	if r.key != Plain && strings.HasPrefix(strings.TrimLeft(r.code[end:], " \t\n"), ":") {
		return r.key
	}
	return String
}

// word reads a word, a number, or a string with a prefix.
func (r *grammarReader) word(at int) (Class, int) {
	end := at + 1
	for end < len(r.code) && r.inWordOrNumber(r.code[end]) {
		end++
	}
	if r.prefixes != "" && end-at <= 2 && end < len(r.code) && strings.Trim(r.code[at:end], r.prefixes) == "" {
		if e := r.quoted(end); e > end {
			return String, e
		}
	}
	if isDigit(r.code[at]) {
		return r.number(at, end)
	}
	next := r.next
	class := r.lookup(r.code[at:end])
	if r.members && at > 0 && r.code[at-1] == '.' {
		class = Plain
	}
	if class == Plain && next != Plain {
		if next != Namespace {
			r.next = Plain
		}
		return next, end
	}
	if r.next = Plain; next == Plain {
		r.next = r.names[r.code[at:end]]
	}
	return class, end
}

// number extends the word of a number over its fraction and exponent.
func (r *grammarReader) number(at, end int) (Class, int) {
	if r.digits {
		if strings.Trim(r.code[at:end], "0123456789") != "" || !strings.ContainsAny(r.code[end:min(end+1, len(r.code))], " \n") {
			return Plain, end
		}
		return Number, end
	}
	for end < len(r.code) {
		c, last := r.code[end], r.code[end-1]|0x20
		if !isNameByte(c) && c != '.' && !(last == 'e' && (c == '+' || c == '-')) {
			break
		}
		end++
	}
	return Number, end
}

func (r *grammarReader) lookup(word string) Class {
	if !r.anyCase {
		return r.words[word]
	}
	var lower [24]byte
	if len(word) > len(lower) {
		return Plain
	}
	for i := range len(word) {
		if lower[i] = word[i]; 'A' <= word[i] && word[i] <= 'Z' {
			lower[i] += 'a' - 'A'
		}
	}
	return r.words[string(lower[:len(word)])]
}
