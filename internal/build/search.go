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
	h := newKeyer("search")
	h.key(r.outputs.keys.common)
	for _, e := range r.site.Posts {
		h.key(r.outputs.keys.full[e])
	}
	return r.make("/search", h.sum(), func(put putter) error {
		files, err := r.Cache.index().Files(r.site, search.Source{Record: r.record, Card: m.Cards()})
		if err != nil {
			return err
		}
		return r.each("search", len(files), func(i int) error {
			return put(files[i].Path, tree.Data, files[i].Content)
		})
	})
}

// record returns what the search needs of a post.
func (r *run) record(e *site.Entry) ([]byte, error) {
	t := r.texts[e.Source]
	record, err := r.Cache.store.Get(t.words)
	if err == nil {
		return record, nil
	}
	// The store is damaged: read the post again.
	body, err := r.filled(e)
	if err != nil {
		return nil, err
	}
	record, _ = r.Cache.index().Read(e, body)
	t.words = r.Cache.store.Put(record)
	return record, nil
}

// cut tells of posts with more words than the search indexes.
func (r *run) cut() {
	for _, e := range r.site.Posts {
		if r.texts[e.Source].cut {
			r.findings.add(diag.Diagnostic{File: r.Content.Name + e.Source, Code: "search-cut", Severity: diag.Hint,
				Message: fmt.Sprintf("the text has more than %d words; the search knows only these", search.MaxWords), Hint: "put long data into a file beside the post"})
		}
	}
}
