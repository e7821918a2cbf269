package post

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"candor/internal/when"

	"go.yaml.in/yaml/v4"
)

func (d *decoder) authors(n *yaml.Node) {
	d.post.Lines.Authors = n.Line
	items := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		items = n.Content
	}
	for _, item := range items {
		item = resolve(item)
		var a Author
		switch item.Kind {
		case yaml.ScalarNode:
			d.text(item, &a.Name)
		case yaml.MappingNode:
			d.table(item, "an author", []field{
				{"name", func(n *yaml.Node) { d.text(n, &a.Name) }},
				{"url", func(n *yaml.Node) { d.link(n, &a.URL) }},
				{"email", func(n *yaml.Node) { d.text(n, &a.Email) }},
				{"avatar", func(n *yaml.Node) { d.text(n, &a.Avatar) }},
			})
		default:
			d.wrong(item, "front-matter-type", "an author must be a name or a group of keys, not "+kindName(item), "write author: Name, or author: [Name, Name]")
		}
		if a.Name != "" && !slices.ContainsFunc(d.post.Authors, func(b Author) bool { return b.Name == a.Name }) {
			d.post.Authors = append(d.post.Authors, a)
		}
	}
}

func (d *decoder) aliases(n *yaml.Node) {
	for i, alias := range d.words(n) {
		at := n
		if n.Kind == yaml.SequenceNode && i < len(n.Content) {
			at = resolve(n.Content[i])
		}
		path, problem := aliasPath(alias)
		if problem != "" {
			d.wrong(at, "alias-invalid", fmt.Sprintf("the alias %q %s", clip(alias), problem), "write the old address from the root, like /old/path/")
			continue
		}
		d.post.Aliases = append(d.post.Aliases, path)
		d.post.Lines.Aliases = append(d.post.Lines.Aliases, at.Line)
	}
}

// incident reads the incident block; false says that the post reports none.
func (d *decoder) incident(n *yaml.Node) {
	claim := &d.post.Incident
	claim.Line = n.Line
	if n.Kind == yaml.ScalarNode {
		var yes bool
		d.flag(n, &yes)
		claim.Stated, claim.No = yes, !yes
		return
	}
	claim.Stated = true
	moment := func(into *Stated) func(*yaml.Node) {
		return func(n *yaml.Node) {
			var m when.Moment
			if d.stated(n, into); into.Text != "" && !into.None() {
				d.date(n, &m)
			}
		}
	}
	d.table(n, "the incident", []field{
		{"started", moment(&claim.Started)},
		{"detected", moment(&claim.Detected)},
		{"mitigated", moment(&claim.Mitigated)},
		{"resolved", moment(&claim.Resolved)},
		{"duration", func(n *yaml.Node) { d.stated(n, &claim.Duration) }},
		{"severity", func(n *yaml.Node) { d.stated(n, &claim.Severity) }},
		{"services", func(n *yaml.Node) { claim.Services = d.words(n) }},
		{"causes", func(n *yaml.Node) { claim.Causes = d.words(n) }},
	})
}

func (d *decoder) stated(n *yaml.Node, into *Stated) {
	d.text(n, &into.Text)
	into.Line = n.Line
}

func (d *decoder) corrections(n *yaml.Node) {
	d.each(n, "a correction", func(item *yaml.Node) {
		var c Correction
		var kind string
		d.table(item, "a correction", []field{
			{"date", func(n *yaml.Node) { d.date(n, &c.Date) }},
			{"kind", func(n *yaml.Node) { d.choice(n, &kind, []string{"substantive", "editorial"}) }},
			{"text", func(n *yaml.Node) { d.text(n, &c.Text) }},
		})
		c.Substantive = kind == "substantive"
		if c.Date.IsZero() || c.Text == "" {
			d.wrong(item, "correction-incomplete", "a correction needs a date and a text", `write {date: 2025-04-05, kind: substantive, text: "…"}`)
			return
		}
		d.post.Corrections = append(d.post.Corrections, c)
	})
	slices.SortStableFunc(d.post.Corrections, func(a, b Correction) int { return a.Date.Instant().Compare(b.Date.Instant()) })
}

func (d *decoder) actions(n *yaml.Node) {
	d.each(n, "an action", func(item *yaml.Node) {
		var a Action
		if item.Kind == yaml.ScalarNode {
			d.text(item, &a.Text)
		} else {
			d.table(item, "an action", []field{
				{"text", func(n *yaml.Node) { d.text(n, &a.Text) }},
				{"kind", func(n *yaml.Node) { d.choice(n, &a.Kind, ActionKinds) }},
				{"status", func(n *yaml.Node) { d.choice(n, &a.Status, ActionStates) }},
				{"link", func(n *yaml.Node) { d.link(n, &a.Link) }},
			})
		}
		if a.Text == "" {
			d.wrong(item, "action-incomplete", "an action needs a text", `write {text: "…", kind: prevent, status: open}`)
			return
		}
		d.post.Actions = append(d.post.Actions, a)
		d.post.Lines.Actions = append(d.post.Lines.Actions, item.Line)
	})
}

// each calls read for every item of a list.
func (d *decoder) each(n *yaml.Node, what string, read func(*yaml.Node)) {
	if n.Kind != yaml.SequenceNode {
		d.wrong(n, "front-matter-type", "this must be a list, not "+kindName(n), "start each item with - ")
		return
	}
	for _, item := range n.Content {
		read(resolve(item))
	}
}

// field is a key of a mapping inside the front matter.
type field struct {
	name string
	read func(*yaml.Node)
}

// table reads a mapping whose keys are all known; others are hints.
func (d *decoder) table(n *yaml.Node, what string, known []field) {
	if n.Kind != yaml.MappingNode {
		d.wrong(n, "front-matter-type", what+" must be a group of keys, not "+kindName(n), "see the front matter reference for its keys")
		return
	}
	given := d.fields(n)
	for i := 0; i+1 < len(n.Content); i += 2 {
		name := n.Content[i]
		v, ok := given[name.Value]
		if !ok {
			continue
		}
		delete(given, name.Value)
		if k := slices.IndexFunc(known, func(f field) bool { return f.name == name.Value }); k < 0 {
			d.hintUnknown(name, known)
		} else if v.Tag != "!!null" {
			known[k].read(v)
		}
	}
}

func (d *decoder) hintUnknown(name *yaml.Node, known []field) {
	var names []string
	for _, f := range known {
		names = append(names, f.name)
	}
	slices.Sort(names)
	d.report(0, name.Line, name.Column, "unknown-key", fmt.Sprintf("Candor does not know the key %q here", clip(name.Value)), "known here: "+strings.Join(names, ", "))
}

func (d *decoder) choice(n *yaml.Node, into *string, allowed []string) {
	d.text(n, into)
	*into = strings.ToLower(*into)
	if *into != "" && !slices.Contains(allowed, *into) {
		d.wrong(n, "front-matter-type", fmt.Sprintf("%q is none of %s", clip(*into), strings.Join(allowed, ", ")), "use one of them")
		*into = ""
	}
}

// link reads an address that a page will link to: the web, mail, or this site.
func (d *decoder) link(n *yaml.Node, into *string) {
	var text string
	d.text(n, &text)
	u, err := url.Parse(text)
	switch {
	case text == "":
	case err != nil || !slices.Contains([]string{"http", "https", "mailto", ""}, strings.ToLower(u.Scheme)) || strings.HasPrefix(text, "//"):
		d.wrong(n, "link-invalid", fmt.Sprintf("%q is not an address a page can link to", clip(text)), "use https://…, mailto:… or a path from the root")
	default:
		*into = text
	}
}
