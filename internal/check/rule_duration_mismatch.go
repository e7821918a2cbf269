package check

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"time"

	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/when"
)

var durationMismatch = Rule{
	Code: "duration-mismatch", About: Truth, Severity: diag.Warning,
	Reason:  "A stated length and the times it is computed from are the numbers that readers compare first. Rounding and words such as about are allowed for.",
	Example: "down for 45 minutes, from 10:02 to 10:57: correct the length or the times.",
	post:    findDurationMismatch,
}

func findDurationMismatch(p *Post) []Finding {
	var list []Finding
	for i, b := range p.prose() {
		if b.quote || !slices.ContainsFunc(p.scan(i), isClockRange) {
			continue
		}
		for _, s := range sentences(b.text) {
			if f, ok := p.lengthBesideRange(i, s); ok {
				list = append(list, f)
			}
		}
	}
	if f, ok := p.statedLength(); ok && !slices.ContainsFunc(list, func(g Finding) bool { return p.sameLine(f, g) }) {
		list = append(list, f)
	}
	return list
}

func isClockRange(f when.Found) bool {
	return !f.Clock.IsZero() && f.Until != nil && !f.Until.Clock.IsZero()
}

func (p *Post) sameLine(f, g Finding) bool {
	a, _ := p.position(f.At)
	b, _ := p.position(g.At)
	return a == b
}

// lengthBesideRange compares the one length and the one range of a sentence,
// where they stand side by side: lasting 27 minutes, from 13:42 to 14:09;
// 21:45 to 23:28 UTC (103 minutes).
func (p *Post) lengthBesideRange(i int, s sentence) (Finding, bool) {
	b := &p.blocks[i]
	var only *when.Found
	found, all := 0, p.scan(i)
	for k := sort.Search(len(all), func(k int) bool { return all[k].Start >= s.at }); k < len(all) && all[k].End <= s.at+len(s.text); k++ {
		if !all[k].Clock.IsZero() {
			only = &all[k]
			found++
		}
	}
	if found != 1 || only.Until == nil || only.Until.Clock.IsZero() {
		return Finding{}, false
	}
	span, ok := interval(*only)
	stated := lengths(s.text)
	if !ok || len(stated) != 1 {
		return Finding{}, false
	}
	l, from, to := stated[0], only.Start-s.at, only.End-s.at
	if !adjoins(s.text, l, from, to) || l.fits(span) {
		return Finding{}, false
	}
	return Finding{At: b.at + s.at + l.start, Message: fmt.Sprintf("%s is not %s: that is %s", quoted(s.text[from:to]), quoted(s.text[l.start:l.end]), when.Words(span, false)),
		Hint: "correct the length or the times"}, true
}

// interval is the time that a range takes. Without dates it may pass midnight.
func interval(f when.Found) (time.Duration, bool) {
	from, to := f.Stamp, *f.Until
	from.Until = nil
	if from.Impossible != "" || to.Impossible != "" || from.Relative || to.Relative || from.Zone.Ambiguous() || to.Zone.Ambiguous() ||
		from.Clock.Precision < when.Minute || to.Clock.Precision < when.Minute || from.Date.Ambiguous || to.Date.Ambiguous || from.Approx || to.Approx {
		return 0, false
	}
	day := when.Date{Year: 2024, Month: time.June, Day: 1}
	dated := !to.Date.IsZero()
	if from.Date.Year != 0 {
		day = from.Date
	} else if dated || !from.Date.IsZero() {
		return 0, false
	}
	from.Date = day
	if !dated {
		to.Date = day
	} else if to.Date.Year == 0 {
		return 0, false
	}
	if from.Zone.IsZero() {
		from.Zone = to.Zone
	}
	a, b := (when.Frame{}).Moment(from).At, (when.Frame{}).Moment(to).At
	if a.IsZero() || b.IsZero() || a.Zoned != b.Zoned {
		return 0, false
	}
	span := b.Instant().Sub(a.Instant())
	if span < 0 && !dated {
		span += 24 * time.Hour
	}
	return span, span > 0
}

