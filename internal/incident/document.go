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

// locator walks through the blocks and notes where each stands.
type locator struct {
	doc     *document
	regions int
	region  int
	level   int // of the heading that opened the region; 7 for a line, 8 and more for an item
	outer   int // the region around one that a line opened
	around  int // and its level
	asideAt int // the level of the heading that opened an aside, 0 for none
	asideIn int // 1 and the indentation of the item that opened one, 0 for none
	days    [7]when.Date
	dayLine when.Date // given by a line of its own
	dayItem when.Date // given by an item, for the items under it
	itemAt  int
}

func locate(d *document) []place {
	l := locator{doc: d}
	places := make([]place, len(d.blocks))
	for i := range d.blocks {
		l.visit(i)
		places[i] = place{region: l.region, under: l.day(), aside: l.asideAt > 0 || l.asideIn > 0}
	}
	return places
}

// day returns the innermost day given above.
func (l *locator) day() when.Date {
	if !l.dayItem.IsZero() {
		return l.dayItem
	}
	if !l.dayLine.IsZero() {
		return l.dayLine
	}
	for level := 6; level > 1; level-- {
		if !l.days[level].IsZero() {
			return l.days[level]
		}
	}
	return when.Date{}
}

func (l *locator) visit(i int) {
	b := &l.doc.blocks[i]
	if b.kind != item && b.kind != row || b.kind == item && b.level < l.asideIn {
		l.asideIn = 0
	}
	switch b.kind {
	case heading:
		l.heading(i, b)
	case paragraph:
		l.line(i, b)
	case item:
		l.item(i, b)
	}
}

// opens starts a new timeline. One that a line opens may stand in another.
func (l *locator) opens(level int) {
	if level == 7 && l.level < 7 {
		l.outer, l.around = l.region, l.level
	}
	l.regions++
	l.region, l.level = l.regions, level
}

func (l *locator) heading(i int, b *block) {
	text := l.doc.masked(i)
	st := &l.doc.lead(i).Stamp
	timed := !st.Clock.IsZero()
	if timed && l.region > 0 { // one heading per event, whatever its level
		return
	}
	if l.level == 7 {
		l.closeLine()
	}
	l.dayLine, l.dayItem = when.Date{}, when.Date{}
	for level := b.level; level <= 6; level++ {
		l.days[level] = when.Date{}
	}
	if b.dated() {
		l.days[b.level] = dayIn(text)
	}
	if l.asideAt >= b.level {
		l.asideAt = 0
	}
	dated := !st.Date.IsZero()
	title := l.doc.arena.read(lex, text)
	switch {
	case title.has(timelineTitle):
		if l.region == 0 || b.level <= l.level {
			l.opens(b.level)
		}
	case l.region > 0 && b.level <= l.level && !(dated && b.level == l.level):
		l.region = 0
	}
	if title.has(asideTitle) && l.asideAt == 0 {
		l.asideAt = b.level
		if b.level <= l.level {
			l.region = 0
		}
	}
}

// closeLine ends the timeline that a line opened.
func (l *locator) closeLine() {
	l.region, l.level = l.outer, l.around
	l.outer, l.around = 0, 0
}

// dayIn returns the day that a heading names, if it names one.
func dayIn(text string) when.Date {
	var day when.Date
	for _, f := range when.Scan(text) {
		if f.Date.IsZero() || f.Impossible != "" {
			continue
		}
		if !day.IsZero() {
			return when.Date{}
		}
		day = f.Date
	}
	return day
}

// maxLine is how long a line may be that heads a timeline or gives a day.
const maxLine = 90

// line looks at a paragraph: does it head a timeline, or give a day?
func (l *locator) line(i int, b *block) {
	l.dayItem = when.Date{}
	bold := strings.HasPrefix(b.text, "**") || strings.HasPrefix(b.text, "__") || strings.HasPrefix(b.text, "*") || strings.HasPrefix(b.text, "_")
	if l.region > 0 && l.level == 7 && strings.HasPrefix(b.text, "**") {
		if l.doc.lead(i).IsZero() {
			l.closeLine()
		}
	}
	if len(b.text) > maxLine || strings.IndexByte(b.text, '\n') >= 0 || !bold && !b.dated() && !strings.HasSuffix(b.text, ":") {
		return
	}
	text := l.doc.masked(i)
	if title := l.doc.arena.read(lex, text); (bold || strings.HasSuffix(b.text, ":")) && len(title.words) < 9 && title.has(timelineTitle) {
		l.opens(7)
		l.dayLine = dayIn(text)
		return
	}
	if st := l.doc.lead(i); !st.Date.IsZero() && st.Clock.IsZero() && st.Until == nil && len(strings.Fields(text[st.end:])) < 6 {
		l.dayLine = st.Date
	}
}

func (l *locator) item(i int, b *block) {
	if l.level >= 8 && b.level <= l.level-8 {
		l.region, l.level = 0, 0
	}
	if !l.dayItem.IsZero() && b.level <= l.itemAt {
		l.dayItem = when.Date{}
	}
	first := b.firstLine()
	if len(first) > maxLine {
		return
	}
	next := i+1 < len(l.doc.blocks) && l.doc.blocks[i+1].kind == item && l.doc.blocks[i+1].level > b.level
	if !next {
		return
	}
	text := l.doc.masked(i)
	if l.region == 0 {
		switch title := l.doc.arena.read(lex, text); {
		case len(title.words) > 5:
		case title.has(timelineTitle):
			l.opens(8 + b.level)
			return
		case title.has(asideTitle):
			l.asideIn = 1 + b.level
		}
	}
	if !b.dated() {
		return
	}
	if st := l.doc.lead(i); !st.Date.IsZero() && st.Clock.IsZero() && st.Until == nil {
		l.dayItem, l.itemAt = st.Date, b.level
	}
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
