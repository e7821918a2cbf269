package build

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/markdown"
	"candor/internal/post"
	"candor/internal/site"
	"candor/internal/theme"
	"candor/static"
	"candor/templates"
)

// text is the body of a post while the rest of the site is put together.
type text struct {
	body   laid            // rendered HTML with holes
	holes  []markdown.Hole // what to fill in
	fills  []string        // what goes there, by hole, once the site is known
	facts  *incident.Incident
	marked []string // ids of the facts' words
	feed   laid     // the same for feeds, once the page is drawn
	cost   int      // of the feed body, in a feed file
	words  laid     // what the search needs of it
}

// configure reads site.yaml, the templates and the static files.
func (r *run) configure() error {
	r.config = site.Defaults()
	src, err := fs.ReadFile(r.Content.FS, site.ConfigName)
	switch {
	case err == nil:
		config, found := site.ReadConfig(r.Content.Name+site.ConfigName, src)
		r.config = config
		r.findings.add(found...)
	case !errors.Is(err, fs.ErrNotExist):
		r.findings.add(unreadable(r.Content.Name+site.ConfigName, err))
	}
	if err := r.locate(); err != nil {
		return err
	}
	th, found, err := theme.Load(layers(r.Templates, templates.FS), layers(r.Static, static.FS), r.base, r.Templates.Name)
	r.theme = th
	r.findings.add(found...)
	return err
}

func layers(own Folder, embedded fs.FS) theme.Layers {
	if own.FS == nil {
		return theme.Layers{embedded}
	}
	return theme.Layers{own.FS, embedded}
}

// locate settles where the site will be published.
func (r *run) locate() error {
	if r.BaseURL != "" {
		base, err := site.ParseBase(r.BaseURL)
		if err != nil {
			return fmt.Errorf("--base-url: %w", err)
		}
		r.base = base
		return nil
	}
	base, err := site.ParseBase(cmp.Or(r.config.BaseURL, site.LocalBase))
	if err != nil { // reported with site.yaml
		base, _ = site.ParseBase(site.LocalBase)
	}
	r.base = base
	if r.config.BaseURL == "" {
		r.findings.add(diag.Diagnostic{File: r.Content.Name + site.ConfigName, Code: "base-url-missing", Severity: diag.Warning,
			Message: "nobody said where the site will be published, so its feeds say " + site.LocalBase,
			Hint:    "pass --base-url https://…, or set baseURL in site.yaml"})
	}
	return nil
}

// parse reads all sources and renders the bodies of those that are published.
// It returns them in the order of sources, which is that of their names.
func (r *run) parse(sources []string) ([]*post.Post, error) {
	parsed := make([]*post.Post, len(sources))
	texts := make([]*text, len(sources))
	err := r.each("posts", len(sources), func(i int) error {
		p, t, err := r.parseOne(sources[i])
		parsed[i], texts[i] = p, t
		return err
	})
	r.texts = make(map[string]*text, len(sources))
	for i, p := range parsed {
		if p != nil {
			r.texts[p.Source] = texts[i]
		}
	}
	return slices.DeleteFunc(parsed, func(p *post.Post) bool { return p == nil }), err
}

// parseOne returns no post when the file cannot be used or is not to be
// published now.
func (r *run) parseOne(source string) (*post.Post, *text, error) {
	src, err := fs.ReadFile(r.Content.FS, source)
	if err != nil {
		r.findings.add(unreadable(r.Content.Name+source, err))
		return nil, nil, nil
	}
	parsed := post.Parse(source, src, post.Options{
		ImageHosts: r.config.ImageHosts, Highlight: r.highlighter,
		StripDates: r.config.SlugDates == "strip", Display: r.Content.Name,
	})
	r.findings.add(parsed.Findings...)
	p := parsed.Post
	if parsed.Document == nil || p.Draft && !r.Drafts || !p.Page && p.Published.Instant().After(r.Now) && !r.Future {
		return nil, nil, nil
	}
	facts, read := r.facts(parsed)
	body, found := render(parsed, facts)
	r.findings.add(named(found, r.Content.Name+source)...)
	r.checkPost(parsed, facts, read, body)
	laid, err := r.spool.put(body.HTML)
	if err != nil {
		return nil, nil, fmt.Errorf("laying a body aside: %w", err)
	}
	return p, &text{body: laid, holes: body.Holes, facts: facts, marked: body.Placed}, nil
}

// facts reads the incident of a post; pages report none.
func (r *run) facts(p post.Parsed) (*incident.Incident, []diag.Diagnostic) {
	if p.Post.Page {
		return nil, nil
	}
	in, found := incidentOf(p)
	return in, named(found, r.Content.Name+p.Post.Source)
}

// render makes the body, with the words of facts marked, and returns what is
// found only then.
func render(p post.Parsed, facts *incident.Incident) (markdown.Body, []diag.Diagnostic) {
	var marks []markdown.Mark
	if facts != nil {
		for _, m := range facts.Marks() {
			marks = append(marks, markdown.Mark{ID: m.ID, Start: m.Start - p.BodyAt, End: m.End - p.BodyAt})
		}
	}
	before := len(p.Document.Findings)
	body := p.Document.Render(marks...)
	return body, p.Document.Findings[before:]
}
