package incident

import (
	"slices"
	"strings"
	"sync"

	"candor/internal/when"
)

// document is a post cut into blocks, with what is known of each place in it.
type document struct {
	src      Source
	text     string
	title    reading // of the title and the first heading
	blocks   []block
	places   []place // one for each block
	regions  []int   // the block that opens each timeline
	memos    []memo  // likewise
	arena    arena   // of the readings
	leads    []leadTime
	found    []when.Found
	entries  []entry // of the timeline
	labelled []label // the named values of the post
	told     []told  // the sentences with a time or a length
	cells    []cell  // of the tables
	lengths  []when.FoundDuration
	parts    []string // of a row
	starts   []int    // likewise
	facts    []candidate
	spans    []when.Span // of the entries
	log      []when.Entry
	at       []int
}

// memo holds what is read of a block when first asked for.
type memo struct {
	masked  string       // the text without markup
	lead    *leadTime    // the time that the text begins with
	times   []when.Found // all times in the text
	scanned bool         // times is filled
	entry   bool         // an entry of the timeline stands here
}

// scratch keeps documents for the next post: most of reading one would else be
// making room.
var scratch = sync.Pool{New: func() any { return new(document) }}

// maxScratch is how many blocks of a post are worth to keep room for.
const maxScratch = 4096

// release gives a document back. Nothing of it may be used any more.
func (d *document) release() {
	if cap(d.memos) > maxScratch {
		return
	}
	clear(d.blocks)
	clear(d.memos)
	clear(d.labelled)
	clear(d.entries)
	clear(d.told)
	clear(d.cells)
	clear(d.parts[:cap(d.parts)])
	clear(d.facts)
	*d = document{
		blocks: d.blocks[:0], places: d.places[:0], memos: d.memos[:0], arena: d.arena.empty(),
		regions: d.regions[:0], leads: d.leads[:0], found: d.found[:0], entries: d.entries[:0], labelled: d.labelled[:0],
		told: d.told[:0], cells: d.cells[:0], lengths: d.lengths[:0], parts: d.parts[:0], starts: d.starts[:0],
		facts: d.facts[:0], spans: d.spans[:0], log: d.log[:0], at: d.at[:0],
	}
	scratch.Put(d)
}

// place is where a block stands.
type place struct {
	region int       // the timeline it is in, from 1; 0 for none
	under  when.Date // the day that the headings above give, possibly without a year
	aside  bool      // in a section that tells of no past: action items, an agenda
}

func newDocument(src Source) *document {
	d := scratch.Get().(*document)
	d.src, d.text = src, src.Text
	d.blocks = cut(d.blocks, d.text, src.BodyLine)
	d.memos = slices.Grow(d.memos, len(d.blocks))[:len(d.blocks)]
	d.title = d.readTitle()
	d.places = slices.Grow(d.places, len(d.blocks))[:len(d.blocks)]
	locate(d)
	return d
}

// masked returns the text of a block without its markup, byte for byte.
func (d *document) masked(i int) string {
	m := &d.memos[i]
	if b := &d.blocks[i]; m.masked == "" {
		m.masked = b.text
		if b.holds&marks != 0 {
			m.masked = mask(b.text)
		}
	}
	return m.masked
}

// leadTime is the time that a block begins with, if it does, and the bytes of
// the block's text that it takes.
type leadTime struct {
	start, end int
	when.Stamp
}

// lead returns the time that a block begins with.
func (d *document) lead(i int) *leadTime {
	if !d.blocks[i].dated() {
		return &noLead
	}
	m := &d.memos[i]
	if m.lead == nil {
		m.lead = &noLead
		if st, start, end := lead(d.masked(i)); !st.IsZero() {
			d.leads = append(d.leads, leadTime{start, end, st})
			m.lead = &d.leads[len(d.leads)-1]
		}
	}
	return m.lead
}

var noLead leadTime

// lead reads the time that a text without markup begins with, and where it
// stands. Brackets, symbols and words such as "at" may come before it.
func lead(text string) (st when.Stamp, start, end int) {
	at := skipSymbols(text, 0)
	if at == len(text) || !leads[text[at]] {
		return when.Stamp{}, 0, 0
	}
	st, n := when.ReadBetween(text[at:])
	if n == 0 {
		for range 3 {
			skip := leadWord(text[at:])
			if skip == 0 {
				break
			}
			at = skipSymbols(text, at+skip)
		}
		st, n = when.ReadStamp(text[at:])
	}
	if n == 0 {
		return when.Stamp{}, 0, 0
	}
	end = at + n
	if end < len(text) && (isWord(text[end]) || strings.IndexByte("/%_", text[end]) >= 0 || text[end] == '-' && end+1 < len(text) && isWord(text[end+1]) && st.Clock.IsZero()) {
		return when.Stamp{}, 0, 0
	}
	return st, at, end
}

// leads tells the bytes that a time, or a word before it, may begin with.
var leads = func() (table [256]bool) {
	for _, c := range "0123456789~\xe2abcdefgjlmnorstuwy" {
		table[byte(c)] = true
		table[byte(c)&^0x20] = table[byte(c)&^0x20] || c >= 'a' && c <= 'z'
	}
	table[0xe2] = true
	return table
}()

// skipSymbols returns the byte of the first letter, digit or ~ from at on.
func skipSymbols(text string, at int) int {
	for i := at; i < len(text) && i < at+40; i++ {
		if isWord(text[i]) || text[i] == '~' || strings.HasPrefix(text[i:], "≈") {
			return i
		}
	}
	return min(at, len(text))
}

// leadWord returns the length of a word that may stand before a time.
func leadWord(s string) int {
	if s == "" || !leads[s[0]] {
		return 0
	}
	for _, w := range [...]string{"at ", "on ", "by ", "from ", "since ", "between ", "date:", "time:", "when:", "start:"} {
		if s[0]|0x20 != w[0] {
			continue
		}
		if len(s) > len(w) && strings.EqualFold(s[:len(w)], w) {
			return len(w)
		}
	}
	return 0
}
