package markdown

import (
	"errors"
	"strings"
	"sync"
	"time"

	"candor/internal/markdown/lex"
)

// maxHighlighted is the length of code beyond which a block stays plain.
const maxHighlighted = 64 << 10

// patience is what a block may take before it is left plain: a hundred times
// what the longest takes.
const patience = 10 * time.Second

// Highlighter colours code. All workers share one.
type Highlighter struct {
	lexers   sync.Map // name of a language → lex.Lexer of chroma
	patience time.Duration
	done     blockCache // what chroma's lexers made
}

// NewHighlighter returns a highlighter for all languages that are known.
func NewHighlighter() *Highlighter { return &Highlighter{patience: patience} }

// chroma returns chroma's lexer for a language, or nil. Names are looked up
// once: chroma takes 10 ms to find that it does not know one.
func (h *Highlighter) chroma(language string) lex.Lexer {
	lexer, ok := h.lexers.Load(language)
	if !ok {
		lexer, _ = h.lexers.LoadOrStore(language, lex.Chroma(language, h.patience))
	}
	return lexer.(lex.Lexer)
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
//
// The lexers of package lex are faster than a look into a cache is worth. What
// chroma's make is kept, so that each distinct block costs once.
func (h *Highlighter) appendHTML(dst []byte, language string, code []byte) ([]byte, outcome) {
	lexer, own := lex.Own(language)
	if !own {
		lexer = h.chroma(language)
	}
	switch {
	case lexer == nil:
		return dst, plain
	case len(code) > maxHighlighted:
		return dst, tooLong
	case own:
		return appendTokens(dst, lexer, code)
	}
	id := blockID(language, code)
	if html, ok := h.done.get(id); ok {
		return append(dst, html...), highlighted
	}
	out, result := appendTokens(dst, lexer, code)
	if result == highlighted {
		h.done.put(id, out[len(dst):])
	}
	return out, result
}

func appendTokens(dst []byte, lexer lex.Lexer, code []byte) (out []byte, result outcome) {
	defer func() {
		if recover() != nil { // a lexer's fault must not cost the page
			out, result = dst, plain
		}
	}()
	text := strings.ReplaceAll(string(code), "\r\n", "\n")
	tokens, err := lexer(text)
	switch {
	case errors.Is(err, lex.ErrSlow):
		return dst, tooSlow
	case err != nil:
		return dst, plain
	}
	out, from := dst, 0
	for _, token := range tokens {
		out = appendToken(out, token.Class.String(), text[from:token.End])
		from = token.End
	}
	return appendEscaped(out, text[from:]), highlighted
}

func appendToken(dst []byte, class, s string) []byte {
	if class == "" {
		return appendEscaped(dst, s)
	}
	dst = append(append(append(dst, `<span class="`...), class...), `">`...)
	return append(appendEscaped(dst, s), "</span>"...)
}
