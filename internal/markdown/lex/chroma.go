package lex

import (
	"strings"
	"sync/atomic"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// Chroma returns chroma's lexer for a language, or nil when it has none. It
// gives up after patience: chroma's lexers are backtracking regular
// expressions, and a hostile text can make them run for hours.
//
// Finding out that chroma does not know a language takes 10 ms.
func Chroma(language string, patience time.Duration) Lexer {
	l := lexers.Get(language)
	if l == nil {
		return nil
	}
	return func(code string) ([]Token, error) {
		var late atomic.Bool
		defer time.AfterFunc(patience, func() { late.Store(true) }).Stop()
		next, err := l.Tokenise(nil, code)
		if err != nil {
			return nil, ErrUnreadable
		}
		list, rest, ok := newTokens(code), code, true
		for t := next(); t != chroma.EOF; t = next() {
			if late.Load() {
				return nil, ErrSlow
			}
			if rest, ok = strings.CutPrefix(rest, t.Value); !ok {
				// Some lexers end the last line of code that does not.
				if rest+"\n" != t.Value {
					return nil, ErrUnreadable
				}
				rest = ""
			}
			list.add(chromaClass(t.Type), len(code)-len(rest))
		}
		if rest != "" {
			return nil, ErrUnreadable
		}
		return list, nil
	}
}

// chromaClass returns the class of a token type of chroma.
func chromaClass(t chroma.TokenType) Class {
	if class, ok := chromaClasses[t]; ok {
		return class
	}
	if class, ok := chromaClasses[t.SubCategory()]; ok {
		return class
	}
	switch t.Category() {
	case chroma.Keyword:
		return Keyword
	case chroma.Comment:
		return Comment
	}
	return Plain
}

var chromaClasses = map[chroma.TokenType]Class{
	chroma.KeywordType: Type, chroma.KeywordConstant: Constant,
	chroma.NameFunction: Function, chroma.NameFunctionMagic: Function, chroma.NameTag: Tag, chroma.NameDecorator: Decorator,
	chroma.NameClass: ClassName, chroma.NameNamespace: Namespace, chroma.NameBuiltin: Builtin, chroma.NameBuiltinPseudo: Builtin,
	chroma.NameConstant: NamedConstant, chroma.CommentPreproc: Preprocessor,
	chroma.LiteralString: String, chroma.LiteralNumber: Number,
	chroma.GenericDeleted: Deleted, chroma.GenericInserted: Inserted, chroma.GenericHeading: Heading,
	chroma.GenericSubheading: Subheading, chroma.GenericStrong: Strong, chroma.Error: Error,
}
