package incident

import "candor/internal/when"

// windowRule reads the bounds of the outage from a sentence that gives both.
func windowRule(r *reader) {
	for k := range r.told {
		t := &r.told[k]
		if t.entry || !t.has(downWord) || t.planned() || t.has(otherOutage) {
			continue
		}
		for _, f := range t.times {
			if f.Until != nil && f.Impossible == "" && (!f.Clock.IsZero() || !f.Until.Clock.IsZero()) {
				if r.window(t, f) {
					return
				}
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
	ev := r.quote(t, "window")
	r.add(started, span.At, strong, ev)
	r.add(resolved, span.End, strong, ev)
	return true
}

// quote is the evidence of a whole sentence.
func (r *reader) quote(t *told, rule string) Evidence {
	return r.evidence(t.block, t.start, t.start+len(t.text), rule)
}
