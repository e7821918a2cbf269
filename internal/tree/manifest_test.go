package tree

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestManifestListsFilesByPath(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, site{"index.html": "", "a b.png": "", "blog/x/index.html": "", "rss.xml": ""})
	want := "candor manifest 1: 4 files\nasset a b.png\npage blog/x/index.html\npage index.html\ndata rss.xml\n"
	if diff := cmp.Diff(want, readManifestFile(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestADamagedManifestIsAnErrorAndChangesNothing(t *testing.T) {
	const good = "candor manifest 1: 2 files\nasset a.png\npage index.html\n"
	tests := []struct{ name, text, want string }{
		{"empty", "", "line 1"},
		{"other version", strings.Replace(good, " 1:", " 2:", 1), "line 1"},
		{"cut after a line", strings.TrimSuffix(good, "page index.html\n"), "line 1"},
		{"cut in a line", good[:len(good)-1], "line 1"},
		{"out of order", "candor manifest 1: 2 files\npage index.html\nasset a.png\n", "line 3"},
		{"twice", "candor manifest 1: 2 files\nasset a.png\npage a.png\n", "line 3"},
		{"path that leads out", "candor manifest 1: 1 files\npage ../../etc/passwd\n", "line 2"},
		{"unknown class", "candor manifest 1: 1 files\nlink a\n", "line 2"},
		{"merge conflict", "candor manifest 1: 1 files\n<<<<<<< HEAD\n", "line 2"},
		{"carriage returns", strings.ReplaceAll(good, "\n", "\r\n"), "line 1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			build(t, dir, site{"index.html": "i", "a.png": "a"})
			if err := os.WriteFile(filepath.Join(dir, manifestName), []byte(tt.text), 0o644); err != nil {
				t.Fatal(err)
			}
			before := onDisk(t, dir)
			_, err := Open(dir)
			if err == nil || !strings.Contains(err.Error(), manifestName+": "+tt.want+": damaged") {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			if diff := cmp.Diff(before, onDisk(t, dir)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestALostManifestComesBackWhenNothingElseChanged(t *testing.T) {
	dir := t.TempDir()
	s := site{"index.html": "i", "a/a.png": "a"}
	build(t, dir, s)
	want := readManifestFile(t, dir)
	if err := os.Remove(filepath.Join(dir, manifestName)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Result{Unchanged: 2}, build(t, dir, s)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, readManifestFile(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// A manifest that parses is the one text that says what it says.
func FuzzManifest(f *testing.F) {
	f.Add("candor manifest 1: 2 files\nasset a.png\npage index.html\n")
	f.Add("candor manifest 1: 0 files\n")
	f.Add("candor manifest 1: 01 files\ndata x y\n")
	f.Fuzz(func(t *testing.T, text string) {
		list, badLine := parseManifest(text)
		if badLine > strings.Count(text, "\n")+1 || badLine < 0 {
			t.Errorf("line %d is out of range", badLine)
		}
		if badLine == 0 && formatManifest(list) != text {
			t.Errorf("%q was written as %q", text, formatManifest(list))
		}
	})
}
