package incident

import (
	"slices"
	"strings"

	"candor/internal/when"
)

// maxIndent is how deep items are told apart, in columns.
const maxIndent = 16

// listEntries finds list items that begin with a time. Outside a timeline a
// list counts only where most of its items do, and with a clock.
func listEntries(d *document, out []entry) []entry {
	for i := 0; i < len(d.blocks); {
		if d.blocks[i].kind != item {
			i++
			continue
		}
		j := i
		for j < len(d.blocks) && d.blocks[j].kind == item && d.places[j].region == d.places[i].region {
			j++
		}
		if d.holdsDigits(i, j) {
			out = d.listRun(out, i, j)
		}
		i = j
	}
	return out
}

// holdsDigits reports whether one of the blocks [from, to) may hold a time, or
// the ?? of one.
func (d *document) holdsDigits(from, to int) bool {
	return slices.ContainsFunc(d.blocks[from:to], func(b block) bool { return b.holds&digits != 0 || strings.Contains(b.text, "??") })
}

// listRun adds the entries among the items [from, to) of one list.
func (d *document) listRun(out []entry, from, to int) []entry {
	region := d.places[from].region
	first := len(out)
	bare := region > 0 && d.hasBareClocks(from, to)
	var counts [maxIndent + 1][2]int // by indentation: items, items that begin with a clock
	for i := from; i < to; i++ {
		b := &d.blocks[i]
		c := &counts[min(b.level, maxIndent)]
		c[0]++
		if b.holds&digits != 0 || strings.HasPrefix(strings.TrimLeft(b.text, "[*_`"), "??") {
			st := d.lead(i)
			if bare && st.IsZero() {
				if s, start, end := bareLead(b.firstLine(), true); !s.Clock.IsZero() {
					st = &leadTime{start, end, s}
				}
			}
			switch {
			case !st.IsZero() && isTemplate(d.masked(i)[st.end:], afterPlaceholder(d.masked(i)[st.end:])):
			case isLog(&st.Stamp, region):
				out = d.itemEntries(out, i, st)
				c[1]++
			case region > 0 && st.IsZero():
				if why := unreadable(d.masked(i)); why != "" {
					out = append(out, d.newSlip(i, 0, len(b.text), why))
				}
			}
		}
	}
	if region > 0 {
		return d.withRelative(out, first, from, to)
	}
	kept := out[:first]
	for _, e := range out[first:] {
		c := &counts[min(d.blocks[e.block].level, maxIndent)]
		if !d.places[e.block].aside && c[1] >= 2 && c[1]*2 >= c[0] {
			kept = append(kept, e)
		}
	}
	return kept
}

// hasBareClocks reports whether several of the items [from, to) begin with the
// four digits of a clock: 1015: the alert fires.
func (d *document) hasBareClocks(from, to int) bool {
	n := 0
	for i := from; i < to && n < 3; i++ {
		if st, _, _ := bareLead(d.blocks[i].firstLine(), false); !st.Clock.IsZero() {
			n++
		}
	}
	return n == 3
}

// itemEntries adds the entry of an item, and those of its lines that begin with a
// dash or bullet that is no marker of Markdown, and then a time.
func (d *document) itemEntries(out []entry, i int, st *leadTime) []entry {
	text := d.masked(i)
	begin := 0
	add := func(end int) {
		e := d.newEntry(i, begin, end, st.start, st.end, st.Stamp)
		e.line = d.blocks[i].lineAt(e.start)
		out = append(out, e)
	}
	for at := nextBullet(text, 0); at >= 0; at = nextBullet(text, at) {
		next, from, to := lead(text[at:])
		if next.Clock.IsZero() {
			break
		}
		add(at)
		begin, st = at, &leadTime{at + from, at + to, next}
	}
	add(len(text))
	return out
}

// nextBullet returns where the next line after a byte begins that has a dash or
// a bullet before it, -1 for none.
func nextBullet(text string, after int) int {
	for {
		end := strings.IndexByte(text[after:], '\n')
		if end < 0 {
			return -1
		}
		after += end + 1
		at := len(text) - len(strings.TrimLeft(text[after:], " "))
		for _, mark := range [...]string{"– ", "— ", "• "} {
			if strings.HasPrefix(text[at:], mark) {
				return at
			}
		}
	}
}

// withRelative adds the items between others that say only how long after them
// they are: "Within ten minutes - …". They keep their place without a time.
func (d *document) withRelative(entries []entry, first, from, to int) []entry {
	if len(entries)-first < 2 {
		return entries
	}
	level := d.blocks[entries[first].block].level
	for i := from; i < to; i++ {
		b := &d.blocks[i]
		line := b.firstLine()
		if b.level != level || !d.lead(i).IsZero() {
			continue
		}
		at := separatorIn(line)
		if at == 0 {
			continue
		}
		if said := d.arena.read(lex, line[:at]); said.within(relativeTime, 0, 2) {
			entries = append(entries, d.newEntry(i, 0, len(b.text), 0, 0, when.Stamp{}))
		}
	}
	return entries
}

// separatorIn returns where the dash or colon stands that divides a time from
// what happened, 0 for none.
func separatorIn(line string) int {
	head := line[:min(len(line), maxLabel)]
	for _, mark := range [...]string{" - ", " – ", " — ", ": "} {
		if at := strings.Index(head, mark); at > 0 {
			return at
		}
	}
	return 0
}
