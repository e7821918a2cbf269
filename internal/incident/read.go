package incident

import (
	"slices"
	"strings"
	"time"

	"candor/internal/diag"
	"candor/internal/when"
)

// Read returns the incident that a post reports, or nil for a post that reports
// none, and what is odd about its times. Front matter wins over the text.
func Read(src Source) (*Incident, []diag.Diagnostic) {
	if src.Claim.None {
		return nil, nil
	}
	d := newDocument(src)
	entries := collect(d)
	if !src.Claim.Given && !d.mayReport(entries) {
		return nil, nil
	}
	r := &reader{document: d, entries: entries}
	d.labelled = d.findLabels()
	r.calendar = newCalendar(d, entries)
	r.resolveEntries()
	r.tell()
	for _, rule := range Rules {
		rule.read(r)
	}
	in := r.incident()
	in.obey(src.Claim)
	if !src.Claim.Given && !r.reports(in) {
		return nil, nil
	}
	return in, r.findings()
}

// incident puts together what the rules found.
func (r *reader) incident() *Incident {
	chosen := r.settle()
	in := &Incident{
		Started: chosen[started].fact(), Detected: chosen[detected].fact(),
		Mitigated: chosen[mitigated].fact(), Resolved: chosen[resolved].fact(),
		Duration: r.duration, Severity: r.severity, Services: r.services, Impact: r.impact,
	}
	for i, e := range r.entries {
		if e.text == "" && e.body != "" {
			e.text = strings.Join(strings.Fields(sentences(e.body)[0].text), " ")
		}
		in.Timeline = append(in.Timeline, Event{
			At: r.spans[i].At, Until: r.spans[i].End, Line: e.line, Text: e.text, Start: e.start, End: e.end,
		})
	}
	in.Zone = r.zoneName()
	return in
}

func (c *candidate) fact() *Fact {
	if c == nil {
		return nil
	}
	return &Fact{c.at, c.Evidence}
}

// zoneName returns the zone of the timeline as the text writes it.
func (r *reader) zoneName() string {
	for _, e := range r.entries {
		if z := r.regionZone(e.group, e.block); e.group > 0 && !z.IsZero() {
			return z.Name
		}
		if !e.Zone.IsZero() {
			return e.Zone.Name
		}
	}
	if r.statedOrShared() {
		return r.zone.Name
	}
	return ""
}

// obey lets the front matter overrule the text, and works out the duration
// where only its ends are known.
func (in *Incident) obey(c Claim) {
	for _, m := range []struct {
		claimed Claimed[when.Moment]
		fact    **Fact
	}{{c.Started, &in.Started}, {c.Detected, &in.Detected}, {c.Mitigated, &in.Mitigated}, {c.Resolved, &in.Resolved}} {
		switch m.claimed.State {
		case Unknown:
			*m.fact = nil
		case Value:
			*m.fact = &Fact{m.claimed.Value, claimEvidence(m.claimed.Line, m.claimed.Text)}
		}
	}
	switch c.Duration.State {
	case Unknown:
		in.Duration = nil
	case Value:
		in.Duration = &Duration{Length: c.Duration.Value, Stated: true, Evidence: claimEvidence(c.Duration.Line, c.Duration.Text)}
	default:
		if in.Duration == nil {
			in.Duration = between(in.Started, in.Resolved)
		}
	}
	switch c.Severity.State {
	case Unknown:
		in.Severity = nil
	case Value:
		in.Severity = &Label{c.Severity.Value, claimEvidence(c.Severity.Line, c.Severity.Text)}
	}
	if c.Services.State != Absent {
		in.Services = nil
		for _, name := range c.Services.Value {
			in.Services = append(in.Services, Label{name, claimEvidence(c.Services.Line, c.Services.Text)})
		}
	}
}

func claimEvidence(line int, text string) Evidence {
	return Evidence{Line: line, Text: text, Rule: "front-matter"}
}

// between returns the time from the start to the resolution, nil where it
// cannot be known: one is missing, is a bare day, or only one has a zone.
func between(from, to *Fact) *Duration {
	if from == nil || to == nil || from.Zoned != to.Zoned || min(from.Precision, to.Precision) < when.Minute {
		return nil
	}
	length := to.Instant().Sub(from.Instant())
	if from.Precision != to.Precision {
		length = length.Truncate(time.Minute)
	}
	if length <= 0 {
		return nil
	}
	text := from.String() + " to " + to.String()
	return &Duration{Length: length, Approx: from.Approx || to.Approx, Evidence: Evidence{Line: to.Evidence.Line, Text: text, Rule: "resolved-started"}}
}

