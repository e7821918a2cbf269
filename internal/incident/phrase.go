package incident

import "strings"

// word is one word of a text in lower case, without apostrophes.
type word struct {
	text  string
	start int  // byte in the text
	apart bool // punctuation stands before it
}

// words splits a text without markup into words.
func words(text string) []word {
	lower := strings.ToLower(text)
	if len(lower) != len(text) { // a letter whose lower case is longer: offsets would be off
		lower = asciiLower(text)
	}
	list := make([]word, 0, len(text)/5)
	start, apart := -1, false
	for i := 0; i <= len(lower); i++ {
		if i < len(lower) && (isWord(lower[i]) || lower[i] >= 0x80 && !isQuote(lower[i:]) || start >= 0 && inWord(lower[i:])) {
			if start < 0 {
				start = i
			}
			continue
		}
		if start >= 0 {
			list = append(list, word{apostrophes.Replace(lower[start:i]), start, apart})
			start, apart = -1, false
		}
		if i < len(lower) && strings.IndexByte(".,;:()\n|", lower[i]) >= 0 {
			apart = true
		}
	}
	return list
}

var apostrophes = strings.NewReplacer("'", "", "’", "")

// inWord reports whether a word goes on with s: an apostrophe, or a hyphen with
// a letter after it.
func inWord(s string) bool {
	return s[0] == '\'' || isApostrophe(s) || s[0] == '-' && len(s) > 1 && isWord(s[1])
}

func asciiLower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}

// isQuote reports whether s begins with punctuation from U+2000 to U+206F, the
// apostrophe aside.
func isQuote(s string) bool {
	return len(s) > 2 && s[0] == 0xe2 && (s[1] == 0x80 || s[1] == 0x81) && !isApostrophe(s)
}

func isApostrophe(s string) bool { return strings.HasPrefix(s, "’") }

// A phrase is a pattern over words. Its parts are words, with alternatives
// divided by |, "*" at the end for any ending, and ".." for up to six words of
// any kind.
type phrase []part

type part struct {
	any   bool
	exact []string
	stems []string
}

// phrases compiles patterns.
func phrases(patterns ...string) []phrase {
	list := make([]phrase, len(patterns))
	for i, p := range patterns {
		for _, f := range strings.Fields(p) {
			if f == ".." {
				list[i] = append(list[i], part{any: true})
				continue
			}
			var one part
			for _, alt := range strings.Split(f, "|") {
				if stem, ok := strings.CutSuffix(alt, "*"); ok {
					one.stems = append(one.stems, stem)
				} else {
					one.exact = append(one.exact, alt)
				}
			}
			list[i] = append(list[i], one)
		}
	}
	return list
}

const anyWords = 6

// matchAt returns the index after the phrase when it stands at ws[i], else -1.
func (p phrase) matchAt(ws []word, i int) int {
	for k, part := range p {
		if part.any {
			for skip := 0; skip <= anyWords && i+skip <= len(ws); skip++ {
				if end := p[k+1:].matchAt(ws, i+skip); end >= 0 {
					return end
				}
			}
			return -1
		}
		if i >= len(ws) || !part.fits(ws[i].text) {
			return -1
		}
		i++
	}
	return i
}

func (p part) fits(w string) bool {
	for _, e := range p.exact {
		if w == e {
			return true
		}
	}
	for _, s := range p.stems {
		if strings.HasPrefix(w, s) {
			return true
		}
	}
	return false
}

// denials before a phrase turn it around, or make it a plan.
var denials = map[string]bool{
	"not": true, "no": true, "never": true, "without": true, "unable": true, "cannot": true, "cant": true, "didnt": true,
	"doesnt": true, "wasnt": true, "werent": true, "isnt": true, "couldnt": true, "wont": true, "wouldnt": true, "arent": true,
	"hadnt": true, "hasnt": true, "havent": true, "will": true, "would": true, "should": true, "could": true, "may": true, "might": true,
	"if": true, "until": true, "unless": true, "before": true, "attempt": true, "attempts": true, "attempted": true, "attempting": true,
	"try": true, "tries": true, "tried": true, "trying": true, "plan": true, "planned": true, "plans": true, "planning": true,
	"hope": true, "hoping": true, "expect": true, "expected": true, "believe": true, "believed": true, "believing": true,
	"believes": true, "fails": true, "failed": true, "prepare": true, "preparing": true, "start": true, "started": true, "starting": true,
	"starts": true, "begin": true, "begins": true, "began": true, "partially": true, "partial": true, "mostly": true, "assumed": true,
	"seemed": true, "seemingly": true, "appears": true, "appeared": true, "decide": true, "decided": true, "decision": true,
	"want": true, "wanted": true, "agreed": true, "agree": true, "need": true, "needed": true, "needs": true, "working": true, "continue": true,
	"initiated": true, "prepared": true, "considered": true, "considering": true, "discussed": true, "suspected": true, "thought": true,
	"most": true, "almost": true, "nearly": true, "some": true, "awaiting": true, "waiting": true, "investigating": true, "proposed": true, "proposes": true,
}

// find returns where the first of the phrases stands in ws, as word indices.
// With guard, a denial among the three words before rules it out.
func find(ws []word, list []phrase, guard bool) (from, to int) {
	for i := range ws {
		for _, p := range list {
			end := p.matchAt(ws, i)
			if end < 0 || guard && denied(ws, i, end) {
				continue
			}
			return i, end
		}
	}
	return -1, -1
}

func has(ws []word, list []phrase, guard bool) bool {
	from, _ := find(ws, list, guard)
	return from >= 0
}

// denied reports whether a denial stands in the same clause before ws[from], or
// among ws[from:to].
func denied(ws []word, from, to int) bool {
	for k := from; k < to; k++ {
		if denials[ws[k].text] && !turns[ws[k].text] {
			return true
		}
	}
	for k := from - 1; k >= max(0, from-clause) && !ws[k+1].apart; k-- {
		if denials[ws[k].text] {
			return true
		}
	}
	return false
}

// clause is how many words before a phrase can turn it around.
const clause = 6

// turns are denials that a phrase may hold itself.
var turns = map[string]bool{
	"no": true, "start": true, "started": true, "starting": true, "starts": true, "begin": true, "begins": true, "began": true, "not": true, "fails": true, "failed": true,
	"some": true, "working": true,
}
