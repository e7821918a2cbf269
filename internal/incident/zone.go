package incident

import (
	"strings"

	"candor/internal/when"
)

// commonZone returns the zone of the clocks that name none: the one that the post
// states for all times, else the only one that it names beside a clock.
func (r *reader) commonZone() when.Zone {
	if !r.zoned {
		r.zoned = true
		if r.zone = r.statedZone(); r.zone.IsZero() {
			r.zone = r.usedZone(r.entries)
		}
	}
	return r.zone
}

// usedZone returns the zone that stands beside the clocks of the post, if it is
// one only.
func (d *document) usedZone(entries []entry) (used when.Zone) {
	one := true
	note := func(z when.Zone) {
		if z.IsZero() {
			return
		}
		if used.IsZero() {
			used = z
		}
		one = one && used.Same(z)
	}
	for i := range d.blocks {
		if b := &d.blocks[i]; b.dated() && b.kind != row && b.kind != heading && !d.places[i].aside && !d.isEntry(i) {
			times := d.scan(i)
			for k := range times {
				note(times[k].Zone)
			}
		}
	}
	for i := range entries {
		note(entries[i].Zone)
	}
	for _, l := range d.labelled {
		if hasDigit(l.value) {
			st, _, _ := lead(l.value)
			note(st.Zone)
		}
	}
	if !one {
		return when.Zone{}
	}
	return used
}

// statedZone returns the zone of a sentence such as "all times in UTC".
func (d *document) statedZone() when.Zone {
	for i := range d.blocks {
		if b := &d.blocks[i]; b.kind == row || !d.statesZone(i) {
			continue
		}
		for _, s := range sentences(d.masked(i)) {
			if !statesZone(s.text) {
				continue
			}
			if z, ok := when.FindZone(s.text); ok {
				return z
			}
		}
	}
	return when.Zone{}
}

// statesZone reports whether a block speaks of times in general.
func (d *document) statesZone(i int) bool {
	b := &d.blocks[i]
	if b.kind == heading || d.isEntry(i) { // at which nobody else looks
		return statesZone(b.text)
	}
	return b.sees(zones) && statesZone(b.text)
}

// statesZone reports whether a text speaks of times in general.
func statesZone(text string) bool {
	for at := 0; ; at++ {
		next := strings.IndexByte(text[at:], 'm')
		if next < 0 {
			return false
		}
		if at += next; at < 2 || text[at-2]|0x20 != 't' || text[at-1] != 'i' {
			continue
		}
		if after := text[at:]; strings.HasPrefix(after, "mes") || strings.HasPrefix(after, "mezone") || strings.HasPrefix(after, "me zone") {
			return true
		}
	}
}

// regionZone returns the zone that a timeline's heading or first lines state.
func (d *document) regionZone(region int, first int) when.Zone {
	if region == 0 {
		return when.Zone{}
	}
	for i := d.regions[region-1]; i < first; i++ {
		if d.places[i].region != region || d.blocks[i].kind == row {
			continue
		}
		if z, ok := when.FindZone(d.masked(i)); ok {
			return z
		}
	}
	return when.Zone{}
}

// regionDay returns the day that a timeline's first lines state, and whether it
// holds for all entries that name none.
func (d *document) regionDay(region, first int) (day when.Date, fixed bool) {
	if region == 0 {
		return when.Date{}, false
	}
	for i := d.regions[region-1]; i < first; i++ {
		if d.places[i].region != region || !d.blocks[i].dated() {
			continue
		}
		if found := d.dayIn(i); !found.IsZero() {
			day = found
			lower := strings.ToLower(d.blocks[i].text)
			fixed = strings.Contains(lower, "unless") || strings.Contains(lower, "all events")
		}
	}
	return day, fixed
}
