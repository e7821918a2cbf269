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
		"fault|faults occurs|occurred|occur|began|begins|started", "customer|user impact begins|began|starts|started",
		"service disruption|degradation begins|began|starts|started",
	)},
	{started, fair, true, false, phrases(
		"went|goes down|offline|dark", "became|become|becomes unavailable|unreachable|unresponsive|inaccessible|degraded",
		"start|starts|started|begin|begins|began|begun failing|returning|erroring|crashing|timing|dropping|rejecting|throwing|serving|experiencing|exhibiting|degrading",
		"start|starts|started|begin|begins|began to fail|return|crash|time|drop|error|degrade|experience|throw|see|reject|show|rise|increase|climb|spike",
		"stop|stops|stopped working|responding|serving|accepting|processing|sending|receiving",
		"entered|enters|entering notready", "drops|dropped|falls|fell to zero|0", "error|errors rate|rates increase*|spike*|rise|rises|rose|climb*|jump*",
		"start|starts|started|begin|begins|began .. failing|degrading", "is|are|was|were down", "is|are|was|were|being unavailable|unreachable|inaccessible|unresponsive",
		"first errors|error|failures|failure|failed", "stuck|goes|went .. crash loop|loops",
	)},
	{detected, marked, false, false, phrases(
		"first detected", "fault|faults|incident|outage|issue|problem|anomaly detected", "detected", "detection",
	)},
	{detected, fair, true, false, phrases(
		"alert|alerts|alarm|alarms|monitor|monitors|monitoring|pagerduty|pingdom|grafana|sentry|datadog|opsgenie|cloudwatch|prometheus|nagios|statuscake|alertmanager|zabbix|icinga .. fire|fires|fired|trigger|triggers|triggered|alert|alerts|alerted|detects|detected|notifies|notified|page|pages|paged|sounded|raised|received",
		"alert|alerts|alarm|alarms for", "alertmanager|pagerduty|opsgenie page|alert|alerts", "first|initial|automated|automatic|critical alert|alerts|alarm|warning|page|report|reports",
		"receive|receives|received|sends|sent .. pager|alert|alerts|alarm", "issue|issues|problem|problems|outage|incident .. detected", "detected|detects|detect", "triggers|triggered|fires|fired|received|receives|receive|got|gets .. alert|alerts|alarm|alarms|page|pages", "pager|pagerduty goes|went|rings|fires|alert|alerts",
		"got|get|gets|was|were|is|are|been|being paged|alerted|notified|informed", "paged", "pages|page .. on-call|oncall|engineer|call",
		"notice|notices|noticed|notifies|notified|discover|discovers|discovered|spotted|spots", "we|team|engineers|engineer|oncall|on-call observe|observes|observed|see|saw",
		"reports|reported|reporting", "users|user|customer|customers|clients|client|students|people|teams report", "first|initial|bug|error|user|customer report", "received|receives|receive .. report|reports|notification|complaint|complaints|email|emails|ticket|tickets|message",
		"became|become|becomes|made|being|were|was aware", "reached|reaches|reach out", "complain|complains|complained|complaint|complaints",
		"emails|emailed|contacts|contacted .. about", "support tickets|ticket|requests", "alert|alerts|warning|email|notification from", "alerted|alerting",
	)},
	{detected, weak, true, false, phrases(
		"incident|sev|sev1|sev2|outage declared|opened|created|raised|initiated", "declare|declares|declared|declaring .. incident", "initiates|initiated|opens|opened|raised|raises .. incident",
	)},
	{resolved, marked, true, true, phrases(
		trouble+" over|ended|ends|end|resolved|closed|concluded|fixed", "resolved", "end of incident|outage|impact|downtime", "end of the incident|outage|impact|downtime",
		"all clear", "all-clear", "fully restored|recovered|operational|resolved|functional|back|working|up|online|healthy|mitigated",
		"service|services|functionality|access|connectivity|traffic|operations|operation|site|website|system|systems|availability restored|recovered|normal|operational|normalized|normalised|stable",
		"back|returned|returns|return|returning|restored to normal|baseline|normality|healthy|nominal|operational|usual", "close|closes|closed|closing .. incident|outage", "declare|declares|declared .. resolved|over|fixed",
		"all .. operational|green|recovered|healthy|restored", "everything .. normal|okay|ok|fine|working|operational|up-to-date|healthy|back", "back to working",
		"full|complete service|recovery|functionality|restoration restored|completed|complete|confirmed|achieved", "full|complete recovery",
	)},
	{resolved, fair, true, true, phrases(
		"back|comes|came online|up", "is|are|was|were back", "recovered|recovers|restored", "confirmed working|working|fixed|healthy|operational|recovery", "works|working again", "are|is up-to-date", "verified operational|working|fixed|healthy", "return|returns|returned to normal",
	)},
	{mitigated, marked, true, true, phrases(
		"mitigated", "repaired", trouble+" contained|stops|stopped", "mitigation applied|complete|completed|deployed|successful|in", "no longer down|impacted|affected",
		"impact|outage|errors|failures|downtime stop|stops|stopped|cease|ceased", "main|core|primary|initial impact|issue|outage resolved|fixed",
	)},
	{mitigated, fair, true, true, phrases(
		"fix|hotfix|patch|workaround|fixed .. deployed|live|released|applied|shipped|pushed|rolled", "hot fix .. deployed|live|released|applied",
		"deploy|deploys|deployed|release|released|releases|apply|applies|applied|ship|shipped|push|pushed|pushes .. fix|hotfix|patch|workaround|fixed",
		"rollback|roll-back|revert .. complete|completed|completes|finished|finishes|deployed|done|live|successful|succeeds|merged", "rolled|rolls back", "reverted|reverts", "failover|fail-over .. complete|completed|successful|done",
		"failed over", "back|comes|came online|up", "is|are|was|were back", "start|starts|started|begin|begins|began .. recover|recovering|recovered", "errors|error .. drop|drops|dropped|decrease*|subside*|decline*",
		"disable*|revoke*|suspend*|freeze|freezes|froze|frozen|rotate*|block|blocks|blocked|quarantine* .. account|accounts|token|tokens|key|keys|credentials|secrets|access|user|users|domain|attacker",
	)},
}

