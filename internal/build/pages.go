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
	jobs := make([]job, 0, r.result.Pages)
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
			err := m.Draw(b, kind, p)
			if lost := new(lostText); errors.As(err, &lost) {
				return lost // the template is not to blame
			}
			if err != nil {
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

// scratch has room for the forms of a text that a worker makes of one post
// after another.
type scratch struct{ source, html, filled, feed, words []byte }

var scratches = sync.Pool{New: func() any { return new(scratch) }}

// lostText is the error of a post that the cache has lost and that cannot be
// rendered anew.
type lostText struct {
	file string
	err  error
}

func (e *lostText) Error() string { return fmt.Sprintf("reading %s again: %v", e.file, e.err) }
func (e *lostText) Unwrap() error { return e.err }

// html appends the rendered body of a post, with its holes, to dst.
func (r *run) html(dst []byte, t *text) ([]byte, error) {
	html, err := r.Cache.store.Append(dst, t.body)
	if err == nil {
		return html, nil
	}
	// The store is damaged: render the post again.
	src, err := fs.ReadFile(r.Content.FS, t.post.Source)
	if err == nil && keyOf(src) != t.source {
		err = errors.New("it changed while the site was built")
	}
	if err != nil {
		return nil, &lostText{r.display(t.post.Source), err}
	}
	_, body := r.digest(nil, t.post.Source, src)
	return append(dst, body.HTML...), nil
}

// fill appends the text of a post, as its page has it, to dst. s is for what
// comes before.
func (r *run) fill(dst []byte, s *scratch, e *site.Entry) (_ []byte, err error) {
	t := r.text(e)
	if s.html, err = r.html(s.html[:0], t); err != nil {
		return dst, err
	}
	body := markdown.Body{HTML: s.html, Holes: t.holes}
	return body.Fill(dst, func(i int, h hole) string { return t.fills[i] }), nil
}

// body appends a post's text to its page, and derives from it what feeds and
// search need: the one place where all of them are at hand.
func (r *run) body(dst []byte, e *site.Entry) ([]byte, error) {
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	start := len(dst)
	dst, err := r.fill(dst, s, e)
	if err == nil {
		r.derive(s, e, dst[start:])
	}
	return dst, err
}

// derive makes of a post's text what feeds and search need, unless it is known.
func (r *run) derive(s *scratch, e *site.Entry, html []byte) {
	t := r.text(e)
	if e.Page || t.derived.full == r.outputs.keys.full[e] {
		return
	}
	s.feed = feed.Body(s.feed[:0], html, r.base, e.Path)
	var cut bool
	s.words, cut = r.Cache.index().Read(s.words[:0], e, html)
	t.record = bytes.Clone(s.words)
	t.derived = derived{full: r.outputs.keys.full[e], cost: feed.Cost(e, s.feed), words: r.Cache.store.Put(s.words), cut: cut}
	t.feed = r.Scratch.Put(s.feed)
}

// deriveAll makes up for pages that were not drawn.
func (r *run) deriveAll() error {
	posts := r.site.Posts
	return r.each("texts", len(posts), func(i int) error {
		if r.text(posts[i]).derived.full == r.outputs.keys.full[posts[i]] {
			return nil
		}
		s := scratches.Get().(*scratch)
		defer scratches.Put(s)
		filled, err := r.body(s.filled[:0], posts[i])
		s.filled = filled
		return err
	})
}

// feedBody appends a post's text in the form for feeds to dst.
func (r *run) feedBody(dst []byte, e *site.Entry) ([]byte, error) {
	if t := r.text(e); t.feed.Len > 0 {
		if b, err := r.Scratch.Append(dst, t.feed); err == nil {
			return b, nil
		}
	}
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	filled, err := r.fill(s.filled[:0], s, e)
	s.filled = filled
	return feed.Body(dst, filled, r.base, e.Path), err
}

func (r *run) feedCost(e *site.Entry) int { return r.text(e).cost }

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
