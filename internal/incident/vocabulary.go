package incident

// topic is something that words can tell of.
type topic uint8

const (
	none topic = iota
	startedMark
	startedVerb
	detectedMark
	detectedVerb
	foundVerb
	engaged
	declaredVerb
	resolvedMark
	resolvedVerb
	mitigatedMark
	mitigatedVerb
	easedVerb
	notStarted
	theirs    // what another party says
	elsewhere // another party's trouble
	pastTrouble
	toldThem
	announced // to those who are affected
	notEnded
	alertWord
	reporting
	rehearsal
	goingOn
	startedTold
	detectedTold
	detectedDay
	mitigatedTold
	mitigatedDay
	resolvedTold
	fullyTold
	downWord
	exposure
	planWord
	mayWord
	deployWord
	changeDone
	brokeThen
	wentWell
	repairDone
	notYet
	lookedAt
	atOnce
	brokeAtOnce
	outageNoun
	ofOutage
	outageWas
	lasting
	forLength
	fixedWithin
	tookWord
	forWord
	relativeTime
	toTheEnd
	periodOf
	severalTimes
	otherOutage
	plannedFor
	thePast
	noPast
	modal
	couldNot
	problemNoun
	fromReport
	fromStart
	repairWord
	hitWord
	troubleTold
	incidentTalk
	apology
	timelineTitle
	asideTitle
	pastTitle
	statusWord
	timeColumn
	dateColumn
	otherColumn
	reportTitle
	reportName
	guideTitle
	reportSection
	commonSection
	topicCount // how many there are
)

// deeds are what is done with a service, and by whom.
const deeds = "request|requests|login|logins|write|writes|read|reads|build|builds|upload|uploads|download|downloads|deploy|deploys|deployment|deployments|payment|payments|job|jobs|query|queries|call|calls|connection|connections|webhook|webhooks|checkout|checkouts|transaction|transactions|user|users|customer|customers|lookups|searches|pulls|pushes"

// machines are what can be down.
const machines = "application|host|hosts|server|servers|node|nodes|site|sites|website|service|services|api|apis|app|dashboard|database|databases|cluster|clusters|system|systems|everything|frontend|backend|hub|homepage|registry|proxy"

// parts are what a service is made of.
const parts = "primary|replica|master|leader|router|switch|proxy|balancer|worker|workers|pod|pods|container|containers|process|instance|instances|daemon|scheduler|controller|broker|cache"

// hardware are the parts of a machine room.
const hardware = "uplink|ups|conditioning|cooling|controller|card|disk|drive|fan|breaker|transformer|generator|switch|router|firewall|hardware|raid|psu|battery|module|line|link"

// faulty are the words for what should not have been released.
const faulty = "bad|wrong|faulty|broken|incorrect|misconfigured|buggy|defective"

// haltable are what is stopped to keep an attacker from more.
const haltable = "pool|pools|contract|contracts|market|markets|deposits|withdrawals|bridge|vault|vaults|trading|protocol|swaps|borrowing"

// accident are the words of what nobody meant to do.
const accident = "accidental|accidentally|mistakenly|inadvertently|inadvertantly|unintentionally|erroneously"

const trouble = "incident|outage|impact|downtime|issue|issues|disruption|degradation|problem|problems|attack|interruption|failure|failures|errors|delays"

