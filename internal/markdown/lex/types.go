package lex

import (
	"strings"

	"github.com/tdewolff/parse/v2/js"
)

// maxTypes is how long a list of type arguments may be.
const maxTypes = 256

// followTypes notes whether the next name is a type, as in "name: Type".
func (r *scriptReader) followTypes(kind js.TokenType, from int) {
	switch kind {
	case js.ColonToken:
		if r.end == from && (r.typing == named || r.prev == js.CloseParenToken) {
			r.typing = typedNext
			return
		}
	case js.QuestionToken:
		if r.end == from && r.typing == named {
			return
		}
	case js.DotToken, js.BitOrToken, js.BitAndToken:
		if r.typing == typedNext {
			return
		}
	}
	r.closeAngles(kind)
	if r.typing == typedNext && js.IsIdentifierName(kind) {
		return
	}
	r.typing = untyped
	if js.IsIdentifierName(kind) {
		r.typing = named
	}
}

func (r *scriptReader) closeAngles(kind js.TokenType) {
	switch kind {
	case js.GtToken, js.GtEqToken:
		r.angles--
	case js.GtGtToken, js.GtGtEqToken:
		r.angles -= 2
	case js.GtGtGtToken, js.GtGtGtEqToken:
		r.angles -= 3
	case js.SemicolonToken:
		r.angles = 0
	}
	r.angles = max(r.angles, 0)
}

// startsTypes reports whether < starts type arguments, as in Map<string, T>
// and <T>(value: T).
func (r *scriptReader) startsTypes(from int) bool {
	if !r.typed {
		return false
	}
	adjacent := r.end == from && js.IsIdentifier(r.prev)
	if r.angles > 0 {
		return adjacent
	}
	end := typesEnd(r.code[from:min(from+maxTypes, len(r.code))])
	return end > 0 && (adjacent || r.wantsValue() && strings.HasPrefix(r.code[from+end:], "("))
}

// typesEnd returns how long the type arguments at the start of s are, or 0.
func typesEnd(s string) int {
	depth := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == '<':
			depth++
		case c == '>' && s[max(i-1, 0)] == '=': // =>
		case c == '>':
			if depth--; depth == 0 {
				return i + 1
			}
		case !isNameByte(c) && strings.IndexByte(" \n\t,.|&[]{}()?:'\"=", c) < 0:
			return 0
		}
	}
	return 0
}
