package incident

import (
	"cmp"
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
		if l.working < 0 && l.says[k].has(engaged) {
			l.working = k
		}
		if l.atWork < 0 && l.says[k].within(engaged, 0, 12) {
			l.atWork = k
		}
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
