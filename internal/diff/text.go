package diff

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
	"znkr.io/diff"
)

// Text is how a text changes, line by line.
type Text struct {
	Lines []Line `json:"lines"`
	More  int    `json:"more"` // changed lines that are left out
}

// Line is a line that goes or comes, cut around what differs.
type Line struct {
	Old string `json:"old,omitempty"`
	New string `json:"new,omitempty"`
}

const (
	maxLines = 20   // shown per text
	around   = 60   // characters shown before and after a difference
	careful  = 5000 // lines above which a rough comparison must do
)

// compareText returns nil when both are the same.
func compareText(old, now []string) *Text {
	var opts []diff.Option
	if len(old)+len(now) > careful {
		opts = append(opts, diff.Fast())
	}
	var t Text
	for _, h := range diff.Hunks(old, now, append(opts, diff.Context(0))...) {
		from, to := old[h.PosX:h.EndX], now[h.PosY:h.EndY]
		for i := range max(len(from), len(to)) {
			if len(t.Lines) == maxLines {
				t.More++
				continue
			}
			t.Lines = append(t.Lines, cut(at(from, i), at(to, i)))
		}
	}
	if len(t.Lines) == 0 {
		return nil
	}
	return &t
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return ""
}

// cut shortens two versions of a line to where they differ.
func cut(old, now string) Line {
	start := 0
	for start < min(len(old), len(now)) && old[start] == now[start] {
		start++
	}
	end := 0
	for end < min(len(old), len(now))-start && old[len(old)-1-end] == now[len(now)-1-end] {
		end++
	}
	return Line{window(old, start, len(old)-end), window(now, start, len(now)-end)}
}

// window is text from a little before start to a little after end, at most
// three times that little.
func window(text string, start, end int) string {
	from, to := max(0, start-around), min(len(text), end+around)
	to = min(to, from+3*around)
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	out := text[from:to]
	if from > 0 {
		out = "…" + out
	}
	if to < len(text) {
		out += "…"
	}
	return out
}

// unseen are elements whose text nobody reads.
var unseen = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Template: true, atom.Noscript: true}

// inline are the elements that do not begin a new line.
var inline = map[atom.Atom]bool{
	atom.A: true, atom.Abbr: true, atom.B: true, atom.Bdi: true, atom.Bdo: true, atom.Cite: true, atom.Code: true, atom.Data: true, atom.Del: true,
	atom.Dfn: true, atom.Em: true, atom.I: true, atom.Ins: true, atom.Kbd: true, atom.Mark: true, atom.Q: true, atom.S: true, atom.Samp: true,
	atom.Small: true, atom.Span: true, atom.Strong: true, atom.Sub: true, atom.Sup: true, atom.Time: true, atom.U: true, atom.Var: true, atom.Wbr: true, atom.Img: true,
}

// visible lists the lines of text that a reader of HTML sees, with white space
// joined, and with images as their alternative text. It reads tokens, not a
// tree, so that no nesting is too deep.
func visible(src []byte) []string {
	var v viewer
	z := html.NewTokenizer(bytes.NewReader(src))
	for {
		switch z.Next() {
		case html.ErrorToken:
			v.flush()
			return v.lines
		case html.TextToken:
			if v.hidden == 0 {
				v.add(string(z.Text()))
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			v.open(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			v.shut(atom.Lookup(name))
		}
	}
}

type viewer struct {
	lines  []string
	words  strings.Builder
	hidden atom.Atom // the element whose end is awaited
	depth  int       // of elements of that name
	pre    bool      // line ends count
}

func (v *viewer) open(z *html.Tokenizer) {
	name, attributes := z.TagName()
	tag := atom.Lookup(name)
	switch {
	case v.hidden != 0:
		if tag == v.hidden {
			v.depth++
		}
		return
	case unseen[tag]:
		v.hidden, v.depth = tag, 1
		return
	case !inline[tag]:
		v.flush()
		v.pre = v.pre || tag == atom.Pre
	}
	for attributes && tag == atom.Img {
		var key, value []byte
		if key, value, attributes = z.TagAttr(); string(key) == "alt" {
			v.add(" " + string(value) + " ")
		}
	}
}

func (v *viewer) shut(tag atom.Atom) {
	switch {
	case v.hidden != 0:
		if tag == v.hidden {
			if v.depth--; v.depth == 0 {
				v.hidden = 0
			}
		}
	case !inline[tag]:
		v.flush()
		v.pre = v.pre && tag != atom.Pre
	}
}

// add joins white space over the borders of elements, as a browser does.
func (v *viewer) add(text string) {
	space := strings.HasSuffix(v.words.String(), " ")
	for _, r := range text {
		if unicode.IsSpace(r) {
			if v.pre && r == '\n' {
				v.flush()
			} else if !space && v.words.Len() > 0 {
				v.words.WriteByte(' ')
			}
			space = true
			continue
		}
		v.words.WriteRune(r)
		space = false
	}
}

func (v *viewer) flush() {
	if text := strings.TrimSpace(v.words.String()); text != "" {
		v.lines = append(v.lines, text)
	}
	v.words.Reset()
}
