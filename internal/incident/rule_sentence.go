package incident

import (
	"strings"

	"candor/internal/when"
)

// told is what a sentence with a time may say of a moment.
type told struct {
	of    moment
	clock bool // only a clock counts, not a bare day
	list  []phrase
}

var tellings = []told{
	{started, true, phrases(
		"went|goes down|offline|dark", "became|become unavailable|unreachable|unresponsive|inaccessible|degraded",
		"start|started|began failing|returning|experiencing|seeing|timing|dropping|rejecting|throwing|serving", "start|started|began to fail|return|experience|see|time|drop|reject|throw|error",
		"failing since", "unavailable|down|offline|unreachable|degraded from|since|starting|beginning", "starting|beginning at|on|around",
		trouble+" started|began|starts|begins", "stopped working|responding|serving|processing|accepting",
		"we had|experienced|suffered .. outage|downtime|incident", "experienced|suffered|had .. outage|downtime|disruption", "outage began|started|occurred",
		"was|were compromised|breached|attacked|hacked",
	)},
	{detected, false, phrases(
		"received|got .. report|reports|alert|alerts|page|notification|email|complaints", "were|was|got alerted|notified|paged|informed|made", "we|team|engineers|engineer|staff|oncall|on-call|member|members noticed|discovered|detected|realized|realised|spotted",
		"alert|alerts|alarm|alarms|monitoring|pager fired|triggered|alerted|paged|detected|notified|went", "became aware", "first|initial reports|report", "users|user|customers|customer reported", "users|customers|clients|people started|began reporting|complaining|seeing", "reported .. issue|issues|problem",
		"discovered that|the|a|an",
	)},
	{mitigated, true, phrases(
		"mitigated", "mitigation|mitigations .. applied|place", "rolled back", "reverted", "fix .. deployed|applied|released|live", "deployed|applied|released .. fix|hotfix|patch", "failed over", "start|started|began .. again", "began|started .. recover|recovering",
	)},
	{mitigated, true, phrases("revoked|deleted|disabled|blocked|suspended .. token|tokens|package|packages|account|accounts|credentials|access")},
	{mitigated, false, phrases("taken .. action|actions|steps|measures")},
	{resolved, true, phrases(
		"returned|back|restored|return to normal|baseline|full", "fully restored|recovered|operational|resolved", "service|services|access|functionality|connectivity was|were|has|had|have been|fully|restored|recovered", "back online|up", "was|were|been|is resolved",
		trouble+" ended|resolved|over", "all clear", "restored .. service|services|access|functionality", "all-clear", "was|were|been fixed|recovered",
	)},
}

// sentenceRule reads single moments from sentences outside the timeline. The
// first sentence that tells of a moment counts.
func sentenceRule(r *reader) {
	var seen [moments]bool
	for i := range r.blocks {
		if !r.prose(i) {
			continue
		}
		for _, s := range r.timedSentences(i) {
			ws := words(s.text)
			if has(ws, planWords, false) {
				continue
			}
			for _, t := range tellings {
				if !seen[t.of] {
					seen[t.of] = r.tell(i, s, ws, t)
				}
			}
		}
	}
}

// tell reads one moment from a sentence: the time closest to the words that
// tell of it, in the same clause.
func (r *reader) tell(i int, s timedSentence, ws []word, t told) bool {
	from, to := find(ws, t.list, true)
	if from < 0 {
		return false
	}
	begin := s.start + ws[from].start
	end := s.start + ws[to-1].start + len(ws[to-1].text)
	best, reach := -1, 120
	for k, f := range s.times {
		if f.Impossible != "" || f.Until != nil || t.clock && f.Clock.IsZero() || !f.HasDay() && f.Clock.IsZero() {
			continue
		}
		gap := f.Start - end
		if f.End <= begin {
			gap = begin - f.End
		}
		if gap < reach && !r.breaks(i, f, begin, end) {
			best, reach = k, max(gap, 0)
		}
	}
	if best < 0 {
		return false
	}
	f := s.times[best]
	st, known := r.dated(i, f)
	if !known {
		return false
	}
	if !t.clock && st.Clock.IsZero() && !r.isRecent(i, st) {
		return false
	}
	at := r.single(i, st).At
	r.add(t.of, at, weak, r.evidence(i, s.start, s.start+len(s.text), "sentence"))
	return !at.IsZero()
}

// isRecent reports whether a bare day is close to the others, as the day on
// which a flaw was brought in years before is not.
func (r *reader) isRecent(i int, st when.Stamp) bool {
	at := r.single(i, st).At
	if at.IsZero() || r.frame.Day.IsZero() {
		return !at.IsZero()
	}
	days := dateOf(at).Days() - r.frame.Day.Days()
	return days > -32 && days < 32
}

// breaks reports whether another clause stands between a time and the words at
// [begin, end): then the time is not theirs.
func (r *reader) breaks(i int, f when.Found, begin, end int) bool {
	text := r.masked(i)
	between := ""
	switch {
	case f.End <= begin:
		between = text[f.End:begin]
	case f.Start >= end:
		between = text[end:f.Start]
	}
	between = strings.ReplaceAll(between, "\n", " ")
	return strings.Contains(between, "; ") || strings.Contains(between, " because ") || strings.Contains(between, " but ") ||
		strings.Contains(between, " and by ") || strings.Contains(between, " while ") || f.Start >= end && strings.Contains(between, " and ")
}

// mentionsDay reports whether a text without digits names a day: today.
func mentionsDay(text string) bool {
	return strings.Contains(text, "oday") || strings.Contains(text, "esterday")
}
