package incident

// repairRule reads the mitigation from the repair: the last thing that was done
// before the entry that tells of the end.
func repairRule(r *reader) {
	for i := range r.logs {
		r.logs[i].repair()
	}
}

func (l *log) repair() {
	k := l.over - 1
	for n := 0; n < 2 && k > 0 && l.says[k].within(lookedAt, 0, 4); n++ {
		k--
	}
	if k < 0 || k == l.noticed || !l.says[k].within(repairDone, 0, 8) || l.says[k].hasAny(reporting, alertWord, rehearsal, elsewhere, goingOn, notYet) {
		return
	}
	if !l.before(l.over, k) {
		l.add(mitigated, l.spans[l.from+k].At, faint, l.quoteEntry(&l.entries[l.from+k], "repair"))
	}
}
