package incident

import (
	"cmp"
	"slices"
	"strings"

	"candor/internal/when"
)

// signal is what a timeline entry may say of a moment.
type signal struct {
	of     moment
	topic  topic
	weight int
	sure   bool // a denial before it rules it out
	last   bool // of several, the last one counts
}

// signals are in the order in which they are looked for: what was mitigated was
// so before the end.
var signals = []signal{
	{started, startedMark, marked, false, false},
	{started, startedVerb, fair, true, false},
	{detected, detectedMark, marked, false, false},
	{detected, detectedVerb, fair, true, false},
	{detected, foundVerb, fair, true, false},
	{detected, declaredVerb, weak, true, false},
	{resolved, resolvedMark, marked, true, true},
	{resolved, resolvedVerb, fair, true, true},
	{mitigated, mitigatedMark, marked, true, true},
	{mitigated, mitigatedVerb, fair, true, true},
	{mitigated, easedVerb, fair, true, true},
}

// eventRule reads what the entries of a timeline say of the moments. Where a
// post has several timelines, the first that says anything counts, and what it
// leaves open may be said by others of the same time.
func eventRule(r *reader) {
	for from := 0; from < len(r.entries); {
		to := from
		for to < len(r.entries) && r.entries[to].group == r.entries[from].group {
			to++
		}
		l := r.newLog(from, to)
		if n := len(r.logs); n > 0 {
			l.open = r.logs[n-1].open
		}
		if (len(r.logs) == 0 || l.overlaps(&r.logs[0])) && l.read() {
			r.logs = append(r.logs, l)
		}
		from = to
	}
}

// log is one timeline while its entries are read.
type log struct {
	*reader
	from    int // the index of its first entry
	says    []saying
	noticed int           // which of them tells of the detection, -1 for none
	over    int           // which of them tells of the end, -1 for none
	open    [moments]bool // what no log before tells
	all     saying        // the topics of all entries, and one of their names
}

// newLog returns the timeline of the entries [from, to).
func (r *reader) newLog(from, to int) log {
	n := len(r.says)
	r.says = slices.Grow(r.says, to-from)[:n+to-from]
	return log{r, from, r.says[n:], -1, -1, [moments]bool{true, true, true, true}, saying{}}
}

// overlaps reports whether two timelines tell of the same time.
func (l *log) overlaps(other *log) bool {
	a, b := l.bounds(), other.bounds()
	return !a.At.IsZero() && !b.At.IsZero() && comparable(a.At, b.At) && !isBefore(a.End, b.At) && !isBefore(b.End, a.At)
}

// bounds returns the first and the last moment of a timeline, none where they
// cannot be put in order.
func (l *log) bounds() (s when.Span) {
	for _, span := range l.spans[l.from : l.from+len(l.says)] {
		at := span.At
		switch {
		case at.IsZero():
		case s.At.IsZero():
			s = when.Span{At: at, End: at}
		case !comparable(s.At, at):
			return when.Span{}
		case isBefore(at, s.At):
			s.At = at
		case isBefore(s.End, at):
			s.End = at
		}
	}
	return s
}

// saying is what one entry says.
type saying struct {
	reading
	head int // how many of its words are the entry's own, or its first sentence's
	name string
}

// maxBody is how many bytes under a heading are read.
const maxBody = 600

// read looks for each signal among the entries and reports whether any is there.
func (l *log) read() bool {
	for k := range l.says {
		e := &l.entries[l.from+k]
		text := e.told
		head := len(text)
		if e.body != "" {
			text += "\n" + ownBody(e.body[:min(len(e.body), maxBody)], e.Clock)
			if head < 4 {
				head = strings.IndexByte(text, '.')
			}
		}
		text = ownWords(text)
		l.says[k] = saying{reading: l.arena.read(lex, text), name: entryName(text)}
		l.says[k].head = l.says[k].wordAt(max(head, 0))
		l.all.told.addAll(l.says[k].told)
		l.all.name = cmp.Or(l.all.name, l.says[k].name)
	}
	any, tells := false, [moments]bool{}
	known := -1 // the entry in which trouble is noticed
	for _, sig := range signals {
		at := l.choose(sig, l.over)
		if at < 0 {
			continue
		}
		if sig.of == resolved && l.over < 0 {
			l.over = at
		}
		any = true
		weight := sig.weight
		if sig.topic == declaredVerb && known >= 0 && l.before(at, known) {
			weight = strong // who declares an incident knows of it
		}
		if sig.topic == detectedVerb || sig.topic == foundVerb && known < 0 {
			known = at
		}
		if sig.of == detected && (l.noticed < 0 || l.before(at, l.noticed)) {
			l.noticed = at
		}
		span := l.spans[l.from+at]
		if sig.of == resolved && !span.End.IsZero() { // 02:05–02:08: gradual recovery
			span.At = span.End
		}
		if l.open[sig.of] {
			l.add(sig.of, span.At, weight, l.quoteEntry(&l.entries[l.from+at], "event"))
			tells[sig.of] = true
		}
	}
	for of, told := range tells {
		l.open[of] = l.open[of] && !told
	}
	return any
}

