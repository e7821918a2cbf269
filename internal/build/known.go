package build

import (
	"candor/internal/cache"
	"candor/internal/check"
	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/markdown"
	"candor/internal/pack"
	"candor/internal/post"
)

// known is what was understood of one source file. All of it follows from the
// file and the settings, so it holds for every build with the same of both;
// it never changes.
type known struct {
	source   key // of the file
	post     *post.Post
	facts    *incident.Incident // nil when it reports none
	shown    key                // of what other pages show of the post
	findings []diag.Diagnostic
	ignores  check.Ignores
	body     cache.Place     // rendered HTML with holes
	holes    []markdown.Hole // what to fill in
	marked   []string        // ids of the facts' words, sorted

	links []check.Link // for candor check only: not kept
	raw   string       // its packed form
}

// packed is k in its packed form alone, which the garbage collector need not
// look into: a post waits in it until all are understood.
func (k *known) packed() *known {
	h := newKeyer("")
	c := pack.Writer(h.parts[:0])
	k.Pack(c)
	h.parts = c.Bytes()
	light := &known{raw: string(h.parts), links: k.links}
	keyers.Put(h)
	return light
}

// unpack fills k from its packed form.
func (k *known) unpack() bool {
	c := pack.Reader(k.raw)
	k.Pack(c)
	return c.Done() == nil && k.post != nil
}

// Pack moves all but what is not kept.
func (k *known) Pack(c *pack.Coder) {
	k.source.Pack(c)
	pack.Pointer(c, &k.post, (*post.Post).Pack)
	pack.Pointer(c, &k.facts, (*incident.Incident).Pack)
	k.shown.Pack(c)
	pack.Slice(c, &k.findings, (*diag.Diagnostic).Pack)
	k.ignores.Pack(c)
	k.body.Pack(c)
	pack.Slice(c, &k.holes, (*markdown.Hole).Pack)
	c.Strings(&k.marked)
}

// shownOf is the key of a post without what only its own page shows.
func shownOf(p *post.Post, facts *incident.Incident) key {
	h := newKeyer("shown")
	c := pack.Writer(h.parts)
	head := *p
	head.Words, head.Lines = 0, post.Lines{}
	head.Pack(c)
	pack.Pointer(c, &facts, (*incident.Incident).Pack)
	h.parts = c.Bytes()
	return h.sum()
}

// derived is what was made of a post in its place in the site.
type derived struct {
	full  key         // of the post and its place
	cost  int         // of its feed body in a feed file
	words cache.Place // what the search needs of it
	cut   bool        // it has more words than are indexed
}

// Pack moves every field.
func (d *derived) Pack(c *pack.Coder) {
	d.full.Pack(c)
	c.Int(&d.cost)
	d.words.Pack(c)
	c.Bool(&d.cut)
}
