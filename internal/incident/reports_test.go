package incident

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"candor/internal/when"
)

// labelled is one line of a label: what a careful reader finds in a post, written
// by hand, a line for each fact:
//
//	no incident
//	events 2024-05-02T10:00Z 10:05Z 10:05Z/10:20Z ?
//	started 2024-05-02T10:00Z | 2024-05-02T09:58Z
//	duration 40
//
// Where values are divided by "|" each is right. "optional" after them: to find
// nothing is right too; "missed": it would be better to find one, but the rules
// do not. What a label does not name must not be found; the duration, in
// minutes, is the one that the author states. A day is left out where it is that
// of the event before.
type labelled struct {
	name             string
	right            []string
	optional, missed bool
}

// parseLabel reads the lines of a label.
func parseLabel(text string) (list []labelled) {
	for line := range strings.Lines(text) {
		var l labelled
		value := ""
		l.name, value, _ = strings.Cut(strings.TrimSpace(line), " ")
		value, l.missed = strings.CutSuffix(value, " missed")
		value, l.optional = strings.CutSuffix(value, " optional")
		for v := range strings.SplitSeq(value, "|") {
			l.right = append(l.right, strings.TrimSpace(v))
		}
		list = append(list, l)
	}
	return list
}

// String returns the line.
func (l labelled) String() string {
	s := l.name + " " + strings.Join(l.right, " | ")
	if l.optional {
		s += " optional"
	}
	if l.missed {
		s += " missed"
	}
	return s
}

// found returns what the rules find, by the names that labels use.
func found(in *Incident) map[string]string {
	if in == nil {
		return map[string]string{"no": "incident"}
	}
	values := map[string]string{}
	for _, m := range in.Moments() {
		if m.Fact != nil {
			values[m.Name] = m.Fact.String()
		}
	}
	if in.Duration != nil && in.Duration.Stated {
		values["duration"] = strconv.FormatFloat(in.Duration.Length.Minutes(), 'f', -1, 64)
	}
	if in.Timeline != nil {
		values["events"] = events(in.Timeline)
	}
	return values
}

// events writes the times of a timeline, each day once.
func events(list []Event) string {
	var parts []string
	day := ""
	short := func(m when.Moment) string {
		text := m.String()
		date, clock, ok := strings.Cut(text, "T")
		if !ok || date != day {
			day = date
			return text
		}
		return clock
	}
	for _, e := range list {
		text := "?"
		if !e.At.IsZero() {
			text = short(e.At)
		}
		if !e.Until.IsZero() {
			text += "/" + short(e.Until)
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, " ")
}

// score counts facts as score-facts does.
type score struct{ right, wrong, missed int }

func (s score) String() string {
	return fmt.Sprintf("%d right, %d wrong or invented, %d missed: precision %.3f, recall %.3f", s.right, s.wrong, s.missed,
		float64(s.right)/float64(max(1, s.right+s.wrong)), float64(s.right)/float64(max(1, s.right+s.missed)))
}

// judge compares what was found with a label, and returns the label with its
// missed facts marked as they are.
func (s *score) judge(label []labelled, got map[string]string) (now []labelled, wrong []string) {
	for _, l := range label {
		value, ok := got[l.name]
		if l.name == "no" && l.missed { // noted again below
			continue
		}
		delete(got, l.name)
		l.missed = !ok && !l.optional
		switch {
		case !ok && l.optional:
		case !ok:
			s.missed++
		case slices.Contains(l.right, value):
			s.right++
		default:
			s.wrong++
			wrong = append(wrong, fmt.Sprintf("%s is %s, want %s", l.name, value, strings.Join(l.right, " or ")))
		}
		now = append(now, l)
	}
	for name, value := range got {
		if name == "no" && label != nil { // a report taken for none
			now = append(now, labelled{name: name, right: []string{value}, missed: true})
			continue
		}
		s.wrong++
		wrong = append(wrong, fmt.Sprintf("%s %s is invented", name, value))
	}
	return now, wrong
}

// TestReports reads the posts of testdata/reports, each followed by its label.
// With -update the test notes what is missed, and nothing else.
func TestReports(t *testing.T) {
	files, err := filepath.Glob("testdata/reports/*.txt")
	if err != nil || files == nil {
		t.Fatal(files, err)
	}
	var all score
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(archive.Files); i += 2 {
			post, label := archive.Files[i], &archive.Files[i+1]
			if label.Name != "= "+post.Name {
				t.Fatalf("%s: %s has no label", file, post.Name)
			}
			in, _ := Read(source(post.Name, string(post.Data)))
			now, wrong := all.judge(parseLabel(string(label.Data)), found(in))
			var text strings.Builder
			for _, l := range now {
				fmt.Fprintln(&text, l)
			}
			if text.String() != string(label.Data) && !*update {
				wrong = append(wrong, "the label is now:\n"+text.String())
			}
			if wrong != nil {
				t.Errorf("%s: %s: %s", file, post.Name, strings.Join(wrong, "\n\t"))
			}
			label.Data = []byte(text.String())
		}
		if *update {
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Log(all)
	if all.missed*20 > all.right {
		t.Errorf("the rules miss too much: %v", all)
	}
}
