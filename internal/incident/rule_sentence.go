package incident

import (
	"strings"

	"candor/internal/when"
)

// telling is what a sentence with a time may say of a moment.
type telling struct {
	of     moment
	clock  bool // only a clock counts, not a bare day
	topic  topic
	weight int
}

// tellings are in the order in which they are looked for.
var tellings = []telling{
	{started, true, startedTold, strong},
	{detected, false, detectedTold, weak},
	{mitigated, true, mitigatedTold, weak},
	{mitigated, false, mitigatedDay, weak},
	{resolved, true, fullyTold, marked},
	{resolved, true, resolvedTold, weak},
	{resolved, false, fullyTold, faint},
	{started, false, startedTold, faint},
	{resolved, false, resolvedTold, faint},
	{mitigated, false, mitigatedTold, faint},
}

// sentenceRule reads single moments from sentences outside the timeline. The
// first sentence that tells of a moment in some way counts.
func sentenceRule(r *reader) {
	seen := make([]bool, len(tellings))
	for k := range r.told {
		t := &r.told[k]
		if t.entry || len(t.times) == 0 || t.planned() || t.has(otherOutage) {
			continue
		}
		for i, what := range tellings {
			if !seen[i] {
				seen[i] = r.tellMoment(t, what)
			}
		}
	}
}

// reach is how many bytes may lie between a time and the words that speak of it.
const reach = 120

// tellMoment reads one moment from a sentence: the time closest to the words
// that tell of it, in the same clause.
func (r *reader) tellMoment(t *told, what telling) bool {
	h, ok := t.find(what.topic, true)
	switch {
	case !ok, what.of == mitigated && t.has(goingOn):
		return false
	case what.of == started && t.precedes(detectedTold, startedTold): // we received reports that it fails
		return false
	}
	begin, end := t.start+int(t.words[h.from].start), t.start+int(t.words[h.to-1].end)
	best, least := -1, reach
	for k, f := range t.times {
		if f.Impossible != "" || f.Until != nil || what.clock && f.Clock.IsZero() {
			continue
		}
		gap := f.Start - end
		switch {
		case f.End <= begin:
			gap = begin - f.End
		case gap < 0: // among the words
			gap = 6
		}
		if gap < least && !r.breaks(t.block, f, begin, end) {
			best, least = k, max(gap, 0)
		}
	}
	if best < 0 {
		return false
	}
	st, known := r.dated(t, t.times[best])
	if !known || !r.isRecent(t.block, st) {
		return false
	}
	at := r.single(t.block, st).At
	r.add(what.of, at, what.weight, r.quote(t, "sentence"))
	return !at.IsZero()
}

// isRecent reports whether a time is close to the others, as the day on which a
// flaw was brought in years before is not, nor an outage told of from history.
func (r *reader) isRecent(i int, st when.Stamp) bool {
	at := r.single(i, st).At
	if at.IsZero() || r.frame.Day.IsZero() {
		return !at.IsZero()
	}
	days, most := dateOf(at).Days()-r.frame.Day.Days(), 400
	if st.Clock.IsZero() {
		most = 32
	}
	return -most < days && days < most
}

// breaks reports whether another clause stands between a time and the words at
// [begin, end): then the time is not theirs.
func (r *reader) breaks(i int, f when.Found, begin, end int) bool {
	text := r.masked(i)
	between := ""
	switch {
	case f.End <= begin:
		between = text[f.End:begin]
	case f.Start >= end:
		between = text[end:f.Start]
	}
	between = strings.ReplaceAll(between, "\n", " ")
	for _, w := range [...]string{"; ", " because ", " but ", " and by ", " while "} {
		if strings.Contains(between, w) {
			return true
		}
	}
	return f.Start >= end && strings.Contains(between, " and ")
}
