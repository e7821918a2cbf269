package tree

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestForeignThingsInTheWayAreReportedAndKept(t *testing.T) {
	tests := []struct {
		name    string
		old     site // by the previous build
		foreign site // a value "-> x" is a symbolic link
		put     string
		want    string // path of the foreign error
	}{
		{"file", nil, site{"index.html": "mine"}, "index.html", "index.html"},
		{"file of the same size", nil, site{"index.html": "meow"}, "index.html", "index.html"},
		{"file where a folder must stand", nil, site{"blog": "mine"}, "blog/x/index.html", "blog"},
		{"folder where a file must stand", nil, site{"blog/mine": "x"}, "blog", "blog"},
		{"empty folder", nil, site{"blog/": ""}, "blog", "blog"},
		{"file in an old folder where a file must stand", site{"blog/a": "a"}, site{"blog/mine": "x"}, "blog", "blog/mine"},
		{"empty folder in an old folder", site{"blog/a": "a"}, site{"blog/mine/": ""}, "blog", "blog/mine"},
		{"link", nil, site{"index.html": "-> other.html", "other.html": "news"}, "index.html", "index.html"},
		{"link in place of an old file", site{"index.html": "old"}, site{"index.html": "-> mine", "mine": "m"}, "index.html", "index.html"},
		{"link to our very bytes", nil, site{"index.html": "-> mine", "mine": "news"}, "index.html", "index.html"},
		{"dangling link", nil, site{"index.html": "-> nowhere"}, "index.html", "index.html"},
		{"link that leads out", nil, site{"blog": "-> ../outside"}, "blog/index.html", "blog"},
		{"absolute link", nil, site{"blog": "-> /tmp"}, "blog/index.html", "blog"},
		{"link inside", nil, site{"blog": "-> real", "real/": ""}, "blog/index.html", "blog"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			base := t.TempDir()
			dir := filepath.Join(base, "public")
			writeForeign(t, base, site{"outside/kept": "kept"})
			build(t, dir, tt.old)
			plant(t, dir, tt.foreign)
			before := onDisk(t, base)
			tr := mustOpen(t, dir)
			_, err := tr.Put(tt.put, Page, []byte("news"))
			foreign := (*ForeignError)(nil)
			if !errors.As(err, &foreign) || foreign.Path != tt.want {
				t.Errorf("got %v, want a ForeignError for %s", err, tt.want)
			}
			if _, err := tr.Commit(); err == nil {
				t.Error("committed all the same")
			}
			if err := tr.Close(); err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(before, onDisk(t, base)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// plant writes foreign files over what is there.
func plant(t *testing.T, dir string, s site) {
	t.Helper()
	for name, data := range s {
		target, isLink := strings.CutPrefix(data, "-> ")
		if !isLink {
			writeForeign(t, dir, site{name: data})
			continue
		}
		link := filepath.Join(dir, name)
		_ = os.Remove(link) // an old file
		if err := os.Symlink(target, link); err != nil {
			t.Skip("no symbolic links here:", err)
		}
	}
}

func TestOldFilesAreNotDeletedThroughLinks(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "public")
	build(t, dir, site{"blog/a.html": "a", "tags/b.html": "b", "c.html": "c", "d/d.html": "d"})
	writeForeign(t, base, site{"outside/a.html": "kept"})
	writeForeign(t, dir, site{"mine/b.html": "kept"})
	for _, name := range []string{"blog", "tags", "c.html", "d/d.html"} {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	plant(t, dir, site{"blog": "-> ../outside", "tags": "-> mine", "c.html": "-> mine/b.html"})
	writeForeign(t, dir, site{"d/d.html/": ""}) // a folder now
	before := onDisk(t, base)
	build(t, dir, site{})
	if diff := cmp.Diff(before, onDisk(t, base)); diff != "" {
		t.Error(diff)
	}
}

func TestTheOutputFolderMayBeReachedThroughALink(t *testing.T) {
	base := t.TempDir()
	writeForeign(t, base, site{"real/": ""})
	plant(t, base, site{"public": "-> real"})
	build(t, filepath.Join(base, "public"), site{"x/index.html": "x"})
	if diff := cmp.Diff(site{"x/index.html": "x"}, onDisk(t, filepath.Join(base, "real"))); diff != "" {
		t.Error(diff)
	}
}

func TestOpenSaysWhatIsWrongWithTheOutputFolder(t *testing.T) {
	base := t.TempDir()
	writeForeign(t, base, site{"file": "x"})
	for _, name := range []string{"file", "file/public"} {
		dir := filepath.Join(base, name)
		_, err := Open(dir)
		if err == nil || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "choose another output folder") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAReadOnlyFolderIsAnErrorThatNamesTheFile(t *testing.T) {
	if os.Getuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("permissions do not bind this user")
	}
	dir := t.TempDir()
	build(t, dir, site{"index.html": "old"})
	if err := os.Chmod(dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(dir, 0o755) })
	_, err := mustOpen(t, dir).Put("index.html", Page, []byte("new"))
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "index.html") {
		t.Error(err)
	}
}

func TestFailuresSayWhatToDo(t *testing.T) {
	tests := []struct {
		cause error
		want  string
	}{
		{syscall.ENOSPC, "tree: public/a.html: no space left on device; free some space and build again"},
		{syscall.EROFS, "tree: public/a.html: read-only file system; make it writable, or choose another output folder"},
		{syscall.EACCES, "tree: public/a.html: permission denied; make it writable, or choose another output folder"},
		{syscall.EIO, "tree: public/a.html: input/output error"},
	}
	for _, tt := range tests {
		err := failure("public/a.html", &fs.PathError{Op: "openat", Path: ".candor-stage/12", Err: tt.cause})
		if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
			t.Error(diff)
		}
	}
}

// foldingDisk ignores case, as macOS and Windows do.
type foldingDisk struct{ disk }

func (d foldingDisk) Lstat(name string) (fs.FileInfo, error) { return d.disk.Lstat(fold(name)) }
func (d foldingDisk) OpenFile(name string, flag int, perm fs.FileMode) (*os.File, error) {
	return d.disk.OpenFile(fold(name), flag, perm)
}
func (d foldingDisk) MkdirAll(name string, perm fs.FileMode) error {
	return d.disk.MkdirAll(fold(name), perm)
}
func (d foldingDisk) Rename(from, to string) error { return d.disk.Rename(fold(from), fold(to)) }
func (d foldingDisk) Create(name string, data []byte) (fs.FileInfo, error) {
	return d.disk.Create(fold(name), data)
}
func (d foldingDisk) Remove(name string) error { return d.disk.Remove(fold(name)) }

func TestFoldersThatDifferOnlyInCaseBecomeOneWhereCaseIsIgnored(t *testing.T) {
	dir := t.TempDir()
	s := site{"Img/a.html": "a", "img/b.html": "b", "img/c/d.xml": "d", "IMG/c/e.xml": "e", "index.html": "i"}
	if _, err := buildOn(t, dir, s, func(d disk) disk { return foldingDisk{d} }); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(site{"img/a.html": "a", "img/b.html": "b", "img/c/d.xml": "d", "img/c/e.xml": "e", "index.html": "i"}, onDisk(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestAChangeOfCaseKeepsTheFileWhereCaseIsIgnored(t *testing.T) {
	dir := t.TempDir()
	for _, s := range []site{
		{"blog/Logo.png": "one", "blog/same.png": "s"},
		{"blog/logo.png": "two", "blog/Same.png": "s"},
		{"Blog/LOGO.png": "two", "blog/same.png": "changed"},
	} {
		if _, err := buildOn(t, dir, s, func(d disk) disk { return foldingDisk{d} }); err != nil {
			t.Fatal(err)
		}
		want := site{}
		for name, data := range s {
			want[fold(name)] = data
		}
		if diff := cmp.Diff(want, onDisk(t, dir)); diff != "" {
			t.Error(diff)
		}
	}
}
