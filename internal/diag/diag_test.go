package diag

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTextShowsPlaceLineCaretAndHint(t *testing.T) {
	list := []Diagnostic{{File: "content/a.md", Line: 12, Column: 8, Code: "colon", Severity: Error, Message: "a colon", Hint: "quote it", Text: "title: A: B"}}
	var b strings.Builder
	if err := WriteText(&b, list, Style{}); err != nil {
		t.Fatal(err)
	}
	want := `content/a.md:12:8: error: a colon [colon]
  12 | title: A: B
     |        ^
     = quote it
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func TestTextOfAWholeFileHasNoLine(t *testing.T) {
	var b strings.Builder
	WriteText(&b, []Diagnostic{{File: "a.md", Code: "empty", Severity: Hint, Message: "it is empty"}}, Style{})
	if got, want := b.String(), "a.md: hint: it is empty [empty]\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTextCannotSteerTheTerminal(t *testing.T) {
	var b strings.Builder
	WriteText(&b, []Diagnostic{{File: "a\x1b[2J.md", Line: 1, Column: 1, Message: "\x07", Hint: "\r", Text: "\x1b]0;x\x07"}}, Style{})
	if strings.ContainsAny(b.String(), "\x1b\x07\r") {
		t.Errorf("control characters in %q", b.String())
	}
}

func TestExcerptKeepsTheCaretUnderItsCharacter(t *testing.T) {
	long := strings.Repeat("ä", 500) + "X" + strings.Repeat("z", 300_000)
	text, caret := excerpt(long, 501)
	if got := []rune(text)[caret]; got != 'X' {
		t.Errorf("the caret is under %q in %q", got, text)
	}
	if n := len([]rune(text)); n > excerptWidth+2 {
		t.Errorf("the excerpt has %d characters", n)
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("a line", 3)
	f.Add("", -1)
	f.Fuzz(func(t *testing.T, line string, column int) {
		text, caret := excerpt(line, column)
		if caret < 0 || caret > len([]rune(line))+1 || len([]rune(text)) > excerptWidth+2 {
			t.Errorf("excerpt(%q, %d) = %q, %d", line, column, text, caret)
		}
	})
}

func TestSortIsByPlaceThenCode(t *testing.T) {
	list := []Diagnostic{{File: "b", Line: 1}, {File: "a", Line: 2}, {File: "a", Line: 1, Code: "z"}, {File: "a", Line: 1, Code: "y"}}
	Sort(list)
	want := []Diagnostic{{File: "a", Line: 1, Code: "y"}, {File: "a", Line: 1, Code: "z"}, {File: "a", Line: 2}, {File: "b", Line: 1}}
	if diff := cmp.Diff(want, list); diff != "" {
		t.Error(diff)
	}
}

func TestJSONIsAnArrayWithTheContractsKeys(t *testing.T) {
	var b strings.Builder
	if err := WriteJSON(&b, nil); err != nil || strings.TrimSpace(b.String()) != "[]" {
		t.Errorf("no findings: %q, %v", b.String(), err)
	}
	b.Reset()
	WriteJSON(&b, []Diagnostic{{File: "a.md", Line: 1, Column: 2, Code: "c", Severity: Warning, Message: "<m>", Hint: "h", Text: "t"}})
	var got []map[string]any
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{"file": "a.md", "line": 1.0, "column": 2.0, "code": "c", "severity": "warning", "message": "<m>", "hint": "h", "text": "t"}
	if diff := cmp.Diff(want, got[0]); diff != "" {
		t.Error(diff)
	}
}

func TestLineAndPosition(t *testing.T) {
	src := []byte("one\r\nzwö x\nthree")
	for n, want := range map[int]string{0: "", 1: "one", 2: "zwö x", 3: "three", 4: ""} {
		if got := Line(src, n); got != want {
			t.Errorf("Line(%d) = %q, want %q", n, got, want)
		}
	}
	if line, column := Position(src, strings.Index(string(src), "x")); line != 2 || column != 5 {
		t.Errorf("Position = %d:%d, want 2:5", line, column)
	}
}
