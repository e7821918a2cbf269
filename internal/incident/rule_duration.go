package incident

import (
	"strings"

	"candor/internal/when"
)

// durationLabels are the names of lengths, the better the heavier: the length
// of the impact before the time that it took to resolve or repair.
var durationLabels = map[string]int{
	"duration": 5, "downtime": 5, "outage duration": 5, "incident duration": 5, "impact duration": 5, "total downtime": 5, "total duration": 5, "duration of outage": 5, "duration of impact": 5, "duration of incident": 5,
	"duration of the incident": 5, "duration of the outage": 5, "outage length": 5, "length of outage": 5, "length": 5, "total outage time": 5, "service downtime": 5, "customer impact duration": 5, "outage": 5, "total outage": 5,
	"time to resolve": 4, "time to resolution": 4, "time to restore": 4, "ttr": 4, "mttr": 4, "time to recovery": 4, "time to recover": 4, "total time to resolution": 4, "resolution time": 4, "recovery time": 4, "time to full recovery": 4,
	"time to restore service": 4, "time to repair": 3, "time to mitigate": 3, "time to mitigation": 3, "ttm": 3, "outage window": 5, "incident window": 5, "impact window": 5, "impact": 2,
}

// durationRule reads a length of time that the author gives the incident.
func durationRule(r *reader) {
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.kind == heading || r.places[i].aside {
			continue
		}
		r.durationLabel(i)
		if b.kind != row && !r.isEntry(i) || b.kind == paragraph {
			r.durationProse(i)
		}
	}
	if r.duration == nil {
		r.durationTitle()
	}
}

// state notes a duration unless a better one is known.
func (r *reader) state(d when.Duration, weight int, ev Evidence) {
	if d.Length > 0 && weight > r.durations {
		r.durations = weight
		r.duration = &Duration{Length: d.Length, Approx: d.Approx, Stated: true, Evidence: ev}
	}
}

func (r *reader) durationLabel(i int) {
	if !strings.Contains(r.blocks[i].text, ":") && r.blocks[i].kind != row {
		return
	}
	for _, l := range r.labels(i) {
		weight := durationLabels[cutBrackets(l.name)]
		if weight < 3 {
			continue
		}
		if d, n := when.ReadDuration(strings.TrimLeft(l.value, "~≈ ")); n > 0 && !isRate(l.value[min(n, len(l.value)):]) {
			d.Approx = d.Approx || strings.HasPrefix(l.value, "~")
			n += len(l.value) - len(strings.TrimLeft(l.value, "~≈ "))
			r.state(d, 10*weight, r.evidence(i, l.from, l.start+n, "duration"))
			continue
		}
		if open := strings.IndexByte(l.value, '('); open >= 0 { // 21:45 to 23:28 UTC (103 minutes)
			if d, n := when.ReadDuration(strings.TrimPrefix(l.value[open+1:], "~")); n > 0 {
				r.state(d, 10*weight, r.evidence(i, l.from, min(l.start+open+1+n+1, len(r.blocks[i].text)), "duration"))
			}
		}
	}
}

// isRate reports whether a length is only a step: every 5 minutes per day.
func isRate(rest string) bool {
	return strings.HasPrefix(rest, " per ") || strings.HasPrefix(rest, "/")
}

var (
	outageNoun = phrases("outage|downtime|incident|disruption|interruption|degradation|unavailability|blackout", "service|partial|full|complete|total|major outage|downtime|disruption|degradation|interruption")
	lasting    = phrases("lasting|lasted|lasts", "lasting|lasted for", "totaling|totalling")
	forWords   = phrases(
		"down|unavailable|offline|inaccessible|unreachable|unresponsive|degraded|impacted|affected|disrupted|broken|out|interrupted|unusable for", "failed|failing .. for", "went down|offline|dark for", "outage|downtime|disruption|degradation|interruption .. for|of",
		"unable .. for", "did not|didnt .. for", "could not|couldnt .. for", "experienced .. for", "fail|fails|failing|failed to .. for", "errors|error .. for", "not .. for", "persisted|continued|remained .. for",
	)
	fixedIn  = phrases("fixed|resolved|restored|mitigated|recovered|repaired|back|reverted in|within|after")
	tookTo   = phrases("took")
	toTheEnd = phrases("to .. fix|resolve|recover|restore|mitigate|resolution|recovery|repair", "until .. fixed|resolved|restored|recovered|back|deployed", "before .. fixed|resolved|restored|recovered|back", "from the start|beginning of the incident|outage")
	several  = phrases("outages", "periodic", "intermittent", "each", "every", "repeatedly", "per", "timeout|timeouts", "sla", "target", "interval", "ttl", "at a time", "multiple", "retention")
	noPast   = phrases("will|would|should|could|might|may|if", "usually|typically|normally", "last|past|next|previous|first|another|up", "ago|later|earlier|before|delay|behind|old", "maintenance|scheduled|planned")
)

