package markdown

import (
	"flag"
	"os"
	"path/filepath"
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
		body := d.Render()
		html := strings.TrimRight(filled(body), "\n") + "\n"
		got = append(got, f, txtar.File{Name: name + ".html", Data: []byte(html)})
		if len(d.Findings) > 0 {
			lines := strings.ReplaceAll(findings(d), ", ", "\n") + "\n"
			got = append(got, txtar.File{Name: name + ".findings", Data: []byte(lines)})
		}
		if problem := wellFormed(body.HTML); problem != "" {
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
	if diff := cmp.Diff(texts(archive.Files), texts(got)); diff != "" {
		t.Error(diff)
	}
}

func texts(files []txtar.File) map[string]string {
	m := map[string]string{}
	for _, f := range files {
		m[f.Name] = string(f.Data)
	}
	return m
}
