// Package build is the pipeline from source files to a finished site. It reads
// file systems, an explicit clock and settings, and hands finished files to a
// sink; whether they are then published is the caller's decision.
//
//	scan ─▶ parse each post ─▶ site ─▶ resolve references ─▶ assets, cards ─▶ pages ─▶ feeds, search
//
// Posts are read, understood and rendered each on its own and in parallel;
// their syntax trees are dropped and their bodies laid aside in a store, so
// that memory holds what the site knows of a post but not its text. A post's
// page is drawn once, and its feed body made in the same moment.
//
// What one build knew is the start of the next (see [Cache]): a post is
// understood again only when its file or the settings changed, a file of the
// output is made again only when something that it is made of did, and where
// nothing changed at all, nothing is put together.
package build

import (
	"context"
	"io/fs"
	"strings"
	"time"

	"candor/internal/cache"
	"candor/internal/check"
	"candor/internal/diag"
	"candor/internal/feed"
	"candor/internal/lock"
	"candor/internal/markdown"
	"candor/internal/page"
	"candor/internal/site"
	"candor/internal/theme"
	"candor/internal/tree"
)

// Input is everything a site is made of.
type Input struct {
	Content   Folder
	Templates Folder // the site's own over the embedded ones
	Static    Folder
	BaseURL   string    // overrides site.yaml's
	Now       time.Time // posts after it are in the future
	Drafts    bool      // include drafts
	Future    bool      // include posts of the future
	Plain     bool      // leave code blocks without highlighting
	Preview   bool      // for candor serve: pages may run its script and mark what is not public
	Locking   LockUse
	Cards     Cards        // nil draws each
	Cache     *Cache       // what the last build knew; nil for nothing
	Scratch   *cache.Store // for what waits to be written; nil for memory
	// Watched, if set, reports whether somebody who watches the content folder
	// has seen a file of it change since the last build. Files that have not, and
	// whose size and time are as they were, are not read again.
	Watched func(name string) bool
	// Reading, if set, is called from any goroutine before a post is understood,
	// with the number of posts and its size in bytes.
	Reading func(posts, bytes int)
	// Progress, if set, is called from any goroutine with what has been done.
	Progress func(stage string, done, total int)
}

// Folder is a file system and how findings name it: "content/".
type Folder struct {
	FS   fs.FS
	Name string
}

// Result is what a build has to say. When Findings holds an error, what the
// sink got is not fit for publication.
type Result struct {
	Findings []diag.Diagnostic // sorted
	Posts    int
	Pages    int // HTML pages, posts included
}

// Failed reports whether the findings forbid publication.
func (r Result) Failed(strict bool) bool {
	return diag.Count(r.Findings, diag.Error) > 0 || strict && diag.Count(r.Findings, diag.Warning) > 0
}

// Run builds the site into sink. The error is a failure of the machine, or
// the end of ctx; everything wrong with the input is a finding.
func Run(ctx context.Context, in Input, sink tree.Sink) (Result, error) {
	r := newRun(ctx, in, sink)
	err := r.all()
	if err == nil && r.same {
		return r.result, nil
	}
	result := r.finish()
	if err == nil && diag.Count(result.Findings, diag.Error) == 0 {
		r.Cache.pending = r.state(result)
	}
	return result, err
}

func newRun(ctx context.Context, in Input, sink tree.Sink) *run {
	if in.Scratch == nil {
		in.Scratch = cache.Memory()
	}
	if in.Cache == nil {
		in.Cache = NewCache(in.Scratch, "")
	}
	in.Cache.pending = nil
	last := in.Cache.last
	return &run{Input: in, ctx: ctx, sink: sink, before: last, inputs: newInputs(len(last.read)), outputs: newOutputs(len(last.made))}
}

func (r *run) finish() Result {
	r.silence()
	diag.Sort(r.findings.list)
	r.findings.list = fewer(r.findings.list)
	r.quote()
	check.Redact(r.findings.list)
	r.result.Findings = dedupe(r.findings.list)
	return r.result
}

// run is one build under way.
type run struct {
	Input
	ctx         context.Context
	sink        tree.Sink
	before      *state // what the last build knew
	inputs      inputs // what this one is made of
	outputs     outputs
	same        bool // nothing has changed
	awaited     awaited
	highlighter *markdown.Highlighter
	findings    findings
	checks      checks
	identity    lock.Outcome
	result      Result

	config site.Config
	base   site.Base
	theme  *theme.Theme
	site   *site.Site
	links  *site.Resolver
	cards  []page.SocialCard
	texts  map[string]*text // by source
	posts  []*text          // those of site.Posts
	others []*text          // those of site.Pages
	words  wordFiles
}

// read runs the stages before anything is drawn.
func (r *run) read() error {
	if err := r.configure(); err != nil {
		return err
	}
	if !r.Plain && r.config.Highlight {
		r.highlighter = markdown.NewHighlighter()
	}
	found, err := scan(r.Content)
	if err != nil {
		return err
	}
	r.findings.add(found.findings...)
	if err := r.compare(found); err != nil || r.same {
		return err
	}
	posts, err := r.parse(found.sources)
	if err != nil {
		return err
	}
	r.assemble(posts, found)
	return nil
}

// all runs the stages in order. It stops early only where nothing later could
// be right.
func (r *run) all() error {
	if err := r.read(); err != nil || r.same {
		return err
	}
	r.identity = lock.Outcome{} // which only Lock asks for
	r.resolve()
	if err := r.assets(); err != nil {
		return err
	}
	if r.theme == nil || r.findings.errors() > 0 {
		return nil
	}
	r.keys()
	maker := &page.Maker{Site: r.site, Theme: r.theme, Links: r.links, Body: r.body, Preview: r.Preview}
	if err := r.drawCards(); err != nil {
		return err
	}
	if err := r.pages(maker); err != nil {
		return err
	}
	if err := r.deriveAll(); err != nil {
		return err
	}
	if err := r.files(maker); err != nil {
		return err
	}
	return together(r.feeds, func() error { return r.search(maker) })
}

// files writes what hosts and crawlers read.
func (r *run) files(m *page.Maker) error {
	return r.make("files", r.outputs.keys.whole, func(put putter) error {
		for _, f := range page.Files(m) {
			if err := put(f.Path, tree.Data, f.Content); err != nil {
				return err
			}
		}
		return nil
	})
}

// feeds writes every feed from the bodies laid aside when pages were drawn.
func (r *run) feeds() error {
	batches := feed.Batches(r.site, feed.Source{Body: r.feedBody, Cost: r.feedCost})
	return r.each("feeds", len(batches), func(i int) error {
		b := batches[i]
		return r.make("feeds "+b.Paths[0], r.outputs.keys.batch(b), func(put putter) error {
			return b.Write(func(path string, data []byte) error {
				return put(strings.TrimPrefix(path, "/"), tree.Data, data)
			})
		})
	})
}
