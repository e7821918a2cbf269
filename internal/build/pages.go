package build

import (
	"bytes"
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
	buffers := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	return r.each("pages", len(jobs), func(i int) error {
		b := buffers.Get().(*bytes.Buffer)
		defer buffers.Put(b)
		b.Reset()
		p := jobs[i].page
		if err := m.Draw(b, jobs[i].kind, p); err != nil {
			name := p.Path
			if p.Source != "" {
				name = r.Content.Name + p.Source
			}
			r.findings.add(theme.Finding(err, layers(r.Templates, templates.FS), r.Templates.Name, name))
			return nil
		}
		return r.put(p.File(), tree.Page, b.Bytes())
	})
}

// body finishes a post's text for its page and lays the form for feeds aside:
// the one place where both exist.
func (r *run) body(e *site.Entry) ([]byte, error) {
	t := r.texts[e.Source]
	html, err := r.spool.get(t.body)
	if err != nil {
		return nil, fmt.Errorf("fetching a body: %w", err)
	}
	body := markdown.Body{HTML: html, Holes: t.holes}
	size := len(html)
	for _, f := range t.fills {
		size += len(f)
	}
	out := body.Fill(make([]byte, 0, size), func(i int, h hole) string { return t.fills[i] })
	if err := r.words(e, out); err != nil || e.Page {
		return out, err
	}
	forFeed := feed.Body(nil, out, r.base, e.Path)
	t.cost = feed.Cost(e, forFeed)
	t.feed, err = r.spool.put(forFeed)
	return out, err
}

func (r *run) feedBody(e *site.Entry) ([]byte, error) { return r.spool.get(r.texts[e.Source].feed) }

func (r *run) feedCost(e *site.Entry) int { return r.texts[e.Source].cost }

// put hands a file over. What the sink has against a path is a finding; a
// failing disk is an error, since every further file would fail the same way.
func (r *run) put(name string, class tree.Class, data []byte) error {
	_, err := r.sink.Put(name, class, data)
	d := diag.Diagnostic{File: name, Code: "output-path", Severity: diag.Error, Hint: "rename what it comes from"}
	var foreign *tree.ForeignError
	var clash *tree.ClashError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &foreign):
		d.Code = "output-foreign"
		d.Message = "the output folder holds a file of this name that Candor did not write"
		d.Hint = "move it away, or build into another folder with --out"
	case errors.As(err, &clash), errors.Is(err, fs.ErrInvalid):
		d.Message = err.Error()
	default:
		return err
	}
	r.findings.add(d)
	return nil
}
