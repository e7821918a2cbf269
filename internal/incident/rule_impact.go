package incident

import (
	"strconv"
	"strings"
)

// impactUnits are what people count the impact in.
var impactUnits = map[string]bool{
	"users": true, "user": true, "customers": true, "customer": true, "requests": true, "request": true, "accounts": true, "account": true, "errors": true, "jobs": true, "builds": true, "orders": true,
	"transactions": true, "payments": true, "emails": true, "messages": true, "projects": true, "repositories": true, "packages": true, "crates": true, "sites": true, "websites": true, "domains": true, "organizations": true,
	"organisations": true, "tenants": true, "nodes": true, "pods": true, "servers": true, "instances": true, "records": true, "rows": true, "events": true, "sessions": true, "devices": true, "merchants": true, "webhooks": true,
	"deliveries": true, "applications": true, "apps": true, "teams": true, "files": true, "objects": true, "failures": true, "calls": true, "queries": true, "runs": true, "workflows": true, "databases": true, "tokens": true, "people": true,
}

var hit = phrases(
	"affected|impacted|failed|failing|lost|unavailable|unable|dropped|rejected|errored|timed|compromised|exposed|leaked|deleted|corrupted|delayed|missed|broken|down|disrupted|phished|stolen|removed|returned|saw|experienced|received",
	"impact|affecting|impacting|caused by|failures .. caused",
)

const maxCounts = 8

// impactRule reads counts of what was hit, from the sections and labels about
// impact and from sentences that say so.
func impactRule(r *reader) {
	section := false
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.kind == heading {
			section = strings.Contains(strings.ToLower(b.text), "impact")
			continue
		}
		if !b.digits || r.places[i].aside || r.isEntry(i) || b.kind == row && r.places[i].region > 0 {
			continue
		}
		if !section && !strings.Contains(b.text, "mpact") && !strings.Contains(b.text, "ffected") && !strings.Contains(b.text, "fail") && !strings.Contains(b.text, "lost") && !strings.Contains(b.text, "unable") {
			continue
		}
		for _, s := range sentences(r.masked(i)) {
			if hasDigit(s.text) && len(r.impact) < maxCounts {
				r.counts(i, s)
			}
		}
	}
}

// counts reads the counts of one sentence.
func (r *reader) counts(i int, s sentence) {
	ws := words(s.text)
	if !has(ws, hit, false) || has(ws, modal, false) {
		return
	}
	text := s.text
	for at := 0; at < len(text); at++ {
		if text[at] < '0' || text[at] > '9' || at > 0 && (isWord(text[at-1]) || strings.IndexByte(".,:/-_#$€£+", text[at-1]) >= 0) {
			continue
		}
		number, n := readCount(text[at:])
		if n == 0 {
			continue
		}
		unit, end := readUnit(text[at+n:])
		if unit == "" || len(r.impact) == maxCounts {
			at += n
			continue
		}
		ev := r.evidence(i, s.start+at, s.start+at+n+end, "impact")
		r.impact = append(r.impact, Count{number, unit, ev})
		at += n + end - 1
	}
}

// readCount reads 3492, 3,492, 1.5 million, 78%.
func readCount(s string) (float64, int) {
	n := 0
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || (s[n] == ',' || s[n] == '.') && n+1 < len(s) && s[n+1] >= '0' && s[n+1] <= '9') {
		n++
	}
	if n > 15 {
		return 0, 0
	}
	value, err := strconv.ParseFloat(strings.ReplaceAll(s[:n], ",", ""), 64)
	if err != nil {
		return 0, 0
	}
	for _, scale := range [...]struct {
		word   string
		factor float64
	}{{" million", 1e6}, {" thousand", 1e3}, {" billion", 1e9}, {"k ", 1e3}, {"K ", 1e3}, {"M ", 1e6}} {
		if strings.HasPrefix(s[n:], scale.word) {
			return value * scale.factor, n + len(strings.TrimRight(scale.word, " "))
		}
	}
	if n < len(s) && isWord(s[n]) {
		return 0, 0
	}
	return value, n
}

// readUnit reads what is counted: up to three words that end in a known unit,
// or a per cent sign with what it is of.
func readUnit(s string) (string, int) {
	percent := strings.HasPrefix(s, "%")
	at := 0
	if percent {
		at = 1
		s2 := strings.TrimPrefix(s[at:], " of all")
		s2 = strings.TrimPrefix(s2, " of the")
		s2 = strings.TrimPrefix(s2, " of")
		at = len(s) - len(s2)
	}
	first := at
	for range 4 {
		if at >= len(s) || s[at] != ' ' {
			break
		}
		end := at + 1
		for end < len(s) && (isWord(s[end]) || s[end] == '-') {
			end++
		}
		if end == at+1 {
			break
		}
		if impactUnits[strings.ToLower(s[at+1:end])] {
			unit := strings.TrimSpace(s[first:end])
			if percent {
				unit = "% of " + unit
			}
			return unit, end
		}
		at = end
	}
	return "", 0
}
