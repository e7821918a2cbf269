package search

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"iter"
	"path"
	"slices"
	"unicode/utf8"

	"candor/internal/site"
)

const (
	// Path is the address of the file that a search begins with.
	Path = "/search/index.json"

	pieceMost  = 32 << 10 // bytes, unless one term has more
	pieceLeast = 8 << 10  // bytes, unless it is the last
	pieceMore  = 8 << 10  // bytes that a piece has on average beyond the least
	inFile     = 8        // posts whose cards are in one file
)

// File is a file of the index.
type File struct {
	Path    string // below the output folder
	Content []byte
}

// named names a file after its content, so that it never changes.
func named(kind, extension string, content []byte) File {
	sum := sha256.Sum256(content)
	return File{"search/" + kind + "-" + hex.EncodeToString(sum[:6]) + extension, content}
}

// Chunks returns the posts as their cards lie in files.
func Chunks(s *site.Site) [][]*site.Entry {
	posts := oldest(s)
	return slices.Collect(slices.Chunk(posts, inFile))
}

func oldest(s *site.Site) []*site.Entry {
	posts := slices.Clone(s.Posts)
	slices.Reverse(posts)
	return posts
}

// CardFile is the file of a chunk, whose cards are HTML; the first link in a
// heading of each leads to the post.
func CardFile(cards []string) File { return named("cards", ".json", encode(cards)) }

// manifest is index.json.
type manifest struct {
	Posts   int      `json:"posts"`
	PerFile int      `json:"perFile"` // posts in a file of cards
	Starts  []string `json:"starts"`  // where pieces begin: each has the terms from its start on
	Words   []string `json:"words"`   // file names of the pieces
	Cards   []string `json:"cards"`   // file names of the chunks
}

// Index is the file at Path.
func (p Pieces) Index(s *site.Site, cards []string) File {
	m := manifest{Posts: len(s.Posts), PerFile: inFile, Starts: p.starts, Words: p.names, Cards: []string{}}
	for _, name := range cards {
		m.Cards = append(m.Cards, path.Base(name))
	}
	return File{Path[1:], encode(m)}
}

// Pieces are the files of words, of which Index tells.
type Pieces struct{ names, starts []string }

// Record names what Read returned of a post: records of one ID are equal.
type Record struct {
	ID   int
	Read func() ([]byte, error)
}

// Pieces puts the words of a site's posts together from their records, and
// hands the files to put, which must not keep their content. Where few records
// differ from those of the last call, it takes little time.
func (x *Index) Pieces(s *site.Site, record func(*site.Entry) Record, put func(File) error) (Pieces, error) {
	posts := oldest(s)
	records := make([]Record, len(posts))
	for i, e := range posts {
		records[i] = record(e)
	}
	if err := x.update(records); err != nil {
		return Pieces{}, err
	}
	return pack(x.sorted(posts), put)
}

// pack puts sorted lists into pieces. Where one ends depends on the terms near
// its end alone, so that a change stays within few pieces. A piece begins with
// the shortest text that no term before it reaches.
func pack(lists iter.Seq[*list], put func(File) error) (Pieces, error) {
	p := Pieces{starts: []string{""}}
	b := make([]byte, 0, pieceMost)
	flush := func() error {
		f := named("words", ".txt", b)
		p.names = append(p.names, path.Base(f.Path))
		b = b[:0]
		return put(f)
	}
	before := ""
	for l := range lists {
		size := len(l.term) + len(l.codes) + 2
		if len(b) > 0 && (len(b)+size > pieceMost || len(b) >= pieceLeast && begins(l.term, size)) {
			if err := flush(); err != nil {
				return p, err
			}
			p.starts = append(p.starts, separator(before, l.term))
		}
		b = append(b, l.term...)
		b = append(b, ' ')
		b = append(b, l.codes...)
		b = append(b, '\n')
		before = l.term
	}
	return p, flush()
}

// begins reports whether a piece may begin with a term: by chance, but always
// the same, and the likelier the more bytes it has.
func begins(term string, size int) bool {
	return fnv(offset, term)%pieceMore < uint32(size)
}

// separator is the shortest beginning of next that is greater than before.
func separator(before, next string) string {
	for i := 0; i < len(next); {
		_, n := utf8.DecodeRuneInString(next[i:])
		i += n
		if compareUTF16(before, next[:i]) < 0 {
			return next[:i]
		}
	}
	return next
}

// compareUTF16 orders texts by their UTF-16 code units, as JavaScript does:
// like bytes of UTF-8, but characters beyond the basic plane, which begin with
// a byte from 0xf0, come before U+E000 to U+FFFF, which begin with 0xee or 0xef.
func compareUTF16(a, b string) int {
	for i := range min(len(a), len(b)) {
		if c, d := a[i], b[i]; c != d {
			if c >= 0xee && d >= 0xee && (c >= 0xf0) != (d >= 0xf0) {
				return cmp.Compare(d, c)
			}
			return cmp.Compare(c, d)
		}
	}
	return cmp.Compare(len(a), len(b))
}

// encode writes one line of JSON.
func encode(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // the types of this package always encode
	}
	return b.Bytes()
}