// ownWords is what an entry says of its own time: a later sentence that names
// another time tells of that one.
func ownWords(text string) string {
	if !hasDigit(text) || !strings.Contains(text, ". ") && !strings.Contains(text, "ed at ") {
		return text
	}
	for _, f := range when.Scan(text) {
		if end := strings.LastIndex(text[:f.Start], ". "); end > 0 {
			return text[:end+1]
		}
		if !f.Clock.IsZero() && f.Until == nil && tellsOfThen(text[:f.Start]) {
			return text[:max(0, strings.LastIndexAny(text[:f.Start], ",;:"))]
		}
	}
	return text
}

// ownBody is what stands under a heading up to the sentence that names another
// clock.
func ownBody(body string, own when.Clock) string {
	if !hasDigit(body) {
		return body
	}
	for _, f := range when.Scan(body) {
		if !f.Clock.IsZero() && (f.Clock.Hour != own.Hour || f.Clock.Minute != own.Minute) {
			return body[:strings.LastIndex(body[:f.Start], ". ")+1]
		}
	}
	return body
}

// tellsOfThen reports whether what goes before a time says that something
// happened at that time: impact resolved at 19:27.
func tellsOfThen(before string) bool {
	before = strings.TrimSuffix(before, "at ")
	for _, verb := range [...]string{"resolved ", "started ", "began ", "ended ", "restored ", "recovered ", "detected ", "down "} {
		if strings.HasSuffix(before, verb) {
			return true
		}
	}
	return false
}

// quoteEntry is the evidence of the first line of an entry.
func (r *reader) quoteEntry(e *entry, rule string) Evidence {
	b := &r.blocks[e.block]
	end := e.end
	if line := strings.IndexByte(r.text[e.start:e.end], '\n'); line >= 0 {
		end = e.start + line
	}
	return r.evidence(e.block, e.start-b.start, end-b.start, rule)
}

// choose returns the entry that gives a signal, -1 for none.
func (l *log) choose(sig signal, end int) int {
	best := -1
	if !l.all.mayGive(sig) {
		return best
	}
	for k := range l.says {
		at := l.spans[l.from+k].At
		if l.entries[l.from+k].slip != "" || at.IsZero() || !l.says[k].gives(sig) {
			continue
		}
		if sig.topic == foundVerb && l.engagedBy(k) { // what is found then is the cause
			continue
		}
		if sig.topic == detectedVerb && l.atWorkBefore(k) {
			continue
		}
		if sig.of == resolved && l.says[k].has(announced) && l.endsElsewhere() {
			continue
		}
		if sig.topic == easedVerb && k == end { // to be back is the end, not what led to it
			continue
		}
		if sig.of == mitigated && sig.weight == fair && end >= 0 && l.before(end, k) {
			continue
		}
		if best < 0 || sig.prefers(at, l.spans[l.from+best].At) {
			best = k
		}
	}
	if best >= 0 && sig.weight == fair && sig.last { // what did not last eased nothing
		for _, s := range l.says[best+1:] {
			if s.has(goingOn) {
				return -1
			}
		}
	}
	return best
}

// before reports whether one entry is known to be earlier than another.
func (l *log) before(i, j int) bool {
	a, b := l.spans[l.from+i].At, l.spans[l.from+j].At
	return comparable(a, b) && isBefore(a, b)
}

// endsElsewhere reports whether an entry that is no announcement tells of the end.
func (l *log) endsElsewhere() bool {
	for _, sig := range signals {
		if sig.of != resolved {
			continue
		}
		for k := range l.says {
			if s := &l.says[k]; !s.has(announced) && s.gives(sig) {
				return true
			}
		}
	}
	return false
}

