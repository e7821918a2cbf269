package markdown

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what the code does into testdata")

// TestGolden renders the .md files of each construct's archive. Beside each
// stands its .html, with holes as {ref} and {size ref}, and, if there are any,
// its .findings.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no archives in testdata", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) { golden(t, file) })
	}
}

func golden(t *testing.T, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got []txtar.File
	for _, f := range archive.Files {
		name, ok := strings.CutSuffix(f.Name, ".md")
		if !ok {
			continue
		}
		d := Parse(f.Data, Options{Title: "The title", ImageHosts: []string{"img.example.com", "*.cdn.example"}})
		html, bare := filled(d), d.Render().Fill(nil, func(int, Hole) string { return "" })
		got = append(got, f, txtar.File{Name: name + ".html", Data: []byte(html)})
		if len(d.Findings) > 0 {
			lines := strings.ReplaceAll(findings(d), ", ", "\n") + "\n"
			got = append(got, txtar.File{Name: name + ".findings", Data: []byte(lines)})
		}
		if problem := wellFormed(bare); problem != "" {
			t.Errorf("%s: %s", name, problem)
		}
	}
	if *update {
		archive.Files = got
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(archive.Files, got, cmp.Comparer(func(a, b txtar.File) bool {
		return a.Name == b.Name && slices.Equal(a.Data, b.Data)
	}), cmp.Transformer("text", func(b []byte) string { return string(b) })); diff != "" {
		t.Error(diff)
	}
}
