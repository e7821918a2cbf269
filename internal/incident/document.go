package incident

import (
	"slices"
	"strings"
	"sync"

	"candor/internal/when"
)

// document is a post cut into blocks, with what is known of each place in it.
type document struct {
	src       Source
	text      string
	title     reading // of the title and the first heading
	form      bool    // the title is that of a guide, or not filled in
	report    bool    // the title, or another name, calls the post a report
	updated   bool    // it has several updates as status pages have
	tracked   bool    // the front matter is that of a status page
	blocks    []block
	places    []place         // one for each block
	regions   []int           // the block that opens each timeline
	memos     []memo          // likewise
	masks     strings.Builder // of the texts without markup
	arena     arena           // of the readings
	fronts    []frontValue    // the keys of the front matter
	leads     []leadTime
	found     []when.Found
	entries   []entry    // of the timeline
	labelled  []label    // the named values of the post
	told      []told     // the sentences with a time or a length
	sentences []sentence // of one block
	cells     []cell     // of the tables
	lengths   []when.FoundDuration
	parts     []string // of a row
	starts    []int    // likewise
	facts     []candidate
	spans     []when.Span // of the entries
	logSpans  []when.Span // of one log
	log       []when.Entry
	at        []int
	says      []saying // of the entries of the timelines read
}

// memo holds what is read of a block when first asked for.
type memo struct {
	masked  string       // the text without markup
	lead    *leadTime    // the time that the text begins with
	times   []when.Found // all times in the text
	scanned bool         // times is filled
	topics  topics       // what the text tells of
	read    bool         // topics is filled
	entry   bool         // an entry of the timeline stands here
}

// scratch keeps documents for the next post: most of reading one would else be
// making room.
var scratch = sync.Pool{New: func() any { return new(document) }}

// maxScratch is how many blocks of a post are worth to keep room for.
const maxScratch = 4096

// release gives a document back. Nothing of it may be used any more. What its
// room still refers to lives until the next post, which matters little.
func (d *document) release() {
	if cap(d.memos) > maxScratch {
		return
	}
	*d = document{
		blocks: d.blocks[:0], places: d.places[:0], memos: d.memos[:0], arena: d.arena.empty(),
		regions: d.regions[:0], leads: d.leads[:0], found: d.found[:0], entries: d.entries[:0], labelled: d.labelled[:0],
		told: d.told[:0], cells: d.cells[:0], lengths: d.lengths[:0], parts: d.parts[:0], starts: d.starts[:0],
		fronts: d.fronts[:0], facts: d.facts[:0], spans: d.spans[:0], logSpans: d.logSpans[:0], log: d.log[:0], at: d.at[:0], says: d.says[:0], sentences: d.sentences[:0],
	}
	scratch.Put(d)
}

// place is where a block stands.
type place struct {
	region int       // the timeline it is in, from 1; 0 for none
	under  when.Date // the day that the headings above give, possibly without a year
	aside  bool      // in a section that tells of no past: action items, an agenda; or a note
}

func newDocument(src Source) *document {
	d := scratch.Get().(*document)
	d.src, d.text = src, src.Text
	d.blocks = cut(d.blocks, d.text, src.BodyLine)
	d.memos = slices.Grow(d.memos, len(d.blocks))[:len(d.blocks)]
	clear(d.memos)
	d.readFront()
	d.places = slices.Grow(d.places, len(d.blocks))[:len(d.blocks)]
	locate(d)
	return d
}

// masked returns the text of a block without its markup, byte for byte.
func (d *document) masked(i int) string {
	m := &d.memos[i]
	if m.masked == "" {
		m.masked = mask(d.blocks[i].text, &d.masks)
	}
	return m.masked
}

// tells returns the topics of a block, read once.
func (d *document) tells(i int) topics {
	m := &d.memos[i]
	if !m.read {
		m.topics, m.read = d.arena.read(lex, d.masked(i)).told, true
	}
	return m.topics
}