// durationProse reads lengths from the sentences of a block.
func (r *reader) durationProse(i int) {
	text := r.blocks[i].text
	if !strings.Contains(text, "minute") && !strings.Contains(text, "hour") && !strings.Contains(text, "min") && !strings.Contains(text, "day") && !strings.Contains(text, "second") && !strings.Contains(text, "week") && !strings.Contains(text, "h ") {
		return
	}
	masked := r.masked(i)
	found := when.ScanDurations(masked)
	if len(found) == 0 {
		return
	}
	for _, s := range sentences(masked) {
		for _, f := range found {
			if f.Start < s.start || f.End > s.start+len(s.text) {
				continue
			}
			before, after := words(masked[s.start:f.Start]), words(masked[f.End:s.start+len(s.text)])
			if weight := durationWeight(before, after); weight > 0 {
				r.state(f.Duration, weight, r.evidence(i, s.start, s.start+len(s.text), "duration"))
			}
		}
	}
}

// durationWeight says how surely a length with these words before and after it
// is that of the incident; 0 where it is not.
func durationWeight(before, after []word) int {
	near := before[max(0, len(before)-8):]
	if has(after[:min(2, len(after))], noPast, false) || has(near, several, false) || has(after[:min(3, len(after))], several, false) {
		return 0
	}
	if k := len(before); k > 0 && has(before[k-1:], noPast, false) || has(near, modal, false) {
		return 0
	}
	next := after[:min(3, len(after))]
	switch {
	case endsWith(near, lasting), startsWith(next, outageNoun), startsWith(next, ofOutage):
		return 29
	case endsWith(before[max(0, len(before)-12):], forWords):
		return 28
	case endsWith(near, fixedIn) && has(before, problem, false):
		return 20
	case has(near[max(0, len(near)-3):], tookTo, false) && has(after, toTheEnd, false):
		return 19
	}
	return 0
}

var (
	modal    = phrases("will|would|should|could|might|if|usually|typically|normally|may")
	ofOutage = phrases("of downtime|unavailability|outage|disruption|degradation|interruption|degraded|errors|impact|partial|full|complete|total")
	problem  = phrases("problem|issue|incident|outage|service|services|site|everything|it|this|we|bug|error|errors|access|system|systems|downtime|functionality")
)

// endsWith reports whether one of the phrases stands at the end of ws; the
// words an, estimated, time, of may follow it.
func endsWith(ws []word, list []phrase) bool {
	for len(ws) > 0 && fillers[ws[len(ws)-1].text] {
		if has1(ws, list) {
			return true
		}
		ws = ws[:len(ws)-1]
	}
	return has1(ws, list)
}

var fillers = map[string]bool{"an": true, "a": true, "the": true, "estimated": true, "time": true, "of": true, "total": true, "period": true, "about": true, "around": true, "approximately": true, "roughly": true, "just": true, "only": true, "under": true, "over": true, "nearly": true, "almost": true}

func has1(ws []word, list []phrase) bool {
	for i := range ws {
		for _, p := range list {
			if p.matchAt(ws, i) == len(ws) {
				return true
			}
		}
	}
	return false
}

// startsWith reports whether one of the phrases stands at the start of ws, or
// one word in.
func startsWith(ws []word, list []phrase) bool {
	for i := 0; i < 2 && i < len(ws); i++ {
		for _, p := range list {
			if p.matchAt(ws, i) >= 0 && (i == 0 || !fillers[ws[0].text]) {
				return true
			}
		}
	}
	return false
}

// durationTitle reads a length from the title: 12-minute outage.
func (r *reader) durationTitle() {
	for _, f := range when.ScanDurations(r.src.Title) {
		if w := durationWeight(words(r.src.Title[:f.Start]), words(r.src.Title[f.End:])); w > 0 {
			r.state(f.Duration, w, Evidence{Line: 1, Text: r.src.Title, Rule: "duration"})
		}
	}
}
