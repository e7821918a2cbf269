package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// faulty is a disk whose operation number at fails (from 0), and with dead
// all that follow too, as if the process had been killed there. A write that
// fails has written half.
type faulty struct {
	disk
	at   int
	dead bool
	err  error
	done int
}

func (f *faulty) next() error {
	i := f.done
	f.done++
	if i == f.at || f.dead && i > f.at {
		return &fs.PathError{Op: "test", Path: "x", Err: f.err}
	}
	return nil
}

func (f *faulty) Lstat(name string) (fs.FileInfo, error) {
	if err := f.next(); err != nil {
		return nil, err
	}
	return f.disk.Lstat(name)
}

func (f *faulty) OpenFile(name string, flag int, perm fs.FileMode) (*os.File, error) {
	if err := f.next(); err != nil {
		return nil, err
	}
	return f.disk.OpenFile(name, flag, perm)
}

func (f *faulty) Create(name string, data []byte) (fs.FileInfo, error) {
	err := f.next()
	if err != nil && f.done-1 == f.at {
		data = data[:len(data)/2]
	} else if err != nil {
		return nil, err
	}
	info, failed := f.disk.Create(name, data)
	return info, errors.Join(err, failed)
}

func (f *faulty) Mkdir(name string, perm fs.FileMode) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.disk.Mkdir(name, perm)
}

func (f *faulty) MkdirAll(name string, perm fs.FileMode) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.disk.MkdirAll(name, perm)
}

func (f *faulty) Rename(from, to string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.disk.Rename(from, to)
}

func (f *faulty) Remove(name string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.disk.Remove(name)
}

func (f *faulty) RemoveAll(name string) error {
	if err := f.next(); err != nil {
		return err
	}
	return f.disk.RemoveAll(name)
}

// buildOn builds s over the disk that wrap makes of dir, and returns all
// errors and whether Commit came to be called.
func buildOn(t testing.TB, dir string, s site, wrap func(disk) disk) (committed bool, err error) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	whole := newRootDisk(root)
	defer whole.Close()
	tr, err := open(wrap(whole), dir)
	if err != nil {
		return false, err
	}
	for _, name := range slices.Sorted(maps.Keys(s)) {
		_, putErr := tr.Put(name, classOf(name), []byte(s[name]))
		err = errors.Join(err, putErr)
	}
	if _, commitErr := tr.Commit(); commitErr != nil {
		return err == nil, errors.Join(err, commitErr, tr.Close())
	}
	return true, errors.Join(err, tr.Close())
}

// transition is a change of one site to another, beside foreign files.
type transition struct {
	name          string
	old, new      site
	foreign       site
	assetsMayMiss bool
}

var transitions = []transition{
	{
		name: "first build",
		new:  site{"index.html": "names blog/a.png", "blog/a.png": "A", "rss.xml": "rss"},
	},
	{
		name: "first build of folders with files of all classes",
		new: site{"index.html": "names img/a.png", "img/a.png": "A", "blog/x/index.html": "names blog/x/x.png", "blog/x/x.png": "X", "blog/y/index.html": "names img/a.png",
			"blog-y/index.html": "y", "tags/t/index.html": "t", "tags/t/rss.xml": "r", "tags/u.json": "u", "Tags/U/index.html": "names style.css", "tags/ä/index.html": "ä", "tags/ä/rss.xml": "r", "feeds/1.xml": "f", "style.css": "s"},
	},
	{
		name:    "nothing changes",
		old:     site{"index.html": "names a.png", "a.png": "A"},
		new:     site{"index.html": "names a.png", "a.png": "A"},
		foreign: site{"CNAME": "example.org"},
	},
	{
		name: "contents change",
		old:  site{"index.html": "names a.png", "a.png": "A", "rss.xml": "old"},
		new:  site{"index.html": "changed, names a.png", "a.png": "AA", "rss.xml": "new"},
	},
	{
		name:    "posts and their assets come and go",
		old:     site{"index.html": "names style.css", "style.css": "s", "blog/x/index.html": "names blog/x/x.png", "blog/x/x.png": "X", "tags/x/index.html": "t", "tags/x/rss.xml": "r"},
		new:     site{"index.html": "names new.css", "new.css": "s", "blog/y/index.html": "names blog/y/y.png", "blog/y/y.png": "Y"},
		foreign: site{"tags/mine.txt": "m", "blog/empty/": ""},
	},
	{
		name:          "files become folders and folders files",
		old:           site{"a": "file", "b/c/d": "deep", "b/c/e": "deep too", "index.html": "names a"},
		new:           site{"a/index.html": "page", "a/b/x.png": "X", "b": "file", "index.html": "names b"},
		assetsMayMiss: true,
	},
	{
		name: "all goes",
		old:  site{"index.html": "names a/a.png", "a/a.png": "A"},
		new:  site{},
	},
	{
		name:    "a foreign file with our bytes is adopted",
		old:     site{"index.html": "i"},
		new:     site{"index.html": "i", "robots.txt": "r"},
		foreign: site{"robots.txt": "r"},
	},
}

