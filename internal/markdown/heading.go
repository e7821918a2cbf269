package markdown

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// heading is headings with {#id}, an id of their own, and a permalink.
type heading struct{}

func (heading) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithBlockParsers(
		util.Prioritized(customIDs{parser.NewSetextHeadingParser()}, 100),
		util.Prioritized(customIDs{parser.NewATXHeadingParser()}, 600),
	))
	renderers{ast.KindHeading: renderHeading}.extend(m)
}

// customIDs cuts {#id .class} off a heading and keeps the id. Goldmark's own
// attributes nest, and cost quadratic time in hostile headings.
type customIDs struct{ parser.BlockParser }

func (p customIDs) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(n, reader, pc)
	lines := n.Lines()
	if n.Parent() == nil || lines.Len() == 0 {
		return
	}
	last := lines.At(lines.Len() - 1)
	value := bytes.TrimRight(last.Value(reader.Source()), " \t\r\n")
	open := bytes.LastIndexByte(value, '{')
	if open < 0 || value[len(value)-1] != '}' || last.Padding != 0 {
		return
	}
	id, ok := idOf(string(value[open+1 : len(value)-1]))
	if !ok {
		return
	}
	if id != "" {
		n.SetAttributeString("id", id)
	}
	last.Stop = last.Start + len(bytes.TrimRight(value[:open], " \t"))
	lines.Set(lines.Len()-1, last)
}

// idOf returns the id among attributes. ok is false when the text is something
// else, or the id is not safe.
func idOf(attributes string) (id string, ok bool) {
	for _, word := range strings.Fields(attributes) {
		ok = true
		if name, isID := strings.CutPrefix(word, "#"); isID && safeID(name) {
			id = name
		} else if name, isClass := strings.CutPrefix(word, "."); !isClass || !safeID(name) {
			return "", false
		}
	}
	return id, ok
}

// safeID reports whether s may be an id as it is.
func safeID(s string) bool {
	for _, r := range s {
		if r < utf8.RuneSelf && util.IsAlphaNumeric(byte(r)) {
			continue
		}
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.:", r) {
			return false
		}
	}
	return s != "" && len(s) <= 200 && utf8.ValidString(s)
}

// ids are the ids of a document. The value is the last number that was added
// to make the id unique.
type ids map[string]int

// take claims id, or if it is taken the first free of id-1, id-2 and so on.
func (s *ids) take(id string) string {
	if *s == nil {
		*s = ids{}
	}
	n, taken := (*s)[id]
	if !taken {
		(*s)[id] = 0
		return id
	}
	for {
		n++
		numbered := id + "-" + strconv.Itoa(n)
		if _, taken := (*s)[numbered]; !taken {
			(*s)[id], (*s)[numbered] = n, 0
			return numbered
		}
	}
}

// slug makes an id of a heading's words as GitHub does: lower case, spaces to
// hyphens, other punctuation left out, letters of any script kept.
func slug(words string) string {
	id := strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case r == '-' || r == '_' || unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
			return unicode.ToLower(r)
		}
		return -1
	}, words)
	if id == "" {
		return "section"
	}
	return id
}

// nameHeadings drops a first heading that repeats the title, lowers the others
// by one level if one of level 1 remains, and gives each an id.
func (d *Document) nameHeadings(list []*ast.Heading) {
	if len(list) > 0 && list[0].Level == 1 && d.opt.Title != "" && sameWords(d.PlainText(list[0]), d.opt.Title) {
		list[0].Parent().RemoveChild(list[0].Parent(), list[0])
		list = list[1:]
	}
	lower := 0
	for _, h := range list {
		if h.Level == 1 {
			lower = 1
		}
		if id, ok := h.AttributeString("id"); ok {
			h.SetAttributeString("id", d.ids.take(id.(string)))
		}
	}
	d.Headings = make([]Heading, 0, len(list))
	for _, h := range list {
		h.Level = min(h.Level+lower, 6)
		words := d.PlainText(h)
		id, ok := h.AttributeString("id")
		if !ok {
			id = d.ids.take(slug(words))
		}
		d.Headings = append(d.Headings, Heading{h.Level, id.(string), words, d.Line(h.Pos())})
	}
}

// sameWords compares two titles without regard to case, space and markup.
func sameWords(a, b string) bool {
	plain := func(s string) string {
		return strings.Join(strings.Fields(strings.NewReplacer("*", "", "_", "", "`", "").Replace(s)), " ")
	}
	return strings.EqualFold(plain(a), plain(b))
}

// renderHeading counts on headings being rendered in the order in which they
// were named.
func renderHeading(w *recorder, _ ast.Node, entering bool) ast.WalkStatus {
	h := w.doc.Headings[w.headings]
	level := byte('0' + h.Level)
	if entering {
		w.buf = append(w.buf, '<', 'h', level)
		w.str(` id="`)
		w.ownID(h.ID)
		w.str(`">`)
		return ast.WalkContinue
	}
	w.headings++
	w.endBlock()
	w.str(` <a class="permalink" href="`)
	w.address(address{href: "#" + h.ID})
	w.str(`" aria-label="Permalink: `)
	w.buf = appendEscaped(w.buf, h.Text)
	w.str(`">#</a></h`)
	w.buf = append(w.buf, level, '>', '\n')
	return ast.WalkContinue
}
