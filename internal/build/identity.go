package build

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"candor/internal/diag"
	"candor/internal/lock"
	"candor/internal/site"
)

// LockUse is what a build makes of site.lock, where there is one. Ids always
// come from it.
type LockUse uint8

const (
	LockKept    LockUse = iota // what it records must stay
	LockCurrent                // it must be there, and say what is published now
	LockTold                   // what departs from it is a warning, as in a preview
)

// Lock compares a site with its lock, without drawing a page. The outcome's
// file is only good when no finding is an error.
func Lock(ctx context.Context, in Input) (Result, lock.Outcome, error) {
	in.Plain = true
	r := newRun(ctx, in, nil)
	err := r.read()
	if err == nil && r.BaseURL == "" && r.config.BaseURL == "" {
		err = errors.New("nobody said where the site will be published, and ids begin with that address: pass --base-url https://…, or set baseURL in site.yaml")
	}
	return r.finish(), r.identity, err
}

// identify gives the posts that are published their ids.
func (r *run) identify(sources []string) {
	name := r.Content.Name + lock.Name
	src, err := fs.ReadFile(r.Content.FS, lock.Name)
	exists := err == nil
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		r.findings.add(unreadable(name, err))
		return
	}
	old, damage := lock.Parse(name, src)
	r.findings.add(damage...)
	if len(damage) > 0 {
		return
	}
	out := lock.Compare(old, r.published(name, sources))
	for _, e := range r.site.Posts {
		if id, ok := out.IDs[e.Source]; ok {
			e.ID = id
		}
	}
	if r.Locking == LockTold || r.Preview {
		for i := range out.Findings {
			out.Findings[i].Severity = diag.Warning
		}
	}
	r.findings.add(out.Findings...)
	if stale := !exists || !out.Current(); stale && r.Locking == LockCurrent && len(out.Findings) == 0 {
		r.findings.add(diag.Diagnostic{File: name, Code: "lock-outdated", Severity: diag.Error,
			Message: "this does not record what would be published", Hint: "run candor lock and commit the file"})
	}
	r.identity = out
}

// published is the site as its lock sees it. Of a post whose file has an error
// nothing is known.
func (r *run) published(name string, sources []string) lock.Site {
	s := lock.Site{Lock: name, Folder: r.Content.Name, Posts: make([]lock.Post, 0, len(r.site.Posts)),
		Hidden: make(map[string]bool, len(sources)), Broken: map[string]bool{}}
	for _, source := range sources {
		s.Hidden[source] = true
	}
	for _, d := range r.findings.list {
		if source, ours := strings.CutPrefix(d.File, r.Content.Name); ours && d.Severity == diag.Error {
			s.Broken[source] = true
		}
	}
	for _, e := range r.site.Entries() {
		if !e.Public() {
			continue
		}
		delete(s.Hidden, e.Source)
		delete(s.Broken, e.Source)
		if e.Page {
			s.Others = append(append(s.Others, e.Path), e.Aliases...)
		} else {
			s.Posts = append(s.Posts, lockPost(e, r.base))
		}
	}
	return s
}

func lockPost(e *site.Entry, base site.Base) lock.Post {
	p := lock.Post{Source: e.Source, Path: e.Path, Aliases: e.Aliases, ID: e.Post.ID, URL: base.Absolute(e.Path), SlugLine: e.Lines.Slug, IDLine: e.Lines.ID}
	if len(e.Lines.Aliases) > 0 {
		p.AliasLine = e.Lines.Aliases[0]
	}
	return p
}
