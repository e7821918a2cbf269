package check

import (
	"fmt"
	"strings"
	"time"

	"candor/internal/diag"
	"candor/internal/when"
)

var sumMismatch = Rule{
	Code: "sum-mismatch", About: Truth, Severity: diag.Warning,
	Reason:  "Where parts and their total are both stated, somebody will add them up.",
	Example: "1h19 and 1h12, 2h 32m in total: that is 2h 31m.",
	post:    findSumMismatch,
}

func findSumMismatch(p *Post) []Finding {
	var list []Finding
	for _, b := range p.prose() {
		if b.has&digit == 0 || b.quote || !b.holds(totalParts) {
			continue
		}
		for _, s := range sentences(b.text) {
			if f, ok := sumIn(s.text); ok {
				f.At += b.at + s.at
				list = append(list, f)
			}
		}
	}
	return list
}

// repeated words say that a length counts several times.
var repeated = newWords("each", "every", "per", "apiece", "times", "average")

// totalParts are what all that tells of a total has one of.
var totalParts = newWords("=", "TOTAL", "ombined", "ltogether", "otal")

// sumIn adds up the lengths of a sentence that has a total of at least two
// others. All of them must be exact.
func sumIn(text string) (Finding, bool) {
	all := lengths(text)
	if len(all) < 3 || len(all) > 12 {
		return Finding{}, false
	}
	total := -1
	for i, l := range all {
		if l.Approx && !isVagueTotal(text[:l.start]) || mentions(text, repeated) {
			return Finding{}, false
		}
		if isTotal(text, l) {
			if total >= 0 {
				return Finding{}, false
			}
			total = i
		}
	}
	if total != 0 && total != len(all)-1 || total < 0 {
		return Finding{}, false
	}
	sum, unit := time.Duration(0), 24*time.Hour
	for i, l := range all {
		if i != total {
			sum += l.Length
			unit = min(unit, l.unit)
		}
	}
	t := all[total]
	slack := time.Duration(0)
	if t.unit > unit { // 2h of 1h19 and 45m: the total is rounded
		slack = t.unit / 2
	}
	if (sum-t.Length).Abs() <= slack || unit > t.unit {
		return Finding{}, false
	}
	return Finding{At: t.start, Message: fmt.Sprintf("the parts add up to %s, not to %s", when.Words(sum, false), quoted(text[t.start:t.end])),
		Hint: "correct the total or the parts"}, true
}

// isVagueTotal reports whether "a total of about" is not what comes before.
func isVagueTotal(before string) bool {
	return strings.HasSuffix(strings.TrimRight(before, " "), "to")
}

// isTotal reports whether a length is said to be the sum of the others.
func isTotal(text string, l length) bool {
	before := strings.ToLower(strings.TrimRight(text[:l.start], " \n:("))
	after := strings.ToLower(strings.TrimLeft(text[l.end:], " \n,("))
	for _, w := range []string{"total of", "totaling", "totalling", "total", "totals", "=", "altogether", "combined", "in total", "adding up to", "adds up to", "for a total downtime of", "total downtime of", "total downtime was"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	for _, w := range []string{"in total", "total", "altogether", "combined", "of total downtime"} {
		if rest, ok := strings.CutPrefix(after, w); ok && (rest == "" || !isWord(rest[0])) {
			return true
		}
	}
	return false
}
