package incident

// deployRule reads the start of an outage from a change and the sentence after
// it that says that things broke with it.
func deployRule(r *reader) {
	for k := range r.told {
		t := &r.told[k]
		if t.entry || len(t.times) != 1 || t.times[0].Clock.IsZero() || !t.hasSurely(deployWord) {
			continue
		}
		next, ok := r.after(t)
		if !ok {
			continue
		}
		told := r.arena.read(lex, next.text)
		if !told.within(atOnce, 0, 8) || !told.has(downWord) && !told.has(brokeAtOnce) {
			continue
		}
		st, known := r.dated(t, t.times[0])
		if !known || st.Until != nil || st.Impossible != "" {
			continue
		}
		r.add(started, r.single(t.block, st).At, weak, r.evidence(t.block, t.start, next.start+len(next.text), "deploy"))
		return
	}
}

// after returns the sentence that follows in the same block.
func (r *reader) after(t *told) (sentence, bool) {
	end := t.start + len(t.text)
	rest := sentences(r.masked(t.block)[end:])
	if len(rest) == 0 {
		return sentence{}, false
	}
	rest[0].start += end
	return rest[0], true
}
