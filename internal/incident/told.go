package incident

import (
	"strings"

	"candor/internal/when"
)

// told is a sentence that names a time or a length of time.
type told struct {
	sentence
	reading
	block   int
	entry   bool                 // of an entry of the timeline
	times   []when.Found         // their bytes are those of the block's text
	lengths []when.FoundDuration // likewise
}

// planned reports whether a sentence tells of plans or habits, or of what might
// be at its first time.
func (t *told) planned() bool {
	if t.has(planWord) {
		return true
	}
	may, ok := t.find(mayWord, false)
	return ok && (len(t.times) == 0 || t.start+int(t.words[may.from].start) < t.times[0].Start)
}

// What is longer than these is no prose, and is not read as such: bytes of a
// sentence, times in a paragraph.
const maxSentence, maxTimes = 2000, 60

// tell cuts the running text into the sentences that the rules read.
func (r *reader) tell() {
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.kind == heading || b.kind == row || r.places[i].aside {
			continue
		}
		entry := r.isEntry(i)
		if entry && b.kind == item {
			continue
		}
		var times []when.Found
		if b.dated() || b.sees(days) {
			times = r.scan(i)
		}
		first := len(r.lengths)
		if b.sees(units) {
			r.lengths = when.AppendDurations(r.lengths, r.masked(i))
		}
		if lengths := r.lengths[first:]; len(times)+len(lengths) > 0 && len(times) <= maxTimes {
			r.tellBlock(i, entry, times, lengths)
		}
	}
}

func (r *reader) tellBlock(i int, entry bool, times []when.Found, lengths []when.FoundDuration) {
	r.sentences = appendSentences(r.sentences[:0], r.masked(i))
	for _, s := range r.sentences {
		end := s.start + len(s.text)
		t := told{sentence: s, block: i, entry: entry}
		k := 0
		for k < len(times) && times[k].Start < end {
			k++
		}
		t.times, times = times[:k], times[k:]
		for k = 0; k < len(lengths) && lengths[k].Start < end; {
			k++
		}
		t.lengths, lengths = lengths[:k], lengths[k:]
		if len(t.times)+len(t.lengths) > 0 && len(s.text) <= maxSentence {
			t.reading = r.arena.read(lex, s.text)
			r.told = append(r.told, t)
		}
	}
}

// isEntry reports whether a block holds an entry of the timeline.
func (d *document) isEntry(i int) bool { return d.memos[i].entry }

// dated gives a clock in running text the day that its sentence or the ones
// before it in the paragraph name. Where a midnight may have passed, or an
// earlier paragraph speaks of another day than the post as a whole, the day of
// a bare clock is not known.
func (r *reader) dated(t *told, f when.Found) (st when.Stamp, known bool) {
	st = f.Stamp
	if st.HasDay() || st.Weekday != 0 {
		return st, true
	}
	if namesDay(r.masked(t.block)[f.End:]) {
		return st, false
	}
	var day when.Stamp
	end := t.start + len(t.text)
	for _, other := range r.scan(t.block) {
		before := other.Start < f.Start
		if (other.HasDay() || other.Weekday != 0) && (before || day.IsZero() && other.Start >= t.start && other.Start < end) {
			day = other.Stamp
			if other.Until != nil && !other.Until.Date.IsZero() && before {
				day = *other.Until
			}
		}
		if before && !other.Clock.IsZero() && other.Clock.Hour >= f.Clock.Hour+6 {
			return st, false
		}
	}
	if !day.IsZero() {
		return onDayOf(st, day), true
	}
	return r.dayBefore(t.block, st)
}

// namesDay reports whether what follows a clock is a day without its month: 8 PM
// UTC on the 16th.
func namesDay(rest string) bool {
	day, ok := strings.CutPrefix(strings.TrimLeft(rest, " \n"), "on the ")
	return ok && day != "" && '0' <= day[0] && day[0] <= '9'
}

// dayBefore gives a clock the day of the last time told in the section. Where a
// day is named there without a clock, and it is another one than the post's, the
// day is not known.
func (r *reader) dayBefore(i int, st when.Stamp) (when.Stamp, bool) {
	for k := i - 1; k >= max(0, i-maxBack) && r.blocks[k].kind != heading; k-- {
		if r.blocks[k].kind == row || !r.blocks[k].dated() && !r.blocks[k].sees(days) {
			continue
		}
		times := r.scan(k)
		for n := len(times) - 1; n >= 0; n-- {
			f := times[n].Stamp
			if !f.HasDay() && f.Weekday == 0 {
				continue
			}
			if !f.Clock.IsZero() {
				return onDayOf(st, f), true
			}
			full, ok := r.frame.Complete(f.Date)
			return st, ok && full == r.frame.Day
		}
	}
	return st, true
}

// maxBack is how many blocks before a clock are searched for its day.
const maxBack = 12

// onDayOf puts a clock on the day that another stamp names.
func onDayOf(st, day when.Stamp) when.Stamp {
	st.Date, st.Relative, st.Days, st.Weekday = day.Date, day.Relative, day.Days, day.Weekday
	return st
}
