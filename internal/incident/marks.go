package incident

import "strconv"

// Mark names the words of a post that state a fact.
type Mark struct {
	ID         string
	Start, End int // bytes of the file
}

// MarkID is the id on the page of a fact's words. The dot keeps it apart from
// the ids of headings.
func MarkID(fact string) string { return "fact." + fact }

// EventName names entry i of the timeline, counted from 1 for people.
func EventName(i int) string { return "event-" + strconv.Itoa(i+1) }

// Marks lists the words on which facts stand, as far as they stand in one
// place of the text.
func (in *Incident) Marks() []Mark {
	var list []Mark
	add := func(name string, start, end int) {
		if start < end {
			list = append(list, Mark{MarkID(name), start, end})
		}
	}
	for i, e := range in.Timeline {
		add(EventName(i), e.Start, e.End)
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
