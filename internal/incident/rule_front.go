package incident

import (
	"slices"
	"strings"

	"candor/internal/when"
)

// frontRule reads the moments that the front matter names: detected_at, or the
// resolvedWhen of a status page, whose date is the start.
func frontRule(r *reader) {
	var room [maxLabel]byte
	for _, f := range r.fronts {
		of, ok := momentLabels[string(appendSpelled(room[:0], f.key))]
		if !ok {
			continue
		}
		if f = f.read(); !f.known {
			continue
		}
		if isEndKey(f.key) {
			r.track(f)
		} else {
			r.add(of, f.at, stated, f.Evidence)
		}
	}
}

// track reads the bounds that a status page keeps.
func (r *reader) track(end frontValue) {
	if !r.tracked || !isBefore(r.src.Published, end.at) {
		return
	}
	r.add(resolved, end.at, fair, end.Evidence) // when the page was brought up to date
	if begin, ok := r.front("date"); ok && begin.known {
		r.add(started, begin.at, faint, begin.Evidence)
	}
}

// endKeys are the keys in which status pages keep the end: cState, ClearStatus
// and others.
var endKeys = [...]string{"resolvedwhen", "resolved_on", "resolveddate"}

// isTracked reports whether the front matter or the updates are those of a status
// page, which holds nothing but incidents and what is announced or planned.
func (d *document) isTracked() bool {
	tracked := d.updated
	for _, f := range d.fronts {
		tracked = tracked || isEndKey(f.key)
	}
	if !tracked {
		return false
	}
	note, _ := d.front("informational")
	return !strings.EqualFold(note.value, "true") && !d.arena.read(lex, d.src.Title).has(planWord)
}

func isEndKey(key string) bool {
	return slices.ContainsFunc(endKeys[:], func(end string) bool { return len(key) == len(end) && strings.EqualFold(key, end) })
}

// appendSpelled appends a key as words: resolvedWhen, resolved_when and
// resolved-when are "resolved when".
func appendSpelled(words []byte, key string) []byte {
	for i := range len(key) {
		c := key[i]
		switch {
		case c == '_' || c == '-':
			c = ' '
		case 'A' <= c && c <= 'Z':
			if i > 0 && 'a' <= key[i-1] && key[i-1] <= 'z' {
				words = append(words, ' ')
			}
			c |= 0x20
		}
		words = append(words, c)
	}
	return words
}

// frontValue is a key of the front matter with the time that it gives.
type frontValue struct {
	key   string
	value string // without quotes and comment
	at    when.Moment
	known bool // it has a clock
	Evidence
}

// front reads a key of the front matter, which is given in lower case.
func (d *document) front(key string) (frontValue, bool) {
	for _, f := range d.fronts {
		if len(f.key) == len(key) && strings.EqualFold(f.key, key) {
			return f.read(), true
		}
	}
	return frontValue{}, false
}

// readFront finds the keys of the front matter that stand on a line with their
// value, which is not read yet.
func (d *document) readFront() {
	at := 0
	for line := 1; line < d.src.BodyLine && at < len(d.text); line++ {
		text, _, _ := strings.Cut(d.text[at:], "\n")
		if n := keyEnd(text); n > 0 && text[0] != ' ' && text[0] != '#' {
			ev := Evidence{Line: line, Text: text, Rule: "front", Start: at, End: at + len(text)}
			d.fronts = append(d.fronts, frontValue{key: strings.TrimRight(text[:n], " "), value: text[n+1:], Evidence: ev})
		}
		at += len(text) + 1
	}
}

// keyEnd returns where the key of a line ends, -1 where it has none.
func keyEnd(text string) int {
	for i := range len(text) {
		if text[i] == ':' || text[i] == '=' {
			return i
		}
	}
	return -1
}

// read reads the value.
func (f frontValue) read() frontValue {
	f.value, _, _ = strings.Cut(f.value, " #")
	f.value = strings.Trim(f.value, " \"'\r\n")
	if m, err := when.ParseDate(f.value); err == nil {
		f.at, f.known = m, m.Precision >= when.Minute
	}
	return f
}
