package incident

import (
	"strings"

	"candor/internal/when"
)

// labelEntries finds the items of a timeline that name what happened first:
// "Fault occurs 2020-04-15 07:15", "First detected: 2023-09-18 13:42".
func labelEntries(d *document, out []entry) []entry {
	timed := -1 // the level of the last item that begins with a time; what stands under it tells of it
	for i := range d.blocks {
		b := &d.blocks[i]
		if b.kind != item || d.places[i].region == 0 {
			timed = -1
			continue
		}
		if b.level <= timed {
			timed = -1
		}
		if !d.lead(i).IsZero() && timed < 0 {
			timed = b.level
		}
		if !b.dated() || timed >= 0 {
			continue
		}
		text := d.masked(i)
		if f, ok := trailing(text); ok {
			e := d.newEntry(i, 0, len(b.text), f.Start, f.End, f.Stamp)
			e.told = strings.TrimRight(text[:f.Start], " :-–—(")
			out = append(out, e)
		}
	}
	return out
}

// trailing returns the one time of a short text that it ends in. A remark in
// brackets may follow.
func trailing(text string) (when.Found, bool) {
	if len(text) > 4*maxLine {
		return when.Found{}, false
	}
	found := when.Scan(text)
	if len(found) != 1 || !found[0].HasDay() && found[0].Clock.IsZero() {
		return when.Found{}, false
	}
	f := found[0]
	most := 7 // words before a time
	if f.Clock.IsZero() {
		most = 3
	}
	rest := strings.Trim(text[f.End:], " .,;\n\t")
	if f.Start > 0 && text[f.Start-1] == '(' { // Alert fires (10:15 UTC)
		rest = strings.TrimLeft(strings.TrimPrefix(rest, ")"), " ")
	}
	if rest != "" && rest[0] != '(' || len(strings.Fields(text[:f.Start])) > most {
		return when.Found{}, false
	}
	return f, true
}
