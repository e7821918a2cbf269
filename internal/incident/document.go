package incident

import (
	"strings"

	"candor/internal/when"
)

// document is a post cut into blocks, with what is known of each place in it.
type document struct {
	src      Source
	text     string
	blocks   []block
	places   []place        // one for each block
	masks    []string       // of the blocks' texts, made when first asked for
	arena    arena          // of the readings
	title    reading        // of the title and the first heading
	leads    []*leadTime    // of the blocks, read when first asked for
	scans    [][]when.Found // of the blocks' texts, likewise
	scanned  []bool
	labelled []label // the named values of the post
}

// place is where a block stands.
type place struct {
	region int       // the timeline it is in, from 1; 0 for none
	under  when.Date // the day that the headings above give, possibly without a year
	aside  bool      // in a section that tells of no past: action items, an agenda
}

func newDocument(src Source) *document {
	text := string(src.Text)
	d := &document{src: src, text: text, blocks: cut(text, src.BodyLine)}
	d.masks = make([]string, len(d.blocks))
	d.leads = make([]*leadTime, len(d.blocks))
	d.title = d.readTitle()
	d.places = locate(d)
	return d
}

// masked returns the text of a block without its markup, byte for byte.
func (d *document) masked(i int) string {
	if d.masks[i] == "" {
		d.masks[i] = mask(d.blocks[i].text)
	}
	return d.masks[i]
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
	if d.leads[i] == nil {
		d.leads[i] = &noLead
		if st, start, end := lead(d.masked(i)); !st.IsZero() {
			d.leads[i] = &leadTime{start, end, st}
		}
	}
	return d.leads[i]
}

var noLead leadTime

// lead reads the time that a text without markup begins with, and where it
// stands. Brackets, symbols and words such as "at" may come before it.
func lead(text string) (st when.Stamp, start, end int) {
	at := skipSymbols(text, 0)
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
	for _, w := range [...]string{"at ", "on ", "by ", "from ", "since ", "between ", "date:", "time:", "when:", "start:"} {
		if len(s) > len(w) && strings.EqualFold(s[:len(w)], w) {
			return len(w)
		}
	}
	return 0
}
