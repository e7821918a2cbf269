package check

import (
	"candor/internal/diag"
	"candor/internal/when"
)

var zoneMissing = Rule{
	Code: "zone-missing", About: Truth, Severity: diag.Hint,
	Reason:  "Without a time zone anywhere no reader in another one can tell when it was, and feeds and pages can show no instant.",
	Example: "- 10:11 Deploy starts: write 10:11 UTC, or All times in UTC above the timeline.",
	post:    findZoneMissing,
}

func findZoneMissing(p *Post) []Finding {
	if p.Facts == nil || p.Facts.Zone != "" {
		return nil
	}
	at := -1
	note := func(m when.Moment, from int) bool {
		if m.Precision >= when.Minute && at < 0 {
			at = from
		}
		return m.Zoned
	}
	for _, e := range p.Facts.Timeline {
		if note(e.At, e.Start) {
			return nil
		}
	}
	for _, n := range p.Facts.Moments() {
		if n.Fact != nil && note(n.Fact.Moment, p.evidenceAt(n.Fact.Evidence)) {
			return nil
		}
	}
	if at < 0 {
		return nil
	}
	return []Finding{{At: at, Message: "no time zone is named anywhere, so nobody elsewhere knows when this was", Hint: "write the zone beside the clock, or once for all: All times in UTC"}}
}
