package search

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"unicode/utf8"

	"candor/internal/site"
)

const (
	// Path is the address of the file that a search begins with.
	Path = "/search/index.json"

	pieceSize   = 12 << 10 // bytes, unless one term has more
	postsInFile = 8
)

// File is a file of the index.
type File struct {
	Path    string // below the output folder
	Content []byte
}

// manifest is index.json.
type manifest struct {
	Version string   `json:"version"` // name of the folder with the pieces
	Posts   int      `json:"posts"`
	PerFile int      `json:"perFile"` // posts in a file of posts
	Starts  []string `json:"starts"`  // where pieces begin: words-N.txt has terms from the Nth on
}

// Source is what an index is written from.
type Source struct {
	Record func(*site.Entry) ([]byte, error) // as Read returned it
	Card   func(*site.Entry) (string, error) // the HTML of a result; its first link in a heading leads to the post
}

// Files writes the index of a site. No further post can be read then.
func (x *Index) Files(s *site.Site, from Source) ([]File, error) {
	posts := slices.Clone(s.Posts)
	slices.Reverse(posts)
	files, err := cards(posts, from.Card)
	if err != nil {
		return nil, err
	}
	lists, err := x.invert(posts, from.Record)
	if err != nil {
		return nil, err
	}
	starts, pieces := pack(lists)
	files = append(files, pieces...)
	version := hash(files)
	for i := range files {
		files[i].Path = "search/" + version + "/" + files[i].Path
	}
	index := encode(manifest{version, len(posts), postsInFile, starts})
	return append(files, File{Path[1:], index}), nil
}

func cards(posts []*site.Entry, card func(*site.Entry) (string, error)) ([]File, error) {
	var files []File
	for part := range slices.Chunk(posts, postsInFile) {
		drawn := make([]string, len(part))
		for i, e := range part {
			var err error
			if drawn[i], err = card(e); err != nil {
				return nil, fmt.Errorf("drawing a result of the search: %w", err)
			}
		}
		files = append(files, File{fmt.Sprintf("posts-%d.json", len(files)), encode(drawn)})
	}
	return files, nil
}

// list is the postings of a term, encoded.
type list struct {
	term  string
	codes []byte
	last  int // document, plus one
}

// add adds a document; weight 0 is left out.
func (l *list) add(doc int, weight byte) {
	gap := doc - l.last
	l.last = doc + 1
	for ; gap >= 32; gap >>= 5 {
		l.codes = append(l.codes, '0'+32+byte(gap&31))
	}
	l.codes = append(l.codes, '0'+byte(gap))
	if weight > 0 {
		l.codes = append(l.codes, '0'+weight)
	}
}

// invert turns terms by document into documents by term.
func (x *Index) invert(posts []*site.Entry, record func(*site.Entry) ([]byte, error)) ([]list, error) {
	terms, paired, groups := make([]list, len(x.terms)), make([]list, pairs), map[string]*list{}
	for doc, e := range posts {
		data, err := record(e)
		if err != nil {
			return nil, fmt.Errorf("fetching the words of a post: %w", err)
		}
		if err := addRecord(terms, paired, doc, data); err != nil {
			return nil, err
		}
		for _, term := range filters(e) {
			if groups[term] == nil {
				groups[term] = &list{term: term}
			}
			groups[term].add(doc, 0)
		}
	}
	all := terms[:0]
	for i, l := range terms {
		if len(l.codes) > 0 { // else only posts that are gone had it
			l.term = x.terms[i]
			all = append(all, l)
		}
	}
	for i, l := range paired {
		if len(l.codes) > 0 {
			l.term = pairName(i)
			all = append(all, l)
		}
	}
	for _, l := range groups {
		all = append(all, *l)
	}
	slices.SortFunc(all, func(a, b list) int { return compareUTF16(a.term, b.term) })
	return all, nil
}

func pairName(p int) string { return fmt.Sprintf("+%04x", p) }

var errRecord = errors.New("the words of a post were not laid aside as they were")

func addRecord(terms, paired []list, doc int, data []byte) error {
	count, n := binary.Uvarint(data)
	if n <= 0 {
		return errRecord
	}
	data = data[n:]
	for range count {
		id, n := binary.Uvarint(data)
		if n <= 0 || n == len(data) || id >= uint64(len(terms)) {
			return errRecord
		}
		terms[id].add(doc, data[n])
		data = data[n+1:]
	}
	for ; len(data) > 1; data = data[2:] {
		paired[binary.LittleEndian.Uint16(data)].add(doc, 0)
	}
	return nil
}

// filters are the terms of the groups that a search can be limited to.
func filters(e *site.Entry) []string {
	terms := []string{"/year/" + strconv.Itoa(e.Published.Time.Year())}
	for _, g := range e.Services {
		terms = append(terms, "/service/"+g.Slug)
	}
	if e.Severity != nil {
		terms = append(terms, "/severity/"+e.Severity.Slug)
	}
	return terms
}

// pack puts sorted lists into pieces. A piece begins with the shortest text
// that no term before it reaches.
func pack(lists []list) (starts []string, files []File) {
	var b []byte
	starts = []string{""}
	flush := func() {
		files = append(files, File{fmt.Sprintf("words-%d.txt", len(files)), b})
		b = nil
	}
	for i, l := range lists {
		if size := len(l.term) + len(l.codes) + 2; len(b) > 0 && len(b)+size > pieceSize {
			flush()
			starts = append(starts, separator(lists[i-1].term, l.term))
		}
		if b == nil {
			b = make([]byte, 0, pieceSize)
		}
		b = append(b, l.term...)
		b = append(b, ' ')
		b = append(b, l.codes...)
		b = append(b, '\n')
		lists[i].codes = nil
	}
	flush()
	return starts, files
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

func hash(files []File) string {
	h := sha256.New()
	for _, f := range files {
		h.Write([]byte(f.Path))
		h.Write(f.Content)
	}
	return hex.EncodeToString(h.Sum(nil)[:4])
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
