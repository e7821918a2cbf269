package incident

import (
	"strings"

	"candor/internal/when"
)

// sentence is a part of a block's text.
type sentence struct {
	text  string // without markup
	start int    // byte in the block's text
}

// sentences splits a text without markup at full stops, question marks and
// blank lines. A dot after an abbreviation or inside a number ends nothing.
func sentences(text string) []sentence { return appendSentences(nil, text) }

// appendSentences adds the sentences of a text to a list.
func appendSentences(list []sentence, text string) []sentence {
	start := 0
	add := func(end int) {
		from, to := start, end
		for from < to && isBlank(text[from]) {
			from++
		}
		for from < to && isBlank(text[to-1]) {
			to--
		}
		if from < to {
			list = append(list, sentence{text[from:to], from})
		}
		start = end
	}
	for i := 0; i < len(text); i++ {
		if !stops[text[i]] {
			continue
		}
		switch text[i] {
		case '.', '!', '?':
			if i+1 == len(text) || (text[i+1] == ' ' || text[i+1] == '\n') && !abbreviated(text[start:i], text[i+1:]) {
				add(i + 1)
			}
		case '\n':
			if i+1 < len(text) && text[i+1] == '\n' {
				add(i)
			}
		}
	}
	add(len(text))
	return list
}

var stops = [256]bool{'.': true, '!': true, '?': true, '\n': true}

func isBlank(c byte) bool { return c == ' ' || c == '\n' || c == '\t' }

var shortForms = []string{"a.m", "p.m", "approx", "e.g", "i.e", "vs", "ca", "etc", "no", "mr", "dr", "inc", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}

// abbreviated reports whether the dot between before and after belongs to an
// abbreviation.
func abbreviated(before, after string) bool {
	from := len(before)
	for from > 0 && len(before)-from <= len("approx") && before[from-1] != ' ' && before[from-1] != '\n' && before[from-1] != '(' {
		from--
	}
	last := before[from:]
	if len(last) > len("approx") {
		return false
	}
	for _, s := range shortForms {
		if strings.EqualFold(last, s) {
			rest := strings.TrimLeft(after, " \n")
			if _, zoned := when.ReadZone(rest); zoned > 1 { // 6:00 a.m. PST
				return true
			}
			return rest == "" || rest[0] < 'A' || rest[0] > 'Z' || s != "a.m" && s != "p.m" && s != "etc"
		}
	}
	return false
}
