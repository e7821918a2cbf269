package lex

import (
	"strings"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// maxFailures is how often code may surprise the lexer. Each time costs it a
// look at all of the code.
const maxFailures = 32

const jsWords = `async await break case catch class const continue debugger default delete do else enum export extends finally
	for from function get goto if implements import in instanceof interface let new of package private protected public
	return set static super switch this throw try typeof using var void while with yield`

const jsConstants = "true false null NaN Infinity undefined"

const jsBuiltins = `Array Boolean Date Error Function Math Number Object Promise Proxy RegExp String decodeURI
	decodeURIComponent document encodeURI encodeURIComponent eval isFinite isNaN isSafeInteger parseFloat parseInt window`

var (
	javaScript = words(map[Class]string{Keyword: jsWords, Constant: jsConstants, Builtin: jsBuiltins})
	typeScript = words(map[Class]string{
		Keyword: jsWords + ` abstract as asserts constructor declare global infer is keyof module namespace override
			readonly require satisfies type`,
		Constant: jsConstants,
		Builtin:  jsBuiltins,
		Type:     "any bigint bool boolean never number object string symbol unique unknown",
	})
)

func jsTokens(code string) ([]Token, error) { return script(code, javaScript, false) }
func tsTokens(code string) ([]Token, error) { return script(code, typeScript, true) }

// script reads JavaScript with tdewolff's lexer, and what it does not know:
// TypeScript and JSX. An element left open means that there was none, but
// perhaps a comparison, and the code is read again without JSX.
func script(code string, table map[string]Class, typed bool) ([]Token, error) {
	for _, markup := range []bool{true, false} {
		r := newScript(code, table, typed, markup)
		if r.read(); len(r.open) == 0 || !markup {
			return r.result()
		}
	}
	return nil, ErrUnreadable
}

// scriptReader reads one block of code.
type scriptReader struct {
	code     string
	table    map[string]Class
	typed    bool // TypeScript
	markup   bool // JSX
	in       *parse.Input
	lexer    *js.Lexer
	list     tokens
	failures int

	prev   js.TokenType // before, leaving out white space and comments
	end    int          // of that token
	typing typing
	angles int // how many lists of type arguments are open
	open   []element
}

// typing says how far the reader is in "name: Type".
type typing uint8

const (
	untyped typing = iota
	named
	typedNext
)

func newScript(code string, table map[string]Class, typed, markup bool) *scriptReader {
	in := parse.NewInputBytes(append(make([]byte, 0, len(code)+1), code...))
	return &scriptReader{code: code, table: table, typed: typed, markup: markup, in: in, lexer: js.NewLexer(in), list: newTokens(code)}
}

func (r *scriptReader) read() {
	if strings.HasPrefix(r.code, "#!") {
		r.take(Comment, lineEnd(r.code, 0))
	}
	for r.list.end() < len(r.code) && r.failures <= maxFailures {
		if n := len(r.open); n > 0 && r.open[n-1].part != braces {
			r.jsx(&r.open[n-1])
		} else {
			r.next()
		}
	}
}

func (r *scriptReader) result() ([]Token, error) {
	if r.failures > maxFailures {
		return nil, ErrUnreadable
	}
	return r.list, nil
}

// take makes a token of what is before end, and goes on there.
func (r *scriptReader) take(class Class, end int) {
	r.list.add(class, end)
	r.in.Move(end - r.in.Offset())
	r.in.Skip()
}

// next reads a token outside of markup.
func (r *scriptReader) next() {
	from := r.list.end()
	switch r.code[from] {
	case '@':
		end := nameEnd(r.code, from+1)
		r.take(Keyword, end)
		r.prev, r.end = js.IdentifierToken, end
		return
	case '<':
		if r.startsTypes(from) {
			r.angles++
		} else if r.markup && r.wantsValue() && startsElement(r.code[from:]) {
			r.startElement()
			return
		}
	}
	kind, _ := r.lexer.Next()
	if (kind == js.DivToken || kind == js.DivEqToken) && r.wantsValue() {
		kind, _ = r.lexer.RegExp()
		if kind == js.ErrorToken {
			r.failures++
			kind = js.DivToken
			r.in.Move(from + 1 - r.in.Offset())
		}
	}
	if kind == js.ErrorToken {
		r.fail(from)
		return
	}
	end := r.in.Offset()
	r.take(r.class(kind, r.code[from:end]), end)
	if !isSpace(kind) {
		r.follow(kind, from)
		r.prev, r.end = kind, end
	}
}

// fail takes a sign that is no token, or the rest of what does not end.
func (r *scriptReader) fail(from int) {
	switch r.failures++; {
	case r.code[from] == '`' || r.code[from] == '}':
		r.take(String, len(r.code))
	case strings.HasPrefix(r.code[from:], "/*"):
		r.take(Comment, len(r.code))
	default:
		_, size := utf8.DecodeRuneInString(r.code[from:])
		r.take(Plain, from+size)
	}
}

// class returns the class of a token.
func (r *scriptReader) class(kind js.TokenType, text string) Class {
	switch {
	case js.IsIdentifierName(kind):
		return r.wordClass(text)
	case js.IsNumeric(kind):
		return Number
	}
	switch kind {
	case js.CommentToken, js.CommentLineTerminatorToken:
		return Comment
	case js.StringToken, js.TemplateToken, js.TemplateStartToken, js.TemplateMiddleToken, js.TemplateEndToken, js.RegExpToken:
		return String
	}
	return Plain
}

func (r *scriptReader) wordClass(word string) Class {
	isType := r.angles > 0 || r.typing == typedNext
	if r.prev == js.DotToken || r.prev == js.OptChainToken {
		if isType {
			return Type
		}
		return Plain
	}
	if class, known := r.table[word]; known || !isType {
		return class
	}
	return Type
}

// follow notes what a token means to those that come after it.
func (r *scriptReader) follow(kind js.TokenType, from int) {
	switch kind {
	case js.OpenBraceToken, js.TemplateStartToken:
		if n := len(r.open); n > 0 {
			r.open[n-1].depth++
		}
	case js.CloseBraceToken, js.TemplateEndToken:
		r.closeBrace()
	}
	if r.typed {
		r.followTypes(kind, from)
	}
}

// closeBrace leaves the braces of markup, if these are those.
func (r *scriptReader) closeBrace() {
	if n := len(r.open); n > 0 {
		if r.open[n-1].depth--; r.open[n-1].depth == 0 {
			r.open = r.open[:n-1]
		}
	}
}

// wantsValue reports whether a value may come next: then a slash starts a
// regular expression, and < an element.
func (r *scriptReader) wantsValue() bool {
	switch r.prev {
	case js.ThisToken, js.SuperToken, js.NullToken, js.TrueToken, js.FalseToken,
		js.CloseParenToken, js.CloseBracketToken, js.CloseBraceToken, js.IncrToken, js.DecrToken,
		js.StringToken, js.TemplateToken, js.TemplateEndToken, js.RegExpToken, js.PrivateIdentifierToken:
		return false
	}
	return !js.IsIdentifier(r.prev) && !js.IsNumeric(r.prev)
}

func isSpace(kind js.TokenType) bool {
	switch kind {
	case js.WhitespaceToken, js.LineTerminatorToken, js.CommentToken, js.CommentLineTerminatorToken:
		return true
	}
	return false
}
