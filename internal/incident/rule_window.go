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
	st := f.Stamp
	if !st.HasDay() {
		st = withDay(st, s.dayBefore(f))
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

// dayBefore returns the day that a sentence names, for its clocks that name
// none.
func (s timedSentence) dayBefore(f when.Found) when.Stamp {
	var day when.Stamp
	for _, t := range s.times {
		if t.HasDay() && (t.Start < f.Start || day.IsZero()) {
			day = t.Stamp
		}
	}
	return day
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
