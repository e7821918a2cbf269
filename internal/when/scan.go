package when

import "strings"

// Found is a time in a running text, with the bytes it takes.
type Found struct {
	Stamp
	Start, End int
}

// Scan returns the times that a text names, in their order. It reads a
// version, an address or a count for none.
func Scan(text string) []Found {
	var list []Found
	for i := 0; i < len(text); i++ {
		if !startsTime(text, i) {
			continue
		}
		st, n := ReadStamp(text[i:])
		if n == 0 || isModal(text[i:], st) {
			continue
		}
		st.Approx = st.Approx || endsInApprox(text[:i])
		if st.Until == nil && endsInWord(text[:i], "between") {
			n += st.readAndUntil(text[i+n:])
		}
		list = append(list, Found{st, i, i + n})
		i += n - 1
	}
	return list
}

// startsTime reports whether a time may begin at byte i: at the start of a word
// that is a number or begins like a month, a day or a clock's name.
func startsTime(text string, i int) bool {
	c := text[i]
	if !isDigit(c) && (!isLetter(c) || strings.IndexByte("adefjlmnostwyADEFJLMNOSTWY", c) < 0) {
		return false
	}
	if i == 0 {
		return true
	}
	p := text[i-1]
	if isDigit(p) || isLetter(p) {
		return false
	}
	if strings.IndexByte(".:/_#$=&?%+\\", p) >= 0 {
		return false
	}
	return p != '-' || i < 2 || !isDigit(text[i-2]) && !isLetter(text[i-2])
}

// isModal reports whether a date is the verb of "may 5 users see this": a month
// in lower case without a year, as no name is written.
func isModal(s string, st Stamp) bool {
	return st.Date.Year == 0 && !st.Date.IsZero() && (strings.HasPrefix(s, "may ") || strings.HasPrefix(s, "march "))
}

// endsInWord reports whether the last word of s is w.
func endsInWord(s, w string) bool {
	s = strings.TrimRight(s, " \t\n")
	return len(s) >= len(w) && strings.EqualFold(s[len(s)-len(w):], w)
}
