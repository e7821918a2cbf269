package build

import (
	"fmt"

	"candor/internal/diag"
	"candor/internal/page"
	"candor/internal/search"
	"candor/internal/site"
	"candor/internal/tree"
)

// search writes the index of the words that were derived from the posts.
func (r *run) search(m *page.Maker) error {
	r.cut()
	cards, err := r.searchCards(m)
	if err != nil {
		return err
	}
	if err := r.putWords(); err != nil {
		return err
	}
	f := search.IndexFile(r.site, r.words.list(), cards)
	return r.make("search", keyOf(f.Content), func(put putter) error { return put(f.Path, tree.Data, f.Content) })
}

// searchCards writes what results look like, and returns the files' names.
func (r *run) searchCards(m *page.Maker) ([]string, error) {
	chunks, card := search.Chunks(r.site), m.Cards()
	names := make([]string, len(chunks))
	err := r.each("search", len(chunks), func(i int) error {
		h := newKeyer("cards")
		h.key(r.outputs.keys.common)
		for _, e := range chunks[i] {
			h.key(*r.outputs.keys.of(e))
		}
		name := fmt.Sprint("cards ", i)
		err := r.make(name, h.sum(), func(put putter) error {
			cards := make([]string, len(chunks[i]))
			for j, e := range chunks[i] {
				var err error
				if cards[j], err = card(e); err != nil {
					return fmt.Errorf("drawing a result of the search: %w", err)
				}
			}
			f := search.CardFile(cards)
			return put(f.Path, tree.Data, f.Content)
		})
		if err == nil {
			names[i] = r.outputs.path(name)
		}
		return err
	})
	return names, err
}

// wordsOf is what the search needs of a post.
func (r *run) wordsOf(e *site.Entry) ([]byte, error) {
	t := r.text(e)
	if t.record != nil {
		return t.record, nil
	}
	record, err := r.Cache.store.Get(t.words)
	if err == nil {
		return record, nil
	}
	// The store is damaged: read the post again.
	s := scratches.Get().(*scratch)
	defer scratches.Put(s)
	if s.filled, err = r.fill(s.filled[:0], s, e); err != nil {
		return nil, err
	}
	t.record, _ = r.Cache.index().Read(nil, e, s.filled)
	t.words = r.Cache.store.Put(t.record)
	return t.record, nil
}

// cut tells of posts with more words than the search indexes.
func (r *run) cut() {
	for _, e := range r.site.Posts {
		if r.text(e).cut {
			r.findings.add(diag.Diagnostic{File: r.Content.Name + e.Source, Code: "search-cut", Severity: diag.Hint,
				Message: fmt.Sprintf("the text has more than %d words; the search knows only these", search.MaxWords), Hint: "put long data into a file beside the post"})
		}
	}
}
