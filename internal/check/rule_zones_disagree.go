package check

import (
	"fmt"
	"strings"
	"time"

	"candor/internal/diag"
	"candor/internal/when"
)

var zonesDisagree = Rule{
	Code: "zones-disagree", About: Truth, Severity: diag.Error,
	Reason:  "A time given in two zones must be one instant. One of the two clocks, or the name of a zone, is wrong: PST in summer is the usual case.",
	Example: "10:00 PDT (18:00 UTC): 10:00 PDT is 17:00 UTC.",
	post:    findZonesDisagree,
}

func findZonesDisagree(p *Post) []Finding {
	var list []Finding
	for i, b := range p.prose() {
		if b.quote {
			continue
		}
		for _, f := range p.scan(i) {
			if f.Until != nil || f.Clock.IsZero() || f.Zone.IsZero() || f.Zone.Ambiguous() || f.Impossible != "" {
				continue
			}
			other, end := otherClock(b.text, f)
			if end == 0 || other.Zone.Same(f.Zone) && other.Zone.Name == f.Zone.Name {
				continue
			}
			if right, ok := p.converted(f.Stamp, other); !ok {
				list = append(list, Finding{At: b.at + f.Start, Message: fmt.Sprintf("%s: the first is %s %s", quoted(b.text[f.Start:end]), right, other.Zone.Name),
					Hint: "correct one of the clocks, or the name of the zone"})
			}
		}
	}
	return list
}

// otherClock reads the same time in another zone, in brackets or after a
// slash, and where it ends; 0 where there is none.
func otherClock(text string, f when.Found) (when.Stamp, int) {
	limit := min(len(text), f.End+3)
	open := strings.IndexAny(text[f.Start:limit], "(/=")
	if open < 0 {
		return when.Stamp{}, 0
	}
	at := f.Start + open + 1
	for at < len(text) && text[at] == ' ' {
		at++
	}
	other, n := when.ReadStamp(text[at:])
	if n == 0 || other.Clock.Precision < when.Minute || other.Zone.IsZero() || other.Zone.Ambiguous() || other.Until != nil || other.Impossible != "" || f.Clock.Precision < when.Minute {
		return when.Stamp{}, 0
	}
	if at += n; strings.HasPrefix(text[at:], ")") {
		at++
	}
	return other, at
}

// converted returns the first clock in the zone of the second, and whether the
// two agree. The day does not count: 20:07 EDT is 00:07 UTC.
func (p *Post) converted(first, second when.Stamp) (string, bool) {
	day := when.DateOf(p.Post.Published.Time)
	if first.Date.Year != 0 {
		day = first.Date
	} else if events := p.timeline(); len(events) > 0 && !events[0].At.IsZero() {
		day = when.DateOf(events[0].At.Time)
	}
	first.Date, second.Date = day, day
	first.Until, second.Until = nil, nil
	a, b := (when.Frame{}).Moment(first).At, (when.Frame{}).Moment(second).At
	if a.IsZero() || b.IsZero() || !a.Zoned || !b.Zoned {
		return "", true
	}
	gap := a.Instant().Sub(b.Instant()) % (24 * time.Hour)
	if gap < 0 {
		gap += 24 * time.Hour
	}
	_, offset := b.Time.Zone()
	right := a.Instant().Add(time.Duration(offset) * time.Second).Format("15:04")
	return right, gap < time.Minute || gap > 24*time.Hour-time.Minute
}
