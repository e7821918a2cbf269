package build

import (
	"bytes"
	"context"
	"io/fs"
	"path"
	"strings"
	"sync"

	"candor/internal/check"
	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/markdown"
	"candor/internal/page"
	"candor/internal/post"
	"candor/internal/site"
	"candor/internal/tree"
)

// checks is what a build keeps for the rules over the whole site.
type checks struct {
	all bool // hints too, and the rules over the site: for Check
}

// Check reads a site as Run does and applies every rule to it, without drawing
// a page. ask, if not nil, is called once with the addresses on other sites.
func Check(ctx context.Context, in Input, ask func(addresses []string) map[string]check.Answer) (Result, error) {
	in.Plain = true
	r := newRun(ctx, in, nowhere{})
	r.checks.all = true
	err := r.read()
	if err == nil {
		r.resolve()
		err = r.assets()
	}
	if err == nil {
		s := r.checkedSite()
		if ask != nil {
			s.Answers = ask(s.Outside())
		}
		r.findings.add(check.Sites(s, r.Content.Name)...)
	}
	return r.finish(), err
}

// nowhere takes files and keeps none.
type nowhere struct{}

func (nowhere) Put(string, tree.Class, []byte) (tree.Mark, error) { return tree.Mark{}, nil }
func (nowhere) Keep(string, tree.Class, tree.Mark) (bool, error)  { return false, nil }

// checkPost applies the rules over one post. A build speaks of what is wrong
// only; what could be better is for candor check.
func (r *run) checkPost(k *known, p post.Parsed, read []diag.Diagnostic, body markdown.Body) {
	claim, _ := claimOf(p)
	checked := &check.Post{Parsed: p, Body: body, Config: &r.config, Facts: k.facts, Claim: claim, Read: read,
		Unclaimed: func() *incident.Incident { return unclaimed(p) }}
	for _, d := range read {
		if check.Find(d.Code) == nil {
			k.findings = append(k.findings, d)
		}
	}
	least := diag.Warning
	if r.checks.all {
		least = diag.Hint
		for _, l := range body.Links {
			line, column := p.Document.Position(l.At)
			k.links = append(k.links, check.Link{Ref: l.Ref, Line: line, Column: column})
		}
	}
	k.findings = append(k.findings, check.Run(checked, r.Content.Name, least)...)
	k.ignores = checked.Ignored()
}

// unclaimed reads what a post's text says, whatever its front matter does.
func unclaimed(p post.Parsed) *incident.Incident {
	in, _ := incident.Read(incident.Source{Name: p.Post.Source, Title: p.Post.Title, Tags: p.Post.Tags, Published: p.Post.Published,
		Text: p.Text, BodyLine: p.Post.Lines.Body, Claim: incident.Claim{Given: true}})
	return in
}

// silence leaves out what the site or a post silences.
func (r *run) silence() {
	r.findings.add(check.Config(r.config.Check, r.Content.Name+site.ConfigName)...)
	ignored := map[string]check.Ignores{}
	for source, t := range r.texts {
		if t.ignores != nil {
			ignored[r.Content.Name+source] = t.ignores
		}
	}
	r.findings.list = check.Silence(r.findings.list, r.config.Check, ignored)
}

// checkedSite gathers what the rules over the site read.
func (r *run) checkedSite() *check.Site {
	s := &check.Site{Site: r.site, Links: r.links, Files: r.addresses(), Texts: map[string]check.Text{}}
	for _, e := range r.site.Entries() {
		t := r.text(e)
		s.Texts[e.Source] = check.Text{Holes: t.holes, Links: t.links, Anchors: sync.OnceValue(func() map[string]bool { return r.anchors(t) })}
		for _, a := range e.Assets {
			if info, err := fs.Stat(r.Content.FS, a.Source); err == nil {
				s.Assets = append(s.Assets, check.Asset{Source: a.Source, Bytes: info.Size()})
			}
		}
	}
	return s
}

// addresses are those of all files that a build would write.
func (r *run) addresses() map[string]bool {
	files := map[string]bool{}
	for _, kind := range page.Kinds {
		for _, p := range kind.Pages(&page.Maker{Site: r.site}) {
			name := "/" + p.File()
			files[name] = true
			for _, feed := range groupFeeds {
				files[path.Join(path.Dir(name), feed)] = true
			}
		}
	}
	for _, name := range siteFiles {
		if !strings.HasSuffix(name, "index.html") {
			files["/"+name] = true
		}
	}
	if r.theme != nil {
		for _, name := range r.theme.Static.Names {
			files[r.theme.Static.Path(name)] = true
			files["/"+name] = true
		}
	}
	for _, e := range r.site.Entries() {
		for _, a := range e.Assets {
			files[a.Path] = true
		}
	}
	return files
}

// groupFeeds may stand beside a list of posts.
var groupFeeds = []string{"rss.xml", "atom.xml", "feed.json"}

// anchors are the ids of a body, whose HTML is canonical.
func (r *run) anchors(t *text) map[string]bool {
	ids := map[string]bool{}
	html, err := r.html(nil, t)
	for err == nil {
		var found bool
		if _, html, found = bytes.Cut(html, []byte(` id="`)); !found {
			break
		}
		id, _, _ := bytes.Cut(html, []byte(`"`))
		ids[string(id)] = true
	}
	return ids
}
