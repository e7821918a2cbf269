package incident

// repairRule reads the mitigation from the repair: the last thing that was done
// before the entry that tells of the end. Where that tells of a return, it was
// the return that eased it.
func repairRule(r *reader) {
	for i := range r.logs {
		if l := &r.logs[i]; l.over > 0 && !l.says[l.over].has(easedVerb) {
			l.repair()
		}
	}
}

func (l *log) repair() {
	k := l.over - 1
	for n := 0; n < 2 && k > 0 && l.says[k].within(lookedAt, 0, 4); n++ {
		k--
	}
	s := &l.says[k]
	if k == l.noticed || l.before(l.over, k) || !s.within(repairDone, 0, 8) || s.hasAny(reporting, alertWord, rehearsal, elsewhere, goingOn, notYet) {
		return
	}
	l.add(mitigated, l.spans[l.from+k].At, faint, l.quoteEntry(&l.entries[l.from+k], "repair"))
}
