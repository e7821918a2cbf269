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
	defer d.release()
	d.collect()
	entries := d.entries
	d.tracked = d.isTracked()
	if !src.Claim.Given {
		d.title = d.readTitle()
		d.form = d.isForm()
		if d.report = d.named(); !d.report && len(entries) < 2 && !d.structured() && !d.tracked {
			return nil, nil
		}
	}
	r := &reader{document: d}
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
	in.detach()
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
	if len(r.entries) > 0 {
		in.Timeline = make([]Event, 0, len(r.entries))
	}
	for i := range r.entries {
		e := &r.entries[i]
		in.Timeline = append(in.Timeline, Event{
			At: r.spans[i].At, Until: r.spans[i].End, Line: e.line, Text: e.text(), Start: e.start, End: e.end,
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
	asked := 0 // the group whose region has been looked at
	for i := range r.entries {
		e := &r.entries[i]
		if e.group > 0 && e.group != asked {
			asked = e.group
			if z := r.regionZone(e.group, e.block); !z.IsZero() {
				return z.String()
			}
		}
		if !e.Zone.IsZero() {
			return e.Zone.String()
		}
	}
	return r.commonZone().String()
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
	for i := range r.entries {
		e := &r.entries[i]
		if e.slip != "" {
			list = append(list, diag.Diagnostic{
				File: r.src.Name, Line: e.line, Code: "time-unreadable", Severity: diag.Warning,
				Message: "this entry's time cannot be: " + e.slip, Hint: "correct it, or write the date alone", Text: diag.Line([]byte(r.src.Text), e.line),
			})
			continue
		}
		if e.Zone.Ambiguous() {
			list = append(list, diag.Diagnostic{
				File: r.src.Name, Line: e.line, Code: "zone-ambiguous", Severity: diag.Hint,
				Message: e.Zone.Name + " stands for several time zones", Hint: "write the offset, like UTC+1", Text: diag.Line([]byte(r.src.Text), e.line),
			})
		}
		if r.spans[i].At.IsZero() && !e.Clock.IsZero() {
			list = append(list, diag.Diagnostic{
				File: r.src.Name, Line: e.line, Code: "day-unknown", Severity: diag.Hint,
				Message: "the day of this entry is not known", Hint: "write its date, like 2024-05-02", Text: diag.Line([]byte(r.src.Text), e.line),
			})
		}
	}
	diag.Sort(list)
	return list
}

// clocks returns how many entries have a clock.
func clocks(entries []entry) int {
	n := 0
	for i := range entries {
		if !entries[i].Clock.IsZero() {
			n++
		}
	}
	return n
}

// named reports whether the title, the first heading, a tag or the file name
// call the post an incident report.
func (d *document) named() bool {
	if d.form {
		return false
	}
	return d.title.has(reportTitle) || strings.HasSuffix(strings.ToLower(d.src.Title), " down") && !d.title.has(planWord) || d.arena.read(lex, fileWords(d.src.Name)).has(reportTitle) ||
		slices.ContainsFunc(d.src.Tags, func(tag string) bool { return d.arena.read(lex, tag).has(reportTitle) })
}

// isForm reports whether the title is that of a guide, or is still to be filled
// in: Incident: <title>, Post-mortem [YYYY-MM-DD].
func (d *document) isForm() bool {
	if d.isGuide() {
		return true
	}
	for i := range d.blocks {
		if d.blocks[i].kind == heading {
			return hasBlank(d.blocks[i].text)
		}
	}
	return hasBlank(d.src.Title)
}

// isGuide reports whether the title is that of a guide, unless it begins with the
// name of a report and a colon: Incident report: a change of the CORS policy.
func (d *document) isGuide() bool {
	if !d.title.has(guideTitle) {
		return false
	}
	title := d.src.Title
	for i := range d.blocks {
		if b := &d.blocks[i]; b.kind == heading {
			if title == "" || b.level == 1 {
				title = strings.TrimSpace(title + "\n" + d.masked(i))
			}
			break
		}
	}
	if !d.arena.read(lex, title).has(guideTitle) { // it was the first heading of a report
		return false
	}
	name, _, ok := strings.Cut(title, ":")
	told := d.arena.read(lex, name)
	return !ok || !told.has(reportName) || told.has(guideTitle)
}

// hasBlank reports whether a title has a place that an author fills in.
func hasBlank(title string) bool {
	if !mayHoldBlank(title) {
		return false
	}
	lower := strings.ToLower(title)
	for _, blank := range [...]string{"yyyy", "<title", "<incident", "<name", "<short", "<brief", "<summary", "<service", "[title", "[incident title", "[incident name", "[brief", "[short", "[name", "[service name", "[summary"} {
		if strings.Contains(lower, blank) {
			return true
		}
	}
	return false
}

// mayHoldBlank is a quick test for the signs that such places begin with: a
// bracket, the letters of a year.
func mayHoldBlank(title string) bool {
	before := byte(0)
	for _, c := range []byte(title) {
		if c == '<' || c == '[' || c|0x20 == 'y' && before|0x20 == 'y' {
			return true
		}
		before = c
	}
	return false
}

// fileWords returns a file name as words.
func fileWords(name string) string { return nameMarks.Replace(name) }

var nameMarks = strings.NewReplacer("-", " ", "_", " ", ".", " ", "/", " ")

// readTitle reads the title and the first heading.
func (d *document) readTitle() reading {
	title := d.src.Title
	for i := range d.blocks {
		if d.blocks[i].kind == heading {
			title += "\n" + d.masked(i)
			break
		}
	}
	return d.arena.read(lex, title)
}

// reports is the full test: the post tells of something that happened.
func (r *reader) reports(in *Incident) bool {
	facts, inLog := 0, 0
	for _, m := range in.Moments() {
		if m.Fact != nil {
			facts++
			if m.Fact.Evidence.Rule == "event" {
				inLog++
			}
		}
	}
	headed := 0
	for i := range r.entries {
		e := &r.entries[i]
		if e.group > 0 {
			headed++
		}
	}
	timed := clocks(r.entries) >= 2 && (r.written || in.Zone != "")
	switch {
	case r.form:
		return false
	case r.report, r.tracked:
		return clocks(r.entries) >= 2 || facts > 0 || in.Duration != nil || in.Severity != nil || in.Services != nil || r.tellsPast() || r.tellsTrouble()
	case timed && headed > 2 && facts > 0:
		return true
	case facts == 0:
		return timed && headed > 1 && (r.speaksOfTrouble() || r.structured())
	case r.structured(), timed && inLog > 1:
		return true
	case timed && headed > 1 && facts > 1 && r.speaksOf(downWord):
		return true
	case (timed && (headed > 1 || facts > 1) || inLog > 1 && headed > 2) && r.speaksOfTrouble():
		return true
	default:
		return in.Started != nil && in.Resolved != nil && r.written && r.speaksOf(apology)
	}
}

// structured reports whether a post has the sections of a post-mortem: three, of
// which one at least is of no other kind of text, or four with two such.
func (d *document) structured() bool {
	sections, others := 0, 0
	for i := range d.blocks {
		if d.blocks[i].kind != heading {
			continue
		}
		switch title := d.tells(i); {
		case title.has(reportSection):
			sections++
		case title.has(commonSection):
			others++
		}
	}
	return sections >= 3 || sections == 2 && others >= 2 || sections > 0 && sections+others >= 3 && d.speaksOf(downWord)
}

// tellsTrouble reports whether the text says that something went wrong.
func (r *reader) tellsTrouble() bool { return r.speaksOf(troubleTold) }

// tellsPast reports whether a sentence says when something went wrong.
func (r *reader) tellsPast() bool {
	return slices.ContainsFunc(r.told, func(t told) bool {
		return len(t.times) > 0 && !t.planned() && (t.has(downWord) || t.has(incidentTalk) || t.has(startedTold))
	})
}

// speaksOfTrouble reports whether the text uses the words of an incident.
func (r *reader) speaksOfTrouble() bool { return r.speaksOf(incidentTalk) }

// speaksOf reports whether a block that tells of the past speaks of a topic.
func (d *document) speaksOf(t topic) bool {
	for i := range d.blocks {
		if !d.places[i].aside && d.tells(i).has(t) {
			return true
		}
	}
	return false
}
