package build

import (
	"fmt"

	"candor/internal/diag"
	"candor/internal/page"
	"candor/internal/search"
	"candor/internal/site"
	"candor/internal/tree"
)

// words reads a post's finished body for the search and lays what it needs
// aside.
func (r *run) words(e *site.Entry, body []byte) error {
	record, cut := r.index.Read(e, body)
	if cut {
		r.findings.add(diag.Diagnostic{File: r.Content.Name + e.Source, Code: "search-cut", Severity: diag.Hint,
			Message: fmt.Sprintf("the text has more than %d words; the search knows only these", search.MaxWords), Hint: "put long data into a file beside the post"})
	}
	laid, err := r.spool.put(record)
	if err != nil {
		return fmt.Errorf("laying the words of a post aside: %w", err)
	}
	r.texts[e.Source].words = laid
	return nil
}

// search writes the index of the words laid aside when pages were drawn.
func (r *run) search(m *page.Maker) error {
	files, err := r.index.Files(r.site, search.Source{
		Record: func(e *site.Entry) ([]byte, error) { return r.spool.get(r.texts[e.Source].words) },
		Card:   m.Cards(),
	})
	if err != nil {
		return err
	}
	return r.each("search", len(files), func(i int) error {
		return r.put(files[i].Path, tree.Data, files[i].Content)
	})
}
