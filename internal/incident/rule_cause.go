package incident

import (
	"time"

	"candor/internal/when"
)

// causeRule reads the start of an incident from its cause: the entry before the
// one that tells of the detection, if something was changed or failed in it and
// in none before. Where there are several, the text does not say which it was.
func causeRule(r *reader) {
	for i := range r.logs {
		r.logs[i].cause()
	}
}

func (l *log) cause() {
	cause := l.noticed - 1
	for k := range max(l.noticed, 0) {
		s := &l.says[k]
		if (s.hasSurely(changeDone) || s.has(brokeThen)) != (k == cause) || s.hasAny(reporting, alertWord, engaged, rehearsal, elsewhere, mitigatedVerb, wentWell) {
			return
		}
	}
	if cause < 0 || !l.isSoon(cause, l.noticed) {
		return
	}
	at, known := l.spans[l.from+cause].At, l.best(detected).at // which a label may tell
	if comparable(at, known) && isBefore(at, known) {
		l.add(started, at, weak, l.quoteEntry(&l.entries[l.from+cause], "cause"))
	}
}

// maxLatent is how long before the detection a cause may lie: what was done
// earlier is rather what made the incident possible than what began it.
const maxLatent = 12 * time.Hour

// isSoon reports whether one entry is later than another, and not by too much.
func (l *log) isSoon(i, j int) bool {
	a, b := l.spans[l.from+i].At, l.spans[l.from+j].At
	return a.Precision > when.Day && b.Precision > when.Day && l.before(i, j) && b.Instant().Sub(a.Instant()) <= maxLatent
}
