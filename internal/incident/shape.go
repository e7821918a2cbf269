package incident

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"candor/internal/when"
)

// Shape is one way in which people write a timeline.
type Shape struct {
	Name string
	Doc  string
	find func(*document, []entry) []entry // adds what it finds
}

// Shapes are all ways in which timeline entries are found. Each is a file of
// its own, with its test data in testdata/shapes.
var Shapes = []Shape{
	{"list", "list items that begin with a time", listEntries},
	{"label", "list items of a timeline that end in a time: First detected: 2024-05-02 13:42", labelEntries},
	{"table", "table rows with a column of times", tableEntries},
	{"heading", "one heading per event, which begins with a time", headingEntries},
	{"update", "the updates of status pages, which name their time at the end or in their title", updateEntries},
	{"line", "paragraphs and lines of a timeline that begin with a time", lineEntries},
}

// entry is one event as it is written, before its time is resolved.
type entry struct {
	when.Entry
	block      int    // the block it is in
	line       int    // of the file
	start, end int    // bytes of the whole entry in the file
	timeStart  int    // bytes of the time in the file
	timeEnd    int    //
	told       string // what happened, without markup but with its line breaks
	body       string // more of what happened: what stands under a heading
	group      int    // entries of one log are resolved together
	loose      bool   // a sentence that begins with a time, rather than an item of a log
	slip       string // why the time cannot be read, where something like one is written
}

// collect finds the entries of all shapes, in file order, each place once.
func (d *document) collect() {
	list := d.entries
	for _, s := range Shapes {
		list = s.find(d, list)
	}
	if !isAscending(list) { // several shapes found some, else they come in order
		slices.SortStableFunc(list, func(a, b entry) int { return a.start - b.start })
		list = slices.CompactFunc(list, func(a, b entry) bool { return a.start == b.start })
	}
	d.entries = dropDays(d, dropLoose(list))
	for i := range d.entries {
		d.memos[d.entries[i].block].entry = true
	}
}

// isAscending reports whether each entry begins after the one before.
func isAscending(list []entry) bool {
	for i := 1; i < len(list); i++ {
		if list[i].start <= list[i-1].start {
			return false
		}
	}
	return true
}

// dropLoose removes the sentences that begin with a time where their timeline
// has entries of a firmer shape, and those that stand alone.
func dropLoose(list []entry) []entry {
	if !hasLoose(list) {
		return list
	}
	firm, loose := map[int]int{}, map[int]int{}
	for i := range list {
		if e := &list[i]; e.loose {
			loose[e.group]++
		} else {
			firm[e.group]++
		}
	}
	return slices.DeleteFunc(list, func(e entry) bool {
		return e.loose && (firm[e.group] > 1 || loose[e.group] < 2)
	})
}

func hasLoose(list []entry) bool {
	for i := range list {
		if list[i].loose {
			return true
		}
	}
	return false
}

// newEntry makes an entry of the part of a block's text from start to end,
// whose time stands at [from, to) of that text. It is on the block's first line.
func (d *document) newEntry(i, start, end, from, to int, st when.Stamp) entry {
	b := &d.blocks[i]
	masked := d.masked(i)
	e := entry{
		Entry: when.Entry{Stamp: st, Under: d.places[i].under},
		block: i,
		line:  b.line,
		start: b.start + start, end: b.start + end,
		timeStart: b.start + from, timeEnd: b.start + to,
		group: d.places[i].region,
	}
	e.told = masked[to:end]
	if st.Impossible != "" {
		e.slip = st.Impossible
		e.told = masked[start:end]
	}
	return e
}

// text returns what happened as one line.
func (e *entry) text() string {
	told := e.told
	if e.slip == "" {
		told = trimDashes(afterPlaceholder(told), &afterTime)
	}
	if told == "" {
		if body := sentences(e.body); len(body) > 0 {
			told = body[0].text
		}
	}
	if isTidy(told) {
		return told
	}
	return tidied(told)
}

// afterTime tells the bytes that may divide a time from what happened.
var afterTime = [256]bool{' ': true, '\t': true, '\n': true, '-': true, ':': true, '|': true, ',': true, '.': true, ')': true, ']': true, '>': true}

// trimDashes returns s without the dashes, and the bytes of a set, that it
// begins with.
func trimDashes(s string, set *[256]bool) string {
	for s != "" {
		switch {
		case set[s[0]]:
			s = s[1:]
		case strings.HasPrefix(s, "–"), strings.HasPrefix(s, "—"):
			s = s[len("–"):]
		default:
			return s
		}
	}
	return s
}

// tidied returns a text as one line, without the blanks that markup leaves
// beside punctuation.
func tidied(s string) string {
	b := make([]byte, 0, len(s))
	blank := false
	for i, c := range s {
		if unicode.IsSpace(c) {
			blank = len(b) > 0
			continue
		}
		if blank && b[len(b)-1] != '(' && c != ':' && c != ',' && c != ';' && c != ')' {
			b = append(b, ' ')
		}
		blank = false
		_, size := utf8.DecodeRuneInString(s[i:])
		b = append(b, s[i:i+size]...)
	}
	return string(b)
}

