// Package lex tells the tokens of code apart, as far as readers see them
// coloured: a class is one that the stylesheet knows, and operators, names and
// white space have none.
//
// Most code in post-mortems is in a few languages. Those have lexers that read
// 20 to 300 MB/s: go/scanner, those of github.com/tdewolff/parse, and scanners
// driven by small tables. All others are chroma's, at 0.1 to 1 MB/s. A test
// holds that both colour the same.
package lex

import (
	"errors"
	"strings"
)

// Class is what a token is to a reader.
type Class uint8

// The classes. Their names are chroma's, and Pygments'.
const (
	Plain Class = iota
	Keyword
	Type
	Constant
	Function
	Tag
	Decorator
	ClassName
	Namespace
	Builtin
	NamedConstant
	Preprocessor
	String
	Number
	Comment
	Deleted
	Inserted
	Heading
	Subheading
	Strong
	Error
)

var names = [...]string{
	Plain: "", Keyword: "k", Type: "kt", Constant: "kc", Function: "nf", Tag: "nt", Decorator: "nd", ClassName: "nc",
	Namespace: "nn", Builtin: "nb", NamedConstant: "no", Preprocessor: "cp", String: "s", Number: "m", Comment: "c",
	Deleted: "gd", Inserted: "gi", Heading: "gh", Subheading: "gu", Strong: "gs", Error: "err",
}

// String returns the name of the class in HTML; "" for Plain.
func (c Class) String() string { return names[c] }

// Token is a piece of code. It starts where the token before it ends, so that
// tokens cannot lose or change what the code says.
type Token struct {
	Class Class
	End   int // offset in the code
}

// A Lexer returns the tokens of code, from its start to its end and none of
// them empty. It takes linear time, or returns ErrSlow.
type Lexer func(code string) ([]Token, error)

// What keeps a lexer from telling the tokens of code.
var (
	ErrUnreadable = errors.New("the lexer cannot read the code")
	ErrSlow       = errors.New("the lexer takes too long")
)

// languages are the lexers that do not come from chroma. Nil means that there
// is nothing to colour.
var languages = map[string]Lexer{
	"text": nil, "txt": nil, "plain": nil, "plaintext": nil, "log": nil, "logs": nil,
	"console": nil, "output": nil, "none": nil, "mermaid": nil,

	"go": goTokens, "golang": goTokens,
	"js": jsTokens, "javascript": jsTokens, "mjs": jsTokens, "cjs": jsTokens, "jsx": jsTokens, "react": jsTokens,
	"ts": tsTokens, "typescript": tsTokens, "mts": tsTokens, "cts": tsTokens, "tsx": tsTokens,
	"css": cssTokens, "html": htmlTokens, "htm": htmlTokens, "xhtml": htmlTokens,
	"xml": xmlTokens, "svg": xmlTokens, "rss": xmlTokens,
	"json": jsonGrammar.tokens, "jsonl": jsonGrammar.tokens, "jsonc": jsonGrammar.tokens, "json5": jsonGrammar.tokens,
	"python": pythonGrammar.tokens, "py": pythonGrammar.tokens, "python3": pythonGrammar.tokens, "py3": pythonGrammar.tokens,
	"sql":  sqlGrammar.tokens,
	"bash": shellGrammar.tokens, "sh": shellGrammar.tokens, "zsh": shellGrammar.tokens, "ksh": shellGrammar.tokens, "shell": shellGrammar.tokens,
	"toml": tomlGrammar.tokens,
	"yaml": yamlTokens, "yml": yamlTokens,
	"ini": iniTokens, "cfg": iniTokens,
	"diff": diffTokens, "patch": diffTokens, "udiff": diffTokens,
}

// Own returns the lexer of this package for a language in lower case, which is
// nil where there is nothing to colour. It reports whether there is one; if
// not, chroma may know the language.
func Own(language string) (Lexer, bool) {
	lex, ok := languages[language]
	return lex, ok
}

// tokens collects tokens.
type tokens []Token

// add appends a token that ends at end. Neighbours of one class become one
// token; what ends where the last one did is none.
func (t *tokens) add(class Class, end int) {
	last := len(*t) - 1
	switch {
	case end <= t.end():
	case last >= 0 && (*t)[last].Class == class:
		(*t)[last].End = end
	default:
		*t = append(*t, Token{class, end})
	}
}

// end returns where the next token starts.
func (t *tokens) end() int {
	if len(*t) == 0 {
		return 0
	}
	return (*t)[len(*t)-1].End
}

// newTokens returns a list with room for as many tokens as most code has.
func newTokens(code string) tokens { return make(tokens, 0, len(code)/6+1) }

// words makes a table from lists of words separated by spaces.
func words(lists map[Class]string) map[string]Class {
	table := map[string]Class{}
	for class, list := range lists {
		for _, word := range strings.Fields(list) {
			table[word] = class
		}
	}
	return table
}
