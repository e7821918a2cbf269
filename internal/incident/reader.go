package incident

import (
	"slices"
	"time"

	"candor/internal/when"
)

// moments are the four facts that are points in time.
type moment uint8

const (
	started moment = iota
	detected
	mitigated
	resolved
	moments // how many there are
)

// Weights of candidates: where several rules find a fact, the heaviest counts.
const (
	faint  = iota + 1 // a bare day in a sentence
	weak              // a verb in a sentence
	fair              // a verb in a timeline entry
	strong            // the bounds of the incident, told in a sentence
	marked            // a mark in a timeline entry: INCIDENT START, First detected
	stated            // a label: **Resolved**: 10:15
)

// candidate is a fact as one rule reads it.
type candidate struct {
	of     moment
	at     when.Moment
	weight int
	Evidence
}

// Rule reads facts of one kind from one place.
type Rule struct {
	Name string
	Doc  string
	read func(*reader)
}

// Rules are all ways in which facts are read. Each is a file of its own, with
// its test data in testdata/rules. Of two that are equally sure, the first one
// counts.
var Rules = []Rule{
	{"label", "a moment that has a label: **Detected**: 2024-05-02 10:15", labelRule},
	{"window", "the bounds of the outage in a sentence: down from 15:30 to 18:10 UTC", windowRule},
	{"event", "a timeline entry that says or marks what it is: Incident declared", eventRule},
	{"sentence", "a sentence with a time and what happened: at 01:38 UTC the site went down", sentenceRule},
	{"deploy", "a change that broke things at once: at 09:41 we deployed … right after, …", deployRule},
	{"cause", "the one change or failure in the timeline before trouble is noticed", causeRule},
	{"repair", "the last thing done in the timeline before all was well again", repairRule},
	{"duration", "a length of time that the author gives the incident: a 12-minute outage", durationRule},
	{"total", "a stated length that ends exactly on the entry it is said to end with", totalRule},
	{"front", "a moment that the front matter names: detected_at, or resolvedWhen of a status page", frontRule},
	{"severity", "a label: Severity: SEV-1", severityRule},
	{"services", "a label: Affected services: API, dashboard", servicesRule},
	{"impact", "counts of what was hit: 3,492 read requests failed", impactRule},
}

// reader holds what the rules share while they read one post.
type reader struct {
	*document
	calendar
	logs      []log // the timelines that told of the moments
	duration  *Duration
	durations int // the weight of the duration
	severity  *Label
	services  []Label
	impact    []Count
}

// add notes a candidate.
func (r *reader) add(of moment, at when.Moment, weight int, ev Evidence) {
	if !at.IsZero() {
		r.facts = append(r.facts, candidate{of, at, weight, ev})
	}
}

// evidence quotes [start, end) of a block's text.
func (r *reader) evidence(i, start, end int, rule string) Evidence {
	b := &r.blocks[i]
	text := b.text[start:end]
	return Evidence{Line: b.lineAt(b.start + start), Text: text, Rule: rule, Start: b.start + start, End: b.start + end}
}

// best returns the fact with the heaviest candidate, nil where there is none.
func (r *reader) best(of moment) *candidate {
	var best *candidate
	for i := range r.facts {
		c := &r.facts[i]
		if c.of == of && (best == nil || c.weight > best.weight) {
			best = c
		}
	}
	return best
}

// settle chooses among the candidates. Two facts of different rules that
// contradict each other in time cannot both be right: the lighter one goes.
func (r *reader) settle() [moments]*candidate {
	var chosen [moments]*candidate
	for of := range moments {
		chosen[of] = r.best(of)
	}
	for _, pair := range [...][2]moment{{started, resolved}, {started, mitigated}, {detected, resolved}, {mitigated, resolved}} {
		a, b := chosen[pair[0]], chosen[pair[1]]
		if a == nil || b == nil || a.Rule == b.Rule || !comparable(a.at, b.at) || !isBefore(b.at, a.at) {
			continue
		}
		if a.weight < b.weight {
			chosen[pair[0]] = nil
		} else {
			chosen[pair[1]] = nil
		}
	}
	// What begins long after trouble was noticed is another thing, or its repair.
	if a, b := chosen[started], chosen[detected]; a != nil && b != nil && a.weight == fair && b.Rule == a.Rule && comparable(a.at, b.at) && a.at.Instant().Sub(b.at.Instant()) > maxLate {
		chosen[started] = nil
	}
	return chosen
}

// maxLate is how long after the detection an incident may begin, where no mark
// says so.
const maxLate = time.Hour

// comparable reports whether two moments can be put in order.
func comparable(a, b when.Moment) bool {
	return a.Zoned == b.Zoned || a.Precision == when.Day || b.Precision == when.Day
}

// isBefore reports whether a lies before b, as far as both are known.
func isBefore(a, b when.Moment) bool {
	if p := min(a.Precision, b.Precision); p == when.Day {
		return a.Time.Format("2006-01-02") < b.Time.Format("2006-01-02")
	}
	return a.Instant().Before(b.Instant())
}

// resolveEntries turns the entries into spans of time, log by log.
func (r *reader) resolveEntries() {
	r.spans = slices.Grow(r.spans, len(r.entries))[:len(r.entries)]
	clear(r.spans)
	group := func(i int) int { return r.entries[i].group }
	for i := range r.entries {
		r.at = append(r.at, i)
	}
	slices.SortStableFunc(r.at, func(a, b int) int { return group(a) - group(b) })
	for rest := r.at; len(rest) > 0; {
		n := 1
		for n < len(rest) && group(rest[n]) == group(rest[0]) {
			n++
		}
		r.resolveGroup(group(rest[0]), rest[:n])
		rest = rest[n:]
	}
}

func (r *reader) resolveGroup(group int, at []int) {
	frame := r.frame
	first := r.entries[at[0]].block
	if z := r.regionZone(group, first); !z.IsZero() && group > 0 {
		frame.Zone = z
	} else if z, one := r.entryZone(at); one {
		frame.Zone = z
	} else if z.IsZero() {
		frame.Zone = r.commonZone()
	}
	if group > 0 {
		if day, fixed := r.regionDay(group, first); !day.IsZero() {
			if full, ok := frame.Complete(day); ok {
				frame.Day, frame.Fixed = full, fixed
			}
		}
	}
	list := slices.Grow(r.log[:0], len(at))[:len(at)]
	r.log = list
	for k, i := range at {
		if list[k] = r.entries[i].Entry; r.entries[i].slip != "" || list[k].IsZero() {
			list[k] = when.Entry{}
			continue
		}
		if frame.Fixed {
			list[k].Under = when.Date{}
		}
	}
	r.logSpans = frame.AppendSpans(r.logSpans[:0], list)
	for k, span := range r.logSpans {
		r.spans[at[k]] = span
	}
}

// entryZone returns the zone that entries write themselves, if it is one only.
func (r *reader) entryZone(at []int) (z when.Zone, one bool) {
	one = true
	for _, i := range at {
		if own := r.entries[i].Zone; !own.IsZero() {
			one = one && (z.IsZero() || z.Same(own))
			z = own
		}
	}
	return z, one && !z.IsZero()
}
