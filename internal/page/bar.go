package page

import (
	"strings"
	"time"

	"candor/internal/incident"
	"candor/internal/when"
)

// Bar shows the phases of an incident in proportion to their length.
type Bar struct {
	Title  string
	Phases []Phase
}

// Phase is the time between two moments of the incident.
type Phase struct {
	Name  string // what the time was: undetected, responding, recovering
	Class string // for the style sheet
	Text  string // its length for people
	X, W  int    // place and width in thousandths of the bar
}

const (
	barWidth = 1000
	leastBar = 12 // so that a short phase still shows on a telephone
)

// phases names the time between two moments that follow each other.
var phases = map[[2]string][2]string{
	{"started", "detected"}:   {"Undetected", "undetected"},
	{"detected", "mitigated"}: {"Responding", "responding"},
	{"mitigated", "resolved"}: {"Recovering", "recovering"},
	{"started", "mitigated"}:  {"Until mitigated", "responding"},
	{"detected", "resolved"}:  {"Until resolved", "responding"},
}

// newBar returns nil unless at least two phases are known and follow each
// other in time.
func newBar(in *incident.Incident) *Bar {
	var known []incident.Named
	for _, m := range in.Moments() {
		if m.Fact != nil {
			known = append(known, m)
		}
	}
	if len(known) < 3 || known[0].Name != "started" {
		return nil
	}
	var lengths []time.Duration
	var total time.Duration
	for i := 1; i < len(known); i++ {
		length, ok := between(known[i-1].Fact.Moment, known[i].Fact.Moment)
		if !ok || length < 0 {
			return nil
		}
		lengths = append(lengths, length)
		total += length
	}
	if total == 0 {
		return nil
	}
	return drawBar(known, lengths, total)
}

func drawBar(known []incident.Named, lengths []time.Duration, total time.Duration) *Bar {
	b := &Bar{}
	var words []string
	free := barWidth - leastBar*len(lengths)
	x := 0
	for i, length := range lengths {
		name := phases[[2]string{known[i].Name, known[i+1].Name}]
		approx := known[i].Fact.Approx || known[i+1].Fact.Approx
		p := Phase{Name: name[0], Class: name[1], Text: when.Words(length, approx), X: x, W: leastBar + int(int64(free)*int64(length/time.Second)/int64(total/time.Second))}
		if i == len(lengths)-1 {
			p.W = barWidth - x
		}
		x += p.W
		b.Phases = append(b.Phases, p)
		words = append(words, strings.ToLower(p.Name)+" "+p.Text)
	}
	b.Title = "Phases of the incident: " + strings.Join(words, ", ")
	return b
}
