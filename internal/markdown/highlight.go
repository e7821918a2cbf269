package markdown

import (
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// maxHighlighted is the length of code beyond which a block stays plain.
const maxHighlighted = 256 << 10

// Highlighter colours code. All workers share one.
type Highlighter struct {
	lexers sync.Map // name of a language → lexer
}

// NewHighlighter returns a highlighter for all languages that are known.
func NewHighlighter() *Highlighter { return &Highlighter{} }

// A lexer hands the tokens of code to emit, in order and without a gap. It
// returns false when it could not read the code.
type lexer func(code string, emit func(chroma.TokenType, string)) bool

// languages are the lexers that do not come from chroma. Nil means that there
// is nothing to colour.
var languages = map[string]lexer{
	"text": nil, "txt": nil, "plain": nil, "plaintext": nil, "log": nil, "logs": nil,
	"console": nil, "output": nil, "none": nil, "mermaid": nil,
}

// lexer returns the lexer for a language, or nil. Names are looked up once:
// chroma takes 10 ms to find that it does not know one.
func (h *Highlighter) lexer(language string) lexer {
	if lex, known := languages[language]; known {
		return lex
	}
	if lex, ok := h.lexers.Load(language); ok {
		return lex.(lexer)
	}
	lex, _ := h.lexers.LoadOrStore(language, chromaLexer(language))
	return lex.(lexer)
}

func chromaLexer(language string) lexer {
	l := lexers.Get(language)
	if l == nil {
		return nil
	}
	l = chroma.Coalesce(l)
	return func(code string, emit func(chroma.TokenType, string)) bool {
		next, err := l.Tokenise(nil, code)
		if err != nil {
			return false
		}
		for t := next(); t != chroma.EOF; t = next() {
			emit(t.Type, t.Value)
		}
		return true
	}
}

// appendHTML appends code to dst with a span of chroma's short class name
// around each token. ok is false, and dst as it was, when code stays plain.
func (h *Highlighter) appendHTML(dst []byte, language string, code []byte) (_ []byte, ok bool) {
	lex := h.lexer(language)
	if lex == nil || len(code) > maxHighlighted {
		return dst, false
	}
	before := len(dst)
	defer func() {
		if recover() != nil { // a lexer's fault must not cost the page
			dst, ok = dst[:before], false
		}
	}()
	text := strings.ReplaceAll(string(code), "\r\n", "\n")
	length := 0
	ok = lex(text, func(t chroma.TokenType, s string) {
		length += len(s)
		class := tokenClass(t)
		if class == "" {
			dst = appendEscaped(dst, s)
			return
		}
		dst = append(append(append(dst, `<span class="`...), class...), `">`...)
		dst = append(appendEscaped(dst, s), "</span>"...)
	})
	if !ok || length != len(text) {
		return dst[:before], false
	}
	return dst, true
}

// tokenClass returns the class of a token type, or of its category; none for
// plain text and white space.
func tokenClass(t chroma.TokenType) string {
	if t.InCategory(chroma.Text) {
		return ""
	}
	for _, t := range []chroma.TokenType{t, t.SubCategory(), t.Category()} {
		if class, ok := chroma.StandardTypes[t]; ok {
			return class
		}
	}
	return ""
}
