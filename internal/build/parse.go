package build

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"candor/internal/cache"
	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/markdown"
	"candor/internal/post"
	"candor/internal/site"
	"candor/internal/theme"
	"candor/static"
	"candor/templates"
)

// text is what the site needs of a post besides its entry.
type text struct {
	*known
	derived
	fills  []string    // what goes into the holes, once the site is known
	feed   cache.Place // the body for feeds, in scratch, once the page is drawn
	record []byte      // for the search, when this build made it
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

// parse understands all sources that are published. Those that the last build
// knew, and that have not changed since, are not read again.
func (r *run) parse(sources []string) ([]*post.Post, error) {
	var before map[string]*known
	if r.before.settings == r.inputs.settings {
		before = r.before.known()
	}
	list := make([]*known, len(sources))
	err := r.each("posts", len(sources), func(i int) (err error) {
		k := before[sources[i]]
		if k == nil || k.source != r.inputs.seen(sources[i]) || r.hidden(k.post) {
			k, err = r.understand(sources[i], len(sources))
		}
		list[i] = k
		return err
	})
	parallel(len(list), func(i int) {
		if k := list[i]; k != nil && k.post == nil && !k.unpack() {
			panic("a post cannot be unpacked")
		}
	})
	r.texts = make(map[string]*text, len(sources))
	var posts []*post.Post
	for _, k := range list {
		if k != nil {
			r.findings.add(k.findings...)
			r.texts[k.post.Source] = &text{known: k, derived: r.before.derived[k.post.Source]}
			posts = append(posts, k.post)
		}
	}
	return posts, err
}

// hidden reports whether a post is not to be published now.
func (r *run) hidden(p *post.Post) bool {
	return p.Draft && !r.Drafts || !p.Page && p.Published.Instant().After(r.Now) && !r.Future
}

// understand reads a source and renders its body. It returns nil when the file
// cannot be used or is not to be published now, else the post in packed form.
func (r *run) understand(source string, posts int) (*known, error) {
	m := r.markOf(source)
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	var err error
	if s.source, err = appendFile(s.source[:0], r.Content.FS, source); err != nil {
		r.findings.add(unreadable(r.Content.Name+source, err))
		return nil, nil
	}
	if r.Reading != nil {
		r.Reading(posts, len(s.source))
	}
	of := keyOf(s.source)
	r.inputs.saw(source, of, m)
	k, body := r.digest(s.html, source, s.source)
	if k != nil {
		s.html = body.HTML
		k.source, k.body = of, r.Cache.store.Put(body.HTML)
		return k.packed(), nil
	}
	return nil, nil
}

// appendFile appends the content of a file to dst.
func appendFile(dst []byte, files fs.FS, name string) ([]byte, error) {
	f, err := files.Open(name)
	if err != nil {
		return dst, err
	}
	defer f.Close()
	for {
		dst = slices.Grow(dst, bytes.MinRead)
		n, err := f.Read(dst[len(dst):cap(dst)])
		dst = dst[:len(dst)+n]
		if err == io.EOF {
			return dst, nil
		}
		if err != nil {
			return dst, err
		}
	}
}

// digest understands the content of a source. The body may lie in room.
func (r *run) digest(room []byte, source string, src []byte) (*known, markdown.Body) {
	parsed := post.Parse(source, src, post.Options{
		ImageHosts: r.config.ImageHosts, Highlight: r.highlighter,
		StripDates: r.config.SlugDates == "strip", Display: r.Content.Name,
	})
	if parsed.Document == nil || r.hidden(parsed.Post) {
		if parsed.Document != nil && parsed.Post.Published.Instant().After(r.Now) {
			r.awaited.add(parsed.Post.Published.Instant())
		}
		r.findings.add(parsed.Findings...)
		return nil, markdown.Body{}
	}
	k := &known{post: parsed.Post, findings: parsed.Findings}
	facts, read := r.facts(parsed)
	body, found := render(room, parsed, facts)
	k.facts, k.holes, k.marked = facts, body.Holes, body.Placed
	slices.Sort(k.marked)
	k.shown = shownOf(k.post, facts)
	k.findings = append(k.findings, named(found, r.Content.Name+source)...)
	r.checkPost(k, parsed, read, body)
	return k, body
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
func render(room []byte, p post.Parsed, facts *incident.Incident) (markdown.Body, []diag.Diagnostic) {
	var marks []markdown.Mark
	if facts != nil {
		for _, m := range facts.Marks() {
			marks = append(marks, markdown.Mark{ID: m.ID, Start: m.Start - p.BodyAt, End: m.End - p.BodyAt})
		}
	}
	before := len(p.Document.Findings)
	body := p.Document.RenderInto(room, marks...)
	return body, p.Document.Findings[before:]
}
