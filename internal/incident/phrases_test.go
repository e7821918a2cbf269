package incident

import (
	"os"
	"strings"
	"testing"
)

// TestPhrases reads each line of testdata/phrases.txt as the one entry of a
// timeline that says anything.
func TestPhrases(t *testing.T) {
	file, err := os.ReadFile("testdata/phrases.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(file)) {
		want, phrase, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if !ok {
			continue
		}
		in, _ := Read(source("post.md", "# Outage on 2024-05-02\n\n## Timeline (UTC)\n\n- 10:00 The team is at lunch\n- 10:10 "+phrase+"\n- 10:20 The team eats\n"))
		got := ""
		for _, m := range in.Moments() {
			if m.Fact != nil {
				got += " " + m.Name
			}
		}
		if got = strings.TrimPrefix(got, " "); got != strings.TrimPrefix(want, "-") {
			t.Errorf("%q tells of %q, want %q", phrase, got, want)
		}
	}
}
