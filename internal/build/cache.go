package build

import (
	"io"
	"maps"
	"slices"
	"sync"
	"time"

	"candor/internal/cache"
	"candor/internal/diag"
	"candor/internal/pack"
	"candor/internal/search"
	"candor/internal/tree"
)

// Cache is what the builds of one site pass on: posts as they were understood,
// and what each file of the output was made of. It only ever saves work: with
// or without it a build writes the same bytes and says the same.
//
// A build that succeeds leaves its knowledge pending; Keep makes it that of
// the next build, once the output is in its place. A Cache serves one build at
// a time.
type Cache struct {
	store   *cache.Store
	version string
	last    *state
	pending *state
	index   func() *search.Index // its numbers of words are those in the store
}

// NewCache returns the cache that is kept in a store. version is the
// program's: posts are understood anew by another.
func NewCache(store *cache.Store, version string) *Cache {
	s, terms := readState(store.Index())
	return &Cache{store: store, version: version, last: s, index: sync.OnceValue(func() *search.Index { return search.New(terms) })}
}

// state is what one build knew.
type state struct {
	site        key       // of all that went in but the clock
	from, until time.Time // a clock in between sees the same posts in the future
	result      Result
	made        map[string]made // by name: a page's address, or that of a group of files
	words       wordFiles

	settings key              // with which posts were understood
	read     map[string]input // files of the content folder
	posts    map[string]*known
	derived  map[string]derived // by source, like posts
	packed   []string           // posts not unpacked yet
}

// made is files that were made together.
type made struct {
	of    key
	files []file
}

type file struct {
	path  string
	class tree.Class
	mark  tree.Mark
}

// known returns the posts, unpacked at need.
func (s *state) known() map[string]*known {
	if s.posts != nil {
		return s.posts
	}
	list := make([]*known, len(s.packed))
	parallel(len(list), func(i int) {
		if k := (&known{raw: s.packed[i]}); k.unpack() {
			list[i] = k
		}
	})
	s.posts = make(map[string]*known, len(list))
	for _, k := range list {
		if k != nil {
			s.posts[k.post.Source] = k
		}
	}
	s.packed = nil
	return s.posts
}

// Keep makes what the last build knew the start of the next, and saves it.
// Without a successful build since the last call it does nothing.
func (c *Cache) Keep() error {
	s := c.pending
	if s == nil {
		return nil
	}
	c.last, c.pending = s, nil
	live := 0
	for source, k := range s.posts {
		live += k.body.Len + s.derived[source].words.Len
	}
	for _, p := range s.words.pieces {
		live += p.at.Len
	}
	return c.store.Save(live, func(w io.Writer) error { return s.write(w, c.index().Terms()) })
}

// write packs a state: what it holds of posts comes last, in parts, so that it
// is never in memory as a whole.
func (s *state) write(w io.Writer, terms []string) error {
	sources := slices.Sorted(maps.Keys(s.posts))
	out := &stored{state: s, terms: terms, count: len(sources)}
	for _, name := range slices.Sorted(maps.Keys(s.read)) {
		out.read = append(out.read, namedKey{name, s.read[name].of})
	}
	for _, name := range slices.Sorted(maps.Keys(s.made)) {
		out.made = append(out.made, namedMade{name, s.made[name]})
	}
	for _, source := range sources {
		out.derived = append(out.derived, namedDerived{source, s.derived[source]})
	}
	c := pack.Writer(nil)
	out.Pack(c)
	b := c.Bytes()
	for _, source := range sources {
		c := pack.Writer(b)
		c.String(&s.posts[source].raw)
		if b = c.Bytes(); len(b) > 1<<20 {
			if _, err := w.Write(b); err != nil {
				return err
			}
			b = b[:0]
		}
	}
	_, err := w.Write(b)
	return err
}

// readState returns an empty state for an index of no use.
func readState(index string) (s *state, terms []string) {
	in := &stored{state: &state{}}
	c := pack.Reader(index)
	in.Pack(c)
	packed := make([]string, max(0, min(in.count, len(index))))
	for i := range packed {
		c.String(&packed[i])
	}
	if index == "" || c.Done() != nil {
		return &state{}, nil
	}
	s = in.state
	s.packed, s.read = packed, make(map[string]input, len(in.read))
	s.made, s.derived = make(map[string]made, len(in.made)), make(map[string]derived, len(in.derived))
	for _, k := range in.read {
		s.read[k.name] = input{of: k.of}
	}
	for _, m := range in.made {
		s.made[m.name] = m.made
	}
	for _, d := range in.derived {
		s.derived[d.source] = d.derived
	}
	return s, in.terms
}

// stored is a state in the form that is packed: with lists for maps.
type stored struct {
	*state
	read    []namedKey
	made    []namedMade
	derived []namedDerived
	terms   []string
	count   int // of packed posts that follow
}

type namedKey struct {
	name string
	of   key
}

type namedMade struct {
	name string
	made
}

type namedDerived struct {
	source string
	derived
}

// Pack moves every field.
func (s *stored) Pack(c *pack.Coder) {
	s.site.Pack(c)
	c.Time(&s.from)
	c.Time(&s.until)
	pack.Slice(c, &s.result.Findings, (*diag.Diagnostic).Pack)
	c.Int(&s.result.Posts)
	c.Int(&s.result.Pages)
	pack.Slice(c, &s.read, (*namedKey).Pack)
	pack.Slice(c, &s.made, (*namedMade).Pack)
	s.words.Pack(c)
	s.settings.Pack(c)
	pack.Slice(c, &s.derived, (*namedDerived).Pack)
	c.Strings(&s.terms)
	c.Int(&s.count)
}

// Pack moves every field.
func (k *namedKey) Pack(c *pack.Coder) {
	c.String(&k.name)
	k.of.Pack(c)
}

// Pack moves every field.
func (m *namedMade) Pack(c *pack.Coder) {
	c.String(&m.name)
	m.of.Pack(c)
	pack.Slice(c, &m.files, (*file).Pack)
}

// Pack moves every field.
func (f *file) Pack(c *pack.Coder) {
	c.String(&f.path)
	pack.Uint8(c, &f.class)
	c.Int64(&f.mark.Size)
	c.Int64(&f.mark.Time)
}

// Pack moves every field.
func (d *namedDerived) Pack(c *pack.Coder) {
	c.String(&d.source)
	d.derived.Pack(c)
}

// window is between which times the clock sees the same of these posts in the
// future.
func window(now time.Time, posts map[string]*known) (from, until time.Time) {
	for _, k := range posts {
		at := k.post.Published.Instant()
		if at.After(now) {
			until = earlier(until, at)
		} else if at.After(from) {
			from = at
		}
	}
	return from, until
}

// sees reports whether a clock is within the state's window.
func (s *state) sees(now time.Time) bool {
	return !now.Before(s.from) && (s.until.IsZero() || now.Before(s.until))
}
