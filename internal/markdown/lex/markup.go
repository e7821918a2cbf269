package lex

import (
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/html"
	"github.com/tdewolff/parse/v2/xml"
)

// htmlTokens reads HTML with tdewolff's lexer, and the scripts and styles in it
// with theirs.
func htmlTokens(code string) ([]Token, error) {
	in := parse.NewInputBytes(append(make([]byte, 0, len(code)+1), code...))
	lexer, list, raw := html.NewLexer(in), newTokens(code), Lexer(nil)
	for {
		kind, _ := lexer.Next()
		from, end := list.end(), min(in.Offset(), len(code))
		switch kind {
		case html.ErrorToken:
			list.add(Plain, len(code))
			return list, nil
		case html.CommentToken:
			list.add(Comment, end)
		case html.DoctypeToken:
			list.add(Preprocessor, end)
		case html.StartTagToken:
			list.addTag(code, end)
			raw = inner[string(lexer.Text())]
		case html.EndTagToken:
			list.addTag(code, end)
		case html.AttributeToken:
			list.addAttribute(end, len(lexer.AttrVal()))
		case html.SVGToken, html.MathToken, html.XMLToken:
			list.addInner(xmlTokens, code[from:end])
		case html.TextToken:
			list.addInner(raw, code[from:end])
			raw = nil
		}
		list.add(Plain, end)
	}
}

// inner are the lexers of elements whose content is another language.
var inner = map[string]Lexer{"script": jsTokens, "style": cssTokens}

// xmlTokens reads XML with tdewolff's lexer.
func xmlTokens(code string) ([]Token, error) {
	in := parse.NewInputBytes(append(make([]byte, 0, len(code)+1), code...))
	lexer, list := xml.NewLexer(in), newTokens(code)
	for instruction := false; ; {
		kind, _ := lexer.Next()
		end := min(in.Offset(), len(code))
		if kind == xml.StartTagPIToken {
			instruction = true
		}
		if instruction && kind != xml.ErrorToken { // <?xml version="1.0"?>
			list.add(Preprocessor, end)
			instruction = kind != xml.StartTagClosePIToken
			continue
		}
		switch kind {
		case xml.ErrorToken:
			list.add(Plain, len(code))
			return list, nil
		case xml.CommentToken:
			list.add(Comment, end)
		case xml.DOCTYPEToken, xml.CDATAToken:
			list.add(Preprocessor, end)
		case xml.StartTagToken, xml.EndTagToken, xml.StartTagCloseToken, xml.StartTagCloseVoidToken:
			list.add(Tag, end)
		case xml.AttributeToken:
			list.addAttribute(end, len(lexer.AttrVal()))
		}
		list.add(Plain, end)
	}
}

// addTag adds <name or </name>.
func (t *tokens) addTag(code string, end int) {
	from := t.end()
	t.add(Plain, from+strings.IndexFunc(code[from:end], func(r rune) bool { return r != '<' && r != '/' }))
	t.add(Tag, from+len(strings.TrimRight(code[from:end], "> \t\n")))
}

// addAttribute adds an attribute with a value of the given length.
func (t *tokens) addAttribute(end, value int) {
	t.add(Plain, end-value)
	t.add(String, end)
}

// addInner adds the tokens of code in another language.
func (t *tokens) addInner(lex Lexer, code string) {
	if lex == nil {
		return
	}
	from := t.end()
	list, err := lex(code)
	if err != nil {
		return
	}
	for _, token := range list {
		t.add(token.Class, from+token.End)
	}
}
