package incident

import (
	"strconv"
	"strings"

	"candor/internal/when"
)

// impactUnits are what people count the impact in.
var impactUnits = map[string]bool{
	"users": true, "user": true, "customers": true, "customer": true, "requests": true, "request": true, "accounts": true, "account": true, "errors": true, "jobs": true, "builds": true, "orders": true,
	"transactions": true, "payments": true, "emails": true, "messages": true, "projects": true, "repositories": true, "packages": true, "crates": true, "sites": true, "websites": true, "domains": true, "organizations": true,
	"organisations": true, "tenants": true, "nodes": true, "pods": true, "servers": true, "instances": true, "records": true, "rows": true, "events": true, "sessions": true, "devices": true, "merchants": true, "webhooks": true,
	"deliveries": true, "applications": true, "apps": true, "teams": true, "files": true, "objects": true, "failures": true, "calls": true, "queries": true, "runs": true, "workflows": true, "databases": true, "tokens": true, "people": true,
}

// noUnit are words that end the name of a unit before it is one: 40 minutes for
// 312 customers.
var noUnit = map[string]bool{
	"and": true, "or": true, "to": true, "for": true, "of": true, "in": true, "on": true, "by": true, "with": true, "from": true, "at": true, "per": true,
	"seconds": true, "minutes": true, "hours": true, "days": true, "minute": true, "hour": true, "min": true, "ms": true,
}

const maxCounts = 8

// impactRule reads counts of what was hit, from the sections and labels about
// impact and from sentences that say so.
func impactRule(r *reader) {
	section := false
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.kind == heading {
			section = strings.Contains(b.text, "mpact") || strings.Contains(b.text, "IMPACT")
			continue
		}
		if b.holds&digits == 0 || r.places[i].aside || r.isEntry(i) || b.kind == row && r.places[i].region > 0 || !b.sees(counts) {
			continue
		}
		r.count(i, section)
	}
}

// count reads the counts of one block. Outside a section about impact, their
// sentence must tell of a hit.
func (r *reader) count(i int, section bool) {
	text := r.masked(i)
	for at := nextDigit(text, 0); at < len(text) && len(r.impact) < maxCounts; at = nextDigit(text, at+1) {
		if at > 0 && (isWord(text[at-1]) || strings.IndexByte(".,:/-_#$€£+", text[at-1]) >= 0) {
			at = endOfNumber(text, at)
			continue
		}
		number, n, factor := countEnd(text[at:])
		unit, end := "", 0
		if n > 0 {
			unit, end = readUnit(text[at+n:])
		}
		if unit == "" {
			at = endOfNumber(text, at)
			continue
		}
		value, err := strconv.ParseFloat(strings.ReplaceAll(text[at:at+number], ",", ""), 64)
		if value *= factor; err != nil || value >= 400 && value < 600 && strings.HasPrefix(unit, "error") { // 503 errors are no count
			at = endOfNumber(text, at)
			continue
		}
		if said := r.arena.read(lex, sentenceAround(text, at)); said.has(hitWord) && !said.has(modal) && (section || said.has(downWord)) {
			r.impact = append(r.impact, Count{value, unit, r.evidence(i, at, at+n+end, "impact")})
		}
		at += n + end - 1
	}
}

// nextDigit returns where the next digit stands, from at on.
func nextDigit(text string, at int) int { return at + when.FirstDigit(text[at:]) }

// endOfNumber returns the last byte of the word at a byte.
func endOfNumber(text string, at int) int {
	for at+1 < len(text) && isWord(text[at+1]) {
		at++
	}
	return at
}

// sentenceAround returns the sentence that a byte stands in.
func sentenceAround(text string, at int) string {
	for _, s := range sentences(text) {
		if at < s.start+len(s.text) {
			return s.text
		}
	}
	return ""
}

// countEnd returns where a count such as 3492, 3,492, 1.5 million or 78% ends,
// where its number does, and what that is to be multiplied by.
func countEnd(s string) (number, n int, factor float64) {
	for n < len(s) && (s[n] >= '0' && s[n] <= '9' || (s[n] == ',' || s[n] == '.') && n+1 < len(s) && s[n+1] >= '0' && s[n+1] <= '9') {
		n++
	}
	if n > 15 {
		return 0, 0, 0
	}
	for _, scale := range [...]struct {
		word   string
		factor float64
	}{{" million", 1e6}, {" thousand", 1e3}, {" billion", 1e9}, {"k ", 1e3}, {"K ", 1e3}, {"M ", 1e6}} {
		if strings.HasPrefix(s[n:], scale.word) {
			return n, n + len(strings.TrimRight(scale.word, " ")), scale.factor
		}
	}
	if n < len(s) && isWord(s[n]) {
		return 0, 0, 0
	}
	return n, n, 1
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
		if w := s[at+1 : end]; noUnit[w] || '0' <= w[0] && w[0] <= '9' {
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
