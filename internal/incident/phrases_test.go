package incident

import (
	"os"
	"strings"
	"testing"
)

// phrases calls f with each line of a file: what is said of, and the words.
func phrases(t *testing.T, file string, f func(of, words string)) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if of, words, ok := strings.Cut(strings.TrimSpace(line), " | "); ok {
			f(of, words)
		}
	}
}

// factNames names the facts that are found, - for none.
func factNames(in *Incident) string {
	var list []string
	if in != nil {
		for _, m := range in.Moments() {
			if m.Fact != nil {
				list = append(list, m.Name)
			}
		}
		if in.Duration != nil && in.Duration.Stated {
			list = append(list, "duration")
		}
	}
	if list == nil {
		return "-"
	}
	return strings.Join(list, " ")
}

// TestPhrases reads each phrase as the one entry of a timeline that says
// anything.
func TestPhrases(t *testing.T) {
	phrases(t, "testdata/phrases.txt", func(of, words string) {
		in, _ := Read(source("post.md", "# Outage on 2024-05-02\n\n## Timeline (UTC)\n\n- 10:00 The team is at lunch\n- 10:10 "+words+"\n- 10:20 The team eats\n"))
		if got := factNames(in); got != of {
			t.Errorf("%q tells of %q, want %q", words, got, of)
		}
	})
}

// TestSentences reads each sentence as the one of a post that says anything.
func TestSentences(t *testing.T) {
	phrases(t, "testdata/sentences.txt", func(of, words string) {
		in, _ := Read(source("post.md", "---\ntitle: Outage on May 2\ndate: 2024-05-03\n---\nWe are sorry. "+words+" More follows.\n"))
		if got := factNames(in); got != of {
			t.Errorf("%q tells of %q, want %q", words, got, of)
		}
	})
}
