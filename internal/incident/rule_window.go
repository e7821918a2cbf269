package incident

import (
	"time"

	"candor/internal/when"
)

// windowRule reads the bounds of the outage from a sentence that gives both.
func windowRule(r *reader) {
	for k := range r.told {
		t := &r.told[k]
		if t.entry || !t.has(downWord) && !t.hasSurely(exposure) || t.planned() || t.has(otherOutage) {
			continue
		}
		for _, f := range t.times {
			if f.Until != nil && f.Impossible == "" && r.window(t, f) {
				return
			}
		}
	}
}

func (r *reader) window(t *told, f when.Found) bool {
	st, known := r.dated(t, f)
	if !known || !r.isRecent(t.block, st) {
		return false
	}
	span := r.single(t.block, st)
	if !plausible(f, span) {
		return false
	}
	if length := span.End.Instant().Sub(span.At.Instant()); !f.Clock.IsZero() && 0 <= length && length < time.Minute { // of a part of it
		return false
	}
	ev := r.quote(t, "window")
	if f.Clock.IsZero() && f.Until.Clock.IsZero() { // its last day may be any between the end and its tidying up
		r.add(started, span.At, faint, ev)
		return false
	}
	if !t.has(downWord) { // how long it was done is not how long it did harm
		r.add(started, span.At, weak, ev)
		return false
	}
	r.add(started, span.At, strong, ev)
	r.add(resolved, span.End, strong, ev)
	return true
}

// quote is the evidence of a whole sentence.
func (r *reader) quote(t *told, rule string) Evidence {
	return r.evidence(t.block, t.start, t.start+len(t.text), rule)
}

// plausible reports whether the end of a range may be on the day after its
// start, where it only seems so by its clock: 10:00 to 8:00 is a slip.
func plausible(f when.Found, span when.Span) bool {
	if f.Until.HasDay() || f.Until.Weekday != 0 || span.At.IsZero() || span.End.IsZero() || span.At.Zoned != span.End.Zoned {
		return true
	}
	return span.End.Instant().Sub(span.At.Instant()) < maxNight
}

// maxNight is how long a range may be that passes midnight without saying so.
const maxNight = 16 * time.Hour
