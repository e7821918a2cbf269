package incident

import (
	"strings"

	"candor/internal/when"
)

// locator walks through the blocks and notes where each stands.
type locator struct {
	doc     *document
	at      int // the block that is visited
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

// locate notes where each block stands.
func locate(d *document) {
	l := locator{doc: d}
	for i := range d.blocks {
		l.visit(i)
		d.places[i] = place{region: l.region, under: l.day(), aside: l.asideAt > 0 || l.asideIn > 0 || d.blocks[i].kind == note}
	}
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
	l.at = i
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
	l.doc.regions = append(l.doc.regions, l.at)
	l.region, l.level = len(l.doc.regions), level
}

func (l *locator) heading(i int, b *block) {
	st := &l.doc.lead(i).Stamp
	timed := !st.Clock.IsZero()
	if timed && l.region > 0 { // one heading per event, whatever its level
		if !st.Date.IsZero() && !l.days[b.level].IsZero() {
			l.days[b.level] = st.Date
		}
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
		l.days[b.level] = l.doc.dayIn(i)
	}
	if l.asideAt >= b.level {
		l.asideAt = 0
	}
	dated := !st.Date.IsZero()
	title := l.doc.tells(i)
	switch {
	case title.has(timelineTitle):
		if l.region == 0 || b.level <= l.level {
			l.opens(b.level)
		}
	case l.region > 0 && b.level <= l.level && !(dated && b.level == l.level):
		l.region = 0
	}
	if title.has(asideTitle) && !title.has(pastTitle) && l.asideAt == 0 && !l.isTitle(b) {
		l.asideAt = b.level
		if b.level <= l.level {
			l.region = 0
		}
	}
}

// isTitle reports whether a heading is that of the whole post.
func (l *locator) isTitle(b *block) bool {
	return b.level == 1 && l.at == 0 && (l.doc.src.Title == "" || l.doc.src.Title == b.text)
}

// closeLine ends the timeline that a line opened.
func (l *locator) closeLine() {
	l.region, l.level = l.outer, l.around
	l.outer, l.around = 0, 0
}

// dayIn returns the day that a block names, if it names one only.
func (d *document) dayIn(i int) when.Date {
	var day when.Date
	for _, f := range d.scan(i) {
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
	if bold || strings.HasSuffix(b.text, ":") {
		if title := l.doc.arena.read(lex, text); len(title.words) < 9 && title.has(timelineTitle) {
			l.opens(7)
			l.dayLine = l.doc.dayIn(i)
			return
		}
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
