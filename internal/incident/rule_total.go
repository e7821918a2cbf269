package incident

import "candor/internal/when"

var (
	fromReport = phrases("from|since|after .. report|reported|detection|detected|alert")
	fromStart  = phrases("from|since|after .. start|beginning")
)

// totalRule reads a resolution that the text gives as a stated length from the
// start or the report, where an entry of the timeline stands exactly there.
func totalRule(r *reader) {
	if r.duration == nil {
		return
	}
	ws := words(mask(r.duration.Evidence.Text))
	switch {
	case has(ws, fromReport, false):
		r.total(detected)
	case has(ws, fromStart, false):
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
			b := &r.blocks[e.block]
			if ws := words(e.text); !has(ws, repaired, true) {
				continue
			}
			ev := r.evidence(e.block, e.start-b.start, e.end-b.start, "total")
			r.add(resolved, at, fair, ev)
			if from == nil {
				first := &r.entries[i]
				fb := &r.blocks[first.block]
				r.add(of, r.spans[i].At, fair, r.evidence(first.block, first.start-fb.start, first.end-fb.start, "total"))
			}
			return
		}
		if from != nil {
			return
		}
	}
}

var repaired = phrases("fix*|hotfix|patch*|deployed|live|restored|resolved|recovered|back|reverted|rolled")
