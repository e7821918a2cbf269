package post

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"candor/internal/diag"
	"candor/internal/when"

	"go.yaml.in/yaml/v4"
)

// key is one entry of the front matter that Candor understands.
type key struct {
	name     string
	synonyms []string
	read     func(*decoder, *yaml.Node)
}

// keys lists every front matter key. To add one, add a line here and a field
// to Post. An earlier name wins over its synonyms.
var keys = []key{
	{"title", nil, func(d *decoder, n *yaml.Node) { d.text(n, &d.post.Title); d.post.Lines.Title = n.Line }},
	{"description", []string{"summary", "excerpt"}, func(d *decoder, n *yaml.Node) { d.text(n, &d.post.Description) }},
	{"pubDate", []string{"date", "published"}, func(d *decoder, n *yaml.Node) { d.date(n, &d.post.Published); d.post.Lines.Published = n.Line }},
	{"updatedDate", []string{"updated", "lastmod"}, func(d *decoder, n *yaml.Node) { d.date(n, &d.post.Updated) }},
	{"author", []string{"authors"}, (*decoder).authors},
	{"slug", nil, func(d *decoder, n *yaml.Node) { d.text(n, &d.post.Slug); d.post.Lines.Slug = n.Line }},
	{"id", nil, (*decoder).id},
	{"tags", []string{"category", "categories"}, func(d *decoder, n *yaml.Node) { d.post.Tags = append(d.post.Tags, d.words(n)...) }},
	{"image", nil, func(d *decoder, n *yaml.Node) { d.text(n, &d.post.Image); d.post.Lines.Image = n.Line }},
	{"draft", nil, func(d *decoder, n *yaml.Node) { d.flag(n, &d.post.Draft) }},
	{"aliases", nil, (*decoder).aliases},
	{"incident", nil, (*decoder).incident},
	{"corrections", nil, (*decoder).corrections},
	{"actions", nil, (*decoder).actions},
}

// merged are the keys whose synonyms add up instead of excluding each other.
var merged = map[string]bool{"tags": true}

// routing keys are other generators' own; they may give a date and are no
// reason for a hint.
var routing = []string{"path", "permalink", "layout"}

// decoder fills a post from its front matter and collects what is wrong.
type decoder struct {
	post  *Post
	src   []byte
	file  string
	diags []diag.Diagnostic
}

func (d *decoder) report(severity diag.Severity, line, column int, code, message, hint string) {
	d.diags = append(d.diags, diag.Diagnostic{
		File: d.file, Line: line, Column: column, Code: code, Severity: severity,
		Message: message, Hint: hint, Text: diag.Line(d.src, line),
	})
}

func (d *decoder) wrong(n *yaml.Node, code, message, hint string) {
	d.report(diag.Error, n.Line, n.Column, code, message, hint)
}

// decode reads every key of the block, in the order of the table.
func (d *decoder) decode(root *yaml.Node) {
	if root.Kind != yaml.MappingNode {
		d.wrong(root, "front-matter-type", "the front matter is not a list of key: value lines", `write one key per line, like title: "…"`)
		return
	}
	if grown := expanded(root, map[*yaml.Node]int{}); grown > maxExpanded {
		d.wrong(root, "front-matter-aliases", "the aliases in the front matter expand to more than 10,000 values", "write the values out")
		return
	}
	given := d.fields(root)
	for _, k := range keys {
		found := false
		for i := range 1 + len(k.synonyms) {
			name := k.name
			if i > 0 {
				name = k.synonyms[i-1]
			}
			n, ok := given[name]
			if !ok {
				continue
			}
			delete(given, name)
			if found && !merged[k.name] || n.Tag == "!!null" {
				continue
			}
			found = true
			k.read(d, n)
		}
	}
	d.unknown(root, given)
}

// fields lists the values of a mapping by key and reports keys that are given
// twice. A merge key (<<) adds what is not there yet.
func (d *decoder) fields(root *yaml.Node) map[string]*yaml.Node {
	given := make(map[string]*yaml.Node, len(root.Content)/2)
	var merges []*yaml.Node
	for i := 0; i+1 < len(root.Content); i += 2 {
		k, v := resolve(root.Content[i]), resolve(root.Content[i+1])
		if k.Tag == "!!merge" {
			merges = append(merges, v)
			continue
		}
		if first, twice := given[k.Value]; twice {
			d.wrong(root.Content[i], "front-matter-duplicate", fmt.Sprintf("%s is given twice, first in line %d", k.Value, first.Line), "keep one of them")
			continue
		}
		given[k.Value] = v
	}
	for _, m := range merges {
		for i := 0; m.Kind == yaml.MappingNode && i+1 < len(m.Content); i += 2 {
			name := resolve(m.Content[i]).Value
			if _, known := given[name]; !known {
				given[name] = resolve(m.Content[i+1])
			}
		}
	}
	return given
}

