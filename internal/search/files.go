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
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"candor/internal/site"
)

const (
	// Path is the address of the file that a search begins with.
	Path = "/search/index.json"

	pieceMost  = 16 << 10 // bytes, unless one term has more
	pieceLeast = 4 << 10  // bytes, unless it is the last
	pieceMore  = 4 << 10  // bytes that a piece has on average beyond the least
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
	m := manifest{Posts: len(s.Posts), PerFile: inFile, Starts: p.starts, Words: []string{}, Cards: []string{}}
	for _, f := range p.Files {
		m.Words = append(m.Words, path.Base(f.Path))
	}
	for _, name := range cards {
		m.Cards = append(m.Cards, path.Base(name))
	}
	return File{Path[1:], encode(m)}
}

// Pieces are the files of words.
type Pieces struct {
	Files  []File
	starts []string
}

// Pieces puts the words of a site's posts together from their records.
func (x *Index) Pieces(s *site.Site, record func(*site.Entry) ([]byte, error)) (Pieces, error) {
	lists, err := x.invert(oldest(s), record)
	if err != nil {
		return Pieces{}, err
	}
	return pack(lists), nil
}

// list is the postings of a term, encoded. They are added twice: first to learn
// how many bytes they take, then for good.
type list struct {
	term  string
	codes []byte
	size  int32 // of codes
	last  int32 // document, plus one
}

// measure counts what add would add.
func (l *list) measure(doc int32, weight byte) {
	gap := doc - l.last
	l.last = doc + 1
	for l.size++; gap >= 32; gap >>= 5 {
		l.size++
	}
	if weight > 0 {
		l.size++
	}
}

// add adds a document; weight 0 is left out.
func (l *list) add(doc int32, weight byte) {
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

// lists are the postings of all terms.
type lists struct {
	words  []list // by number
	pairs  []list
	groups map[string]*list
}

// invert turns terms by document into documents by term.
func (x *Index) invert(posts []*site.Entry, record func(*site.Entry) ([]byte, error)) ([]list, error) {
	records := make([][]byte, len(posts))
	for i, e := range posts {
		var err error
		if records[i], err = record(e); err != nil {
			return nil, fmt.Errorf("fetching the words of a post: %w", err)
		}
	}
	l := &lists{make([]list, len(x.terms)), make([]list, pairs), map[string]*list{}}
	if err := l.readAll(posts, records, (*list).measure); err != nil {
		return nil, err
	}
	l.makeRoom()
	if err := l.readAll(posts, records, (*list).add); err != nil {
		return nil, err
	}
	return l.sorted(x.terms), nil
}

// makeRoom readies the measured lists for what will be added.
func (l *lists) makeRoom() {
	total := 0
	l.each(func(one *list) { total += int(one.size) })
	room := make([]byte, total)
	l.each(func(one *list) {
		one.codes, room = room[:0:one.size], room[one.size:]
		one.last = 0
	})
}

func (l *lists) each(do func(*list)) {
	for _, part := range [][]list{l.words, l.pairs} {
		for i := range part {
			do(&part[i])
		}
	}
	for _, one := range l.groups {
		do(one)
	}
}

// sorted names the lists and leaves out those of terms that only posts had
// which are gone.
func (l *lists) sorted(terms []string) []list {
	all := make([]list, 0, len(l.words)+len(l.pairs)+len(l.groups))
	for i, one := range l.pairs { // in order, and before all others
		if one.size > 0 {
			one.term = pairName(i)
			all = append(all, one)
		}
	}
	from := len(all)
	for term, one := range l.groups {
		one.term = term
		all = append(all, *one)
	}
	compare := strings.Compare
	for i, one := range l.words {
		if one.size > 0 {
			one.term = terms[i]
			all = append(all, one)
			if strings.IndexByte(one.term, 0xee) >= 0 || strings.IndexByte(one.term, 0xef) >= 0 {
				compare = compareUTF16
			}
		}
	}
	slices.SortFunc(all[from:], func(a, b list) int { return compare(a.term, b.term) })
	return all
}

func pairName(p int) string {
	const digits = "0123456789abcdef"
	return string([]byte{'+', digits[p>>12], digits[p>>8&15], digits[p>>4&15], digits[p&15]})
}

var errRecord = errors.New("the words of a post were not laid aside as they were")

func (l *lists) readAll(posts []*site.Entry, records [][]byte, step func(*list, int32, byte)) error {
	for doc, e := range posts {
		if err := l.read(int32(doc), e, records[doc], step); err != nil {
			return err
		}
	}
	return nil
}

// read takes a step with every term of a document.
func (l *lists) read(doc int32, e *site.Entry, record []byte, step func(*list, int32, byte)) error {
	count, n := binary.Uvarint(record)
	if n <= 0 {
		return errRecord
	}
	record = record[n:]
	for range count {
		id, n := binary.Uvarint(record)
		if n <= 0 || n == len(record) || id >= uint64(len(l.words)) {
			return errRecord
		}
		step(&l.words[id], doc, record[n])
		record = record[n+1:]
	}
	for ; len(record) > 1; record = record[2:] {
		step(&l.pairs[binary.LittleEndian.Uint16(record)], doc, 0)
	}
	for _, term := range filters(e) {
		if l.groups[term] == nil {
			l.groups[term] = &list{}
		}
		step(l.groups[term], doc, 0)
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

// pack puts sorted lists into pieces. Where one ends depends on the terms near
// its end alone, so that a change stays within few pieces. A piece begins with
// the shortest text that no term before it reaches.
func pack(lists []list) Pieces {
	p := Pieces{starts: []string{""}}
	b := make([]byte, 0, pieceMost)
	flush := func() {
		p.Files = append(p.Files, named("words", ".txt", bytes.Clone(b)))
		b = b[:0]
	}
	for i, l := range lists {
		size := len(l.term) + len(l.codes) + 2
		if len(b) > 0 && (len(b)+size > pieceMost || len(b) >= pieceLeast && begins(l.term, size)) {
			flush()
			p.starts = append(p.starts, separator(lists[i-1].term, l.term))
		}
		b = append(b, l.term...)
		b = append(b, ' ')
		b = append(b, l.codes...)
		b = append(b, '\n')
	}
	flush()
	return p
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
