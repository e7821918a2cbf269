package markdown

import (
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/lexers"
)

// maxHighlighted is the length of code beyond which a block stays plain.
const maxHighlighted = 64 << 10

// patience is what a block may take before it is left plain: a hundred times
// what the longest takes. Chroma's lexers are backtracking regular expressions,
// and a hostile text can make them run for hours.
const patience = 10 * time.Second

// Highlighter colours code. All workers share one.
type Highlighter struct {
	lexers   sync.Map // name of a language → lexer
	patience time.Duration
}

// NewHighlighter returns a highlighter for all languages that are known.
func NewHighlighter() *Highlighter { return &Highlighter{patience: patience} }

// A lexer hands the tokens of code to emit, in order and without a gap, until
// emit returns false. It returns false when it could not read the code.
type lexer func(code string, emit func(chroma.TokenType, string) bool) bool

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
	return func(code string, emit func(chroma.TokenType, string) bool) bool {
		next, err := l.Tokenise(nil, code)
		if err != nil {
			return false
		}
		for t := next(); t != chroma.EOF && emit(t.Type, t.Value); {
			t = next()
		}
		return true
	}
}

// outcome says whether a block was highlighted.
type outcome uint8

const (
	highlighted outcome = iota
	plain               // there is no lexer, or it failed
	tooLong
	tooSlow
)

// appendHTML appends code to dst with a span of chroma's short class name
// around each token. Unless it could be highlighted, dst is returned as it was.
func (h *Highlighter) appendHTML(dst []byte, language string, code []byte) (out []byte, result outcome) {
	lex := h.lexer(language)
	switch {
	case lex == nil:
		return dst, plain
	case len(code) > maxHighlighted:
		return dst, tooLong
	}
	defer func() {
		if recover() != nil { // a lexer's fault must not cost the page
			out, result = dst, plain
		}
	}()
	var late atomic.Bool
	defer time.AfterFunc(h.patience, func() { late.Store(true) }).Stop()
	text := strings.ReplaceAll(string(code), "\r\n", "\n")
	out = dst
	rest, ok := text, true
	read := lex(text, func(t chroma.TokenType, s string) bool {
		out = appendToken(out, tokenClass(t), s)
		rest, ok = strings.CutPrefix(rest, s)
		return ok && !late.Load()
	})
	switch {
	case late.Load():
		return dst, tooSlow
	case !ok || !read || rest != "":
		return dst, plain
	}
	return out, highlighted
}

func appendToken(dst []byte, class, s string) []byte {
	if class == "" {
		return appendEscaped(dst, s)
	}
	dst = append(append(append(dst, `<span class="`...), class...), `">`...)
	return append(appendEscaped(dst, s), "</span>"...)
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
