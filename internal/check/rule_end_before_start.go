package check

import (
	"fmt"

	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/when"
)

var endBeforeStart = Rule{
	Code: "end-before-start", About: Truth, Severity: diag.Error,
	Reason:  "Nothing ends before it begins. In the front matter that is an error; in the text, where Candor may misread which entry is which, a warning.",
	Example: "started: 2025-04-02 10:11 and resolved: 2025-04-02 09:23: one of the two is wrong.",
	post:    findEndBeforeStart,
}

func findEndBeforeStart(p *Post) []Finding {
	if p.Facts == nil {
		return nil
	}
	var list []Finding
	in := p.Facts
	for _, pair := range [][2]incident.Named{
		{{Name: "started", Fact: in.Started}, {Name: "mitigated", Fact: in.Mitigated}}, {{Name: "started", Fact: in.Started}, {Name: "resolved", Fact: in.Resolved}},
		{{Name: "detected", Fact: in.Detected}, {Name: "resolved", Fact: in.Resolved}},
	} {
		from, to := pair[0], pair[1]
		if from.Fact == nil || to.Fact == nil || !earlier(to.Fact.Moment, from.Fact.Moment) {
			continue
		}
		claimed := from.Fact.Evidence.Rule == "front-matter" && to.Fact.Evidence.Rule == "front-matter"
		list = append(list, Finding{At: p.evidenceAt(to.Fact.Evidence), Mild: !claimed,
			Message: fmt.Sprintf("%s at %s is before %s at %s (line %d)", to.Name, shown(to.Fact.Moment, from.Fact.Moment), from.Name, shown(from.Fact.Moment, to.Fact.Moment), from.Fact.Evidence.Line),
			Hint:    "correct the one that is wrong; where Candor misreads the text, state both under incident in the front matter"})
		break // the same slip again
	}
	for i := range in.Timeline {
		if e := &in.Timeline[i]; earlier(e.Until, e.At) {
			list = append(list, Finding{At: e.Start, Mild: true, Message: fmt.Sprintf("this ends at %s, before it begins at %s", shown(e.Until, e.At), shown(e.At, e.Until)), Hint: "correct one of the two"})
		}
	}
	return append(list, p.backwardRanges()...)
}

// backwards reports whether the moments contradict each other already, so that
// nothing can be computed from them.
func (p *Post) backwards() bool {
	in := p.Facts
	for _, end := range []*incident.Fact{in.Mitigated, in.Resolved} {
		if end != nil && in.Started != nil && earlier(end.Moment, in.Started.Moment) {
			return true
		}
	}
	return false
}

// backwardRanges finds ranges of full dates in the text that end before they
// begin.
func (p *Post) backwardRanges() []Finding {
	var list []Finding
	for i, b := range p.prose() {
		if b.quote {
			continue
		}
		for _, f := range p.scan(i) {
			if f.Until == nil || f.Date.Year == 0 || f.Until.Date.Year == 0 || f.Date.Ambiguous || f.Until.Date.Ambiguous || f.Impossible != "" || f.Until.Impossible != "" || p.inEvent(b.at+f.Start) {
				continue
			}
			if from, to := (when.Frame{}).Moment(f.Stamp).At, (when.Frame{}).Moment(*f.Until).At; earlier(to, from) {
				list = append(list, Finding{At: b.at + f.Start, Mild: true, Message: fmt.Sprintf("%s ends before it begins", quoted(b.text[f.Start:f.End])), Hint: "correct one of the two"})
			}
		}
	}
	return list
}

// evidenceAt is the byte where the words of a fact begin.
func (p *Post) evidenceAt(e incident.Evidence) int {
	if e.End > e.Start {
		return e.Start
	}
	return p.offset(e.Line)
}
