package incident

import (
	"strings"

	"candor/internal/when"
)

// updateEntries finds the updates of status pages: a paragraph with the track
// shortcode of cState, {{< track "2018-02-13 14:54:00" >}}, and a container
// whose title ends in a time, ::: update Monitoring | 2021-01-14T11:03Z.
func updateEntries(d *document, out []entry) []entry {
	first := len(out)
	for i := range d.blocks {
		b := &d.blocks[i]
		if b.kind != paragraph || b.holds&digits == 0 || d.places[i].aside {
			continue
		}
		if e, ok := d.trackEntry(i); ok {
			out = append(out, e)
		} else if e, ok := d.containerEntry(i); ok {
			out = append(out, e)
		}
	}
	d.updated = len(out)-first > 1
	return out
}

// trackEntry reads a paragraph that ends in a track shortcode.
func (d *document) trackEntry(i int) (entry, bool) {
	text := d.blocks[i].text
	at := strings.Index(text, "{{")
	if at < 0 {
		return entry{}, false
	}
	name := strings.TrimLeft(text[at+2:], "<% ")
	rest, ok := strings.CutPrefix(name, "track ")
	if !ok {
		return entry{}, false
	}
	return d.updateEntry(i, d.masked(i)[:at], len(text)-len(strings.TrimLeft(rest, " \"'`")))
}

// containerEntry reads a container.
func (d *document) containerEntry(i int) (entry, bool) {
	text := d.blocks[i].text
	if !strings.HasPrefix(text, ":::") {
		return entry{}, false
	}
	title, told, _ := strings.Cut(text, "\n")
	bar := strings.LastIndexByte(title, '|')
	if bar < 0 {
		return entry{}, false
	}
	told, _, _ = strings.Cut(told, "\n:::")
	name := strings.Fields(strings.Trim(title[:bar], ": "))
	return d.updateEntry(i, strings.Join(name[min(1, len(name)):], " ")+": "+told, len(title)-len(strings.TrimLeft(title[bar+1:], " ")))
}

// updateEntry makes an entry of a block with a time at a byte of its text.
func (d *document) updateEntry(i int, told string, at int) (entry, bool) {
	text := d.blocks[i].text
	st, n := when.ReadStamp(text[at:])
	if n == 0 || st.Clock.IsZero() || st.Impossible != "" {
		return entry{}, false
	}
	e := d.newEntry(i, 0, len(text), at, at+n, st)
	e.told = strings.TrimSpace(told)
	return e, true
}