// findings reports the entries whose time cannot be read.
func (r *reader) findings() []diag.Diagnostic {
	var list []diag.Diagnostic
	for i, e := range r.entries {
		if e.slip != "" {
			list = append(list, diag.Diagnostic{
				File: r.src.Name, Line: e.line, Code: "time-unreadable", Severity: diag.Warning,
				Message: "this entry's time cannot be: " + e.slip, Hint: "correct it, or write the date alone", Text: diag.Line(r.src.Text, e.line),
			})
			continue
		}
		if e.Zone.Ambiguous() {
			list = append(list, diag.Diagnostic{
				File: r.src.Name, Line: e.line, Code: "zone-ambiguous", Severity: diag.Hint,
				Message: e.Zone.Name + " stands for several time zones", Hint: "write the offset, like UTC+1", Text: diag.Line(r.src.Text, e.line),
			})
		}
		if r.spans[i].At.IsZero() && !e.Clock.IsZero() {
			list = append(list, diag.Diagnostic{
				File: r.src.Name, Line: e.line, Code: "day-unknown", Severity: diag.Hint,
				Message: "the day of this entry is not known", Hint: "write its date, like 2024-05-02", Text: diag.Line(r.src.Text, e.line),
			})
		}
	}
	diag.Sort(list)
	return list
}

// reportWords in a title, a tag or a category say that a post reports an
// incident.
var reportWords = []string{
	"post-mortem", "postmortem", "post mortem", "incident", "outage", "downtime", "rca", "root cause", "disclosure", "degradation", "disruption",
	"service interruption", "security advisory", "security breach", "data loss", "retrospective of", "what happened on", "unavailab", "portmortem", "after-action", "after action",
	"availability report", "outages", "went down", "is down", "was down", "compromise", "account takeover", "data breach", "failure", "breach",
}

// guideWords in a title say that it reports none.
var guideWords = []string{
	"how we handle", "how we manage", "how we respond", "how we run", "how we do ", "how we approach", "how we write", "how we use", "how we build", "how we built", "how we prepare", "how we learn", "how we think", "how to", "how do we", "guide", "template", "handbook", "best practice", "introducing", "announcing", "scheduled maintenance",
	"planned maintenance", "upcoming", "maintenance notice", "maintenance window", "policy", "runbook", "playbook", "why we", "tips", "release notes", "changelog", "managing incidents",
	"incident management", "incident response process", "incident response plan", "incident process", "response process", "what is", "conference", "meetup", "webinar", "lessons from",
}

// mayReport is the cheap test: a title or tag says so, or there is a timeline.
func (d *document) mayReport(entries []entry) bool {
	return d.named() || clocks(entries) >= 2
}

func clocks(entries []entry) int {
	n := 0
	for _, e := range entries {
		if !e.Clock.IsZero() {
			n++
		}
	}
	return n
}

// named reports whether the title, the first heading, a tag or the file name
// call the post an incident report.
func (d *document) named() bool {
	title := strings.ToLower(d.title())
	if containsAny(title, guideWords) {
		return false
	}
	return containsAny(title, reportWords) || containsAny(strings.ToLower(d.src.Name), reportWords) ||
		slices.ContainsFunc(d.src.Tags, func(tag string) bool {
			return containsAny(strings.ToLower(tag), []string{"post-mortem", "postmortem", "incident", "outage", "rca", "disclosure", "downtime"})
		})
}

// title returns the title and the first heading.
func (d *document) title() string {
	for i := range d.blocks {
		if d.blocks[i].kind == heading {
			return d.src.Title + "\n" + d.masked(i)
		}
	}
	return d.src.Title
}

// reports is the full test: the post tells of something that happened.
func (r *reader) reports(in *Incident) bool {
	facts := 0
	for _, f := range []*Fact{in.Started, in.Detected, in.Mitigated, in.Resolved} {
		if f != nil {
			facts++
		}
	}
	timed, headed := clocks(r.entries) >= 2, false
	for _, e := range r.entries {
		headed = headed || e.group > 0
	}
	switch title := strings.ToLower(r.title()); {
	case containsAny(title, guideWords):
		return false
	case containsAny(title, reportNames):
		return true
	case r.named():
		return timed || facts > 0 || in.Duration != nil || r.tellsTrouble()
	default:
		return timed && (headed || facts > 1)
	}
}

// reportNames in a title leave no doubt that a post reports an incident.
var reportNames = []string{"post-mortem", "postmortem", "post mortem", "incident report", "outage report", "root cause analysis", "rca:", "incident on ", "incident of ", "outage on "}

// tellsTrouble reports whether the text says that something went wrong.
func (r *reader) tellsTrouble() bool {
	for i := range r.blocks {
		if r.blocks[i].kind == paragraph && !r.places[i].aside && lex.read(r.masked(i)).has(troubleTold) {
			return true
		}
	}
	return false
}
