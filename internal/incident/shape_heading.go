package incident

import "strings"

// headingEntries finds headings that begin with a time, one for each event.
// Outside a timeline there must be two of one level that begin with a clock.
func headingEntries(d *document, out []entry) []entry {
	var counts [7]int
	for i := range d.blocks {
		if b := &d.blocks[i]; b.kind == heading && b.dated() {
			if !d.lead(i).Clock.IsZero() {
				counts[b.level]++
			}
		}
	}
	for i := range d.blocks {
		b := &d.blocks[i]
		if b.kind != heading || !b.dated() {
			continue
		}
		if e, ok := d.statusHeading(i); ok {
			out = append(out, e)
			continue
		}
		region := d.places[i].region
		st := d.lead(i)
		if !isLog(&st.Stamp, region) || region == 0 && counts[b.level] < 2 {
			continue
		}
		e := d.newEntry(i, 0, len(b.text), st.start, st.end, st.Stamp)
		e.body = d.sectionText(i)
		out = append(out, e)
	}
	return out
}

// statusHeading reads a heading as status pages have it, the state and then the
// time: Monitoring 2025-01-04 11:06a.
func (d *document) statusHeading(i int) (entry, bool) {
	text := d.masked(i)
	if !d.arena.read(lex, text).within(statusWord, 0, 2) {
		return entry{}, false
	}
	f, ok := trailing(text)
	if !ok || f.Clock.IsZero() || f.Impossible != "" || f.Start == 0 {
		return entry{}, false
	}
	e := d.newEntry(i, 0, len(text), f.Start, f.End, f.Stamp)
	e.told = strings.TrimRight(text[:f.Start], " :-–—(|@")
	e.body = d.sectionText(i)
	return e, true
}

// sectionText returns what stands under a heading, up to the next one, without
// markup.
func (d *document) sectionText(i int) string {
	var b strings.Builder
	for j := i + 1; j < len(d.blocks) && d.blocks[j].kind != heading && b.Len() < maxBody; j++ {
		if d.blocks[j].kind != note {
			b.WriteString(d.masked(j))
			b.WriteString("\n")
		}
	}
	return b.String()
}
