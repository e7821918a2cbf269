package incident

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"candor/internal/when"
)

// FuzzRead states what holds for any text: no panic, every line and every byte
// range lies in the file, quoted words stand where the evidence says, and no
// moment lies outside the years that count.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*/*.txt")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, post := range archive.Files {
			f.Add(string(post.Data), true)
		}
	}
	f.Fuzz(func(t *testing.T, text string, given bool) {
		src := source("2024-05-02-post.md", text)
		src.Claim.Given = given
		in, findings := Read(src)
		lines := strings.Count(text, "\n") + 1
		for _, d := range findings {
			if d.Line < 1 || d.Line > lines {
				t.Errorf("finding %+v is on no line of %d", d, lines)
			}
		}
		if in == nil {
			return
		}
		if _, err := json.Marshal(in); err != nil {
			t.Fatal(err)
		}
		for _, fact := range []*Fact{in.Started, in.Detected, in.Mitigated, in.Resolved} {
			if fact != nil {
				checkMoment(t, fact.Moment)
				checkEvidence(t, text, lines, fact.Evidence)
				if fact.IsZero() {
					t.Error("a fact without a moment")
				}
			}
		}
		for _, e := range in.Timeline {
			checkMoment(t, e.At)
			checkMoment(t, e.Until)
			if e.Line < 1 || e.Line > lines || e.Start < 0 || e.Start > e.End || e.End > len(text) {
				t.Errorf("event %+v lies outside the file", e)
			}
			if e.Line != strings.Count(text[:e.Start], "\n")+1 {
				t.Errorf("event %+v is not on its line", e)
			}
		}
		if in.Duration != nil && (in.Duration.Length <= 0 || in.Duration.Evidence.Line < 1) {
			t.Errorf("duration %+v", in.Duration)
		}
		for _, c := range in.Impact {
			checkEvidence(t, text, lines, c.Evidence)
		}
	})
}

func checkMoment(t *testing.T, m when.Moment) {
	t.Helper()
	if y := m.Time.Year(); !m.IsZero() && (y < 1969 || y > 2101) {
		t.Errorf("moment %v is outside 1970 to 2100", m)
	}
}

func checkEvidence(t *testing.T, text string, lines int, ev Evidence) {
	t.Helper()
	if ev.Line < 1 || ev.Line > lines || ev.Rule == "" {
		t.Errorf("evidence %+v", ev)
	}
	if ev.Start < 0 || ev.End > len(text) || text[ev.Start:ev.End] != ev.Text {
		t.Errorf("evidence %+v does not quote the file", ev)
	}
}
