package diag

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAnnotationsAreOneCommandEach(t *testing.T) {
	list := []Diagnostic{
		{File: "content/a.md", Line: 12, Column: 8, Code: "time-order", Severity: Warning, Message: "100% wrong", Hint: "correct it"},
		{File: "content/a,b:c.md", Line: 3, Code: "secret", Severity: Error, Message: "x\r\n::error file=/etc/passwd::no"},
		{File: "a.md", Column: 9, Code: "hint", Message: "whole file"},
	}
	var b strings.Builder
	if err := WriteAnnotations(&b, list); err != nil {
		t.Fatal(err)
	}
	want := `::warning file=content/a.md,line=12,col=8,title=time-order::100%25 wrong%0Acorrect it
::error file=content/a%2Cb%3Ac.md,line=3,title=secret::x%0D%0A::error file=/etc/passwd::no
::notice file=a.md,title=hint::whole file
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}

func FuzzAnnotations(f *testing.F) {
	f.Add("a.md", "code", "message\n::set-output name=x::y")
	f.Fuzz(func(t *testing.T, file, code, message string) {
		var b strings.Builder
		WriteAnnotations(&b, []Diagnostic{{File: file, Line: 1, Code: code, Message: message, Hint: message}})
		if out := b.String(); strings.Count(out, "\n") != 1 || strings.Contains(out, "\r") || !strings.HasPrefix(out, "::notice file=") {
			t.Errorf("%q", out)
		}
	})
}
