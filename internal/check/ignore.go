package check

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/diag"
	"candor/internal/pack"

	"github.com/yuin/goldmark/ast"
)

var ignoreWithoutReason = Rule{
	Code: "ignore-without-reason", About: Comments, Severity: diag.Warning,
	Reason:  "Whoever meets a silenced rule later must be able to tell whether the reason still holds.",
	Example: "<!-- candor: ignore time-order -->: add because and the reason.",
	post: func(p *Post) []Finding {
		var list []Finding
		for _, g := range p.ignores() {
			if g.reason == "" {
				list = append(list, Finding{At: g.at, Message: "this silences a rule without a reason, so it does not count", Hint: "write <!-- candor: ignore " + strings.Join(g.codes, " ") + " because … -->"})
			}
		}
		return list
	},
}

var ignoreUnknown = Rule{
	Code: "ignore-unknown", About: Comments, Severity: diag.Warning,
	Reason:  "A misspelt code silences nothing, and a secret must not be silenced by the post that holds it.",
	Example: "<!-- candor: ignore time-ordr because … -->: candor check --rules lists the codes.",
}

// findIgnoreUnknown stands outside of its rule because it asks for all rules.
func findIgnoreUnknown(p *Post) []Finding {
	var list []Finding
	for _, g := range p.ignores() {
		if len(g.codes) == 0 {
			list = append(list, Finding{At: g.at, Message: "this names no rule", Hint: "write <!-- candor: ignore CODE because … -->; candor check --rules lists the codes"})
		}
		for _, code := range g.codes {
			if rule := Find(code); rule == nil {
				list = append(list, Finding{At: g.at, Message: fmt.Sprintf("there is no rule %s", quoted(code)), Hint: "candor check --rules lists them"})
			} else if !rule.ignorable() {
				list = append(list, Finding{At: g.at, Message: quoted(code) + " cannot be ignored from a post", Hint: "take out what it finds; only check: {off: …} in site.yaml switches it off"})
			}
		}
	}
	return list
}

// ignore is a comment that silences rules for the block after it.
type ignore struct {
	at     int // byte in the file
	codes  []string
	reason string
	first  int  // lines of the block
	last   int  //
	whole  bool // it opens the text, so it covers what is about the post as a whole
}

const ignoreMark = "candor: ignore"

var commentWord, ignoreWord = newWord("<!--"), newWord(ignoreMark)

// ignores reads the comments of a post.
func (p *Post) ignores() []ignore {
	if p.silent == nil {
		p.silent = []ignore{}
		if commentWord.index(p.Text) >= 0 && ignoreWord.index(p.Text) >= 0 {
			p.ignoresIn(p.Document.Root, &p.silent)
		}
	}
	return p.silent
}

// ignoresIn reads those below a node. Comments that stand together are for the
// same block.
func (p *Post) ignoresIn(parent ast.Node, list *[]ignore) {
	waiting := len(*list)
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() == ast.KindHTMLBlock {
			if g, ok := p.ignoreIn(n.(*ast.HTMLBlock)); ok {
				g.last = -1 // until the block is found
				g.whole = n.PreviousSibling() == nil && parent == p.Document.Root
				*list = append(*list, g)
			}
			continue
		}
		if waiting < len(*list) {
			first, last := p.extent(n)
			for i := range (*list)[waiting:] {
				(*list)[waiting+i].first, (*list)[waiting+i].last = first, last
			}
		}
		if n.Type() == ast.TypeBlock {
			p.ignoresIn(n, list)
		}
		waiting = len(*list)
	}
}

// ignoreIn reads <!-- candor: ignore CODE, CODE because reason -->.
func (p *Post) ignoreIn(n *ast.HTMLBlock) (ignore, bool) {
	if n.Lines().Len() == 0 {
		return ignore{}, false
	}
	var b strings.Builder
	b.Write(n.Lines().Value(p.Document.Source))
	if n.HasClosure() {
		b.Write(n.ClosureLine.Value(p.Document.Source))
	}
	text := b.String()
	body, ok := strings.CutPrefix(strings.TrimSpace(text), "<!--")
	body, _, closed := strings.Cut(body, "-->")
	rest, named := strings.CutPrefix(strings.TrimSpace(body), ignoreMark)
	if !ok || !closed || !named {
		return ignore{}, false
	}
	codes, reason, _ := strings.Cut(" "+rest+" ", " because ")
	g := ignore{at: n.Lines().At(0).Start + p.BodyAt, reason: strings.TrimSpace(reason)}
	g.codes = strings.FieldsFunc(codes, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' })
	return g, true
}

// extent returns the lines of a block: up to where the next one begins.
func (p *Post) extent(n ast.Node) (first, last int) {
	first, _ = p.position(p.BodyAt + begin(n))
	for up := n; up != nil; up = up.Parent() {
		if after := up.NextSibling(); after != nil {
			last, _ = p.position(p.BodyAt + begin(after))
			return first, last - 1
		}
	}
	return first, len(p.starts())
}

// begin is the offset at which the text of a node begins.
func begin(n ast.Node) int {
	if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
		return n.Lines().At(0).Start
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() == ast.TypeBlock {
			return begin(c)
		}
	}
	return max(0, n.Pos())
}

// Ignores are what the comments of a post silence, as data: it outlives the
// post it was read from.
type Ignores []Ignore

// Ignore is one such comment, with a reason and for rules that may be ignored.
type Ignore struct {
	Codes       []string // of the rules it silences
	First, Last int      // the lines of the block it stands above, from 1
	Before      int      // where it opens the text: the line where that begins, for what is about the post as a whole
}

// Silences reports whether the finding of a rule at a line, 0 for the whole
// file, is silenced.
func (list Ignores) Silences(code string, line int) bool {
	return slices.ContainsFunc(list, func(g Ignore) bool {
		return (line >= g.First && line <= g.Last || line < g.Before) && slices.Contains(g.Codes, code)
	})
}

// Ignored returns what the post's comments silence, for rules that see no
// post; nil for nothing.
func (p *Post) Ignored() Ignores {
	var list Ignores
	for _, g := range p.ignores() {
		codes := slices.DeleteFunc(slices.Clone(g.codes), func(code string) bool {
			rule := Find(code)
			return rule == nil || !rule.ignorable()
		})
		if g.reason == "" || len(codes) == 0 {
			continue
		}
		kept := Ignore{Codes: codes, First: g.first, Last: g.last}
		if g.whole {
			kept.Before = p.Post.Lines.Body
		}
		list = append(list, kept)
	}
	return list
}

// Pack moves every field, for a cache.
func (list *Ignores) Pack(c *pack.Coder) { pack.Slice(c, (*[]Ignore)(list), (*Ignore).Pack) }

// Pack moves every field.
func (g *Ignore) Pack(c *pack.Coder) {
	c.Strings(&g.Codes)
	c.Int(&g.First)
	c.Int(&g.Last)
	c.Int(&g.Before)
}
