package check

import (
	"fmt"
	"time"

	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/when"
)

var frontMatterDisagrees = Rule{
	Code: "front-matter-disagrees", About: Truth, Severity: diag.Warning,
	Reason:  "The page shows what the front matter says. Where the text names another time and never that one, a reader finds two answers on one page.",
	Example: "resolved: 2025-04-02 10:23 over a timeline that says 10:32 Resolved: correct one. A value that the text names anywhere is taken as the author's choice.",
	post:    findFrontMatterDisagrees,
}

func findFrontMatterDisagrees(p *Post) []Finding {
	c := p.Claim
	moments := []struct {
		name    string
		claimed incident.Claimed[when.Moment]
		of      func(*incident.Incident) *incident.Fact
	}{
		{"started", c.Started, func(in *incident.Incident) *incident.Fact { return in.Started }},
		{"detected", c.Detected, func(in *incident.Incident) *incident.Fact { return in.Detected }},
		{"mitigated", c.Mitigated, func(in *incident.Incident) *incident.Fact { return in.Mitigated }},
		{"resolved", c.Resolved, func(in *incident.Incident) *incident.Fact { return in.Resolved }},
	}
	var list []Finding
	var text *incident.Incident
	for _, m := range moments {
		if m.claimed.State != incident.Value || p.Unclaimed == nil {
			continue
		}
		if text == nil {
			if text = p.Unclaimed(); text == nil {
				return nil
			}
		}
		f := m.of(text)
		if f == nil || agree(m.claimed.Value, f.Moment) || p.named(m.claimed.Value, text) {
			continue
		}
		list = append(list, Finding{At: p.offset(m.claimed.Line), Message: fmt.Sprintf("%s is %s here, but %s in line %d, and the text never names this time", m.name, m.claimed.Value, f.Moment, f.Evidence.Line),
			Hint: "correct the front matter or the text"})
	}
	return append(list, p.claimedLength(text)...)
}

// agree reports whether two moments may be the same, as far as both are known.
func agree(a, b when.Moment) bool {
	if a.Zoned != b.Zoned {
		a.Zoned, b.Zoned = false, false
		a.Time, b.Time = wall(a.Time), wall(b.Time)
	}
	return !earlier(a, b) && !earlier(b, a)
}

// wall is what a clock on the wall shows, as if in UTC.
func wall(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC)
}

// named reports whether the text names a moment anywhere.
func (p *Post) named(m when.Moment, text *incident.Incident) bool {
	for _, e := range text.Timeline {
		if !e.At.IsZero() && agree(m, e.At) || !e.Until.IsZero() && agree(m, e.Until) {
			return true
		}
	}
	for i := range p.prose() {
		for _, f := range p.scan(i) {
			if f.Clock.Hour == m.Time.Hour() && f.Clock.Minute == m.Time.Minute() && !f.Clock.IsZero() ||
				f.Until != nil && f.Until.Clock.Hour == m.Time.Hour() && f.Until.Clock.Minute == m.Time.Minute() ||
				m.Precision == when.Day && f.Date.Day == m.Time.Day() && f.Date.Month == m.Time.Month() {
				return true
			}
		}
	}
	return false
}

// claimedLength compares a length in the front matter with the one that the
// text states, and with the moments.
func (p *Post) claimedLength(text *incident.Incident) []Finding {
	c := p.Claim.Duration
	if c.State != incident.Value || p.Unclaimed == nil {
		return nil
	}
	if text == nil {
		text = p.Unclaimed()
	}
	if text == nil || text.Duration == nil || !text.Duration.Stated {
		return nil
	}
	l := length{Duration: when.Duration{Length: c.Value, Approx: text.Duration.Approx}, unit: smallest(c.Text)}
	for _, b := range p.prose() {
		for _, other := range lengths(b.text) {
			if l.fits(other.Length) {
				return nil
			}
		}
	}
	return []Finding{{At: p.offset(c.Line), Message: fmt.Sprintf("the duration is %s here, but %s in line %d", when.Words(c.Value, false), when.Words(text.Duration.Length, text.Duration.Approx), text.Duration.Evidence.Line),
		Hint: "correct the front matter or the text"}}
}
