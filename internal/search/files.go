package search

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"path"
	"slices"
	"unicode/utf8"

	"candor/internal/site"
)

const (
	// Path is the address of the file that a search begins with.
	Path = "/search/index.json"

	inFile = 8 // posts whose cards are in one file
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
	posts := Documents(s)
	return slices.Collect(slices.Chunk(posts, inFile))
}

// Documents returns the posts in the order of their numbers: the oldest first.
func Documents(s *site.Site) []*site.Entry {
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

// IndexFile is the file at Path, of a site with these pieces and names of cards.
func IndexFile(s *site.Site, pieces []Piece, cards []string) File {
	m := manifest{Posts: len(s.Posts), PerFile: inFile, Cards: []string{}}
	for i, p := range pieces {
		start := ""
		if i > 0 {
			start = separator(pieces[i-1].last, p.first)
		}
		m.Starts, m.Words = append(m.Starts, start), append(m.Words, path.Base(p.Path))
	}
	for _, name := range cards {
		m.Cards = append(m.Cards, path.Base(name))
	}
	return File{Path[1:], encode(m)}
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