// unknown keeps what no key of the table reads, and hints at it, since a
// mistyped key is silent otherwise.
func (d *decoder) unknown(root *yaml.Node, given map[string]*yaml.Node) {
	for i := 0; i+1 < len(root.Content); i += 2 {
		name := root.Content[i]
		n, left := given[name.Value]
		if !left {
			continue
		}
		if n.Kind == yaml.ScalarNode && n.Tag != "!!null" {
			if d.post.Extra == nil {
				d.post.Extra = map[string]string{}
			}
			d.post.Extra[name.Value] = clean(n.Value)
		}
		if slices.Contains(routing, name.Value) {
			continue
		}
		hint := "remove it, or keep it for your own templates"
		if near := nearestKey(name.Value); near != "" {
			hint = "did you mean " + near + "?"
		}
		d.report(diag.Hint, name.Line, name.Column, "unknown-key", fmt.Sprintf("Candor does not know the key %q", clip(name.Value)), hint)
	}
}

// resolve follows an alias to the value it stands for.
func resolve(n *yaml.Node) *yaml.Node {
	for i := 0; n.Kind == yaml.AliasNode && n.Alias != nil && i < maxMatterDepth; i++ {
		n = n.Alias
	}
	return n
}

const maxExpanded = 10_000

// expanded counts the values of n with every alias written out, and gives up
// just past the limit. A node that contains itself counts as endless. known has
// the counts of nodes with an anchor: no other is met twice.
func expanded(n *yaml.Node, known map[*yaml.Node]int) int {
	n = resolve(n)
	if n.Anchor != "" {
		if count, ok := known[n]; ok {
			return count
		}
		known[n] = maxExpanded + 1
	}
	total := 1
	for _, c := range n.Content {
		if total += expanded(c, known); total > maxExpanded {
			return maxExpanded + 1
		}
	}
	if n.Anchor != "" {
		known[n] = total
	}
	return total
}

func (d *decoder) text(n *yaml.Node, into *string) {
	if n.Kind != yaml.ScalarNode {
		d.wrong(n, "front-matter-type", "this must be a text, not "+kindName(n), `write it as one value, like "…"`)
		return
	}
	*into = strings.Join(strings.Fields(clean(n.Value)), " ")
}

func (d *decoder) flag(n *yaml.Node, into *bool) {
	switch strings.ToLower(n.Value) {
	case "true", "yes":
		*into = true
	case "false", "no":
	default:
		d.wrong(n, "front-matter-type", "this must be true or false", "write true or false without quotes")
	}
}

func (d *decoder) date(n *yaml.Node, into *when.Moment) {
	if n.Kind != yaml.ScalarNode {
		d.wrong(n, "front-matter-type", "this must be a date, not "+kindName(n), "write it like 2025-04-02")
		return
	}
	m, err := when.ParseDate(n.Value)
	if err != nil {
		var ambiguous *when.AmbiguousError
		var impossible *when.ImpossibleError
		code := "date-unknown"
		switch {
		case errors.As(err, &ambiguous):
			code = "date-ambiguous"
		case errors.As(err, &impossible):
			code = "date-impossible"
		}
		d.wrong(n, code, err.Error(), "write it like 2025-04-02, or 2025-04-02T10:11:00Z")
		return
	}
	*into = m
}

// words reads one text or a list of texts.
func (d *decoder) words(n *yaml.Node) []string {
	switch n.Kind {
	case yaml.ScalarNode:
		if text := strings.TrimSpace(clean(n.Value)); text != "" {
			return []string{text}
		}
	case yaml.SequenceNode:
		var list []string
		for _, c := range n.Content {
			c = resolve(c)
			switch {
			case c.Kind != yaml.ScalarNode:
				d.wrong(c, "front-matter-type", "this must be a text, not "+kindName(c), "give a flat list: [a, b]")
			case c.Tag == "!!null" || strings.TrimSpace(c.Value) == "":
			default:
				list = append(list, strings.TrimSpace(clean(c.Value)))
			}
		}
		return list
	default:
		d.wrong(n, "front-matter-type", "this must be a text or a list of texts, not "+kindName(n), "give a flat list: [a, b]")
	}
	return nil
}

func (d *decoder) id(n *yaml.Node) {
	d.text(n, &d.post.ID)
	d.post.Lines.ID = n.Line
	if u, err := url.Parse(d.post.ID); d.post.ID != "" && (err != nil || u.Scheme == "" || strings.ContainsFunc(d.post.ID, unicode.IsSpace)) {
		d.wrong(n, "id-invalid", "an id must be a URI, so that every feed format can carry it", "for example tag:example.com,2025:my-post or https://example.com/blog/my-post/")
	}
}

func kindName(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a group of keys"
	case yaml.SequenceNode:
		return "a list"
	}
	return "a single value"
}

// clean drops the control characters that XML 1.0 forbids, since every text
// may end in a feed.
func clean(s string) string {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c == 0x7F || c == 0xEF { // most texts have none of these
			return strings.Map(func(r rune) rune {
				if forbidden(r) {
					return -1
				}
				return r
			}, s)
		}
	}
	return s
}
