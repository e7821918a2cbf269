package incident

import (
	"strings"

	"candor/internal/when"
)

// signal is what a timeline entry says of one moment.
type signal struct {
	of     moment
	weight int
	guard  bool // a denial before it rules it out
	last   bool // of several, the last one counts
	list   []phrase
}

const trouble = "incident|outage|impact|downtime|issue|issues|disruption|degradation|problem|problems|attack|interruption|failure|failures"

var signals = []signal{
	{started, marked, false, false, phrases(
		trouble+" start|starts|started|begin|begins|began|beginning", "start|beginning of incident|outage|impact|downtime",
		"start|beginning of the incident|outage|impact|downtime", "fault|faults occurs|occurred|occur|began|begins|started", "customer|user impact begins|began|starts|started",
		"service disruption|degradation begins|began|starts|started",
	)},
	{started, fair, true, false, phrases(
		"went|goes down|offline|dark", "became|become|becomes unavailable|unreachable|unresponsive|inaccessible|degraded",
		"start|starts|started|begin|begins|began|begun failing|returning|erroring|crashing|timing|dropping|rejecting|throwing|serving|experiencing|exhibiting|degrading",
		"start|starts|started|begin|begins|began to fail|return|crash|time|drop|error|degrade|experience|throw|see|reject|show|rise|increase|climb|spike",
		"stop|stops|stopped working|responding|serving|accepting|processing|sending|receiving",
		"entered|enters|entering notready", "drops|dropped|falls|fell to zero|0", "error|errors rate|rates increase*|spike*|rise|rises|rose|climb*|jump*",
		"start|starts|started|begin|begins|began .. failing|degrading", "is|are|was|were down", "is|are|was|were|being unavailable|unreachable|inaccessible|unresponsive",
		"first errors|error|failures|failure|failed", "outage",
	)},
	{detected, marked, false, false, phrases(
		"first detected", "fault detected", "incident|outage|issue|problem|anomaly detected", "detected",
	)},
	{detected, fair, true, false, phrases(
		"alert|alerts|alarm|alarms|monitor|monitors|monitoring|pagerduty|pingdom|grafana|sentry|datadog|opsgenie|cloudwatch|prometheus|nagios|statuscake .. fire|fires|fired|trigger|triggers|triggered|alert|alerts|alerted|detects|detected|notifies|notified|page|pages|paged|sounded|raised|received",
		"alert|alerts|alarm|alarms for", "first|initial|automated|automatic|critical alert|alerts|alarm|warning|page|report|reports",
		"triggers|triggered|fires|fired|received|receives|receive|got|gets .. alert|alerts|alarm|alarms|page|pages", "pager|pagerduty goes|went|rings|fires|alert|alerts",
		"got|get|gets|was|were|is|are|been|being paged|alerted|notified|informed", "paged", "pages|page .. on-call|oncall|engineer|call",
		"notice|notices|noticed|notifies|notified|discover|discovers|discovered|observe|observes|observed|spotted|spots",
		"report|reports|reported|reporting", "received|receives|receive .. report|reports|notification|complaint|complaints|email|emails|ticket|tickets|message",
		"became|become|becomes|made|being|were|was aware", "reached|reaches|reach out", "complain|complains|complained|complaint|complaints",
		"emails|emailed|contacts|contacted .. about", "support tickets|ticket|requests", "alert|alerts|warning|email|notification from", "alerted|alerting",
	)},
	{detected, weak, true, false, phrases(
		"incident|sev|sev1|sev2|outage declared|opened|created|raised|initiated", "declare|declares|declared|declaring .. incident", "initiates|initiated|opens|opened|raised|raises .. incident",
	)},
	{mitigated, marked, true, true, phrases(
		"mitigated", "repaired", trouble+" contained|stops|stopped", "mitigation applied|complete|completed|deployed|successful|in", "no longer down|impacted|affected",
		"impact|outage|errors|failures|downtime stop|stops|stopped|cease|ceased",
	)},
	{mitigated, fair, true, true, phrases(
		"fix|hotfix|patch|workaround|fixed .. deployed|live|released|applied|shipped|pushed|rolled", "hot fix .. deployed|live|released|applied",
		"deploy|deploys|deployed|release|released|releases|apply|applies|applied|ship|shipped|push|pushed|pushes .. fix|hotfix|patch|workaround|fixed",
		"rollback|roll-back|revert .. complete|completed|completes|finished|finishes|deployed|done|live|successful|succeeds|merged", "rolled|rolls back", "reverted|reverts", "failover|fail-over .. complete|completed|successful|done",
		"failed over", "back|comes|came online|up", "is|are|was|were back", "start|starts|started|begin|begins|began .. recover|recovering|recovered", "errors|error .. drop|drops|dropped|decrease*|subside*|decline*",
	)},
	{resolved, marked, true, true, phrases(
		trouble+" over|ended|ends|end|resolved|closed|concluded|fixed", "resolved", "end of incident|outage|impact|downtime", "end of the incident|outage|impact|downtime",
		"all clear|all-clear", "fully restored|recovered|operational|resolved|functional|back|working|up|online|healthy|mitigated",
		"service|services|functionality|access|connectivity|traffic|operations|operation|site|website|system|systems|availability restored|recovered|normal|operational|normalized|normalised|stable",
		"back|returned|returns|return|returning|restored to normal|baseline|normality|healthy|nominal|operational|usual", "close|closes|closed|closing .. incident|outage", "declare|declares|declared .. resolved|over|fixed",
		"all .. operational|green|recovered|healthy|restored", "everything .. normal|okay|ok|fine|working|operational|up-to-date|healthy|back", "back to working",
		"full|complete service|recovery|functionality|restoration restored|completed|complete|confirmed|achieved", "full|complete recovery",
	)},
	{resolved, fair, true, true, phrases(
		"back|comes|came online|up", "is|are|was|were back", "recovered|recovers|restored", "confirmed working|working|fixed|healthy|operational|recovery", "works|working again", "are|is up-to-date", "verified operational|working|fixed|healthy", "return|returns|returned to normal",
	)},
}

