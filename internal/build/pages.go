package build

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"candor/internal/diag"
	"candor/internal/feed"
	"candor/internal/markdown"
	"candor/internal/page"
	"candor/internal/site"
	"candor/internal/theme"
	"candor/internal/tree"
	"candor/templates"
)

type hole = markdown.Hole

const urlHole = markdown.URL

// pages draws every page of every kind.
func (r *run) pages(m *page.Maker) error {
	type job struct {
		kind string
		page page.Page
	}
	var jobs []job
	for _, kind := range page.Kinds {
		for _, p := range kind.Pages(m) {
			jobs = append(jobs, job{kind.Name, p})
		}
	}
	return r.each("pages", len(jobs), func(i int) error {
		kind, p := jobs[i].kind, jobs[i].page
		return r.make(p.Path, r.outputs.keys.page(kind, p), func(put putter) error {
			b := buffers.Get().(*bytes.Buffer)
			defer buffers.Put(b)
			b.Reset()
			if err := m.Draw(b, kind, p); err != nil {
				r.findings.add(theme.Finding(err, layers(r.Templates, templates.FS), r.Templates.Name, cmp.Or(r.display(p.Source), p.Path)))
				return nil
			}
			return put(p.File(), tree.Page, b.Bytes())
		})
	})
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// display names a source for findings.
func (r *run) display(source string) string {
	if source == "" {
		return ""
	}
	return r.Content.Name + source
}

// html returns the rendered body of a post, with its holes.
func (r *run) html(t *text) ([]byte, error) {
	html, err := r.Cache.store.Get(t.body)
	if err == nil {
		return html, nil
	}
	// The store is damaged: render the post again.
	src, err := fs.ReadFile(r.Content.FS, t.post.Source)
	if err == nil && keyOf(src) != t.source {
		err = errors.New("it changed while the site was built")
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s again: %w", r.display(t.post.Source), err)
	}
	_, body := r.digest(t.post.Source, src)
	return body.HTML, nil
}

// filled returns the text of a post as its page has it.
func (r *run) filled(e *site.Entry) ([]byte, error) {
	t := r.texts[e.Source]
	html, err := r.html(t)
	if err != nil {
		return nil, err
	}
	size := len(html)
	for _, f := range t.fills {
		size += len(f)
	}
	body := markdown.Body{HTML: html, Holes: t.holes}
	return body.Fill(make([]byte, 0, size), func(i int, h hole) string { return t.fills[i] }), nil
}

// body finishes a post's text for its page, and derives from it what feeds and
// search need: the one place where all of them are at hand.
func (r *run) body(e *site.Entry) ([]byte, error) {
	out, err := r.filled(e)
	if err == nil {
		r.derive(e, out)
	}
	return out, err
}

// derive makes of a post's finished text what feeds and search need, unless it
// is known.
func (r *run) derive(e *site.Entry, body []byte) {
	t := r.texts[e.Source]
	if e.Page || t.derived.full == r.outputs.keys.full[e] {
		return
	}
	forFeed := feed.Body(nil, body, r.base, e.Path)
	record, cut := r.Cache.index().Read(e, body)
	t.derived = derived{full: r.outputs.keys.full[e], cost: feed.Cost(e, forFeed), words: r.Cache.store.Put(record), cut: cut}
	t.feed = r.Scratch.Put(forFeed)
}

// deriveAll makes up for pages that were not drawn.
func (r *run) deriveAll() error {
	posts := r.site.Posts
	return r.each("texts", len(posts), func(i int) error {
		if r.texts[posts[i].Source].derived.full == r.outputs.keys.full[posts[i]] {
			return nil
		}
		_, err := r.body(posts[i])
		return err
	})
}

// feedBody returns a post's text in the form for feeds.
func (r *run) feedBody(e *site.Entry) ([]byte, error) {
	if t := r.texts[e.Source]; t.feed.Len > 0 {
		if b, err := r.Scratch.Get(t.feed); err == nil {
			return b, nil
		}
	}
	body, err := r.filled(e)
	return feed.Body(nil, body, r.base, e.Path), err
}

func (r *run) feedCost(e *site.Entry) int { return r.texts[e.Source].cost }

// put hands a file over. What the sink has against a path is a finding; a
// failing disk is an error, since every further file would fail the same way.
func (r *run) put(name string, class tree.Class, data []byte) (tree.Mark, error) {
	mark, err := r.sink.Put(name, class, data)
	d := diag.Diagnostic{File: name, Code: "output-path", Severity: diag.Error, Hint: "rename what it comes from"}
	var foreign *tree.ForeignError
	var clash *tree.ClashError
	switch {
	case err == nil:
		return mark, nil
	case errors.As(err, &foreign):
		d.Code = "output-foreign"
		d.Message = "the output folder holds a file of this name that Candor did not write"
		d.Hint = "move it away, or build into another folder with --out"
	case errors.As(err, &clash), errors.Is(err, fs.ErrInvalid):
		d.Message = err.Error()
	default:
		return mark, err
	}
	r.findings.add(d)
	return mark, nil
}
