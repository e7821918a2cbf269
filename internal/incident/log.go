package incident

import (
	"slices"
	"strings"

	"candor/internal/when"
)

// log is one timeline while its entries are read.
type log struct {
	*reader
	from    int // the index of its first entry
	says    []saying
	noticed int           // which of them tells of the detection, -1 for none
	over    int           // which of them tells of the end, -1 for none
	working int           // the first that tells of work on the incident, -1 for none
	atWork  int           // the first that begins with it, -1 for none
	open    [moments]bool // what no log before tells
	all     saying        // the topics of all entries, and one of their names
}

// newLog returns the timeline of the entries [from, to).
func (r *reader) newLog(from, to int) log {
	n := len(r.says)
	r.says = slices.Grow(r.says, to-from)[:n+to-from]
	return log{reader: r, from: from, says: r.says[n:], noticed: -1, over: -1, working: -1, atWork: -1, open: [moments]bool{true, true, true, true}}
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

// quoteEntry is the evidence of the first line of an entry.
func (r *reader) quoteEntry(e *entry, rule string) Evidence {
	b := &r.blocks[e.block]
	end := e.end
	if line := strings.IndexByte(r.text[e.start:e.end], '\n'); line >= 0 {
		end = e.start + line
	}
	return r.evidence(e.block, e.start-b.start, end-b.start, rule)
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
	return k > 0 && l.working >= 0 && l.working <= k // the first entry may tell of both
}

// atWorkBefore reports whether an entry before one tells of what is done only
// after trouble was noticed: then the one is not when it was.
func (l *log) atWorkBefore(k int) bool {
	return l.atWork >= 0 && l.atWork < k && l.before(l.atWork, k)
}
