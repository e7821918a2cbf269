package incident

import (
	"strings"

	"candor/internal/when"
)

// saying is what one entry says.
type saying struct {
	reading
	head int // how many of its words are the entry's own, or its first sentence's
	name string
}

// maxBody is how many bytes under a heading are read.
const maxBody = 600

// ownWords is what an entry says of its own time: a later sentence that names
// another time tells of that one.
func ownWords(text string) string {
	if !hasDigit(text) || !strings.Contains(text, ". ") && !strings.Contains(text, "ed at ") {
		return text
	}
	for _, f := range when.Scan(text) {
		if end := strings.LastIndex(text[:f.Start], ". "); end > 0 {
			return text[:end+1]
		}
		if !f.Clock.IsZero() && f.Until == nil && tellsOfThen(text[:f.Start]) {
			return text[:max(0, strings.LastIndexAny(text[:f.Start], ",;:"))]
		}
	}
	return text
}

// ownBody is what stands under a heading up to the sentence that names another
// clock.
func ownBody(body string, own when.Clock) string {
	if !hasDigit(body) {
		return body
	}
	for _, f := range when.Scan(body) {
		if !f.Clock.IsZero() && (f.Clock.Hour != own.Hour || f.Clock.Minute != own.Minute) {
			return body[:strings.LastIndex(body[:f.Start], ". ")+1]
		}
	}
	return body
}

// tellsOfThen reports whether what goes before a time says that something
// happened at that time: impact resolved at 19:27.
func tellsOfThen(before string) bool {
	before = strings.TrimSuffix(before, "at ")
	for _, verb := range [...]string{"resolved ", "started ", "began ", "ended ", "restored ", "recovered ", "detected ", "down "} {
		if strings.HasSuffix(before, verb) {
			return true
		}
	}
	return false
}

// entryNames are what stands before the colon of an entry that is what it says:
// Detection: the pods restart. The moment is counted from one.
var entryNames = map[string]moment{
	"detection": detected + 1, "detected": detected + 1, "mitigation": mitigated + 1, "mitigated": mitigated + 1, "resolution": resolved + 1, "resolved": resolved + 1, "recovery": resolved + 1, "recovered": resolved + 1,
}

// beforeName tells the bytes that may stand before the name of an entry.
var beforeName = [256]bool{' ': true, '-': true, ':': true, '|': true, '*': true, '\n': true, '\t': true}

// entryName returns the name of an entry in lower case, empty where it has none
// or tells of what has only begun.
func entryName(text string) string {
	text = trimDashes(text, &beforeName)
	for _, w := range [...]string{"incident ", "issue ", "outage ", "problem ", "initial ", "first "} {
		if len(text) > len(w) && strings.EqualFold(text[:len(w)], w) {
			text = text[len(w):]
			break
		}
	}
	colon := strings.IndexByte(text[:min(len(text), 12)], ':')
	if colon < 0 {
		return ""
	}
	rest := strings.ToLower(text[colon:])
	for _, w := range [...]string{"began", "begin", "initiat", "attempt", "started ", "starting", "identified"} {
		if strings.Contains(rest, w) {
			return ""
		}
	}
	return strings.ToLower(text[:colon])
}

// mayGive is a quick test for gives: without words of its topic, only a name or an
// alert gives a signal.
func (s *saying) mayGive(sig signal) bool {
	return s.has(sig.topic) || s.name != "" || s.has(alertWord)
}

// gives reports whether an entry gives a signal.
func (s *saying) gives(sig signal) bool {
	switch {
	case !s.mayGive(sig):
		return false
	case sig.weight >= marked && s.name != "" && entryNames[s.name] == sig.of+1:
		return true
	case sig.of == detected && (sig.weight >= marked && s.head > 5 || s.hasAny(pastTrouble, wentWell) || entryNames[s.name] > detected+1):
		return false
	case sig.topic == declaredVerb && s.has(resolvedMark): // declares it over
		return false
	case sig.topic == startedMark && s.within(reporting, 0, 1): // Reports of errors start
		return false
	case sig.weight >= marked && !sig.last:
		return s.within(sig.topic, 0, min(s.head, 16)) || s.within(sig.topic, max(0, s.head-6), s.head)
	case sig.of == detected && sig.topic != detectedMark && (s.has(toldThem) && !s.precedes(sig.topic, toldThem) || s.has(announced)):
		return false
	case (sig.of == resolved || sig.topic == easedVerb) && s.has(notEnded):
		return false
	case s.has(theirs) && !(sig.of == detected && s.precedes(sig.topic, theirs)):
		return false
	case sig.of == started && sig.weight < marked && s.within(alertWord, 0, 2):
		return false
	case sig.topic == detectedVerb && s.within(alertWord, 0, 1) && len(s.words) > 1 && s.words[1].apart: // Alert: 12% of requests fail
		return true
	case sig.of == started && (s.has(reporting) || s.has(notStarted) || s.has(rehearsal)): // a report tells when it came, not when the trouble did
		return false
	case sig.weight < marked && s.has(elsewhere), sig.weight == fair && sig.last && (s.has(goingOn) || s.has(rehearsal)):
		return false
	}
	h, ok := s.find(sig.topic, sig.sure)
	return ok && (sig.weight >= marked || sig.of != detected && sig.of != mitigated || h.from < maxTold)
}

// maxTold is how many words into an entry it may tell of the detection or the
// mitigation: further on it tells of what was found out, or of what came later.
const maxTold = 30