func (tr transition) prepare(t testing.TB) (dir string, before site) {
	t.Helper()
	dir = tempDir(t)
	if tr.old != nil {
		build(t, dir, tr.old)
	}
	writeForeign(t, dir, tr.foreign)
	return dir, onDisk(t, dir)
}

func writeForeign(t testing.TB, dir string, s site) {
	t.Helper()
	for name, data := range s {
		p := filepath.Join(dir, filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(p), 0o755)
		if strings.HasSuffix(name, "/") {
			err = errors.Join(err, os.MkdirAll(p, 0o755))
		} else {
			err = errors.Join(err, os.WriteFile(p, []byte(data), 0o644))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

var namesAsset = regexp.MustCompile(`names (\S+)`)

// checkWhole fails when a file is neither old nor new, a foreign one has
// changed, or a page names an asset that is not there.
func (tr transition) checkWhole(t *testing.T, disk site) {
	t.Helper()
	for name, data := range disk {
		if strings.HasPrefix(name, stageName) || strings.HasSuffix(name, "/") {
			continue
		}
		if data != tr.old[name] && data != tr.new[name] && data != tr.foreign[name] {
			t.Errorf("%s is neither old nor new: %q", name, data)
		}
		m := namesAsset.FindStringSubmatch(data)
		if m == nil || tr.assetsMayMiss {
			continue
		}
		if _, ok := disk[m[1]]; !ok {
			t.Errorf("%s %s, which is not there", name, data)
		}
	}
	for name, data := range tr.foreign {
		if got, ok := disk[name]; !ok || got != data {
			t.Errorf("foreign %s: %q, want %q", name, got, data)
		}
	}
}

func TestFailureOfAnyOperationIsRepairedByTheNextBuild(t *testing.T) {
	for _, tr := range transitions {
		for _, dead := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s/killed=%v", tr.name, dead), func(t *testing.T) {
				clean := t.TempDir()
				writeForeign(t, clean, tr.foreign)
				build(t, clean, tr.new)
				want := maps.Clone(tr.new)
				maps.Copy(want, tr.foreign)
				if diff := cmp.Diff(want, onDisk(t, clean)); diff != "" {
					t.Fatal(diff)
				}
				at := 0
				for failOnce(t, tr, at, dead, clean) {
					at++
				}
				t.Logf("failed at each of %d operations", at)
			})
		}
	}
}

// failOnce fails operation at of the transition, and reports whether there
// was such an operation.
func failOnce(t *testing.T, tr transition, at int, dead bool, clean string) bool {
	t.Helper()
	dir, before := tr.prepare(t)
	f := &faulty{at: at, dead: dead, err: syscall.ENOSPC}
	committed, err := buildOn(t, dir, tr.new, func(d disk) disk { f.disk = d; return f })
	if f.done <= at {
		if err != nil {
			t.Fatal("without a fault:", err)
		}
		return false
	}
	after := onDisk(t, dir)
	if err == nil && !cmp.Equal(after, onDisk(t, clean)) {
		t.Errorf("operation %d failed in silence", at)
	}
	if err != nil && !errors.Is(err, syscall.ENOSPC) {
		t.Errorf("operation %d: cause is lost: %v", at, err)
	}
	tr.checkWhole(t, after)
	if !dead && !committed && !cmp.Equal(after, before) && at > 0 {
		t.Errorf("operation %d: failed before the commit, yet: %s", at, cmp.Diff(before, after))
	}
	build(t, dir, tr.new)
	if diff := cmp.Diff(onDisk(t, clean), onDisk(t, dir)); diff != "" {
		t.Errorf("operation %d: next build differs from a clean one (-clean +this):\n%s", at, diff)
	}
	if diff := cmp.Diff(readManifestFile(t, clean), readManifestFile(t, dir)); diff != "" {
		t.Errorf("operation %d: manifest: %s", at, diff)
	}
	return !t.Failed()
}

func readManifestFile(t testing.TB, dir string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// fullDisk has no room for folders of the site.
type fullDisk struct{ disk }

func (d fullDisk) MkdirAll(name string, perm fs.FileMode) error {
	if name == stageName {
		return d.disk.MkdirAll(name, perm)
	}
	return &fs.PathError{Op: "mkdir", Path: name, Err: syscall.ENOSPC}
}

func TestNoRoomForFoldersLeavesThePreviousSite(t *testing.T) {
	dir := tempDir(t)
	build(t, dir, site{"index.html": "old", "blog/a.html": "old", "stale.html": "old"})
	before := onDisk(t, dir)
	next := site{"index.html": "new", "blog/a.html": "new", "zeta/b.html": "new"}
	_, err := buildOn(t, dir, next, func(d disk) disk { return fullDisk{d} })
	if !errors.Is(err, syscall.ENOSPC) || !strings.Contains(err.Error(), "zeta: ") {
		t.Error(err)
	}
	if diff := cmp.Diff(before, onDisk(t, dir)); diff != "" {
		t.Error(diff)
	}
}
