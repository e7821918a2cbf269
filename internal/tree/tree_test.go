package tree

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// site is a site to build: contents by path. The class follows from the name.
type site map[string]string

func classOf(name string) Class {
	switch filepath.Ext(name) {
	case ".html":
		return Page
	case ".xml", ".json":
		return Data
	}
	return Asset
}

func build(t testing.TB, dir string, s site) Result {
	t.Helper()
	tr, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer tr.Close()
	for name, data := range s {
		if err := tr.Put(name, classOf(name), []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	r, err := tr.Commit()
	if err != nil {
		t.Fatal(err)
	}
	if err := tr.Close(); err != nil {
		t.Fatal(err)
	}
	return r
}

// onDisk returns every file below dir but the manifest; a folder without
// files appears with a slash.
func onDisk(t testing.TB, dir string) site {
	t.Helper()
	s := site{}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, p)
		name = filepath.ToSlash(name)
		if d.IsDir() {
			if list, err := os.ReadDir(p); err != nil || len(list) == 0 && name != "." {
				s[name+"/"] = ""
			}
			return nil
		}
		data, err := os.ReadFile(p)
		if name != manifestName {
			s[name] = string(data)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestCommitMakesTheFilesTheSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	first := site{"index.html": "one", "blog/a/index.html": "a", "blog/a/a.png": "png", "rss.xml": "<rss/>"}
	if diff := cmp.Diff(Result{Written: 4}, build(t, dir, first)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(first, onDisk(t, dir)); diff != "" {
		t.Error(diff)
	}
	second := site{"index.html": "two", "blog/b/index.html": "b", "rss.xml": "<rss/>"}
	if diff := cmp.Diff(Result{Written: 2, Unchanged: 1, Deleted: 2}, build(t, dir, second)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(second, onDisk(t, dir)); diff != "" {
		t.Error(diff)
	}
}
