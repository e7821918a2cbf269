package check

import (
	"strings"
	"time"

	"candor/internal/when"
)

// length is a stated length of time.
type length struct {
	when.Duration
	start, end int // in the text
	unit       time.Duration
}

// vague words before a length say that it is not exact.
var vague = []string{"about", "around", "approximately", "approx", "roughly", "some", "over", "than", "under", "nearly", "almost", "least", "most", "to", "circa", "ca", "another", "within", "~", "just", "only"}

// lengths returns the lengths of time in a text. A number right after the unit
// is the next smaller one: 1h19.
func lengths(text string) []length {
	var list []length
	for _, f := range when.ScanDurations(text) {
		if n := len(list); n > 0 && f.Start < list[n-1].end {
			continue
		}
		l := length{Duration: f.Duration, start: f.Start, end: f.End, unit: smallest(text[f.Start:f.End])}
		if rest := text[f.End:]; len(rest) >= 2 && strings.HasSuffix(text[:f.End], "h") && isDigit(rest[0]) && isDigit(rest[1]) && (len(rest) == 2 || !isWord(rest[2])) {
			l.Length += time.Duration(int(rest[0]-'0')*10+int(rest[1]-'0')) * time.Minute
			l.end, l.unit = l.end+2, time.Minute
		}
		l.Approx = l.Approx || isVague(text[:l.start])
		list = append(list, l)
	}
	return list
}

// isVague reports whether a text ends in a word that makes a length inexact.
func isVague(before string) bool {
	before = strings.TrimRight(before, " \n(")
	word := strings.ToLower(before[strings.LastIndexAny(before, " \n(")+1:])
	for _, v := range vague {
		if strings.Trim(word, ".,:") == v {
			return true
		}
	}
	return strings.HasSuffix(before, "~") || strings.HasSuffix(before, "<") || strings.HasSuffix(before, ">") || strings.HasSuffix(before, "≈")
}

// smallest is the smallest unit that a length is written in.
func smallest(text string) time.Duration {
	text = strings.ToLower(strings.TrimSuffix(strings.TrimSpace(text), "(s)"))
	letters := strings.TrimLeft(text[strings.LastIndexAny(text, "0123456789 -")+1:], " -")
	switch {
	case strings.HasPrefix(letters, "s"):
		return time.Second
	case strings.HasPrefix(letters, "m"):
		return time.Minute
	case strings.HasPrefix(letters, "h"):
		return time.Hour
	}
	return 24 * time.Hour
}

// slack is how far from the truth a stated length may be: people round 58
// minutes to an hour, and 28 to 30.
func (l length) slack() time.Duration {
	minutes := int(l.Length / time.Minute)
	slack := time.Minute
	switch {
	case l.unit == time.Second:
		slack = 2 * time.Second
		if minutes > 0 {
			slack = time.Minute
		}
	case l.unit >= 24*time.Hour:
		slack = 18 * time.Hour
	case l.unit == time.Hour && l.Length%time.Hour == 0:
		slack = 30 * time.Minute
	case minutes%10 == 0:
		slack = 5 * time.Minute
	case minutes%5 == 0:
		slack = 3 * time.Minute
	}
	if l.Approx {
		slack = max(2*slack, l.Length*3/10)
	}
	return slack
}

// fits reports whether a stated length may be that of an interval.
func (l length) fits(interval time.Duration) bool {
	return (interval - l.Length).Abs() <= l.slack()
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }
