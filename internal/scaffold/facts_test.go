package scaffold

import (
	"testing"

	"candor/internal/incident"
	"candor/internal/post"
	"candor/internal/site"
)

func read(t *testing.T, text string) *incident.Incident {
	t.Helper()
	p := post.Parse("x.md", []byte(text), post.Options{})
	in, found := incident.Read(incident.Source{
		Name: "x.md", Title: p.Post.Title, Published: p.Post.Published,
		Text: p.Text, BodyLine: p.Post.Lines.Body, Claim: incident.Claim{Given: true},
	})
	if in == nil || len(found) > 0 {
		t.Fatalf("%v, %v", in, found)
	}
	return in
}

func TestFreshPostStatesNoFact(t *testing.T) {
	for _, o := range candors(t) {
		in := read(t, filled(t, o, "Checkout was down", site.Defaults()))
		for name, given := range map[string]bool{
			"started": in.Started != nil, "detected": in.Detected != nil, "mitigated": in.Mitigated != nil, "resolved": in.Resolved != nil,
			"duration": in.Duration != nil, "timeline": len(in.Timeline) > 0, "severity": in.Severity != nil, "impact": len(in.Impact) > 0,
		} {
			if given {
				t.Errorf("%s: %s is read from a post that says nothing yet", o.Name, name)
			}
		}
	}
}

// The rows that the outlines suggest are in a form that is read as meant.
func TestExampleShowsWhatCandorReads(t *testing.T) {
	in := read(t, files(t, NoCI)[examplePost])
	for name, c := range map[string]struct {
		fact *incident.Fact
		want string
	}{
		"started":   {in.Started, "2025-01-14T09:00Z"},
		"detected":  {in.Detected, "2025-01-14T09:06Z"},
		"mitigated": {in.Mitigated, "2025-01-14T09:41Z"},
		"resolved":  {in.Resolved, "2025-01-14T10:20Z"},
	} {
		if c.fact == nil || c.fact.Moment.String() != c.want {
			t.Errorf("%s: %+v, want %s", name, c.fact, c.want)
		}
	}
	if len(in.Timeline) != 5 {
		t.Errorf("%d entries in the timeline, want 5", len(in.Timeline))
	}
}
