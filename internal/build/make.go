package build

import (
	"slices"
	"sync"

	"candor/internal/feed"
	"candor/internal/page"
	"candor/internal/site"
	"candor/internal/tree"
)

// outputs is what a build writes and what it is made of.
type outputs struct {
	keys *outputKeys

	mu   sync.Mutex
	made map[string]made
	kept map[string]bool // paths handed over as they stand
}

// newOutputs has room for as many as the last build made.
func newOutputs(room int) outputs {
	return outputs{made: make(map[string]made, room), kept: make(map[string]bool, room)}
}

// putter hands over one file. It belongs to one goroutine.
type putter func(path string, class tree.Class, data []byte) error

// make hands over the files that are known by a name: an address, or a word for
// several. They are drawn only when what they are made of has changed, or when
// one is not as it was left.
func (r *run) make(name string, of key, draw func(putter) error) error {
	last, known := r.before.made[name]
	if known && last.of == of {
		if kept, err := r.keep(last.files); kept || err != nil {
			r.outputs.record(name, last)
			return err
		}
	}
	now := made{of: of}
	err := draw(func(path string, class tree.Class, data []byte) error {
		f := file{path: path, class: class}
		if r.outputs.isKept(path) {
			f = last.files[slices.IndexFunc(last.files, func(f file) bool { return f.path == path })]
		} else if mark, err := r.put(path, class, data); err != nil {
			return err
		} else {
			f.mark = mark
		}
		now.files = append(now.files, f)
		return nil
	})
	if err == nil {
		r.outputs.record(name, now)
	}
	return err
}

// keep hands over files as they stand, and reports whether all of them do.
func (r *run) keep(files []file) (bool, error) {
	all := true
	for _, f := range files {
		if r.outputs.isKept(f.path) {
			continue
		}
		kept, err := r.sink.Keep(f.path, f.class, f.mark)
		if err != nil {
			return false, err
		}
		if kept {
			r.outputs.keep(f.path)
		}
		all = all && kept
	}
	return all, nil
}

func (o *outputs) record(name string, m made) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.made[name] = m
}

// path is that of the only file of a name.
func (o *outputs) path(name string) string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.made[name].files[0].path
}

func (o *outputs) keep(path string) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.kept[path] = true
}

func (o *outputs) isKept(path string) bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.kept[path]
}

// outputKeys says what files are made of.
type outputKeys struct {
	common key // the settings, the theme, and what every page shows of the site
	whole  key // these, and everything that lists show of the posts
	shown  []key
	full   map[*site.Entry]key // these, and a post with its text
	pages  []key               // like shown, of pages
	posts  []*site.Entry
}

// keys computes the keys of all posts, once everything about them is settled.
func (r *run) keys() {
	s := r.site
	k := &outputKeys{shown: make([]key, len(s.Posts)), pages: make([]key, len(s.Pages)), full: make(map[*site.Entry]key, len(s.Posts)+len(s.Pages)), posts: s.Posts}
	all := newKeyer("site")
	entries := s.Entries()
	full := make([]key, len(entries))
	parallel(len(entries), func(i int) { full[i] = r.entryKeys(entries[i], k.of(entries[i])) })
	for i, e := range entries {
		k.full[e] = full[i]
		all.key(*k.of(e))
		if r.inputs.ownTemplates { // which may show anything
			all.key(full[i])
		}
	}
	posts := all.sum()
	common := newKeyer("common")
	common.key(r.inputs.settings)
	common.key(r.inputs.theme)
	common.text(r.base.Absolute("/"))
	common.flag(r.Preview)
	common.flag(len(s.Services) > 0) // the menu
	common.flag(len(s.Tags) > 0)
	if r.inputs.ownTemplates {
		common.key(posts)
	}
	k.common = common.sum()
	whole := newKeyer("whole")
	whole.key(k.common)
	whole.key(posts)
	k.whole = whole.sum()
	r.outputs.keys = k
}

// of is where the key of what is shown of an entry stands.
func (k *outputKeys) of(e *site.Entry) *key {
	if e.Page {
		return &k.pages[e.Index]
	}
	return &k.shown[e.Index]
}

// entryKeys sets the key of what other pages show of a post, and returns that
// of the post with its text.
func (r *run) entryKeys(e *site.Entry, shown *key) (full key) {
	t := r.text(e)
	h := newKeyer("entry")
	h.key(t.shown)
	h.text(e.Path)
	h.text(e.ID)
	h.flag(e.Future)
	group := func(g *site.Group) {
		h.text(g.Slug)
		h.text(g.Name)
		h.text(g.Description)
	}
	for _, groups := range [][]*site.Group{e.Services, e.Tags} {
		h.number(len(groups))
		for _, g := range groups {
			group(g)
		}
	}
	h.number(len(e.Authors))
	for _, a := range e.Authors {
		group(a.Group)
	}
	if e.Severity != nil {
		group(e.Severity)
	}
	*shown = h.sum()

	h = newKeyer("full")
	h.key(*shown)
	h.key(t.source)
	h.texts(t.fills)
	if e.Image != "" {
		h.text(r.links.Resolve(e, e.Image).Path)
	}
	return h.sum()
}

// page is what a page is made of.
func (k *outputKeys) page(kind string, p page.Page) key {
	if p.Text == nil && p.Of == nil {
		return k.whole
	}
	h := newKeyer(kind)
	h.key(k.common)
	h.text(p.Path)
	h.text(p.Extra)
	at := 0
	if p.Text != nil {
		h.key(k.full[p.Text])
		at = p.Text.Index
	}
	if p.Of != nil {
		for e := range p.Of {
			h.key(*k.of(e))
			h.number(e.Index - at)
		}
	}
	return h.sum()
}

// batch is what files of a feed are made of.
func (k *outputKeys) batch(b feed.Batch) key {
	if len(b.Texts) == 0 {
		return k.whole
	}
	h := newKeyer("feed")
	h.key(k.common)
	h.texts(b.Paths)
	h.text(b.Extra)
	for _, e := range b.Texts {
		h.key(k.full[e])
	}
	return h.sum()
}
