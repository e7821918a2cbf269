package search

import (
	"strings"

	"candor/internal/pack"
	"candor/internal/site"
)

const (
	pieceMost  = 32 << 10 // bytes, unless one term has more
	pieceLeast = 8 << 10  // bytes, unless it is the last
	pieceMore  = 8 << 10  // bytes that a piece has on average beyond the least
)

// Piece tells of a file of words.
type Piece struct {
	Path        string // below the output folder
	first, last string // its terms
	size        int    // bytes of the line of the first
}

// Pack moves every field.
func (p *Piece) Pack(c *pack.Coder) {
	c.String(&p.Path)
	c.String(&p.first)
	c.String(&p.last)
	c.Int(&p.size)
}

// Pieces puts the words of a site's posts together from their records, and
// hands the files to put, which must not keep their content.
func (x *Index) Pieces(s *site.Site, record func(*site.Entry) ([]byte, error), put func(File) error) ([]Piece, error) {
	posts := Documents(s)
	v, err := x.invert(posts, record)
	if err != nil {
		return nil, err
	}
	p := newPacker(put)
	for l := range v.sorted(posts) {
		if err := p.add(l); err != nil {
			return nil, err
		}
	}
	return p.finish()
}

// packer puts sorted lists into pieces. Where one ends depends on the terms near
// its end alone, so that a change stays within few pieces. A piece begins with
// the shortest text that no term before it reaches.
type packer struct {
	put    func(File) error
	pieces []Piece // that are finished
	under  Piece   // way
	lines  []byte  // of it
}

func newPacker(put func(File) error) *packer {
	return &packer{put: put, lines: make([]byte, 0, pieceMost)}
}

// add adds the list of the next term.
func (p *packer) add(l *list) error {
	size := len(l.term) + len(l.codes) + 2
	if p.ends(l.term, size) {
		if err := p.flush(); err != nil {
			return err
		}
	}
	if len(p.lines) == 0 {
		p.under = Piece{first: strings.Clone(l.term), size: size}
	}
	p.lines = append(p.lines, l.term...)
	p.lines = append(p.lines, ' ')
	p.lines = append(p.lines, l.codes...)
	p.lines = append(p.lines, '\n')
	p.under.last = l.term
	return nil
}

// ends reports whether the piece under way ends before a term whose line has
// size bytes: by chance, but always the same, and the likelier the larger.
func (p *packer) ends(term string, size int) bool {
	n := len(p.lines)
	return n > 0 && (n+size > pieceMost || n >= pieceLeast && fnv(offset, term)%pieceMore < uint32(size))
}

func (p *packer) flush() error {
	f := named("words", ".txt", p.lines)
	p.under.Path, p.under.last = f.Path, strings.Clone(p.under.last)
	p.pieces = append(p.pieces, p.under)
	p.under, p.lines = Piece{}, p.lines[:0]
	return p.put(f)
}

// finish returns all pieces: one or more.
func (p *packer) finish() ([]Piece, error) {
	if len(p.lines) > 0 || len(p.pieces) == 0 {
		if err := p.flush(); err != nil {
			return nil, err
		}
	}
	return p.pieces, nil
}
