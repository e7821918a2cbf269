package lex

import (
	"go/scanner"
	"go/token"
	"strings"
)

var goWords = words(map[Class]string{
	Type: `any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string
		uint uint8 uint16 uint32 uint64 uintptr`,
	Constant: "true false iota nil",
	Builtin:  "append cap clear close complex copy delete imag len make max min new panic print println real recover",
})

// goTokens reads Go with go/scanner.
func goTokens(code string) ([]Token, error) {
	src := []byte(code)
	file := token.NewFileSet().AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, scanner.ScanComments)
	list, class, from := newTokens(code), Plain, 0
	for name := false; ; {
		pos, tok, text := s.Scan()
		if tok == token.SEMICOLON && text == "\n" {
			continue // put in by the scanner
		}
		at := int(pos) - file.Base()
		if name && tok == token.LPAREN {
			class = calledClass(class)
		} else if name && class == Builtin {
			class = Plain
		}
		list.add(Plain, from)
		list.add(class, from+len(strings.TrimRight(code[from:at], " \t\r\n")))
		if tok == token.EOF {
			list.add(Plain, len(code))
			return list, nil
		}
		name, class, from = tok == token.IDENT, goClass(tok, text), at
	}
}

// calledClass returns the class of a name before a parenthesis.
func calledClass(class Class) Class {
	switch class {
	case Plain:
		return Function
	case Type:
		return Builtin // a conversion
	}
	return class
}

func goClass(tok token.Token, text string) Class {
	switch {
	case tok == token.IDENT:
		return goWords[text]
	case tok.IsKeyword():
		return Keyword
	case tok == token.STRING || tok == token.CHAR:
		return String
	case tok == token.COMMENT && strings.HasPrefix(text, "//go:"):
		return Preprocessor
	case tok == token.COMMENT:
		return Comment
	case tok.IsLiteral():
		return Number
	}
	return Plain
}
