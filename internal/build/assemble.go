package build

import (
	"fmt"
	"html"
	"strings"

	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/page"
	"candor/internal/post"
	"candor/internal/site"

	"golang.org/x/text/unicode/norm"
)

// assemble makes the site of its posts and checks that no two things of it
// want one address.
func (r *run) assemble(posts []*post.Post, found scanned) {
	facts := make(map[*post.Post]*incident.Incident, len(posts))
	for _, p := range posts {
		facts[p] = r.texts[p.Source].facts
	}
	r.site = site.New(r.config, r.base, posts, facts)
	r.posts, r.others = r.textsOf(r.site.Posts), r.textsOf(r.site.Pages)
	r.result.Posts = len(r.site.Posts)
	for _, e := range r.site.Entries() {
		for _, source := range found.owned[e.Folder] {
			e.Assets = append(e.Assets, site.Asset{Source: source, Path: e.Path + strings.TrimPrefix(source, e.Folder+"/")})
		}
		e.Marked = r.text(e).marked
		e.Future = e.Published.Instant().After(r.Now)
		r.findings.add(r.site.Check(e, r.Content.Name)...)
	}
	r.claim()
	r.identify(found.sources)
	r.links = r.site.Resolver()
}

// textsOf returns what is known of some entries, in their order.
func (r *run) textsOf(entries []*site.Entry) []*text {
	list := make([]*text, len(entries))
	for i, e := range entries {
		list[i] = r.texts[e.Source]
	}
	return list
}

// text returns what is known of an entry.
func (r *run) text(e *site.Entry) *text {
	if e.Page {
		return r.others[e.Index]
	}
	return r.posts[e.Index]
}

// claim registers every file of the output under its owner.
func (r *run) claim() {
	c := new(claims)
	for _, name := range siteFiles {
		c.add(name, claimant{what: "the site itself"})
	}
	for _, name := range r.theme.Static.Names {
		c.add(strings.TrimPrefix(r.theme.Static.Path(name), "/"), claimant{file: r.Static.Name + name})
	}
	r.claimCards(c)
	for _, kind := range page.Kinds {
		for _, p := range kind.Pages(&page.Maker{Site: r.site}) {
			owner := claimant{what: "a list of the site"}
			if p.Source != "" {
				owner = claimant{file: r.Content.Name + p.Source, line: p.Line}
			}
			c.add(p.File(), owner)
			r.result.Pages++
		}
	}
	for _, e := range r.site.Entries() {
		for _, a := range e.Assets {
			c.add(strings.TrimPrefix(a.Path, "/"), claimant{file: r.Content.Name + a.Source})
		}
	}
	r.findings.add(c.findings...)
}

// siteFiles are files of fixed names that no page kind makes, and folders of
// later ones that posts must not take now.
var siteFiles = []string{
	"rss.xml", "atom.xml", "feed.json", "posts.json", "feeds.opml", "incidents.json", "incidents.schema.json",
	"sitemap.xml", "robots.txt", ".nojekyll", "_redirects", "_headers",
	"blog/index.html", "insights/index.html", "search/index.html", "search/index.json", "assets/index.html", "feeds/index.html",
	"archive/index.html", "services/index.html", "tags/index.html", "authors/index.html", "severity/index.html",
}

// claims finds files of the output that two owners want, or that differ only
// in case, which is one file on many systems.
type claims struct {
	by       map[string]claim
	findings []diag.Diagnostic
}

type claim struct {
	path  string
	owner claimant
}

// claimant is a source file, or what of the site it is.
type claimant struct {
	file string
	line int // that asks for the address; 0 when it follows from the file's name
	what string
}

func (o claimant) String() string {
	if o.file != "" {
		return o.file
	}
	return o.what
}

func (c *claims) add(name string, owner claimant) {
	if c.by == nil {
		c.by = map[string]claim{}
	}
	key := norm.NFC.String(strings.ToLower(name))
	first, taken := c.by[key]
	if !taken {
		c.by[key] = claim{name, owner}
		return
	}
	if owner.file == "" {
		if first.owner.file == "" {
			return // the site's own names are listed beforehand
		}
		first.owner, owner = owner, first.owner
	}
	message := fmt.Sprintf("this and %s both want the address /%s", first.owner, strings.TrimSuffix(name, "index.html"))
	if first.path != name {
		message = fmt.Sprintf("this wants /%s and %s wants /%s, which is one file where case does not count", name, first.owner, first.path)
	}
	hint := "give one of them another slug"
	if first.owner.file == "" {
		hint = "the name is reserved: choose another slug or file name"
	}
	c.findings = append(c.findings, diag.Diagnostic{File: owner.file, Line: owner.line, Code: "address-taken", Severity: diag.Error, Message: message, Hint: hint})
}

// resolve settles what every reference in the posts means, so that drawing
// pages can no longer find anything wrong with them.
func (r *run) resolve() {
	for _, e := range r.site.Entries() {
		t := r.text(e)
		t.fills = make([]string, len(t.holes))
		for i, h := range t.holes {
			target := r.links.Resolve(e, h.Ref)
			t.fills[i] = html.EscapeString(target.Address)
			if target.Problem != site.Fine && h.Kind == urlHole {
				r.findings.add(linkFinding(r.Content.Name+e.Source, h, target))
			}
		}
		if e.Image != "" {
			if target := r.links.Resolve(e, e.Image); target.Problem != site.Fine {
				r.findings.add(linkFinding(r.Content.Name+e.Source, hole{Ref: e.Image, Line: e.Lines.Image}, target))
			}
		}
	}
}

func linkFinding(file string, h hole, target site.Target) diag.Diagnostic {
	d := diag.Diagnostic{File: file, Line: h.Line, Column: h.Column, Code: "link-broken", Severity: diag.Warning,
		Message: fmt.Sprintf("%q leads to nothing on this site", h.Ref), Hint: "name a file beside the post, another post's file, or an address from the root"}
	if target.Problem == site.Outside {
		d.Code, d.Severity, d.Message, d.Hint = "link-leaves", diag.Error, fmt.Sprintf("%q leads out of the content folder", h.Ref), "copy the file into the post's folder"
	}
	return d
}
