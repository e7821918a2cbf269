package check

import (
	"slices"
	"strings"

	"candor/internal/diag"
)

// Redact masks the secrets in all words of findings, whichever rule made them.
// It must be the last step before findings are shown anywhere. A line that can
// only be part of a key is masked too: a finding inside a PEM block shows one.
func Redact(list []diag.Diagnostic) {
	for i := range list {
		d := &list[i]
		d.Message, d.Hint, d.Text = masked(d.Message), masked(d.Hint), masked(d.Text)
	}
}

// cutShort finds what a message shows of a secret whose end it leaves out: a
// word with a token's prefix before an ellipsis, and all that follows the
// first line of a key.
func cutShort(text string) []Secret {
	var list []Secret
	if at := strings.Index(text, "PRIVATE KEY-----"); at >= 0 {
		list = append(list, Secret{Start: at, End: len(text)})
	}
	for at := 0; ; {
		i := strings.Index(text[at:], "…")
		if i < 0 {
			return list
		}
		end := at + i
		at = end + len("…")
		from := end
		for from > 0 && tokenByte[text[from-1]] {
			from--
		}
		if word := text[from:end]; len(word) > 1 {
			for _, s := range byFirst[[2]byte{word[0], word[1]}] {
				if strings.HasPrefix(word, s.prefix) {
					list = append(list, Secret{Start: from, End: end})
				}
			}
		}
	}
}

// mask is what stands for a secret.
const mask = "█"

func masked(text string) string {
	if len(text) < shortest {
		return text
	}
	if keyLine(text) {
		return maskAll(text)
	}
	found := append(Secrets(text), cutShort(text)...)
	if len(found) == 0 {
		return text
	}
	slices.SortFunc(found, func(a, b Secret) int { return a.Start - b.Start })
	var b strings.Builder
	at := 0
	for _, s := range found {
		if s.Start < at {
			continue
		}
		b.WriteString(text[at:s.Start])
		b.WriteString(maskAll(text[s.Start:s.End]))
		at = s.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// maskAll covers every character, so that columns stay where they are.
func maskAll(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || r == '\t' {
			return r
		}
		return []rune(mask)[0]
	}, s)
}

// keyLine reports whether a whole line is base64 of the length that PEM (RFC
// 7468) wraps at, or longer.
func keyLine(line string) bool {
	line = strings.TrimSpace(line)
	if len(line) < 60 || len(line) > 80 || strings.ContainsAny(line, " ") {
		return false
	}
	for i := range len(line) {
		if strings.IndexByte(alnum+"+/=", line[i]) < 0 {
			return false
		}
	}
	return strings.ContainsAny(line, digits) && strings.ContainsAny(line, upper) && strings.ContainsAny(line, lower)
}
