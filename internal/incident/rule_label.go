package incident

import (
	"strings"

	"candor/internal/when"
)

// momentNames are the names that people give to the four moments.
var momentNames = [moments]string{
	started: "began, begin, beginning, begins, date and time, date of incident, date of outage, date of the incident, " +
		"date/time, date/time started, down, down at, event start, failure start, first impact, impact began, impact " +
		"start, impact start time, impact started, incident began, incident begin, incident date, incident from, incident start, " +
		"incident start date, incident start time, incident started, incident time, outage began, outage date, outage " +
		"start, outage start time, outage started, start, start date, start date/time, start of impact, start of " +
		"incident, start of outage, start time, started, started at, started on, time of incident, time of outage, time " +
		"started, went down",
	detected: "alerted at, date detected, date discovered, date of detection, date reported, detected, detected at, detected " +
		"on, detection, detection date, detection time, discovered, discovered at, discovered on, first alert, first " +
		"detected, first report, incident detected, incident detection, incident reported, reported, reported at, " +
		"reported on, time detected, time of detection, time reported",
	mitigated: "contained, contained at, impact mitigated, incident mitigated, mitigated, mitigated at, mitigated on, " +
		"mitigation, mitigation applied, mitigation time, repaired, repaired at, time mitigated",
	resolved: "all clear, back online, back up, closed, closed at, closed on, date closed, date of resolution, date resolved, " +
		"date/time of resolution, date/time resolved, end, end date, end date/time, end of impact, end of incident, end " +
		"of outage, end time, ended, ended at, ended on, event end, full recovery, full resolution, fully recovered, " +
		"fully resolved, fully restored, impact end, impact end time, impact ended, incident closed, incident end, " +
		"incident end date, incident end time, incident ended, incident resolved, outage end, outage end time, outage " +
		"ended, recovered, recovery, resolution, resolution date, resolution time, resolved, resolved at, resolved " +
		"date, resolved on, resolved when, incident till, incident until, restored, service recovered, service restored, time of resolution, time " +
		"resolved, up again",
}

// momentLabels are the same, by name.
var momentLabels = func() map[string]moment {
	labels := map[string]moment{}
	for of, names := range momentNames {
		for name := range strings.SplitSeq(names, ", ") {
			labels[name] = moment(of)
		}
	}
	return labels
}()

// sectionLabels also name sections of a report: what goes on after a time there
// is a sentence, and may tell of what has only begun.
var sectionLabels = map[string]bool{"detection": true, "mitigation": true, "resolution": true, "recovery": true}

// rangeLabels name the bounds of the incident in one value.
var rangeLabels = map[string]bool{
	"duration": true, "outage window": true, "incident window": true, "window": true, "impact window": true, "time of incident": true, "incident time": true, "outage": true,
	"time": true, "date": true, "incident duration": true, "outage duration": true, "time frame": true, "timeframe": true, "time window": true, "incident date": true, "downtime": true,
	"when": true, "time period": true, "period": true, "impact duration": true, "date/time": true, "date and time": true, "dates": true, "incident period": true, "impact period": true, "total duration": true, "affected period": true, "total impact duration": true, "total impact": true, "impact time": true,
}

// labelRule reads moments that have a label.
func labelRule(r *reader) {
	seen := [moments]bool{}
	window := false
	for _, l := range r.labelled {
		if of, ok := momentLabels[l.name]; ok && !seen[of] {
			seen[of] = r.labelMoment(l, of)
		}
		if l.name == "status" && !seen[resolved] && strings.HasPrefix(strings.ToLower(l.value), "resolved") {
			seen[resolved] = r.statusMoment(l)
		}
		if rangeLabels[l.name] && !window && !(meetingLabels[l.name] && r.isMeeting()) {
			window = r.labelRange(l)
		}
	}
}

// meetingLabels also name the time at which people met to talk about it.
var meetingLabels = map[string]bool{"time": true, "date": true, "when": true, "date/time": true, "date and time": true}

// isMeeting reports whether the text has a list of those who were there.
func (r *reader) isMeeting() bool {
	return strings.Contains(r.text, "Attendees:") || strings.Contains(r.text, "Participants:") || strings.Contains(r.text, "Attendees**:")
}

// labelMoment reads a value that begins with a time.
func (r *reader) labelMoment(l label, of moment) bool {
	st, _, end := lead(l.value)
	if st.IsZero() || st.Impossible != "" || st.Clock.IsZero() && st.Date.IsZero() {
		return false
	}
	if dayLabels[l.name] && (st.Clock.IsZero() || r.isMeeting()) { // the day of all of it
		return false
	}
	if sectionLabels[l.name] && !endsLine(l.value[end:]) {
		return false
	}
	if st.Zone.IsZero() {
		if z, ok := when.FindZone(strings.ToUpper(l.full)); ok {
			st.Zone = z
		}
	}
	at := r.single(l.block, st).At
	weight := stated
	if at.Precision == when.Day && len(strings.Fields(l.value[end:])) > 6 {
		weight = weak
	}
	r.add(of, at, weight, r.evidence(l.block, l.from, l.start+end, "label"))
	return !at.IsZero()
}

// statusMoment reads "Status: Resolved at 2020-04-15 15:09 UTC".
func (r *reader) statusMoment(l label) bool {
	found := when.Scan(l.value)
	if len(found) != 1 || found[0].Impossible != "" {
		return false
	}
	at := r.single(l.block, found[0].Stamp).At
	r.add(resolved, at, stated, r.evidence(l.block, l.from, l.start+found[0].End, "label"))
	return !at.IsZero()
}

// labelRange reads "Duration: 21:45 to 23:28 UTC (103 minutes)".
func (r *reader) labelRange(l label) bool {
	for _, f := range when.Scan(l.value) {
		if f.Until == nil || f.Impossible != "" || f.Clock.IsZero() {
			continue
		}
		span := r.single(l.block, f.Stamp)
		if !plausible(f, span) {
			return false
		}
		ev := r.evidence(l.block, l.start+f.Start, l.start+f.End, "label")
		r.add(started, span.At, stated, ev)
		r.add(resolved, span.End, strong, ev) // an entry that declares it over says more
		return !span.At.IsZero()
	}
	return false
}

// single resolves one stamp of the text on the day that its place gives.
func (r *reader) single(i int, st when.Stamp) when.Span {
	f := r.frame
	if st.Zone.IsZero() {
		f.Zone = r.commonZone()
	}
	if under := r.places[i].under; !under.IsZero() {
		if full, ok := f.Complete(under); ok {
			f.Day = full
		}
	}
	return f.Moment(st)
}
