package check

import "candor/internal/diag"

// The rules of this file hand on what reading the timeline found.

var timeUnreadable = Rule{
	Code: "time-unreadable", About: Truth, Severity: diag.Warning,
	Reason:  "An entry whose time cannot be read has no place in the order of events, and takes no part in any length.",
	Example: "- 24:10 or 14:??: write the time, or the date alone.",
	post:    func(p *Post) []Finding { return p.folded("time-unreadable") },
}

var zoneAmbiguous = Rule{
	Code: "zone-ambiguous", About: Truth, Severity: diag.Hint,
	Reason:  "IST is used in India, Israel and Ireland, BST in Britain and Bangladesh. Readers elsewhere guess wrong.",
	Example: "10:00 IST: write 10:00 UTC+5:30, or 04:30 UTC.",
	post:    func(p *Post) []Finding { return p.folded("zone-ambiguous") },
}

var dayUnknown = Rule{
	Code: "day-unknown", About: Truth, Severity: diag.Hint,
	Reason:  "A clock without a day cannot be put on a calendar, nor compared with anything.",
	Example: "- 10:00 in a post that names no date: write 2024-05-02 10:00.",
	post:    func(p *Post) []Finding { return p.folded("day-unknown") },
}
