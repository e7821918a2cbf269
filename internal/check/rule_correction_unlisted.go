package check

import (
	"strings"

	"candor/internal/diag"
)

var correctionUnlisted = Rule{
	Code: "correction-unlisted", About: Completeness, Severity: diag.Hint,
	Reason:  "Readers who know the first version look for what changed. A correction in the front matter stands at the top of the page and reaches subscribers.",
	Example: "An earlier version of this post said 40 minutes: add it under corrections, with its date.",
	post:    findCorrectionUnlisted,
}

// correctionParts are what all that tells of a correction has one of.
var correctionParts = newWords("orrect", "rratum", "ersion of this", "riginally")

var correctionWords = newWords(
	"an earlier version of this", "a previous version of this", "this post has been corrected", "this post was corrected", "this article has been corrected",
	"this report has been corrected", "this post originally stated", "this post originally said", "we originally stated", "originally stated that")

func findCorrectionUnlisted(p *Post) []Finding {
	if len(p.Post.Corrections) > 0 || !p.holds(correctionParts) {
		return nil
	}
	for _, b := range p.prose() {
		if b.kind == heading || b.quote || !strings.Contains(b.text, "orrect") && !strings.Contains(b.text, "rratum") && !strings.Contains(b.text, "ersion of") && !strings.Contains(b.text, "riginally") {
			continue
		}
		lower := strings.ToLower(strings.Join(strings.Fields(b.text), " "))
		told := mentions(lower, correctionWords)
		for _, label := range []string{"correction:", "corrections:", "erratum:", "correction ("} {
			told = told || strings.HasPrefix(lower, label) || strings.HasPrefix(lower, strings.Replace(label, ":", " :", 1))
		}
		if told {
			return []Finding{{At: b.at + len(b.text) - len(strings.TrimLeft(b.text, " \n")), Message: "this tells of a correction, and the front matter lists none", Hint: "add corrections: [{date: …, text: …}]"}}
		}
	}
	return nil
}
