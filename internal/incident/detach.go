package incident

import "strings"

// detach copies the texts of an incident out of the post, which could not be
// given back otherwise: a few words would keep all of it in memory.
func (in *Incident) detach() {
	in.Zone = strings.Clone(in.Zone)
	for _, m := range in.Moments() {
		if m.Fact != nil {
			m.Fact.Evidence.detach()
		}
	}
	if in.Duration != nil {
		in.Duration.Evidence.detach()
	}
	if in.Severity != nil {
		in.Severity.detach()
	}
	for i := range in.Services {
		in.Services[i].detach()
	}
	for i := range in.Impact {
		in.Impact[i].Unit = strings.Clone(in.Impact[i].Unit)
		in.Impact[i].Evidence.detach()
	}
	in.detachTimeline()
}

// detachTimeline copies the texts of all events in one piece.
func (in *Incident) detachTimeline() {
	size := 0
	for i := range in.Timeline {
		size += len(in.Timeline[i].Text)
	}
	var b strings.Builder
	b.Grow(size)
	for i := range in.Timeline {
		from := b.Len()
		b.WriteString(in.Timeline[i].Text)
		in.Timeline[i].Text = b.String()[from:]
	}
}

func (e *Evidence) detach() { e.Text = strings.Clone(e.Text) }

func (l *Label) detach() {
	l.Name = strings.Clone(l.Name)
	l.Evidence.detach()
}
