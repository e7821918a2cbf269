package build

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"sync"
	"time"

	"candor/internal/lock"
	"candor/internal/site"
	"candor/templates"
)

// inputs is what a build is made of.
type inputs struct {
	settings     key // of all that decides how a post is understood
	theme        key // of the site's own templates and static files
	ownTemplates bool
	site         key // of all but the files in read

	mu   sync.Mutex
	read map[string]input // files of the content folder, by name
}

// newInputs has room for as many files as the last build read.
func newInputs(room int) inputs { return inputs{read: make(map[string]input, room)} }

// input is what a file held when it was read.
type input struct {
	of   key
	mark mark // before it was read; zero when nobody asked for it
}

// mark tells states of a file apart that its watcher did not tell of.
type mark struct {
	size int64
	time int64 // of the last change, in nanoseconds since 1970
}

// markOf is the mark of a file, where there is a use for it.
func (r *run) markOf(name string) mark {
	if r.Watched == nil {
		return mark{}
	}
	info, err := fs.Stat(r.Content.FS, name)
	if err != nil {
		return mark{}
	}
	return mark{info.Size(), info.ModTime().UnixNano()}
}

// saw records what a file of the content folder held.
func (in *inputs) saw(name string, of key, m mark) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.read[name] = input{of, m}
}

// seen is what a file held; zero when it was not read.
func (in *inputs) seen(name string) key {
	in.mu.Lock()
	defer in.mu.Unlock()
	return in.read[name].of
}

// compare looks for what has changed since the last build. If nothing has, the
// output is handed over as it stands, and r.same is set.
func (r *run) compare(found scanned) error {
	r.inputKeys(found)
	if r.before.settings != r.inputs.settings {
		return nil
	}
	names := slices.Collect(maps.Keys(r.before.read))
	same := make([]bool, len(names))
	err := r.each("files", len(names), func(i int) error {
		same[i] = r.still(names[i], r.before.read[names[i]])
		return nil
	})
	if err != nil || r.before.site != r.inputs.site || !r.before.sees(r.Now) {
		return err
	}
	for _, s := range same {
		if !s {
			return nil
		}
	}
	for _, m := range r.before.made {
		if kept, err := r.keep(m.files); err != nil || !kept {
			return err
		}
	}
	r.same, r.result = true, r.before.result
	return nil
}

// still reports whether a file holds what it did, and records what it holds.
func (r *run) still(name string, before input) bool {
	m := r.markOf(name)
	if m != (mark{}) && m == before.mark && !r.Watched(name) {
		r.inputs.saw(name, before.of, m)
		return true
	}
	of, err := keyOfFile(r.Content.FS, name)
	if err != nil {
		return false // whoever needs the file will say so
	}
	r.inputs.saw(name, of, m)
	return of == before.of
}

// inputKeys computes the keys of everything but the files that posts are read
// from.
func (r *run) inputKeys(found scanned) {
	h := newKeyer("settings")
	h.text(r.Cache.version)
	h.text(r.Content.Name)
	h.flag(r.Plain)
	config, _ := fs.ReadFile(r.Content.FS, site.ConfigName)
	h.text(string(config))
	r.inputs.settings = h.sum()
	r.themeKey()

	h = newKeyer("inputs")
	h.key(r.inputs.settings)
	h.key(r.inputs.theme)
	h.text(r.base.Absolute("/"))
	h.text(r.BaseURL)
	h.flag(r.Drafts)
	h.flag(r.Future)
	h.flag(r.Preview)
	h.number(int(r.Locking))
	lockFile, _ := fs.ReadFile(r.Content.FS, lock.Name)
	h.text(string(lockFile))
	h.texts(found.names)
	for _, d := range found.findings {
		h.texts([]string{d.File, d.Code, d.Message})
	}
	r.inputs.site = h.sum()
}

// themeKey reads the site's own templates and static files. Those that come
// with Candor belong to its version.
func (r *run) themeKey() {
	h := newKeyer("theme")
	r.themeFiles(r.Templates, func(name string, of key) {
		h.text(name)
		h.key(of)
		if own, err := keyOfFile(templates.FS, name); err != nil || own != of {
			r.inputs.ownTemplates = true
		}
	})
	r.themeFiles(r.Static, func(name string, of key) {
		h.text(name)
		h.key(of)
	})
	r.inputs.theme = h.sum()
}

// themeFiles reads the files of a theme's folder, which need not exist. What
// cannot be read is reported by whoever needs it.
func (r *run) themeFiles(folder Folder, use func(name string, of key)) {
	if folder.FS == nil {
		return
	}
	_ = fs.WalkDir(folder.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) == ".go" {
			return nil
		}
		if of, err := keyOfFile(folder.FS, name); err == nil {
			use(name, of)
		}
		return nil
	})
}

// state is what this build knew.
func (r *run) state(result Result) *state {
	s := &state{site: r.inputs.site, result: result, made: r.outputs.made, words: r.words, settings: r.inputs.settings, read: r.inputs.read,
		posts: make(map[string]*known, len(r.texts)), derived: make(map[string]derived, len(r.texts))}
	for source, t := range r.texts {
		s.posts[source], s.derived[source] = t.known, t.derived
	}
	s.from, s.until = window(r.Now, s.posts)
	s.until = earlier(s.until, r.awaited.first)
	return s
}

// awaited is when the first of the posts appears that were left out because
// they are in the future.
type awaited struct {
	mu    sync.Mutex
	first time.Time
}

func (a *awaited) add(at time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.first = earlier(a.first, at)
}

// earlier is the earlier of two times, where zero is never.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