// engagedBy reports whether an entry or one before it tells that the team was at
// work already.
func (l *log) engagedBy(k int) bool {
	if k == 0 { // the first entry may tell of both
		return false
	}
	for i := range l.says[:k+1] {
		if l.says[i].has(engaged) {
			return true
		}
	}
	return false
}

// atWorkBefore reports whether an entry before one tells of what is done only
// after trouble was noticed: then the one is not when it was.
func (l *log) atWorkBefore(k int) bool {
	for i := 0; i < k && l.all.has(engaged); i++ {
		if l.says[i].within(engaged, 0, 12) && l.before(i, k) {
			return true
		}
	}
	return false
}

// entryNames are what stands before the colon of an entry that is what it says:
// Detection: the pods restart. The moment is counted from one.
var entryNames = map[string]moment{
	"detection": detected + 1, "detected": detected + 1, "mitigation": mitigated + 1, "mitigated": mitigated + 1, "resolution": resolved + 1, "resolved": resolved + 1, "recovery": resolved + 1, "recovered": resolved + 1,
}

// beforeName tells the bytes that may stand before the name of an entry.
var beforeName = [256]bool{' ': true, '-': true, ':': true, '|': true, '*': true, '\n': true, '\t': true}

// entryName returns the name of an entry in lower case, empty where it has none
// or tells of what has only begun.
func entryName(text string) string {
	text = trimDashes(text, &beforeName)
	for _, w := range [...]string{"incident ", "issue ", "outage ", "problem ", "initial ", "first "} {
		if len(text) > len(w) && strings.EqualFold(text[:len(w)], w) {
			text = text[len(w):]
			break
		}
	}
	colon := strings.IndexByte(text[:min(len(text), 12)], ':')
	if colon < 0 {
		return ""
	}
	rest := strings.ToLower(text[colon:])
	for _, w := range [...]string{"began", "begin", "initiat", "attempt", "started ", "starting", "identified"} {
		if strings.Contains(rest, w) {
			return ""
		}
	}
	return strings.ToLower(text[:colon])
}

// mayGive is a quick test for gives: without words of its topic, only a name or an
// alert gives a signal.
func (s *saying) mayGive(sig signal) bool {
	return s.has(sig.topic) || s.name != "" || s.has(alertWord)
}

// gives reports whether an entry gives a signal.
func (s *saying) gives(sig signal) bool {
	switch {
	case !s.mayGive(sig):
		return false
	case sig.weight >= marked && s.name != "" && entryNames[s.name] == sig.of+1:
		return true
	case sig.of == detected && (sig.weight >= marked && s.head > 5 || s.hasAny(pastTrouble, wentWell) || entryNames[s.name] > detected+1):
		return false
	case sig.topic == declaredVerb && s.has(resolvedMark): // declares it over
		return false
	case sig.topic == startedMark && s.within(reporting, 0, 1): // Reports of errors start
		return false
	case sig.weight >= marked && !sig.last:
		return s.within(sig.topic, 0, min(s.head, 16)) || s.within(sig.topic, max(0, s.head-6), s.head)
	case sig.of == detected && sig.topic != detectedMark && (s.has(toldThem) && !s.precedes(sig.topic, toldThem) || s.has(announced)):
		return false
	case (sig.of == resolved || sig.topic == easedVerb) && s.has(notEnded):
		return false
	case s.has(theirs) && !(sig.of == detected && s.precedes(sig.topic, theirs)):
		return false
	case sig.of == started && sig.weight < marked && s.within(alertWord, 0, 2):
		return false
	case sig.topic == detectedVerb && s.within(alertWord, 0, 1) && len(s.words) > 1 && s.words[1].apart: // Alert: 12% of requests fail
		return true
	case sig.of == started && (s.has(reporting) || s.has(notStarted) || s.has(rehearsal)): // a report tells when it came, not when the trouble did
		return false
	case sig.weight < marked && s.has(elsewhere), sig.weight == fair && sig.last && (s.has(goingOn) || s.has(rehearsal)):
		return false
	}
	h, ok := s.find(sig.topic, sig.sure)
	return ok && (sig.weight >= marked || sig.of != detected && sig.of != mitigated || h.from < maxTold)
}

// maxTold is how many words into an entry it may tell of the detection or the
// mitigation: further on it tells of what was found out, or of what came later.
const maxTold = 30

// prefers reports whether an entry at a is rather the one than the entry at b
// found before it.
func (s signal) prefers(a, b when.Moment) bool {
	if !comparable(a, b) {
		return s.last
	}
	if s.last {
		return !isBefore(a, b)
	}
	return isBefore(a, b)
}