// isTidy reports whether a text is one line without needless blanks: at its ends,
// beside another, after a bracket, before punctuation.
func isTidy(s string) bool {
	bad, before := uint8(0), uint8(opens)
	for i := range len(s) {
		here := tidiness[s[i]]
		bad |= before<<1&here | here&never
		before = here
	}
	return (bad|before<<1)&(closes|never) == 0
}

// What a byte means for tidiness. Where one opens, the next may not close.
const (
	opens  = 1 << iota // a blank, a bracket, the start
	closes             // a blank, punctuation, the end
	never              // it is a blank of another kind, or may begin one
)

var tidiness = [256]uint8{
	' ': opens | closes, '(': opens, ':': closes, ',': closes, ';': closes, ')': closes,
	'\n': never, '\t': never, '\r': never, '\v': never, '\f': never, 0xc2: never, 0xe2: never, 0xe3: never,
}

// afterPlaceholder returns what follows the HH:MM that stands for a clock.
func afterPlaceholder(rest string) string {
	trimmed := rest
	for trimmed != "" && (trimmed[0] == ' ' || trimmed[0] == 'T') {
		trimmed = trimmed[1:]
	}
	if len(trimmed) >= 5 && trimmed[2] == ':' && strings.EqualFold(trimmed[:2], "hh") {
		return trimmed[5:]
	}
	return rest
}

// isTemplate reports whether an entry is a line of a template that was left in:
// what follows its date is HH:MM and what it tells is nothing yet.
func isTemplate(rest, told string) bool {
	if afterPlaceholder(rest) == rest {
		return false
	}
	told = strings.ToLower(strings.Trim(told, " -–—:|.…"))
	return told == "" || strings.HasPrefix(told, "<") || strings.HasPrefix(told, "[") || strings.HasPrefix(told, "todo") || strings.Contains(told, "description")
}

// newSlip makes an entry whose time cannot be read.
func (d *document) newSlip(i, start, end int, why string) entry {
	e := d.newEntry(i, start, end, start, start, when.Stamp{})
	e.slip = why
	return e
}

// isLog reports whether a stamp belongs to a log: it has a clock, or, inside a
// timeline, a date.
func isLog(st *when.Stamp, region int) bool {
	return !st.Clock.IsZero() || region > 0 && !st.Date.IsZero()
}

// unreadable returns why a text that begins like a time is none: 2X:XX, ??:??,
// 22025-03-18. The placeholders of a template (HH:MM) are no slip.
func unreadable(text string) string {
	s := strings.TrimLeft(text, " ")
	if strings.HasPrefix(s, "??:") || strings.HasPrefix(s, "???") {
		return "the time is not filled in"
	}
	s = text[skipSymbols(text, 0):]
	if len(s) >= 5 && s[2] == ':' && strings.Trim(s[:5], "0123456789Xx?:") == "" && strings.ContainsAny(s[:5], "Xx?") && (len(s) == 5 || !isWord(s[5])) {
		return "the time is not filled in"
	}
	n := 0
	for n < len(s) && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	if n == 5 && len(s) > 11 && s[5] == '-' && s[8] == '-' && strings.Trim(s[5:11], "0123456789-") == "" {
		return "the year has five digits"
	}
	return ""
}

// dropDays removes the entries that only give the day, or the span, of the ones
// under them.
func dropDays(d *document, list []entry) []entry {
	var next *entry // the first entry after that has a clock
	var drop []bool // made when the first is to go
	for i := len(list) - 1; i >= 0; i-- {
		e := &list[i]
		span := next != nil && d.isSpanOf(e, next)
		if !span && (!e.Clock.IsZero() || e.slip != "") {
			next = e
		} else if span || !e.Date.IsZero() && e.Until == nil && next != nil && d.isDayOf(e, next) {
			if drop == nil {
				drop = make([]bool, len(list))
			}
			drop[i] = true
		}
	}
	if drop == nil {
		return list
	}
	kept := list[:0]
	for i := range list {
		if !drop[i] {
			kept = append(kept, list[i])
		}
	}
	return kept
}

// isSpanOf reports whether an entry is a heading with the bounds of what its
// items tell, each with its own time: 22:04-23:00 UTC.
func (d *document) isSpanOf(e, next *entry) bool {
	if d.blocks[e.block].kind != heading || e.Until == nil || d.blocks[next.block].kind != item {
		return false
	}
	for k := e.block + 1; k < next.block; k++ {
		if d.blocks[k].kind == heading {
			return false
		}
	}
	return true
}

// isDayOf reports whether an entry without a clock gives the day of the next
// one that has a clock, rather than being an event itself.
func (d *document) isDayOf(e, next *entry) bool {
	b, n := &d.blocks[e.block], &d.blocks[next.block]
	switch b.kind {
	case heading:
		return d.inSection(e.block, next.block)
	case item:
		return n.kind == item && n.level > b.level && next.block == e.block+1
	case paragraph:
		return e.Date == next.Under
	}
	return false
}

// inSection reports whether block j stands under heading i.
func (d *document) inSection(i, j int) bool {
	for k := i + 1; k <= j; k++ {
		b := &d.blocks[k]
		if b.kind == heading && b.level <= d.blocks[i].level {
			if st := d.lead(k); st.Clock.IsZero() || !st.Date.IsZero() {
				return false
			}
		}
	}
	return true
}
