package incident

import (
	"strings"

	"candor/internal/when"
)

// zones returns the zone of the post's times: the one that it states for all of
// them, else the only one. shared says that no other is named beside a clock.
func (d *document) zones(entries []entry, stated when.Zone) (z when.Zone, shared bool) {
	var used when.Zone
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
	if !stated.IsZero() {
		return stated, one && (used.IsZero() || used.Same(stated))
	}
	if one {
		return used, true
	}
	return when.Zone{}, false
}

// statedZone returns the zone of a sentence such as "all times in UTC".
func (d *document) statedZone() when.Zone {
	for i := range d.blocks {
		if b := &d.blocks[i]; b.kind == row || b.holds&zones == 0 || !statesZone(b.text) {
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

// statesZone reports whether a text speaks of times in general.
func statesZone(text string) bool {
	for {
		at := strings.Index(text, "ime")
		if at < 1 {
			return false
		}
		word := text[at-1:]
		if word[0]|0x20 == 't' && (strings.HasPrefix(word[4:], "s") || strings.HasPrefix(word[4:], "zone") || strings.HasPrefix(word[4:], " zone")) {
			return true
		}
		text = text[at+3:]
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
