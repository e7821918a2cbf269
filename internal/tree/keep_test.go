package tree

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// keepAll builds with Put where data is given, else with Keep, and reports
// which paths were kept.
func keepAll(t *testing.T, s Sink, files site, marks map[string]Mark) (kept []string) {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		ok, err := s.Keep(name, classOf(name), marks[name])
		if err != nil {
			t.Fatal(err)
		}
		if ok {
			kept = append(kept, name)
			continue
		}
		if marks[name], err = s.Put(name, classOf(name), []byte(files[name])); err != nil {
			t.Fatal(err)
		}
	}
	return kept
}

func TestKeepTakesAFileThatIsAsItWasLeft(t *testing.T) {
	dir := t.TempDir()
	files := site{"a.css": "a", "blog/x/index.html": "one", "blog/y/index.html": "two", "z.html": "three"}
	marks := map[string]Mark{}
	first := mustOpen(t, dir)
	if kept := keepAll(t, first, files, marks); len(kept) > 0 {
		t.Errorf("kept %v of nothing", kept)
	}
	if _, err := first.Commit(); err != nil {
		t.Fatal(err)
	}
	first.Close()

	later := time.Now().Add(time.Hour)
	changed := filepath.Join(dir, "blog", "y", "index.html")
	if err := os.WriteFile(changed, []byte("TWO"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Chtimes(changed, later, later); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(dir, "z.html")); err != nil {
		t.Fatal(err)
	}
	second := mustOpen(t, dir)
	if kept := keepAll(t, second, files, marks); !slices.Equal(kept, []string{"a.css", "blog/x/index.html"}) {
		t.Errorf("kept %v", kept)
	}
	result, err := second.Commit()
	if err != nil {
		t.Fatal(err)
	}
	second.Close()
	if want := (Result{Written: 2, Unchanged: 2}); result != want {
		t.Errorf("%+v, want %+v", result, want)
	}
	if got := onDisk(t, dir); !maps.Equal(got, files) {
		t.Errorf("on disk: %v", got)
	}
}

func TestAFileThatIsNotKeptIsDeleted(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, site{"a.html": "a", "b.html": "b"})
	info, err := os.Stat(filepath.Join(dir, "a.html"))
	if err != nil {
		t.Fatal(err)
	}
	tr := mustOpen(t, dir)
	if ok, err := tr.Keep("a.html", Page, markOf(info)); !ok || err != nil {
		t.Fatal(ok, err)
	}
	if _, err := tr.Commit(); err != nil {
		t.Fatal(err)
	}
	if got := onDisk(t, dir); !maps.Equal(got, site{"a.html": "a"}) {
		t.Errorf("on disk: %v", got)
	}
}

func TestKeepFollowsNoLink(t *testing.T) {
	dir := t.TempDir()
	outside := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(outside, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "x")); err != nil {
		t.Skip(err)
	}
	info, err := os.Stat(outside)
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := mustOpen(t, dir).Keep("x", Page, markOf(info)); ok || err != nil {
		t.Error(ok, err)
	}
}

func TestMemoryKeepsFilesOfTheOneBefore(t *testing.T) {
	files, marks := site{"a.css": "a", "b.html": "b"}, map[string]Mark{}
	var first *Memory
	first = first.After()
	keepAll(t, first, files, marks)
	old := maps.Clone(marks)

	second := first.After()
	marks["b.html"] = Mark{}
	if kept := keepAll(t, second, files, marks); !slices.Equal(kept, []string{"a.css"}) {
		t.Errorf("kept %v", kept)
	}
	second.Done()
	third := second.After()
	if ok, _ := third.Keep("b.html", Page, old["b.html"]); ok {
		t.Error("kept a file that was put anew since")
	}
	if ok, _ := third.Keep("a.css", Asset, old["a.css"]); !ok {
		t.Error("a file was not kept through two builds")
	}
}