// vocabulary holds the patterns of each topic. A pattern is words; "|" divides
// alternatives, "*" stands for the endings of a regular verb, ".." for up to
// six words of any kind.
var vocabulary = [topicCount][]string{
	startedMark: {
		trouble + " start|starts|started|begin|begins|began|beginning", "outage|disruption occurs|occurred", "start|beginning of incident|outage|impact|downtime",
		"fault|faults occurs|occurred|occur|began|begins|started", "customer|user impact begins|began|starts|started",
		"service disruption|degradation begins|began|starts|started", "onset of .. disruption|outage|impact|incident|degradation",
	},
	startedVerb: {
		"attacker|attackers|hacker|hackers gain|gains|gained access", "attacker|attackers|hacker|hackers upload|uploads|uploaded|publish|publishes|published|push|pushes|pushed|execute|executes|executed|exploit|exploits|exploited|drain|drains|drained|steal|steals|stole", "exploit .. executed", "first malicious|fraudulent transaction|login|request|package|version|push|commit",
		"production|delivery|processing|replication|ingestion stops|stopped|ceases|ceased", "start|starts|started|begin|begins|began to miss", "fiber|fibre|cable cut|severed|damaged", hardware + " fails|failed", "become|becomes|became|goes|went read-only", "customers|users|visitors|clients see|saw blank|error|errors", "oom kills", "is|are|was|were oom|oom-killed|oomkilled",
		"deploy|deployment|change|release|update|upgrade|migration breaks|broke", faulty + " config|configuration|version|release|build|change|code|image|rule|deploy|deployment|commit|update .. pushed|deployed|released|applied|published|rolled", "script|job|cronjob|query|command|migration deletes|deleted|drops|dropped|wipes|wiped|truncates|truncated",
		"token|tokens|key|keys|secret|secrets|credentials|password .. leaked|committed|exposed",
		"run|runs|ran out of memory|disk|space|connections|file|inodes|capacity", "disk|volume|partition|filesystem|storage becomes|became full", "pool|connections|memory|quota exhausted", "traffic|throughput|requests|orders drop|drops|dropped|fall|falls|fell by", "packet loss begins|starts|began|started",
		"routes .. withdrawn", "power outage|cut|failure in|at", "certificate|certificates|cert expire", "replication|sync|pipeline|synchronization breaks|broke", parts + " crash|crashes|crashed|dies|died|hangs|hung", "system|systems|supply fails|failed", "elevated|increased|high error|errors rate|rates begin*|start*|began",
		"went|goes|go down|offline|dark", "became|become|becomes unavailable|unreachable|unresponsive|inaccessible|degraded", "became|become|becomes completely|entirely|fully|totally|partially|intermittently|temporarily unavailable|unreachable|unresponsive|inaccessible|degraded",
		"start|starts|started|begin|begins|began|begun failing|returning|erroring|crashing|crashlooping|crash-looping|timing|dropping|rejecting|throwing|serving|experiencing|exhibiting|degrading",
		"start|starts|started|begin|begins|began to fail|return|crash|time|drop|error|degrade|experience|throw|see|reject|show|rise|increase|climb|spike|grow|fill",
		"start|starts|started|begin|begins|began to be rejected|refused|dropped|declined|throttled|delayed|denied|killed|evicted",
		"stop|stops|stopped creating|producing|emitting|replying|answering|fulfilling|executing|handling|working|responding|serving|accepting|processing|sending|receiving|starting|running|building|syncing|updating|flowing|arriving|loading|consuming|shipping|exporting|scraping|logging|writing|publishing|delivering|replicating", "no longer receiving|responding|working|available|reachable|accessible|able",
		accident + " .. upgraded|deployed|merged|released|reverted|restarted|scaled|applied|enabled|triggered|executed|execution|run|deleted|deletes|removed|dropped|pushed|published|contained|wiped|terminated|disabled", "executed|deleted|deletes|removed|dropped|pushed|published|wiped|terminated|disabled .. " + accident + "|mistake",
		deeds + " fail|fails|failed|error|errored|timeout|hang|hangs", "error|errors|failure|issue|problem|exception .. first time", "was|were|is|are not available|reachable|accessible|responding|working", machines + " returning|return|returns 404|404s|500|500s|502|502s|503|503s|504|504s|errors", "is|are|was|were|connectivity|connection|connections lost for|to|between", deeds + " cannot|cant log|login|access|connect|reach|load|use|see", "users|customers|clients can no",
		"chain|chains|network|blocks|production halt|halts|halted|stall|stalls|stalled", machines + " crashed|crashes|died|dies|hangs|hung|froze|freezes", "enter|enters|entered .. crash loop|loops", "success|availability rate|rates drop*|dropped|fall*|fell", "success .. reaches|reached|drops|falls|dropped|fell 0|zero|to",
		"latency|errors|5xx|500s|timeouts spike*|climb*|jump*|rises|rose|increase*", "start|starts|started|begin|begins|began to back|build|pile|accumulate|encounter|run", "start|starts|started|begin|begins|began encountering|getting|piling|showing|running",
		deeds + " is|are|was|were refused|rejected|declined|dropped|blocked|denied", "connection|connections .. refused", "users|customers|clients .. unable to", "stop|stops|stopped being", "power is|was lost|cut|out", "cause|causes|caused .. to crash|fail|hang", "caused|causes .. outage|downtime|failures|errors|unavailable|unreachable|inaccessible|down|offline", "unauthorized|unauthorised access .. gained|obtained", "power lost|fails|failed|cut|loss|failure",
		machines + " does|did|do not start|boot|respond|load|come|work", "node|nodes entered|enter|enters|went|go|goes|became|become|becomes|turned notready|unready|unhealthy",
		machines + " unreachable|unavailable|down|offline|inaccessible|unresponsive",
		"users|customers|people start|started|begin|began .. issue|issues|error|errors|problems|failures", "drops|dropped|falls|fell to zero|0", "error|errors rate|rates increase*|spike*|rise|rises|rose|climb*|jump*",
		"start|starts|started|begin|begins|began .. failing|degrading", "push|pushed|pushing|published|publishing|uploaded .. malicious|compromised|infected", "malicious|compromised|infected .. published|pushed|uploaded|released", "user|users|customer|customers|clients .. not being|been able", "is|are down|unavailable|unreachable|inaccessible|unresponsive", "is|was|went hard|completely|fully|totally down|offline",
		"certificate|certificates|cert .. expires|expired", "first recorded|observed|seen .. error|errors|failures|failure|fails|fail|failed", "first appearance|occurrence|occurence|occurrences|instance of .. error|errors|issue|problem|failure|failures|notready|nodenotready|unready|down|unavailable", "first errors|error|failures|failure|failed", "first wave .. begin*|start*|began", "stuck|goes|went .. crash loop|loops",
	},
	detectedMark: {"first detected", "fault|faults|incident|outage|issue|problem|anomaly detected", "detected", "detection", "aware"},
	detectedVerb: {
		"alert|alerts|alarm|alarms|monitor|monitors|monitoring|pagerduty|pingdom|grafana|sentry|datadog|opsgenie|cloudwatch|prometheus|nagios|statuscake|alertmanager|zabbix|icinga .. fire|fires|fired|trigger|triggers|triggered|alert|alerts|alerted|detects|detected|notifies|notified|page|pages|paged|sounded|raised|received",
		"alert|alerts|alarm|alarms for", "alert|alerts|alarm|alarms start|starts|started|begin|begins|began firing|to|coming|going", "noticing", "start|starts|started|begin|begins|began to report|complain", "start|starts|started|begin|begins|began to receive|get .. alert|alerts|report|reports|complaints", "flagged|flags .. unusually|high|issue|problem|error|errors|increase|spike", "report|reports received", "report|reports of|by|from", "got|gets|get .. report|reports", "contacts|contacted us", "report is|was submitted|filed|received", "helpdesk|help-desk|desk|hotline receive|receives|received|get|gets|got|tickets|calls", "tickets|calls|complaints start|starts|started|begin|begin|begins|began coming|arriving|to", "email|mail|message warns|warned of|about|us", "customers|customer|users|user raised|raise|opened|filed|logged|submitted .. request|requests|ticket|tickets|issue", "first tweet|tweets|mention|post from|about", "receive|received|receives .. feedback", "report|check|checks|probe fires|fired", "observed stuck|failing|down|pending|unhealthy", "alert|alerts|alarm|alarms is|was|were generated|raised|triggered|issued|sent", "alert|alerts|page on-call|oncall|team", "alertmanager|pagerduty|opsgenie page|alert|alerts", "first .. alert|alerts|alarm", "first|initial inbound|external|internal|public report|reports|alert|alerts", "first|initial|automated|automatic|critical alert|alerts|alarm|warning|page|report|reports",
		"receive|receives|received|sends|sent|posts|posted .. pager|alert|alerts|alarm", "issue|issues|problem|problems|outage|incident .. detected", "detected|detects|detect", "triggers|triggered|fires|fired|received|receives|receive|got|gets .. alert|alerts|alarm|alarms|page|pages", "pager|pagerduty goes|went|rings|fires|alert|alerts",
		"got|get|gets|was|were|is|are|been|being paged|alerted|notified|informed|pinged", "paged|pinged", "pings|pinged us|me", "pages|page .. on-call|oncall|engineer|call|sres|sre",
		"notice|notices|noticed|notifies|notified|notifying|spotted|spots|witnessed", "we|team|engineers|engineer|oncall|on-call observe|observes|observed|see|sees|saw .. error|errors|spike|spikes|increase|increased|rise|drop|failure|failures|failing|alert|alerts|500s|problem|problems|issue|issues|latency|timeouts|down|unavailable|exceptions",
		"reports|reported|reporting", "report in|on|that|via|all|they", "report a|an|error|errors|500|500s|failures", "users|user|customer|customers|clients|client|students|people|teams report", "first|initial|bug|error|user|customer report", "received|receives|receive .. report|reports|notification|complaint|complaints|email|emails|ticket|tickets|message",
		"user|users|customer|customers|client|clients|end-users|someone notified|informed|alerted|told|contacted|emailed|called us|support|the|me", "team|engineer|engineers notified|informed|alerted|told|contacted", "realize*", "realise*", "informed|notified|alerted|told of|about", "became|become|becomes|made|being|were|was aware", "reached|reaches|reach out", "complain|complains|complained|complaint|complaints",
		"emails|emailed|contacts|contacted .. about", "pagers informed|alerted|page|rang", "alarm|alert|monitor|bot posts|posted to|in", "support tickets|ticket|requests", "first|customer|initial ticket|tickets|complaint|complaints|email|emails|call|calls|message|messages",
		"open|opens|opened .. ticket|issue", "ticket .. opened|created|filed|logged|submitted about|regarding|concerning|by", "outage noticed|seen", "researcher|researchers find|report|contact", "tell|tells|told us", "flagged by", "respond|responds|responded to alarm|alarms|alert|alerts|page|pages", "identified by .. monitoring|alert|alerts|alerting|support|customer|customers|user|users", "acknowledge|acknowledges|acknowledged .. alert|page|alarm", "alert|alerts|warning|email|notification from", "alerted|alerting",
	},
	foundVerb: {"discover|discovers|discovered|discovery", "issue|problem|incident|outage identified|found", "problem|incident|outage is|was|been identified|found"},
	engaged: {
		"investigat*", "investigation|investigations|investigating|investigates", "looking|look into", "troubleshoot*", "troubleshooting|debugging", "root cause", "it is|was discovered",
	},
	declaredVerb: {
		"incident|sev|sev1|sev2|outage declared|opened|created|raised|initiated", "incident|sev|sev1|sev2|outage is|was declared|opened|raised", "incident channel|room|bridge opened|created|started", "declare|declares|declared|declaring .. incident", "initiates|initiated|opens|opened|raised|raises .. incident",
	},
	resolvedMark: {
		trouble + " ended|ends|end|resolved|closed|concluded|fixed|solved", "incident|outage|impact|downtime over", trouble + " is|was|are|were|been closed|over|fixed|solved", trouble + " permanently|finally|now fixed|resolved|solved", "problem|issue .. solved", "resolved", "end of incident|outage|impact|downtime", "end of the incident|outage|impact|downtime",
		"outage|incident|downtime|disruption to an end", "all clear", "all-clear", "fully restored|recovered|operational|resolved|functional|back|working|up|online|healthy|mitigated",
		"service|services|functionality|access|connectivity|traffic|operations|operation|site|website|system|systems|availability restored|recovered|normal|operational|normalized|normalised|stable",
		"back|returned|returns|return|returning|restored to .. normal|baseline|normality|healthy|nominal|operational|usual", "usual|normal rate|operation|operations", "close|closes|closed|closing .. incident|outage", "declare|declares|declared .. resolved|over|fixed",
		"all .. operational|green|recovered|healthy|restored", "everything .. normal|okay|ok|fine|working|operational|up-to-date|healthy|back", "back to working",
		"resolution is|was|confirmed complete|completed|confirmed", "full|complete service|recovery|functionality|restoration restored|completed|complete|confirmed|achieved", "full|complete recovery",
	},
	resolvedVerb: {
		"back|comes|came|returns|returned|return online|up", "chain|network|production resume*", "last observed|seen|recorded|failed error|errors|failure|failures|request", "last observed|seen|recorded .. error|errors|failure|failures", "brought .. online", "is|are|was|were back", "recovered|recovers|restored", "confirm|confirms|confirmed .. recovery|working|fixed|healthy|operational", "all good|well|fine again", "recovery of .. complete|completed|done", "running again", "link|line|service|network|site|system|systems is|are stable", "no further|more|new errors|failures|issues|alerts|problems seen|observed|reported|since", "no further|more|new errors|failures|issues|alerts|problems are|were seen|observed|reported", "working|works normal|normally", "recovery|restoration|remediation complete|completed|finished|done", "all is|was well|good|normal|healthy|green", "start|started|starts|begin|began shipping|sending|receiving|processing|responding|serving|accepting|working|building|flowing|delivering|producing .. again", "goes|went|gone back to 100|normal|baseline", "issue|issues|problem|problems|errors goes|go|went|gone away", "fix|patch works|worked", "works|working|available|accessible|reachable|operational again", "remediation complete|completed", "complete|completed|completes remediation|recovery|restoration", "are|is up-to-date", "verified operational|working|fixed|healthy|green", "server|site|service|app|api|website|page is live", "is|are live again", "return|returns|returned to normal",
		"up and running", "up again", "status .. green", "normal service|operation|operations resume*", "healthy|normal again", "traffic|service|services|everything|system|systems|site|website|app|application|api|functionality working|works|operating as intended|expected|usual|normal", "confirm|confirms|confirmed .. works|okay", "verify|verifies|verified .. works|working|fixed|restored", "backlog|queue|queues .. cleared|drained|empty|flushed|processed|gone",
	},
	mitigatedMark: {
		"mitigated", "repaired", "stabilized|stabilised", trouble + " contained|stops|stopped", "mitigation applied|complete|completed|deployed|successful|in", "no longer down|impacted|affected",
		"impact|outage|errors|failures|downtime|timeouts|crashes stop|stops|stopped|cease|ceased|end|ended", "error|errors rate|rates has|have stopped|ceased", "main|core|primary|initial impact|issue|outage resolved|fixed",
	},
	mitigatedVerb: {
		"account|accounts|password|passwords .. locked|reset", "package|version|image|post .. taken down", "rate|ddos limiting|protection .. enabled|activated|applied|on", "rate-limiting .. enabled|activated|applied", hardware + "|cable is|was|were|been replaced|swapped|repaired", "rebooted|restarted and .. back|up", "switch|switches|switched to the|a|our backup|secondary|standby|spare|replica|old", "capacity is|was added|doubled|increased",
		"query|queries|session|sessions .. killed|terminated|cancelled", "host|node|server|instance|backend|machine|replica .. removed|taken from|out rotation|of|the", "ips|ip|addresses|attacker|attackers|crawler .. blocked|banned|throttled|rate-limited", "users|customers|clients|people can|could .. again",
		"successful|success rollback|revert|failover", "rollback success",
		"quarantines|quarantined", "domain .. clienthold|suspended",
		"incident|issue|outage is|was considered mitigated", "unpublish*|yank*|purge* .. package|packages|version|versions|crate|crates|release|releases", "fixes|fixed the issue|problem",
		"fix|hotfix|patch|workaround|fixed .. deployed|live|released|applied|shipped|pushed|rolled|implemented", "fix|workaround|measure|measures|mitigation|mitigations .. in place", "hot fix .. deployed|live|released|applied",
		"deploy|deploys|deployed|release|released|releases|apply|applies|applied|ship|shipped|push|pushed|pushes .. fix|hotfix|patch|workaround|fixed",
		"rollback|roll-back|revert .. complete|completed|completes|finished|finishes|deployed|done|live|successful|succeeds|merged", "rollback|roll-back performed|executed", "rolled|rolls back", "reverted|reverts", "failover|fail-over .. complete|completed|successful|done",
		"failed|fails over", "rolled|rolls|roll back", "rolled|rolls|roll the|this|that|our|it|them|all|everything|production|prod|prow|to|deployment|release|version|change|changes .. back", "traffic|requests|load|users .. moved|shifted|switched|rerouted|redirected|routed|diverted", "flag|feature|job|rule|integration|plugin|endpoint|automation .. disabled|stopped|paused|killed|off", "turn|turns|turned off", "halt|halts|halted|pause|pauses|paused|freeze|freezes|froze .. " + haltable, haltable + " is|are|was|were|has|have paused|halted|frozen",
		"disable*|revoke*|suspend*|freeze|freezes|froze|frozen|rotate*|block*|quarantine* .. pattern|traffic|ips|addresses|account|accounts|token|tokens|key|keys|credentials|secrets|access|user|users|domain|attacker",
		"account|accounts|token|tokens|key|keys|credentials|link|access|version|versions|package|packages|certificate .. revoked|disabled|removed|rotated|unpublished|yanked|invalidated|suspended|blocked|deleted|destroyed|deactivated",
		"firewall|waf|rate|blocking rule|rules|limit|limits deployed|applied|added|enabled|tightened", "patched|patches|patch production|prod", "changed|switched|moved|updated|restarted|rebooted .. to restore|mitigate|alleviate|relieve",
	},
	easedVerb: {
		"back|comes|came online|up", "is|are|was|were back", "start|starts|started|begin|begins|began .. recover|recovering|recovered|settle|normalize|stabilize|subside", "errors|error .. drop|drops|dropped|decrease*|subside*|decline*",
		"work|works|working|worked again", "work|works|working|worked once again", "most .. up|running|back|recovered|working", "start|starts|started to work|recover .. again", "error|errors|latency|load .. start|starts|started|begin|begins|began to fall|drop|decrease|decline|improve|recover", "latency|errors|service|services|traffic|site|api|checkout recover|recovers|recovered",
	},
	notStarted:  {"failed|fails over", "error|errors|latency|rate|rates|failures|timeouts start|starts|started|begin|begins|began to drop|fall|decrease|decline|recover|improve", "been down|unavailable|offline|failing|broken for", "recovery|restore|restoration|repair|rollback|fix|cleanup|backfill .. start|starts|started|begin|begins|began", "fail|fails|failed|failing|down again", "went|goes|go|going|coming down to|by", "cluster|clusters|node|nodes|server|servers|service|services|system down to|by", "ongoing|known|existing issue|problem", "take|takes|took|taken|taking|bring|brings|brought|scale|scales|scaled|scaling|shut|shuts .. down|offline"},
	theirs:      {"their status page", "provider|vendor|upstream|aws|github|google|cloudflare|azure|fastly says|reports|reported|confirms|confirmed|announces|announced|posts|posted"},
	elsewhere:   {"status page .. report|say|says|resolved", "updates|updated their status"},
	pastTrouble: {"threshold|thresholds|timeout|limit|limits .. raised|changed", "had been", "news|media|press report*"},
	toldThem:    {"reached|reaches|reach out to .. colleague|colleagues|customer|customers|aws|support|vendor|provider|owner|owners|user|users", "reports|report|reported .. still|persists|persist", "reports|reported|reporting .. recovery|recovered|restored|resolved|fixed|works", "customer|customers|users|clients|public|community|maintainers|stakeholders|everyone informed|notified|emailed|told|contacted|alerted by|via|of|about|that|through|on|in|with", "reports are|were generated|built|created|written|sent", "when|once|if|until it|they|process|job notices|notice|detects|detect", "is|now reporting", "controller|process|pod|pods|node|log|logs|diagnostics|script|job|test|tests|build reported|reports", "notice|notices|noticed|noticing .. working|back|recovered|recovering", "report|reports|reported .. pass|passes|passed|success|succeeds|healthy|reachable|available|operational|normal|online", "all fine|good|well|ok|okay|normal", "ticket|tickets|case .. opened|raised|filed with|at", "open|opens|opened|file|files|filed|raise|raises|raised .. ticket|case .. with|to"},
	notEnded:    {"cache|backup|backups|snapshot restored", "space|memory|disk .. recovered|restored|freed", "recovered|restored|resolved|back .. except|apart", "incident|outage|impact|downtime over the|a|all|several|multiple", "way|order|how|need|needed|want|wanted|time|able to bring|get|restore|recover|be", "alert|alerts|alarm|alarms resolved|resolves itself", "name|names|hostname|host|domain .. resolved|resolves to", "name|names|hostname|domain is|are|was|were|be|being resolved"},
	announced:   {"enforcement|authorities|police|agency|regulator|management|leadership|desk|helpdesk .. informed|notified", "notified|notifies|notifying|informed|informs|informing|emailed|emails customers|users|everyone|all|affected|stakeholders|subscribers", "notified|notifies|informed|informs|emailed|emails .. list|lists", "notified|notifies|informed|informs|contacted|contacts .. holder|owner|owners|registrar|vendor|authorities|police", "customers|users|stakeholders|list|lists is|was|are|were notified|informed|emailed"},
	alertWord:   {"alert|alerts|alarm|alarms|pagerduty|pingdom|nagios|icinga|opsgenie"},
	reporting: {
		"raised|raise|opened|filed|logged|submitted .. request|requests|ticket|tickets",
		"report|reports|reported|reporting", "inform*", "reached|reaches|reach out", "notice|notices|noticed", "customer|customers|user|users complain|complains|complained|say|says", "posted|announced|communicated", "alerted|notified|contacted|discovered",
	},
	rehearsal: {"staging|dev|test|beta|sandbox|pre-production environment|cluster|deploy|deployment|changes|site", "to|on|in staging|dev"},
	goingOn: {
		"in case",
		"errors|problems|issues|failures again", "only parts|part|some|partially .. online|working|restored|back",
		"fully|completely|entirely down|unavailable|offline", "still|again failing|down|fails|unavailable|seeing|failed|failing|broken|happening|present", "more .. report|reports|reported", "another .. report|reports|alert", "not resolved|fixed|effective|enough|sufficient|help|work", "still full|slow|degraded",
		"persist|persists|recurs|recurred|reoccurs|reoccurred|reappears", "continues to", "problem|problems|issue|errors|error returns|returned|persisted", "did not|didnt .. help|work|fix|resolve|solve",
	},
	startedTold: {
		"was|were disrupted|interrupted",
		"power was|is lost|cut", "disks|drives|servers|nodes|machines failed|crashed|died", "became slow|slower|unusable", "were delayed|slow|failing|refused", "first errors|error|failures|failure appeared|occurred",
		"records|rows|data|files|objects|tables|databases were|was deleted|wiped|lost|dropped|corrupted",
		"deployed and we|it realized|realised|noticed|saw|broke|failed", "reportedly down|unavailable", "was|were down at",
		"went|goes down|offline|dark", "became|become unavailable|unreachable|unresponsive|inaccessible|degraded", "became|become completely|entirely|fully|totally|partially|intermittently|temporarily unavailable|unreachable|unresponsive|inaccessible|degraded",
		"start|started|began encountering|failing|returning|experiencing|seeing|timing|dropping|rejecting|throwing|serving", "start|started|began to fail|return|experience|see|time|drop|reject|throw|error|increase|rise|degrade|slow|climb|spike",
		"failing since", deeds + " were|was failing|refused|rejected|unable", "returned|returning errors|500s|503s|502s", "unavailable|down|offline|unreachable|degraded from|since|starting|beginning", "starting|beginning at|on|around",
		trouble + " started|began|starts|begins", "caused|causes an|a|the outage|disruption", "stopped creating|producing|working|responding|serving|processing|accepting|syncing|producing|finalizing|sending|receiving|loading",
		"we had|experienced|suffered .. outage|downtime|incident", "experienced|suffered|had .. outage|downtime|disruption", "experienced|suffered .. degradation|failure|failures|spike|slowdown|interruption|exhaustion|incident", "experienced|suffered intermittent|widespread|partial|significant|several|multiple|elevated outages|disruptions|interruptions|errors|failures|timeouts|latency", "outage began|started|occurred|happened", "outage|incident|disruption|downtime happened|occurred at|on|around", "was|were compromised|breached|attacked|hacked", "attacker|attackers|hacker|hackers|exploiter exploited|drained|gained|compromised|executed|launched", "database|server|servers|cluster|node|service|site|api|system|network|switch|disk|primary|replica|hub|proxy|balancer|ups|power|router|firewall|controller|host|machine|drive|generator|data-center failed|crashed|died", "took|takes .. down|offline", "certificate|certificates|cert|domain|key|licence|license expired", "since .. fail|fails|failing|down|unavailable|degraded|unreachable|timeouts|errors|slow",
	},
	detectedTold: {
		"signaled|signalled|told us|me",
		"we|team|engineers first noticed|saw|learned|detected|observed",
		"monitoring system|systems|tools|tool detected|alerted|reported|notified",
		"we|team learned|learnt of|about|that",
		"received|got .. report|reports|alert|alerts|page|notification|email|complaints", "were|was|got alerted|notified|paged|informed", "made aware", "problem|issue|incident|outage|error|errors|bug|vulnerability was|were detected|discovered|noticed|reported|spotted", "we|team|engineers|engineer|staff|oncall|on-call|member|members noticed|discovered|detected|realized|realised|spotted",
		"alert|alerts was|were generated|raised|triggered", "alert|alerts|alarm|alarms|monitoring|pager fired|triggered|alerted|paged|detected|notified|went", "became aware", "paged us|me|our|the", "acknowledged .. page|alert", "first|initial reports|report", "users|user|customers|customer reported", "users|customers|clients|people started|began reporting|complaining|seeing", "reported .. issue|issues|problem",
		"discovered that|the|a|an", "someone|somebody alert|alerted|alerts|told|reported|noticed|notified", "researcher|researchers identified|reported|found|discovered|contacted",
	},
	mitigatedTold: {
		"package|packages|version|versions|crate|crates|image|images was|were removed|deleted|unpublished|yanked|quarantined|revoked",
		"we monkey-patched|patched|hotfixed",
		"fix .. in|into place", "healthy again",
		"mitigated", "was|were|is stabilized|stabilised", haltable + " was|were|is paused|halted|frozen", "rolled|roll .. back", "hotfix|patch|workaround .. deployed|applied|released|live", "failed over", "traffic|requests|load .. moved|shifted|switched|rerouted|redirected|diverted", "moved|shifted|switched|rerouted|redirected|diverted .. traffic|requests|load", "mitigation|mitigations .. applied|place", "rolled back", "reverted", "fix .. deployed|applied|released|live", "deployed|applied|released .. fix|hotfix|patch", "start|started|began .. again", "began|started .. recover|recovering",
		"disabled|removed .. feature|flag|job|rule|integration|mirror|endpoint|route|peer|peering", "deletion|deletions|removal was|were performed|completed", "revoked|deleted|disabled|blocked|suspended .. token|tokens|package|packages|account|accounts|credentials|access",
	},
	mitigatedDay: {"taken .. action|actions|steps|measures"},
	resolvedTold: {
		"services|systems recovered", "incident|outage|issue was closed",
		"returned|back|restored|return to normal|baseline|full", "resumed normal operation|operations|service", "fully restored|recovered|operational|resolved", "service|services|access|functionality|connectivity was|were|has|had|have been|fully|restored|recovered", "back online|up", "up again", "ending at", "was|were|been|is resolved",
		trouble + " ended|resolved|over", "all clear", "all-clear", "restored .. service|services|access|functionality", "was|were|been fixed|recovered", "errors|failures|timeouts ended|stopped|ceased|subsided", "up and running", "came back", "lasted|lasting until|till", "working|works|worked again|normally", "available|accessible|reachable|operational again", "backlog .. cleared|processed|drained|empty", "down|unavailable|offline|outage|degraded|disrupted|unreachable|inaccessible|affected|impacted|interrupted .. until|till", "incident|outage|impact|disruption began|started .. ended|finished at|on|by|around",
	},
	fullyTold: {"fully|completely restored|recovered|operational|resolved|functional", "back to full function|functionality|operation|service|capacity|strength"},
	downWord: {
		"outage", "downtime", "down", "unavailable", "unavailability", "inoperative", "offline", "unreachable", "inaccessible", "degraded", "degradation", "disruption", "disrupted", "interruption", "interrupted",
		"incorrect", "http 500|502|503|504", "failed", "failing", "failure|failures", "errors|error", "unable", "impacted", "affected", "incident", "could not", "couldnt", "not able", "broken", "experienced", "elevated",
		"unusable", "crash*", "read-only", "stalled|halted", "to die", "dying", "slow|slower|slowness", "stopped|stops working|responding|serving", "froze|frozen|freezing", "connectivity|network|connection issues|problems", "delayed|delays", "timeouts", "timed out", "stuck", "did not|didnt run|work|start|respond|load|complete|arrive|deliver|process", "no|not longer .. work|works|respond|responds",
	},
	exposure:   {"malicious|compromised|exposed|leaked|misconfiguration|misconfigured|unauthorized|unauthorised|vulnerable"},
	mayWord:    {"should|could|might|suspected|possibly|presumably"},
	planWord:   {"will|would|scheduled|planned|maintenance|upcoming", "office|support|business hours", "every day|week|night", "usually|typically|normally"},
	deployWord: {"we deployed|released|shipped|merged|pushed|rolled|ran|upgraded", "deployed|deployment|release|upgrade|rollout|migration"},
	changeDone: {
		"deploy|deploys|deployed|deployment|deploying|merged|merges|releases|released|published|publishes|applied|applies|upgraded|upgrades|updated|updates|replaced|replaces|enabled|enables|pushed|pushes|migrated|switched|uploaded|uploads|renewed|executed|executes|committed|rotated|rebooted|drained|destroyed",
		"rolled|rolls out", "change|changes|migration|upgrade|rollout|release|update .. start|starts|started|begin|begins|began|made|introduced|completed|complete|completes|finished|triggered", "pipeline run|completed|ran",
	},
	brokeThen: {"deployment|deploy|upgrade|migration|release|rollout .. unsuccessful", "deployment|deploy|upgrade|migration|release|rollout .. not|wasnt|isnt successful", "deletes|deleted|drops|wipes|wiped data|rows|objects|files|live|all", "fails|failed|failing|crashed|crashes|broke|breaks|breaking|stalled|corrupted|exhausted|exceeds|exceeded|oom|oomkilled", "stopped and", "wrong|bad|invalid|malicious|compromised block|blocks|version|versions|package|packages|config|configuration|data|state|release|releases .. generated|produced|published|uploaded|released|pushed", "greater than"},
	wentWell:  {"succeeds|succeeded|passes|passed|fine|okay"},
	repairDone: {
		"restarted|restarts|restart|rebooted|reboots|removed|removes|remove|patched|patches|monkey-patched|reverted|reverts|applied|applies|deployed|deploys|scaled|scales|increased|increases|deleted|deletes|replaced|replaces|redeployed|redeploys|disabled|disables|recreated|re-created|recreates|drained|switched|switches|renewed|purged|purges|re-enabled|cleared|freed|moved|reset|rotated|reconfigured|bumped|extended|resized|raised|lowered|unblocked|whitelisted|downgraded|rebuilt|remounted|rescheduled|fixed|repaired|corrected|changed",
		"rolled|rolls back|over", "reboot|restart|deployment|rollback|downgrade .. performed|completed|done|executed", "turned|switched off|on",
	},
	lookedAt:    {"check|checks|checked|checking|verify|verifies|verified|verifying|confirm|confirms|confirmed|confirming|monitor|monitors|monitored|monitoring|observe|observed|test|tested|testing|wait|waited|waiting|watch|watched"},
	notYet:      {"begin|begins|began|starts|initiated|triggered|scheduled|yet|except|updates|updated|suggested|asked|asks|realize|realise|killed", "no effect", "without success"},
	atOnce:      {"during|right|immediately|directly|shortly|straight .. deployment|deploy|upgrade|release|rollout|migration|change", "right|immediately|directly|straight after|afterwards|afterward", "from this|that|then time|moment|point|on", "after the deployment|deploy|upgrade|release|rollout|migration|change"},
	brokeAtOnce: {"exception|exceptions", "didnt|did|doesnt boot|start|respond|work|not", "anymore", "no longer"},
	outageNoun:  {"outage|downtime|incident|disruption|interruption|degradation|unavailability|blackout", "cascading failure", "service|partial|full|complete|total|major outage|downtime|disruption|degradation|interruption"},
	ofOutage:    {"of downtime|unavailability|outage|disruption|degradation|interruption|degraded|errors|impact|partial|full|complete|total"},
	outageWas:   {"duration of the|this incident|outage|disruption|impact|downtime was|is", "outage|downtime|disruption|interruption was|of|totaled|totalled", "outage|downtime time|duration was|is", "total|overall downtime|outage"},
	lasting:     {"lasting|lasted|lasts", "lasting|lasted for", "totaling|totalling"},
	forLength: {
		"postpone*|halted|suspended|paused .. for", "unavailability|failure .. for",
		"down|unavailable|offline|inaccessible|unreachable|unresponsive|inoperative|degraded|impacted|affected|disrupted|broken|out|interrupted|unusable|stuck|slow|halted|stalled|blocked|unschedulable for", "was|were|been|being delayed|queued|blocked for", "failed|failing .. for", "went down|offline|dark for", "outage|downtime|disruption|degradation|interruption .. for|of",
		"unable .. for", "did not .. for", "didnt .. for", "could not .. for", "couldnt .. for", "experienced .. for", "fail|fails|failing|failed to .. for", "errors|error .. for", "not .. for", "impacted|affected|down|unavailable .. during", "persisted|continued .. for", "remained|stayed down|unavailable|offline|inaccessible|unreachable|degraded|broken|affected|impacted .. for",
	},
	fixedWithin: {"fixed|resolved|restored|mitigated|recovered|repaired in|within|after", "was|were|is|are|came back in|within|after"},
	tookWord:    {"took"},
	forWord:     {"for|during"},
	relativeTime: {
		"within|after|about|around|some|several|moments|minutes|hours|seconds|shortly|soon|later|meanwhile|afterwards|unknown|tbd|sometime|early|late|overnight|evening|morning|afternoon|next|same", "a few|couple",
	},
	periodOf:     {"period|window|span of"},
	toTheEnd:     {"to .. fix|resolve|recover|restore|mitigate|resolution|recovery|repair", "until .. fixed|resolved|restored|recovered|back|deployed", "before .. fixed|resolved|restored|recovered|back", "from the start|beginning of the incident|outage"},
	otherOutage:  {"last down|unavailable|offline", "occurred|happened|seen .. previously", "similar|previous|prior|earlier|past|comparable outage|outages|incident|incidents|problem|issue"},
	plannedFor:   {"planned|scheduled|expected|budgeted|warned", "followed by"},
	severalTimes: {"undetected|unnoticed", "not noticed|detected|discovered", "longest|shortest|average|median|mean|typical", "outages", "periodic", "intermittent", "each", "every", "repeatedly", "per", "timeout|timeouts", "sla", "target", "interval", "ttl", "at a time", "multiple", "retention"},
	thePast:      {"last|past|next|previous|first|another|up"},
	noPast:       {"will|would|should|could|might|may|if", "usually|typically|normally", "next|up", "ago|later|earlier|before|delay|behind|old|since", "maintenance|scheduled|planned"},
	modal:        {"will|would|should|could|might|if|usually|typically|normally|may"},
	couldNot:     {"could not", "couldnt"},
	problemNoun:  {"problem|issue|incident|outage|service|services|site|everything|it|this|we|bug|error|errors|access|system|systems|downtime|functionality"},
	fromReport:   {"from|since|after .. report|reported|detection|detected|alert"},
	fromStart:    {"from|since|after .. start|beginning"},
	repairWord:   {"fix*|hotfix|patch*|deployed|live|restored|resolved|recovered|back|reverted|rolled"},
	hitWord: {
		"affected|impacted|failed|failing|lost|unavailable|unable|dropped|rejected|errored|timed|compromised|exposed|leaked|deleted|corrupted|delayed|missed|broken|down|disrupted|phished|stolen|removed|returned|saw|experienced|received",
		"impact|affecting|impacting|caused by|failures .. caused",
	},
	troubleTold: {
		"was|were|went|became unavailable|down|unreachable|offline|degraded|inaccessible|unresponsive|affected|impacted|compromised|unable|slow|stuck|broken|delayed|lost|rejected|corrupted|failing|exposed|leaked|deleted",
		"caused|causing .. outage|downtime|failures|errors|incident|fail|fails", "we discovered|noticed|detected|received|identified", "failed|failing to", "could not", "stopped working", "experienced", "unusable", "apologize|apologise|apologies", "sorry",
	},
	incidentTalk: {
		"outage|outages|incident|incidents|downtime|postmortem|post-mortem|disruption|degradation|unavailable|unreachable|on-call|oncall|rollback|paged|pager|breach|vulnerability|compromised", "root cause", "data loss", "security disclosure", "crash loop|loops", "crash-loop|crash-looping|crashloop|crashlooping",
		"high|elevated|increased error|errors", "site|service|api|database|server|servers|cluster|users|customers|requests .. down|failed|failing|errors|unable|degraded",
	},
	apology: {"apologize|apologise|apologies|sorry"},
	timelineTitle: {
		"timeline|timelines|chronology|chronological", "time line", "sequence|course|order|log|history|series of events", "key events|moments|times|timestamps", "event|events|incident log", "what happened",
		"play-by-play", "play by play", "minute-by-minute", "minute by minute", "blow-by-blow", "how it|events unfolded", "how the incident|outage|events unfolded",
	},
	statusWord: {"investigating|identified|monitoring|resolved|update|updated|recovering|fixing"},
	pastTitle:  {"action|actions|measures|steps taken|performed", "immediate|mitigation|remediation|response actions|steps|measures"},
	asideTitle: {
		"action|actions item|items", "review actions", "actions", "next step|steps", "follow up|ups", "follow-up|follow-ups|followup|followups", "lesson|lessons", "schedule|agenda|references|reference|appendix|apendix|transcript|changelog|roadmap|todo|to-do",
		"chat log|logs", "example|sample timeline|timelines|incident|post-mortem|postmortem|report", "timeline format|template|example", "prevent*|prevention|preventative|preventive", "office hours", "release notes",
	},
	timeColumn:  {"time|times|when|date|dates|datetime|utc|gmt|clock|hour|timestamp|timestamps|zeit|heure|hora|est|edt|pst|pdt|cet|cest|bst|et|pt"},
	dateColumn:  {"date|dates|day|datum|fecha"},
	otherColumn: {"due|target|deadline|completed|eta", "time to"},
	reportTitle: {
		"post-mortem|postmortem|post-mortems|postmortems|portmortem|incident|incidents|outage|outages|downtime|rca|disclosure|degradation|disruption|failure|failures|compromise|compromised|breach|breached|unavailable|unavailability", "post mortem", "root cause",
		"post-incident", "elevated|increased error|errors|latency", "service interruption", "security advisory", "data loss", "availability report", "retrospective of", "what happened on", "after-action", "after action", "went|is|was|goes down", "account takeover", "malicious crate|crates|package|packages|release|releases|version|versions", "attack analysis|report|campaign|timeline", "token|tokens|key|keys|credential|credentials exfiltration|leak|theft|exposure", "leaked token|tokens|key|keys|credential|credentials", "hacked|exploited|hijacked|ddos|ddosed", "chain|mainnet|testnet halt|stall|split",
	},
	reportName: {"incident|outage .. report|review|summary", "post-mortem|postmortem|rca", "post mortem", "root cause", "security incident|advisory|disclosure"},
	reportSection: {
		"incident summary|impact|timeline|report|overview|details", "issue summary", "root cause|causes", "lessons learned|learnt", "what went well|wrong|poorly", "where we got lucky", "detection|resolution|remediation|mitigation|impact|trigger", "contributing factors", "corrective actions|measures", "postmortem|post-mortem",
	},
	commonSection: {"timeline", "action items", "incident summary", "follow-up|follow-ups", "resolution", "what happened"},
	guideTitle: {
		"how we|i moved|migrated|scaled|improved|improve|reduced|reduce|made|make|upgraded|switched|cut|saved|automated|automate|monitor|test|deploy|debug|avoid|prevent|measure", "without|zero|no|zero-downtime|less|fewer|minimal|avoid|avoiding|prevent|preventing|reduce|reducing downtime|outage|outages|incidents|failures|failure", "zero-downtime",
		"failure mode|modes", "taught us|me", "how post-mortems|postmortems|incidents|outages|retrospectives are|get|should", "post-mortems|postmortems are|should", "learning|learn from", "simulator|simulation", "for training", "cost of", "history of",
		"how we handle|manage|respond|run|do|approach|write|use|build|built|prepare|learn|think", "how to", "how do we", "guide|template|handbook|policy|runbook|playbook|tips|webinar|conference|meetup|upcoming|changelog",
		"setting up", "getting started", "tutorial|podcast|newsletter|digest|roundup|links|book|books|famous", "game day|days", "chaos engineering", "best practice|practices", "introducing|announcing", "scheduled|planned maintenance|outage|downtime|upgrade|migration|interruption", "maintenance notice|window", "why we", "release notes", "incidents api|dashboard|database|page|list|tracker|overview|index|archive", "game jam|jams", "hackathon", "managing incidents", "incident management|process", "incident response process|plan|guide|policy", "response process", "what is", "lessons from",
	},
}

// denials before a phrase turn it around, or make it a plan.
const denials = "whether nobody nothing chance kick kicks kicked not no never without unable cannot cant didnt doesnt wasnt werent isnt couldnt wont wouldnt arent hadnt hasnt havent will would should could may might " +
	"if until unless before attempt attempts attempted attempting try tries tried trying plan planned plans planning hope hoping expect expected believe believed believing believes " +
	"fails failed prepare preparing start started starting starts begin begins began assumed seemed seemingly appears appeared decide decided decision " +
	"want wanted agreed agree need needed needs working continue initiated prepared considered considering discussed suspected thought awaiting waiting getting investigating proposed proposes"

// portions before a phrase tell that something is not over. It can begin so.
const portions = "partially partial mostly most much almost nearly some"

// onsets are the topics of what begins.
var onsets = [topicCount]bool{startedMark: true, startedVerb: true, startedTold: true, detectedMark: true, detectedVerb: true, detectedTold: true, foundVerb: true, declaredVerb: true}

// fillers may stand between a phrase and the length that it speaks of.
const fillers = "duration at least more than less an a the estimated time of total period about around approximately roughly just only under over nearly almost round"
