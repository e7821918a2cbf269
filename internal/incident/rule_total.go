package incident

import "candor/internal/when"

// totalRule reads a resolution that the text gives as a stated length from the
// start or the report, where an entry of the timeline stands exactly there.
func totalRule(r *reader) {
	if r.duration == nil {
		return
	}
	switch said := r.arena.read(lex, r.duration.Evidence.Text); {
	case said.has(fromReport):
		r.total(detected)
	case said.has(fromStart):
		r.total(started)
	}
}

func (r *reader) total(of moment) {
	from := r.best(of)
	for i := range r.entries {
		first := r.spans[i].At
		if from != nil {
			first = from.at
		}
		if first.Precision < when.Minute {
			continue
		}
		for k := range r.entries {
			at := r.spans[k].At
			if at.Precision < when.Minute || !comparable(at, first) || at.Instant().Sub(first.Instant()) != r.duration.Length {
				continue
			}
			e := &r.entries[k]
			if said := r.arena.read(lex, e.told); !said.hasSurely(repairWord) {
				continue
			}
			r.add(resolved, at, fair, r.quoteEntry(e, "total"))
			if from == nil {
				r.add(of, r.spans[i].At, fair, r.quoteEntry(&r.entries[i], "total"))
			}
			return
		}
		if from != nil {
			return
		}
	}
}
