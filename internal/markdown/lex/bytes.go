package lex

import "strings"

// lineEnd returns where the line that s[at] is in ends, without its newline.
func lineEnd(s string, at int) int {
	if i := strings.IndexByte(s[at:], '\n'); i >= 0 {
		return at + i
	}
	return len(s)
}

// nameEnd returns where the name that starts at s[at] ends; at, if none does.
func nameEnd(s string, at int) int {
	for at < len(s) && isNameByte(s[at]) {
		at++
	}
	return at
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isDigit(c byte) bool  { return '0' <= c && c <= '9' }

// isNameByte reports whether c is part of names in most languages.
func isNameByte(c byte) bool {
	return isLetter(c) || isDigit(c) || c == '_' || c == '$' || c >= 0x80
}
