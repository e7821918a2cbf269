package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

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
		if _, err := tr.Put(name, classOf(name), []byte(data)); err != nil {
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
		if target, err := os.Readlink(p); err == nil {
			s[name] = "-> " + target
			return nil
		}
		data, err := os.ReadFile(p)
		if d.Name() != manifestName {
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

// renames notes what is moved.
type renames struct {
	disk
	to *[]string
}

func (d renames) Rename(from, to string) error {
	*d.to = append(*d.to, to)
	return d.disk.Rename(from, to)
}

func TestNewFoldersAreMovedWholeAndAssetsFirst(t *testing.T) {
	dir := t.TempDir()
	s := site{"index.html": "", "blog/a/index.html": "", "blog/b/index.html": "", "tags/x/index.html": "", "tags/x/rss.xml": "", "tags/y/index.html": "", "z/z.css": "", "blog/b/b.png": ""}
	var moved []string
	if _, err := buildOn(t, dir, s, func(d disk) disk { return renames{d, &moved} }); err != nil {
		t.Fatal(err)
	}
	want := []string{manifestName, "blog", "z", "blog/a", "blog/b/index.html", "index.html", "tags", "tags/x/rss.xml"}
	if diff := cmp.Diff(want, moved); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(s, onDisk(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestUnchangedFilesAreNotTouched(t *testing.T) {
	dir := t.TempDir()
	s := site{"index.html": "one", "a/a.png": strings.Repeat("x", 100_000), "b": ""}
	build(t, dir, s)
	past := time.Date(2020, 1, 2, 3, 4, 5, 0, time.UTC)
	var all []string
	for _, name := range append(slices.Collect(maps.Keys(s)), manifestName, "a", ".") {
		p := filepath.Join(dir, name)
		if err := os.Chtimes(p, past, past); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if diff := cmp.Diff(Result{Unchanged: 3}, build(t, dir, s)); diff != "" {
		t.Error(diff)
	}
	for _, p := range all {
		if info, err := os.Stat(p); err != nil || !info.ModTime().Equal(past) {
			t.Errorf("%s was touched: %v", p, err)
		}
	}
}

func TestALongFileThatDiffersInItsLastByteIsWritten(t *testing.T) {
	dir := t.TempDir()
	long := strings.Repeat("x", 100_000)
	build(t, dir, site{"a.html": long + "1"})
	want := site{"a.html": long + "2"}
	if diff := cmp.Diff(Result{Written: 1}, build(t, dir, want)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, onDisk(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestCloseWithoutCommitLeavesThePreviousSite(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, site{"index.html": "one", "a": "a"})
	before := onDisk(t, dir)
	tr := mustOpen(t, dir)
	for _, name := range []string{"index.html", "new/x.html"} {
		if _, err := tr.Put(name, Page, []byte("two")); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		if err := tr.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(before, onDisk(t, dir)); diff != "" {
		t.Error(diff)
	}
	if _, err := tr.Put("x", Page, nil); err == nil {
		t.Error("Put after Close")
	}
	if _, err := tr.Commit(); err == nil {
		t.Error("Commit after Close")
	}
}

func TestCloseWithoutCommitRemovesOnlyAFolderOfItsOwn(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "public")
	for _, exists := range []bool{false, true} {
		if exists {
			if err := os.Mkdir(dir, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		tr := mustOpen(t, dir)
		if _, err := tr.Put("x", Page, nil); err != nil {
			t.Fatal(err)
		}
		if err := tr.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(dir); (err == nil) != exists {
			t.Errorf("folder existed before: %v, after: %v", exists, err)
		}
	}
}

func TestAfterAFailedPutNothingIsCommitted(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, site{"index.html": "one"})
	tr := mustOpen(t, dir)
	if _, err := tr.Put("index.html", Page, []byte("two")); err != nil {
		t.Fatal(err)
	}
	_, putErr := tr.Put("../x", Page, nil)
	if _, err := tr.Commit(); putErr == nil || !errors.Is(err, putErr) {
		t.Errorf("Put: %v, Commit: %v", putErr, err)
	}
	if err := tr.Close(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(site{"index.html": "one"}, onDisk(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestASecondBuildAtOnceIsTurnedAway(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	tr := mustOpen(t, dir)
	_, err := Open(dir)
	if !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), dir) {
		t.Errorf("got %v", err)
	}
	if _, err := tr.Put("x", Page, nil); err != nil {
		t.Error("the first build was disturbed:", err)
	}
	if _, err := tr.Commit(); err != nil {
		t.Error(err)
	}
	if err := tr.Close(); err != nil {
		t.Error(err)
	}
	if err := mustOpen(t, dir).Close(); err != nil {
		t.Error(err)
	}
}

func TestALockOnARemovedFolderIsNone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	folder, err := os.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer folder.Close()
	if !isFolder(folder, dir) {
		t.Error("is the folder")
	}
	if err := errors.Join(os.Remove(dir), os.Mkdir(dir, 0o755)); err != nil {
		t.Fatal(err)
	}
	if isFolder(folder, dir) {
		t.Error("is another folder")
	}
}

func TestLockFileServesWhereFoldersCannotBeLocked(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	unlock, err := lockFile(root, dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := lockFile(root, dir); !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), lockName) {
		t.Errorf("got %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(site{}, onDisk(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestManyWorkersPutAtOnce(t *testing.T) {
	dir := t.TempDir()
	build(t, dir, site{"d0/f0.html": "d0/f0.html", "d1": "becomes a folder", "d2/f1.html": "old"})
	want := site{}
	tr := mustOpen(t, dir)
	defer tr.Close()
	var wg sync.WaitGroup
	for d := range 8 {
		for f := range 20 {
			want[fmt.Sprintf("d%d/f%d.html", d, f)] = fmt.Sprintf("d%d/f%d.html", d, f)
		}
		wg.Go(func() {
			var buffer []byte // used again: Put must not keep it
			for f := range 20 {
				buffer = fmt.Appendf(buffer[:0], "d%d/f%d.html", d, f)
				if _, err := tr.Put(string(buffer), Page, buffer); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	r, err := tr.Commit()
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Result{Written: 159, Unchanged: 1, Deleted: 1}, r); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(want, onDisk(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// tempDir is t.TempDir in memory where there is such a thing.
func tempDir(t testing.TB) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "tree")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func mustOpen(t testing.TB, dir string) *Tree {
	t.Helper()
	tr, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tr.Close() })
	return tr
}