// adjoins reports whether a length and a range [from, to) tell of the same: the
// length in brackets right after the range, or the range right after the
// length.
func adjoins(text string, l length, from, to int) bool {
	if l.start >= to {
		between := strings.TrimSpace(text[to:l.start])
		return slices.Contains([]string{"(", "(~", "(about", "(approximately", ",", "(total", "- total", "for", "(duration:", "lasting", ", lasting", "(for"}, strings.ToLower(between)) &&
			!strings.HasPrefix(strings.TrimSpace(text[l.end:]), "each") && !mentions(text[l.end:], partial)
	}
	if l.end > from {
		return false
	}
	between := strings.ToLower(strings.Trim(text[l.end:from], " \n,:("))
	before := strings.ToLower(text[:l.start])
	return slices.Contains([]string{"from", "between", "", "of downtime from", "of downtime between", "of downtime", "outage from", "outage between", "outage"}, between) &&
		!mentions(before, ofOthers) && !mentions(text, partial)
}

// ofOthers are words before a length that is not that of the range after it.
var ofOthers = newWords("every", "each", "first", "last", "within", "after", "timeout", "per")

// partial words say that a length counts only some of the time.
var partial = newWords("during", "business", "working", "support hours", "office hours", "excluding", "not counting", "except", "intermittent", "periodic", "each", "every", "per", "total of", "combined")

// statedLength compares the stated length of the incident with its moments, and
// with the entries of the timeline.
func (p *Post) statedLength() (Finding, bool) {
	in := p.Facts
	if in == nil || in.Duration == nil || !in.Duration.Stated || p.backwards() {
		return Finding{}, false
	}
	ev := in.Duration.Evidence
	stated := lengths(ev.Text)
	i := slices.IndexFunc(stated, func(l length) bool { return l.Length == in.Duration.Length })
	if i < 0 || mentions(p.lineText(ev.Line), partial) || mentions(ev.Text, partial) {
		return Finding{}, false
	}
	l := stated[i]
	l.Approx = l.Approx || in.Duration.Approx
	label := strings.HasPrefix(strings.ToLower(strings.TrimLeft(ev.Text, "*_ -")), "time to")
	span := p.nearest(l, label)
	if span == 0 || l.fits(span) {
		return Finding{}, false
	}
	at := p.evidenceAt(ev)
	if ev.End > ev.Start {
		at += l.start
	}
	return Finding{At: at, Message: fmt.Sprintf("%s fits no two times of this post; the closest are %s apart", quoted(ev.Text[l.start:l.end]), when.Words(span, false)),
		Hint: "correct the length or the times, or say in the same sentence what it counts"}, true
}

// nearest returns the interval between two times of the post that is closest to
// a stated length, 0 where too little is known to judge.
func (p *Post) nearest(l length, label bool) time.Duration {
	in := p.Facts
	var from, to []when.Moment
	for _, f := range []*incident.Fact{in.Started, in.Detected} {
		from = addExact(from, f)
	}
	for _, f := range []*incident.Fact{in.Mitigated, in.Resolved} {
		to = addExact(to, f)
	}
	if len(from) == 0 || len(to) == 0 || !label && in.Started == nil {
		return 0
	}
	for _, e := range in.Timeline {
		if e.At.Precision < when.Minute {
			continue
		}
		if label || mentions(e.Text, beginnings) {
			from = append(from, e.At)
		}
		if label || mentions(e.Text, endings) {
			to = append(to, e.At)
		}
	}
	best := time.Duration(0)
	if len(from)*len(to) > 10_000 {
		return 0
	}
	for _, a := range from {
		for _, b := range to {
			span := b.Instant().Sub(a.Instant())
			if a.Zoned == b.Zoned && span > 0 && (best == 0 || (span-l.Length).Abs() < (best-l.Length).Abs()) {
				best = span
			}
		}
	}
	return best
}

func addExact(list []when.Moment, f *incident.Fact) []when.Moment {
	if f == nil || f.Precision < when.Minute {
		return list
	}
	return append(list, f.Moment)
}

var (
	beginnings = newWords("start", "starts", "started", "begin", "begins", "began", "down", "unavailable", "outage", "fail", "fails", "failed", "failing", "errors", "error", "impact", "degraded", "drop", "drops", "dropped", "deployed", "released", "alert", "alerts", "reported", "declared", "unreachable", "offline", "paged", "fault", "occurs")
	endings    = newWords("end", "ends", "ended", "over", "resolved", "restored", "recovered", "recovers", "back", "mitigated", "fixed", "fix", "repaired", "reverted", "rolled", "normal", "healthy", "up", "closed", "complete", "completed", "deployed", "no longer", "works", "working", "available", "finished")
)
