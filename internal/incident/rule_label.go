package incident

import (
	"strings"

	"candor/internal/when"
)

// momentLabels are the names that people give to the four moments.
var momentLabels = map[string]moment{
	"started": started, "start": started, "start time": started, "incident start": started, "incident started": started, "began": started, "impact start": started,
	"impact started": started, "outage start": started, "start of incident": started, "start of impact": started, "time started": started,
	"start date": started, "down": started, "went down": started, "down at": started, "incident start time": started, "start of outage": started, "started at": started, "outage started": started, "incident began": started, "impact began": started, "beginning": started,
	"date of incident": started, "date of the incident": started, "incident date": started, "date of outage": started, "outage date": started, "date/time": started, "date and time": started, "time of incident": started, "incident time": started,
	"detected": detected, "first detected": detected, "detection time": detected, "detected at": detected, "time detected": detected, "time of detection": detected,
	"reported": detected, "reported at": detected, "incident detected": detected, "discovered": detected, "date detected": detected,
	"mitigated": mitigated, "mitigation time": mitigated, "mitigated at": mitigated, "repaired": mitigated, "time mitigated": mitigated, "contained": mitigated, "impact mitigated": mitigated,
	"resolved": resolved, "resolved at": resolved, "resolution time": resolved, "end": resolved, "ended": resolved, "end time": resolved, "incident end": resolved, "impact end": resolved,
	"incident resolved": resolved, "outage end": resolved, "time resolved": resolved, "end of incident": resolved, "closed": resolved, "end date": resolved,
	"impact ended": resolved, "outage ended": resolved, "incident end time": resolved, "end of impact": resolved, "end of outage": resolved, "ended at": resolved, "incident ended": resolved, "time of resolution": resolved, "all clear": resolved, "restored": resolved, "service restored": resolved, "recovered": resolved, "back up": resolved, "up again": resolved, "back online": resolved, "date/time of resolution": resolved, "date of resolution": resolved, "date resolved": resolved, "resolved on": resolved, "resolved date": resolved, "resolved when": resolved, "repaired at": mitigated, "contained at": mitigated,
}

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
