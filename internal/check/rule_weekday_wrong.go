package check

import (
	"fmt"
	"time"

	"candor/internal/diag"
	"candor/internal/when"
)

var weekdayWrong = Rule{
	Code: "weekday-wrong", About: Truth, Severity: diag.Warning,
	Reason:  "A weekday that does not fit its date means that one of the two is wrong, and the weekday is what people remember.",
	Example: "Friday, 2024-07-18: that was a Thursday.",
	post:    findWeekdayWrong,
}

func findWeekdayWrong(p *Post) []Finding {
	var list []Finding
	for i, b := range p.prose() {
		if b.quote {
			continue
		}
		for _, f := range p.scan(i) {
			if f.Weekday == 0 || f.Date.IsZero() || f.Date.Ambiguous || f.Impossible != "" || f.Until != nil {
				continue
			}
			said := time.Weekday(f.Weekday - 1)
			was, ok := p.weekday(f.Date, said)
			if !ok || was == said {
				continue
			}
			list = append(list, Finding{At: b.at + f.Start, Message: fmt.Sprintf("%s is no %s but a %s", dateWords(f.Date), said, was), Hint: "correct the weekday or the date"})
		}
	}
	return list
}

// weekday returns the day of the week of a date. One without a year may be of
// the year of publication or of the one before: where either fits, it does.
func (p *Post) weekday(d when.Date, said time.Weekday) (time.Weekday, bool) {
	if d.Year != 0 {
		return dayOf(d), true
	}
	if p.Post.Published.IsZero() {
		return 0, false
	}
	d.Year = p.Post.Published.Time.Year() - 1
	if dayOf(d) == said {
		return said, true
	}
	d.Year++
	return dayOf(d), true
}

func dayOf(d when.Date) time.Weekday {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Weekday()
}

func dateWords(d when.Date) string {
	if d.Year == 0 {
		return fmt.Sprintf("%d %s", d.Day, d.Month)
	}
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}
