package incident

import (
	"strconv"

	"candor/internal/when"
)

// Mark names the words of a post that state a fact.
type Mark struct {
	ID         string
	Start, End int // bytes of the file
}

// MarkID is the id on the page of a fact's words. The dot keeps it apart from
// the ids of headings.
func MarkID(fact string) string { return "fact." + fact }

// EventNames names the entries of the timeline by the times they give, as
// written, so that a link to one outlives entries that are added before it:
// event-20181021-2252. Of several at one time, the second ends in .2.
func (in *Incident) EventNames() []string {
	names := make([]string, len(in.Timeline))
	seen := make(map[string]int, len(names))
	for i, e := range in.Timeline {
		name := eventName(e.At)
		if seen[name]++; seen[name] > 1 {
			name += "." + strconv.Itoa(seen[name])
		}
		names[i] = name
	}
	return names
}

func eventName(at when.Moment) string {
	name := append(make([]byte, 0, 32), "event"...)
	if at.IsZero() {
		return string(name)
	}
	at.Zoned = false // the clock as it is written
	name = at.Append(append(name, '-'))
	kept := name[:len("event-")]
	for _, c := range name[len("event-"):] {
		switch c {
		case '-', ':':
		case 'T':
			kept = append(kept, '-')
		default:
			kept = append(kept, c)
		}
	}
	return string(kept)
}

// Marks lists the words on which facts stand, as far as they stand in one
// place of the text.
func (in *Incident) Marks() []Mark {
	var list []Mark
	add := func(name string, start, end int) {
		if start < end {
			list = append(list, Mark{MarkID(name), start, end})
		}
	}
	for i, name := range in.EventNames() {
		add(name, in.Timeline[i].Start, in.Timeline[i].End)
	}
	for _, m := range in.Moments() {
		if m.Fact != nil {
			add(m.Name, m.Fact.Evidence.Start, m.Fact.Evidence.End)
		}
	}
	if in.Duration != nil {
		add("duration", in.Duration.Evidence.Start, in.Duration.Evidence.End)
	}
	return list
}
