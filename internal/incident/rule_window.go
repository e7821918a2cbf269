package incident

import (
	"candor/internal/when"
)

var downWords = phrases(
	"outage", "downtime", "down", "unavailable", "unavailability", "offline", "unreachable", "inaccessible", "degraded", "degradation", "disruption", "disrupted", "interruption", "interrupted",
	"failed", "failing", "failure|failures", "errors|error", "unable", "impacted", "affected", "incident", "could not|couldnt", "not able", "broken", "experienced", "elevated",
)

// planWords in a sentence say that it tells of no past.
var planWords = phrases(
	"will|would|should|could|might|scheduled|planned|maintenance|upcoming", "office|support|business hours", "every day|week|night", "usually|typically|normally",
)

// windowRule reads the bounds of the outage from a sentence that gives both.
func windowRule(r *reader) {
	for i := range r.blocks {
		if !r.prose(i) {
			continue
		}
		for _, s := range r.timedSentences(i) {
			for _, f := range s.times {
				if f.Until == nil || f.Impossible != "" || f.Clock.IsZero() && f.Until.Clock.IsZero() {
					continue
				}
				ws := words(s.text)
				if !has(ws, downWords, false) || has(ws, planWords, false) {
					continue
				}
				r.window(i, s, f)
				return
			}
		}
	}
}

func (r *reader) window(i int, s timedSentence, f when.Found) {
	st, known := r.dated(i, f)
	if !known {
		return
	}
	span := r.single(i, st)
	ev := r.evidence(i, s.start, s.start+len(s.text), "window")
	r.add(started, span.At, strong, ev)
	r.add(resolved, span.End, strong, ev)
}

// withDay gives a clock the day that its sentence names.
func withDay(st when.Stamp, day when.Stamp) when.Stamp {
	st.Date, st.Relative, st.Days = day.Date, day.Relative, day.Days
	return st
}

// timedSentence is a sentence with the times in it.
type timedSentence struct {
	sentence
	times []when.Found // offsets in the block's text
}

// dated gives a clock in running text the day that its sentence or the ones
// before it in the paragraph name. Where an earlier paragraph speaks of another
// day than the post as a whole, the day of a bare clock is not known.
func (r *reader) dated(i int, f when.Found) (st when.Stamp, known bool) {
	st = f.Stamp
	if st.HasDay() {
		return st, true
	}
	var day when.Stamp
	for _, t := range r.scan(i) {
		if t.HasDay() && (t.Start < f.Start || day.IsZero() && r.sameSentence(i, t.Start, f.Start)) {
			day = t.Stamp
			if t.Until != nil && !t.Until.Date.IsZero() && t.Start < f.Start {
				day = *t.Until
			}
		}
		if t.Start < f.Start && !t.Clock.IsZero() && t.Clock.Hour >= f.Clock.Hour+6 { // a midnight may have passed
			return st, false
		}
	}
	if !day.IsZero() {
		return withDay(st, day), true
	}
	for k := i - 1; k >= 0 && r.blocks[k].kind != heading; k-- {
		if r.blocks[k].kind == row || !r.blocks[k].digits {
			continue
		}
		for _, t := range r.scan(k) {
			if full, ok := r.frame.Complete(t.Date); !t.Date.IsZero() && ok && full != r.frame.Day {
				return st, false
			}
		}
	}
	return st, true
}

// sameSentence reports whether two bytes of a block stand in one sentence.
func (r *reader) sameSentence(i, a, b int) bool {
	for _, s := range sentences(r.masked(i)) {
		if min(a, b) >= s.start && max(a, b) < s.start+len(s.text) {
			return true
		}
	}
	return false
}

// prose reports whether a block may tell of a moment in running text.
func (r *reader) prose(i int) bool {
	b := &r.blocks[i]
	return b.kind != heading && b.kind != row && !r.places[i].aside && (b.digits || mentionsDay(b.text)) && !r.isEntry(i)
}

// isEntry reports whether a block is an entry of the timeline.
func (r *reader) isEntry(i int) bool {
	lo, hi := 0, len(r.entries)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.entries[mid].block < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(r.entries) && r.entries[lo].block == i
}

// timedSentences returns the sentences of a block that name a time.
func (r *reader) timedSentences(i int) []timedSentence {
	times := r.scan(i)
	if len(times) == 0 {
		return nil
	}
	var out []timedSentence
	for _, s := range sentences(r.masked(i)) {
		var in []when.Found
		for _, f := range times {
			if f.Start >= s.start && f.Start < s.start+len(s.text) {
				in = append(in, f)
			}
		}
		if in != nil {
			out = append(out, timedSentence{s, in})
		}
	}
	return out
}
