package incident

import (
	"strings"
	"time"

	"candor/internal/when"
)

// durationLabels are the names of lengths, the better the heavier: the length
// of the impact before the time that it took to resolve or repair.
var durationLabels = map[string]int{
	"duration": 5, "downtime": 5, "outage duration": 5, "incident duration": 5, "impact duration": 5, "total impact duration": 5, "total downtime": 5, "total duration": 5, "duration of outage": 5, "duration of impact": 5, "duration of incident": 5,
	"duration of the incident": 5, "duration of the outage": 5, "outage length": 5, "length of outage": 5, "length": 5, "total outage time": 5, "service downtime": 5, "customer impact duration": 5, "outage": 5, "total outage": 5, "total time": 5, "time down": 5, "time offline": 5, "outage time": 5, "downtime duration": 5, "duration of downtime": 5, "duration of the downtime": 5, "duration of the impact": 5, "duration of interruption": 5, "exposure window": 5, "exposure": 5, "time to fix": 4,
	"time to resolve": 4, "time to resolution": 4, "time to restore": 4, "ttr": 4, "mttr": 4, "time to recovery": 4, "time to recover": 4, "total time to resolution": 4, "resolution time": 4, "recovery time": 4, "time to full recovery": 4,
	"time to restore service": 4, "time to repair": 3, "time to mitigate": 3, "time to mitigation": 3, "ttm": 3, "outage window": 5, "incident window": 5, "impact window": 5, "window": 5, "period": 5,
}

// durationRule reads a length of time that the author gives the incident.
func durationRule(r *reader) {
	for _, l := range r.labelled {
		r.durationLabel(l)
	}
	for k := range r.told {
		t := &r.told[k]
		if t.has(otherOutage) {
			continue
		}
		day := 0 // how many words the time takes that the sentence begins with
		if len(t.times) > 0 && t.times[0].Start-t.start < len("On Friday, ") {
			day = t.wordAt(t.times[0].End - t.start)
		}
		for _, f := range t.lengths {
			if weight := max(t.lengthWeight(f.Start-t.start, f.End-t.start, day), r.besideWindow(t, f)); weight > 0 {
				r.state(f.Duration, weight, r.quote(t, "duration"))
			}
		}
	}
	if r.duration == nil {
		r.durationTitle()
	}
}

// state notes a duration unless a better one is known.
func (r *reader) state(d when.Duration, weight int, ev Evidence) {
	if d.Length >= time.Minute && weight > r.durations { // a shorter one is of a part
		r.durations = weight
		r.duration = &Duration{Length: d.Length, Approx: d.Approx, Stated: true, Evidence: ev}
	}
}

func (r *reader) durationLabel(l label) {
	weight := durationLabels[l.name]
	if weight == 0 {
		return
	}
	value := strings.TrimLeft(l.value, "~≈ ")
	skipped := len(l.value) - len(value)
	if d, n := when.ReadDuration(value); n > 0 && !isRate(value[n:]) {
		d.Approx = d.Approx || skipped > 0
		r.state(d, 10*weight, r.evidence(l.block, l.from, l.start+skipped+n, "duration"))
		return
	}
	open := strings.IndexByte(l.value, '(') // 21:45 to 23:28 UTC (103 minutes)
	if open < 0 {
		r.durationWithin(l, weight)
		return
	}
	inner := strings.TrimLeft(l.value[open+1:], "~≈ ")
	if d, n := when.ReadDuration(inner); n > 0 {
		end := l.start + len(l.value) - len(inner) + n
		r.state(d, 10*weight, r.evidence(l.block, l.from, end, "duration"))
	}
}

// durationWithin reads the one length that a value names after other words:
// degraded reliability over ~4 days.
func (r *reader) durationWithin(l label, weight int) {
	if found := when.ScanDurations(l.value); len(found) == 1 && !isRate(l.value[found[0].End:]) && len(when.Scan(l.value)) == 0 {
		r.state(found[0].Duration, weight, r.evidence(l.block, l.from, l.start+found[0].End, "duration"))
	}
}

// besideWindow says how surely a length in brackets is that of the window before
// it: down from 17:09 to 23:42 EST (6 hours and 33 minutes).
func (r *reader) besideWindow(t *told, length when.FoundDuration) int {
	if !t.has(downWord) || t.planned() {
		return 0
	}
	for _, f := range t.times {
		if f.Until == nil || f.End > length.Start {
			continue
		}
		between := strings.TrimSpace(r.masked(t.block)[f.End:length.Start])
		for _, w := range [...]string{"(", "(a period of", "(a total of", "(for", "for", ", for"} {
			if strings.TrimSuffix(between, " approximately") == w || between == w {
				return 26
			}
		}
	}
	return 0
}

// isRate reports whether a length is only a step: 5 minutes per day.
func isRate(rest string) bool {
	return strings.HasPrefix(rest, " per ") || strings.HasPrefix(rest, "/")
}

// lengthWeight says how surely a length at bytes [from, to) of a text is that of
// the incident; 0 where it is not. The text begins with the words of a day.
func (r *reading) lengthWeight(from, to, day int) int {
	first, after := r.wordAt(from), r.wordAt(to)
	near := max(0, first-8)
	switch {
	case r.within(noPast, after, after+2) && !r.within(couldNot, after, after+4) && !r.endsAt(lasting, near, first), r.within(thePast, first-1, first), r.within(noPast, first-1, first), r.within(modal, near, first) && !r.within(couldNot, near, first),
		r.within(severalTimes, near, first), r.within(plannedFor, near, first), r.within(severalTimes, after, after+3):
		return 0
	case r.endsAt(outageWas, near, first) && !r.within(planWord, near, first):
		return 27
	case r.endsAt(lasting, near, first), r.startsAt(outageNoun, after), r.startsAt(ofOutage, after):
		return 29
	case r.endsAt(forLength, max(0, first-12), first):
		return 28
	case r.endsAt(periodOf, max(0, first-5), first) && r.hasSurely(downWord):
		return 21
	case r.endsAt(fixedWithin, near, first) && r.within(problemNoun, 0, first):
		return 20
	case first <= day+4 && r.endsAt(forWord, day, first) && r.within(forWord, day, day+2) && (r.hasSurely(hitWord) || r.hasSurely(downWord)):
		return 18
	case r.within(tookWord, first-3, first) && r.within(toTheEnd, after, len(r.words)):
		return 19
	}
	return 0
}

// durationTitle reads a length from the title: 12-minute outage.
func (r *reader) durationTitle() {
	lengths := when.ScanDurations(r.src.Title)
	if lengths == nil {
		return
	}
	title := r.arena.read(lex, r.src.Title)
	for _, f := range lengths {
		if w := title.lengthWeight(f.Start, f.End, 0); w > 0 {
			r.state(f.Duration, w, Evidence{Line: max(1, r.src.TitleLine), Text: r.src.Title, Rule: "duration"})
		}
	}
}