// eventRule reads what the entries of a timeline say of the moments. Where a
// post has several timelines, the first that says anything counts.
func eventRule(r *reader) {
	for from := 0; from < len(r.entries); {
		group := r.entries[from].group
		found := false
		to := from
		for ; to < len(r.entries) && r.entries[to].group == group; to++ {
		}
		for _, sig := range bySignal(r, from, to) {
			found = found || sig
		}
		if found {
			return
		}
		from = to
	}
}

// bySignal looks for each signal among the entries [from, to).
func bySignal(r *reader, from, to int) []bool {
	texts := make([][]word, to-from)
	for i := from; i < to; i++ {
		texts[i-from] = words(r.entries[i].text + "\n" + firstSentences(r.entries[i].body))
	}
	var out []bool
	for _, sig := range signals {
		at := -1
		for k, ws := range texts {
			e := &r.entries[from+k]
			if e.slip != "" || r.spans[from+k].At.IsZero() || !has(ws, sig.list, sig.guard) || sig.weight < marked && quotesOther(ws) {
				continue
			}
			if at < 0 || sig.prefers(r.spans[from+k].At, r.spans[from+at].At) {
				at = k
			}
		}
		if at < 0 {
			continue
		}
		e := &r.entries[from+at]
		end := len(r.blocks[e.block].text)
		if line := strings.IndexByte(r.text[e.start:e.end], '\n'); line >= 0 {
			end = min(end, e.start-r.blocks[e.block].start+line)
		}
		end = min(end, e.end-r.blocks[e.block].start)
		r.add(sig.of, r.spans[from+at].At, sig.weight, r.evidence(e.block, e.start-r.blocks[e.block].start, end, "event"))
		out = append(out, true)
	}
	return out
}

// prefers reports whether an entry at a is rather the one than the entry at b
// found before it.
func (s signal) prefers(a, b when.Moment) bool {
	if !comparable(a, b) {
		return s.last
	}
	if s.last {
		return !isBefore(a, b)
	}
	return isBefore(a, b)
}

// firstSentences returns the beginning of what stands under a heading.
func firstSentences(body string) string { return body[:min(len(body), 600)] }

// quotesOther reports whether an entry is about another party's trouble or
// status rather than the own.
func quotesOther(ws []word) bool { return has(ws, others, false) }

var others = phrases("status page .. report|say|says|resolved", "updates|updated their status")
