package build

import (
	"bytes"
	"slices"

	"candor/internal/cache"
	"candor/internal/pack"
	"candor/internal/search"
	"candor/internal/tree"
)

// wordFiles is what a build knew of the files of words: they are the same for
// the same posts, and nearly the same where few of them changed.
type wordFiles struct {
	records []cache.Place // by document
	pieces  []piece
}

// piece is a file of words, and where its content lies.
type piece struct {
	search.Piece
	of key
	at cache.Place
}

// Pack moves every field.
func (w *wordFiles) Pack(c *pack.Coder) {
	pack.Slice(c, &w.records, (*cache.Place).Pack)
	pack.Slice(c, &w.pieces, func(p *piece, c *pack.Coder) {
		p.Piece.Pack(c)
		p.of.Pack(c)
		p.at.Pack(c)
	})
}

func (w *wordFiles) list() []search.Piece {
	list := make([]search.Piece, len(w.pieces))
	for i, p := range w.pieces {
		list[i] = p.Piece
	}
	return list
}

// few is how many posts may have other words than the last time for the files
// to be mended; beyond that they are made anew.
const few = 50

// putWords hands over the files of words.
func (r *run) putWords() error {
	known := map[string]piece{}
	for _, p := range r.before.words.pieces {
		known[p.Path] = p
	}
	put := func(f search.File) error {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		p := piece{of: keyOf(f.Content), at: r.Cache.store.Put(f.Content)}
		known[f.Path] = p
		return r.make(f.Path, p.of, func(put putter) error { return put(f.Path, tree.Data, f.Content) })
	}
	pieces, files := r.mendWords()
	kept, err := r.keepPieces(pieces, files)
	if err != nil {
		return err
	}
	if kept {
		for _, f := range files {
			if err := put(f); err != nil {
				return err
			}
		}
	} else if pieces, err = r.Cache.index().Pieces(r.site, r.wordsOf, put); err != nil {
		return err
	}
	for _, p := range pieces {
		r.words.pieces = append(r.words.pieces, piece{p, known[p.Path].of, known[p.Path].at})
	}
	for _, e := range search.Documents(r.site) {
		r.words.records = append(r.words.records, r.text(e).words)
	}
	return nil
}

// mendWords brings the files of words up to date from those of the last build:
// files are those that are new. There are none when that is not possible.
func (r *run) mendWords() (pieces []search.Piece, files []search.File) {
	w := r.before.words
	changes, ok := r.otherWords(w.records)
	if !ok || len(w.pieces) == 0 {
		return nil, nil
	}
	get := func(i int) ([]byte, error) { return r.Cache.store.Get(w.pieces[i].at) }
	pieces, err := r.Cache.index().Mend(r.site, w.list(), changes, get, func(f search.File) error {
		files = append(files, search.File{Path: f.Path, Content: bytes.Clone(f.Content)})
		return nil
	})
	if err != nil {
		return nil, nil // the store is damaged
	}
	return pieces, files
}

// otherWords lists posts whose words are others than those of the last build;
// it is not ok when these are too many, or others are posts.
func (r *run) otherWords(before []cache.Place) (changes []search.Change, ok bool) {
	posts := search.Documents(r.site)
	if len(before) != len(posts) {
		return nil, false
	}
	for doc, e := range posts {
		if before[doc] == r.text(e).words {
			continue
		}
		last, err := r.Cache.store.Get(before[doc])
		now, err2 := r.wordsOf(e)
		if err != nil || err2 != nil || len(changes) == few {
			return nil, false
		}
		changes = append(changes, search.Change{Doc: doc, Old: last, New: now})
	}
	return changes, true
}

// keepPieces keeps those pieces that are none of the files. It is not ok when there
// are none, or one is not as it was left.
func (r *run) keepPieces(pieces []search.Piece, files []search.File) (ok bool, err error) {
	made := map[string]bool{}
	for _, f := range files {
		made[f.Path] = true
	}
	stand := make([]bool, len(pieces))
	err = r.each("search", len(pieces), func(i int) error {
		name := pieces[i].Path
		last, known := r.before.made[name]
		if stand[i] = made[name]; stand[i] || !known {
			return nil
		}
		kept, err := r.keep(last.files)
		if stand[i] = kept; kept {
			r.outputs.record(name, last)
		}
		return err
	})
	return len(pieces) > 0 && !slices.Contains(stand, false), err
}
