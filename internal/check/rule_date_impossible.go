package check

import (
	"candor/internal/diag"
	"candor/internal/when"
)

var dateImpossible = Rule{
	Code: "date-impossible", About: Truth, Severity: diag.Warning,
	Reason:  "A day or clock that does not exist is a slip of the pen, and readers cannot know which was meant.",
	Example: "On 31 June, at 24:10, 23:00 AM: June has 30 days, a day 24 hours, no morning an hour 23.",
	post:    findDateImpossible,
}

func findDateImpossible(p *Post) []Finding {
	var list []Finding
	for i, b := range p.prose() {
		if b.quote {
			continue
		}
		for _, f := range p.scan(i) {
			why := impossible(f.Stamp)
			if why == "" || goesOn(b.text, f.End) || p.readAlready(b.at+f.Start) {
				continue
			}
			list = append(list, Finding{At: b.at + f.Start, Message: quoted(b.text[f.Start:f.End]) + " cannot be: " + why, Hint: "write the date or time that is meant"})
		}
	}
	return list
}

// impossible says why a stamp, or the end of its range, cannot be. Two numbers
// with a colon may be a ratio unless something else says that they are a clock.
func impossible(st when.Stamp) string {
	clock := st.Clock.Half != 0 || !st.Zone.IsZero() || !st.Date.IsZero() || st.Clock.Hour == 24
	if st.Impossible != "" && (clock || st.Clock.IsZero()) {
		return st.Impossible
	}
	if st.Until != nil && clock {
		return st.Until.Impossible
	}
	return ""
}

// readAlready reports whether the timeline's own finding is about this place.
func (p *Post) readAlready(at int) bool {
	line, _ := p.position(at)
	for _, d := range p.Read {
		if d.Code == "time-unreadable" && d.Line == line {
			return true
		}
	}
	return false
}

// goesOn reports whether a date is only the beginning of a longer number, as
// of a version.
func goesOn(text string, end int) bool {
	return end+1 < len(text) && text[end] == '.' && isDigit(text[end+1])
}
