package lex

import (
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/css"
)

// place is where in a style sheet a token is.
type place uint8

const (
	selector place = iota
	property
	value
)

// cssTokens reads CSS with tdewolff's lexer.
func cssTokens(code string) ([]Token, error) {
	in := parse.NewInputBytes(append(make([]byte, 0, len(code)+1), code...))
	lexer, list, where, depth, before := css.NewLexer(in), newTokens(code), selector, 0, byte(0)
	for start := true; ; {
		from := in.Offset()
		kind, text := lexer.Next()
		if kind == css.ErrorToken || in.Offset() > len(code) {
			list.add(Plain, len(code))
			return list, nil
		}
		if start && kind != css.WhitespaceToken && kind != css.CommentToken {
			if where = selector; depth > 0 && isDeclaration(code[from:]) {
				where = property
			}
			start = false
		}
		switch kind {
		case css.LeftBraceToken:
			depth, start = depth+1, true
		case css.RightBraceToken:
			depth, start = max(depth-1, 0), true
		case css.SemicolonToken:
			start = true
		case css.ColonToken:
			if where == property {
				where = value
			}
		}
		addCSS(&list, kind, where, before, from, from+len(text), string(text))
		before = code[from]
	}
}

// isDeclaration reports whether a statement in braces is one, and not a rule.
func isDeclaration(s string) bool {
	i := strings.IndexAny(s, ";{}")
	return i < 0 || s[i] != '{'
}

// addCSS adds a token of which only a part may have a class.
func addCSS(list *tokens, kind css.TokenType, where place, before byte, from, end int, text string) {
	switch kind {
	case css.AtKeywordToken, css.HashToken:
		if where != value {
			list.add(Plain, from+1)
		}
		list.add(cssClass(kind, where, before), end)
	case css.FunctionToken:
		list.add(cssClass(kind, where, before), end-1)
		list.add(Plain, end)
	case css.DimensionToken, css.PercentageToken:
		list.add(Number, from+len(strings.TrimRight(text, "%abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")))
		list.add(Type, end)
	case css.URLToken:
		list.add(Builtin, from+3)
		list.add(Plain, from+4)
		list.add(String, end-1)
		list.add(Plain, end)
	default:
		list.add(cssClass(kind, where, before), end)
	}
}

// cssClass returns the class of a token; before is what the one before it
// starts with.
func cssClass(kind css.TokenType, where place, before byte) Class {
	switch kind {
	case css.CommentToken:
		return Comment
	case css.StringToken:
		return String
	case css.NumberToken:
		return Number
	case css.AtKeywordToken:
		return Keyword
	case css.HashToken:
		if where == value {
			return Number
		}
		return Namespace
	case css.FunctionToken:
		if where != selector {
			return Builtin
		}
		return selectorClass(before)
	case css.IdentToken:
		return identClass(where, before)
	}
	return Plain
}

func identClass(where place, before byte) Class {
	switch {
	case where == property:
		return Keyword
	case where == value && before == '!':
		return Preprocessor
	case where == value:
		return Constant
	}
	return selectorClass(before)
}

func selectorClass(before byte) Class {
	switch before {
	case '.':
		return ClassName
	case ':':
		return Decorator
	}
	return Tag
}
