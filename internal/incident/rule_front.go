package incident

import (
	"strings"

	"candor/internal/when"
)

// frontRule reads the bounds that status pages such as those of cState keep in
// the front matter: date and resolvedWhen.
func frontRule(r *reader) {
	if !r.tracked {
		return
	}
	end, _ := r.front("resolvedwhen")
	if !end.known || !isBefore(r.src.Published, end.at) {
		return
	}
	r.add(resolved, end.at, fair, end.Evidence)
	if begin, ok := r.front("date"); ok && begin.known {
		r.add(started, begin.at, faint, begin.Evidence)
	}
}

// isTracked reports whether the front matter is that of a status page, which
// holds nothing but incidents.
func (d *document) isTracked() bool {
	if _, ok := d.front("resolvedwhen"); !ok {
		return false
	}
	note, _ := d.front("informational")
	return !strings.EqualFold(note.value, "true")
}

// frontValue is the value of a key of the front matter, and the time it gives.
type frontValue struct {
	value string // without quotes
	at    when.Moment
	known bool // it has a clock
	Evidence
}

// front reads a key of the front matter, which is given in lower case.
func (d *document) front(key string) (frontValue, bool) {
	at, line := 0, 1
	for text := range strings.Lines(d.text) {
		if line >= d.src.BodyLine {
			break
		}
		if name, value, ok := strings.Cut(text, ":"); ok && len(name) == len(key) && strings.EqualFold(name, key) {
			text = strings.TrimSuffix(text, "\n")
			value, _, _ = strings.Cut(value, " #") // a comment
			value = strings.Trim(value, " \"'\r\n")
			out := frontValue{value: value, Evidence: Evidence{Line: line, Text: text, Rule: "front", Start: at, End: at + len(text)}}
			if m, err := when.ParseDate(value); err == nil {
				out.at, out.known = m, m.Precision >= when.Minute
			}
			return out, true
		}
		at += len(text)
		line++
	}
	return frontValue{}, false
}
