package incident

import (
	"strings"

	"candor/internal/when"
)

// lineEntries finds the paragraphs of a timeline that begin with a time, and
// the lines of a paragraph where each begins with one. Outside a timeline three
// such lines in a row are needed.
func lineEntries(d *document, out []entry) []entry {
	logs, least := 0, 3
	for i := 0; i < len(d.blocks); i++ {
		if d.blocks[i].kind != paragraph {
			continue
		}
		if d.places[i].region > 0 {
			if d.isDayAbove(i) {
				out = append(out, d.dayEntry(i))
			} else {
				out = d.paragraphEntries(out, i, false)
			}
			continue
		}
		first, j := len(out), i
		if logs > 0 { // a second log of a post may be short
			least = 2
		}
		for j < len(d.blocks) && d.blocks[j].kind == paragraph && d.places[j].region == 0 {
			before := len(out)
			if out = d.paragraphEntries(out, j, true); len(out) == before {
				break
			}
			j++
		}
		if len(out)-first < least || d.places[i].aside {
			out = out[:first]
		} else {
			logs++
		}
		i = max(i, j-1)
	}
	return out
}

// isDayAbove reports whether a paragraph is only the day of the items under it,
// of which the first has no time of its own.
func (d *document) isDayAbove(i int) bool {
	if i+1 >= len(d.blocks) || d.blocks[i+1].kind != item || !d.lead(i+1).IsZero() {
		return false
	}
	st := d.lead(i)
	return !st.Date.IsZero() && st.Clock.IsZero() && st.Until == nil && endsLine(d.masked(i)[st.end:])
}

// dayEntry is the entry of a day that stands above what happened on it.
func (d *document) dayEntry(i int) entry {
	st := d.lead(i)
	e := d.newEntry(i, 0, len(d.blocks[i].text), st.start, st.end, st.Stamp)
	var b strings.Builder
	for j := i + 1; j < len(d.blocks) && d.blocks[j].kind == item && b.Len() < maxBody; j++ {
		b.WriteString(d.masked(j))
		b.WriteString("\n")
	}
	e.body = b.String()
	return e
}

// paragraphEntries adds the entries of one paragraph. Strict ones begin with
// the clock itself, not with "At".
func (d *document) paragraphEntries(all []entry, i int, strict bool) []entry {
	b := &d.blocks[i]
	if (!b.dated() || !b.lineMayLead()) && !d.mayLeadBare(i) {
		return all
	}
	text := d.masked(i)
	first := len(all)
	lines, at := 0, 0
	run, longest, last := 0, 0, -2 // of lines with an entry
	mark := "\n"
	if strings.Contains(b.text, "<br") { // then lines end there, and may be wrapped
		mark = "<br"
	}
	for at < len(text) {
		end := strings.Index(b.text[at:], mark)
		if end < 0 {
			end = len(text) - at
		}
		line := text[at : at+end]
		if e, ok := d.lineEntry(i, at, line, strict); ok {
			e.line = b.lineAt(e.timeStart)
			all = append(all, e)
			if lines != last+1 {
				run = 0
			}
			run, last = run+1, lines
			longest = max(longest, run)
		}
		lines++
		at += end + 1
		if mark != "\n" && at < len(text) {
			rest := b.text[at:]
			rest = rest[strings.IndexByte(rest, '>')+1:]
			at = len(text) - len(strings.TrimLeft(rest, " \n"))
		}
	}
	out := all[first:]
	if len(out) == 0 {
		return all
	}
	few := len(out)*2 < lines
	if len(out) > 1 && (!few || longest > 2) {
		for k := range out { // each line on its own, with what follows it
			e := &out[k]
			switch {
			case few:
			case k+1 < len(out):
				e.end = out[k+1].start - 1
			default:
				e.end = b.end()
			}
			line := e.line
			*e = d.newEntry(i, e.start-b.start, e.end-b.start, e.timeStart-b.start, e.timeEnd-b.start, e.Stamp)
			e.line = line
		}
		return all
	}
	if out[0].start != b.start {
		return all[:first]
	}
	e := d.newEntry(i, 0, len(b.text), out[0].timeStart-b.start, out[0].timeEnd-b.start, out[0].Stamp)
	from, to := out[0].timeStart-b.start, out[0].timeEnd-b.start
	e.loose = isSentence(text, from, to) && strings.Trim(text[from:to], "~.0123456789") != "" // 19.08 is written in logs only
	return append(all[:first], e)
}

// isSentence reports whether a paragraph with a time at [from, to) reads on
// from it, as "At 10:15 UTC, we …" does and "10:15 – …" does not.
func isSentence(text string, from, to int) bool {
	if from > skipSymbols(text, 0) {
		return true
	}
	rest := strings.TrimLeft(text[to:], " ")
	return strings.HasPrefix(rest, ",") || rest != "" && rest[0] >= 'a' && rest[0] <= 'z'
}

// lineEntry reads one line of a paragraph, which begins at byte at of its text.
func (d *document) lineEntry(i, at int, line string, strict bool) (entry, bool) {
	st, start, end := lead(line)
	if st.IsZero() && !d.places[i].under.IsZero() {
		st, start, end = bareLead(line, d.places[i].region > 0)
	}
	if !isLog(&st, d.places[i].region) || strict && (start > skipSymbols(line, 0) || st.Clock.IsZero()) {
		return entry{}, false
	}
	if st.Clock.IsZero() && st.Until == nil && len(strings.Fields(line[end:])) < 6 && endsLine(line[end:]) { // a day for the lines below
		return entry{}, false
	}
	return d.newEntry(i, at, at+len(line), at+start, at+end, st), true
}

// mayLeadBare reports whether bareLead may find something: a quick test.
func (d *document) mayLeadBare(i int) bool {
	return d.blocks[i].holds&digits != 0 && !d.places[i].under.IsZero()
}

// bareLead reads the four digits of a clock that a line begins with, and which a
// colon or dash follows: 1738: the alert fires. In a timeline they may have a dot
// instead: 17.38 the alert fires.
func bareLead(line string, dots bool) (st when.Stamp, start, end int) {
	start = skipSymbols(line, 0)
	clock := start
	if strings.HasPrefix(line[start:], "~") {
		st.Approx = true
		clock++
	}
	if rest := line[clock:]; dots && len(rest) > 6 && rest[2] == '.' && (rest[5] == ' ' || rest[5] == ',') && rest[6] > ' ' {
		if c, ok := when.ReadBareClock(rest[:2] + rest[3:5]); ok {
			st.Clock = c
			return st, start, clock + 5
		}
	}
	end = min(clock+4, len(line))
	c, ok := when.ReadBareClock(line[clock:end])
	rest := strings.TrimLeft(line[end:], ") ]")
	if !ok || len(rest) < 2 || rest[0] != ':' && rest[0] != '-' && rest[0] != 0xe2 || isWord(rest[1]) {
		return when.Stamp{}, 0, 0
	}
	st.Clock = c
	return st, start, end
}

// endsLine reports whether nothing of weight follows a date.
func endsLine(rest string) bool {
	rest = strings.Trim(rest, " :.-–—")
	_, zoned := when.FindZone(rest)
	return rest == "" || zoned || strings.HasPrefix(rest, "(")
}