// eventRule reads what the entries of a timeline say of the moments. Where a
// post has several timelines, the first that says anything counts.
func eventRule(r *reader) {
	for from := 0; from < len(r.entries); {
		to := from
		for to < len(r.entries) && r.entries[to].group == r.entries[from].group {
			to++
		}
		if l := (log{r, from, make([]telling, to-from)}); l.read() {
			return
		}
		from = to
	}
}

// log is one timeline while its entries are read.
type log struct {
	*reader
	from     int // the index of its first entry
	tellings []telling
}

// telling is what one entry says.
type telling struct {
	ws      []word
	head    []word // the entry itself, or the first sentence under its heading
	reports bool   // somebody reports or notices something
	goesOn  bool   // the trouble goes on or comes back
}

// read looks for each signal among the entries and reports whether any is there.
func (l *log) read() bool {
	for k := range l.tellings {
		e := &l.entries[l.from+k]
		ws := words(e.text + "\n" + e.body[:min(len(e.body), 600)])
		l.tellings[k] = telling{ws: ws, head: head(e), reports: has(ws, reporting, false), goesOn: has(ws, goingOn, false)}
	}
	any := false
	end := -1 // the entry that tells of the resolution
	for _, sig := range signals {
		at := l.choose(sig, end)
		if at < 0 {
			continue
		}
		if sig.of == resolved && end < 0 {
			end = at
		}
		any = true
		e := &l.entries[l.from+at]
		b := &l.blocks[e.block]
		stop := e.end
		if line := strings.IndexByte(l.text[e.start:e.end], '\n'); line >= 0 {
			stop = e.start + line
		}
		l.add(sig.of, l.spans[l.from+at].At, sig.weight, l.evidence(e.block, e.start-b.start, stop-b.start, "event"))
	}
	return any
}

// head returns the words of an entry that can mark it: its first and last ones,
// of a bare heading those of the first sentence under it.
func head(e *entry) []word {
	ws := words(e.text)
	if len(ws) < 2 && e.body != "" {
		ws = words(sentences(e.body)[0].text)
	}
	if len(ws) <= 24 {
		return ws
	}
	return append(ws[:16:16], ws[len(ws)-6:]...)
}

// choose returns the entry that gives a signal, -1 for none.
func (l *log) choose(sig signal, end int) int {
	best := -1
	for k, t := range l.tellings {
		at := l.spans[l.from+k].At
		if l.entries[l.from+k].slip != "" || at.IsZero() || !l.gives(t, sig) {
			continue
		}
		if sig.last && sig.weight == fair && (t.goesOn || has(t.ws, rehearsal, false)) {
			continue
		}
		if sig.of == mitigated && end >= 0 && comparable(at, l.spans[l.from+end].At) && isBefore(l.spans[l.from+end].At, at) {
			continue
		}
		if best < 0 || sig.prefers(at, l.spans[l.from+best].At) {
			best = k
		}
	}
	if best >= 0 && sig.weight == fair && sig.last { // what did not last eased nothing
		for _, t := range l.tellings[best+1:] {
			if t.goesOn {
				return -1
			}
		}
	}
	return best
}

// gives reports whether an entry gives a signal.
func (l *log) gives(t telling, sig signal) bool {
	switch {
	case sig.weight >= marked && sig.of == detected && len(t.head) > 5:
		return false
	case sig.weight >= marked && !sig.last:
		return has(t.head, sig.list, sig.guard)
	case sig.of == detected && has(t.ws, over, false):
		return false
	case sig.of == started && t.reports: // a report tells when it came, not when the trouble did
		return false
	}
	return has(t.ws, sig.list, sig.guard)
}

var (
	over      = phrases("had been")
	reporting = phrases("report|reports|reported|reporting", "inform|informs|informed", "reached|reaches|reach out", "notice|notices|noticed", "customer|customers|user|users complain*|say|says", "alerted|notified|contacted|discovered|observed")
	rehearsal = phrases("staging|dev|test|sandbox|pre-production environment|cluster|deploy|deployment", "to staging|dev")
	goingOn   = phrases("still|again failing|down|fails|unavailable|seeing|failed|failing|broken|happening|present", "more .. reports", "another .. report|reports|alert", "not resolved|fixed|effective|enough|sufficient|help|work", "persist|persists|persisted|continues to|recurs|recurred|reoccurs|reoccurred|returns|reappears", "did not|didnt .. help|work|fix|resolve")
)

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
