package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// faultSite is a folder with a finished first edition.
func faultSite(t *testing.T, dir string) *killer {
	t.Helper()
	k := &killer{T: t, crashed: crashed{t, dir}, both: editions(t, 40), whole: true, site: true, count: map[moment]int{}}
	k.mustBuild(k.both[0].dir)
	return k
}

// mount puts a small file system of its own at a new folder.
func mount(t *testing.T, options string) string {
	t.Helper()
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, options); err != nil {
		t.Skipf("mounting a tmpfs: %v; run the test as root", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(dir, 0); err != nil {
			t.Error(err)
		}
	})
	return dir
}

// mustFail builds the second edition, which must be the work that could not be
// done, and say why.
func (k *killer) mustFail(reasons ...string) {
	k.Helper()
	said, err := k.command(k.both[1].dir).CombinedOutput()
	if exit := (*exec.ExitError)(nil); !errors.As(err, &exit) || exit.ExitCode() != exitFailure {
		k.Fatalf("want exit code %d, got %v\n%s", exitFailure, err, said)
	}
	for _, reason := range reasons {
		if !strings.Contains(string(said), reason) {
			k.Errorf("nothing is said of %q:\n%s", reason, said)
		}
	}
}

// fill uses up all space or all files of a file system but so many.
func fill(t *testing.T, dir string, keepKB, keepFiles int) {
	t.Helper()
	var stat syscall.Statfs_t
	if err := syscall.Statfs(dir, &stat); err != nil {
		t.Fatal(err)
	}
	full := filepath.Join(dir, "full")
	if err := os.Mkdir(full, 0o777); err != nil {
		t.Fatal(err)
	}
	if kb := int(stat.Bavail)*int(stat.Bsize)>>10 - keepKB; kb > 0 {
		if err := os.WriteFile(filepath.Join(full, "space"), make([]byte, kb<<10), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for i := range int(stat.Ffree) - 2 - keepFiles {
		if err := os.WriteFile(filepath.Join(full, fmt.Sprint(i)), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAFullDiskLeavesWholeFiles(t *testing.T) {
	const plentyKB, plentyFiles = 1 << 20, 1 << 20
	dir := mount(t, "size=24m,nr_inodes=1500")
	k := faultSite(t, dir)
	try := func(keepKB, keepFiles int) (failed bool) {
		fill(t, dir, keepKB, keepFiles)
		said, err := k.command(k.both[1].dir).CombinedOutput()
		if failed = err != nil; failed && !strings.Contains(string(said), "no space left on device") {
			t.Errorf("with %d KB and %d files left: %v\n%s", keepKB, keepFiles, err, said)
		}
		k.check(1)
		if err := os.RemoveAll(filepath.Join(dir, "full")); err != nil {
			t.Fatal(err)
		}
		k.repair(1)
		k.repair(0)
		return failed
	}
	failures := 0
	for kb := 0; try(kb, plentyFiles); kb += 250 {
		failures++
	}
	for files := 0; try(plentyKB, files); files += 70 {
		failures++
	}
	t.Logf("%d builds failed for want of space, and damaged nothing", failures)
	if failures < 8 {
		t.Error("too few to be worth anything")
	}
}

func TestAReadOnlyFolderIsLeftAsItWas(t *testing.T) {
	dir := t.TempDir()
	root := os.Getuid() == 0 // may write to any folder, but not to this file system
	if root {
		dir = mount(t, "size=64m")
	}
	k := faultSite(t, dir)
	if root {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""); err != nil {
			t.Fatal(err)
		}
	} else if err := os.Chmod(k.out(), 0o555); err != nil {
		t.Fatal(err)
	} else {
		defer os.Chmod(k.out(), 0o755)
	}
	k.mustFail(".candor-stage", "make it writable, or choose another output folder")
	if diff := cmp.Diff(k.both[0].files, k.files()); diff != "" {
		t.Errorf("%.2000s", diff)
	}
}

func TestACacheThatCannotBeWrittenIsNotNeeded(t *testing.T) {
	k := faultSite(t, t.TempDir())
	cache := filepath.Join(k.dir, "cache")
	if err := errors.Join(os.RemoveAll(cache), os.WriteFile(cache, []byte("not a folder"), 0o444)); err != nil {
		t.Fatal(err)
	}
	k.mustBuild(k.both[1].dir)
	if diff := cmp.Diff(k.both[1].files, k.files()); diff != "" {
		t.Errorf("%.2000s", diff)
	}
}

func TestASecondBuildSaysThatThereIsAFirst(t *testing.T) {
	k := faultSite(t, t.TempDir())
	first := k.start(1)
	stage := filepath.Join(k.out(), ".candor-stage")
	for began := time.Now(); time.Since(began) < time.Minute; {
		if _, err := os.Stat(stage); err == nil {
			break
		}
	}
	if err := first.Process.Signal(syscall.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	k.mustFail("public: another build is writing here")
	if err := errors.Join(first.Process.Signal(syscall.SIGCONT), first.Wait()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(k.both[1].files, k.files()); diff != "" {
		t.Errorf("the first build is harmed:\n%.2000s", diff)
	}
}

func TestManyBuildsAtOnceMakeOneSite(t *testing.T) {
	k := faultSite(t, t.TempDir())
	for range 3 {
		var succeeded [4]bool
		var all sync.WaitGroup
		for i := range succeeded {
			all.Go(func() {
				said, err := k.command(k.both[1].dir).CombinedOutput()
				if succeeded[i] = err == nil; !succeeded[i] && !strings.Contains(string(said), "another build is writing here") {
					t.Errorf("%v\n%s", err, said)
				}
			})
		}
		all.Wait()
		if succeeded == [4]bool{} {
			t.Error("none of them built the site")
		}
		if diff := cmp.Diff(k.both[1].files, k.files()); diff != "" {
			t.Errorf("%.2000s", diff)
		}
		k.repair(0)
	}
}

// While builds run, all files of the content are deleted and written anew,
// old and new by turns. Such a build may fail, or see a mixture; the next one,
// over its output and its cache, must not show a trace of it.
func TestContentThatChangesDuringABuildLeavesNoTrace(t *testing.T) {
	k := faultSite(t, t.TempDir())
	dir := t.TempDir()
	for range 5 {
		writeEdition(t, dir, 0, 40)
		busy := k.command(dir)
		if err := busy.Start(); err != nil {
			t.Fatal(err)
		}
		ended := make(chan struct{})
		go func() { defer close(ended); _ = busy.Wait() }() // it may fail
		for version := 1; !isClosed(ended); version = 1 - version {
			if err := os.RemoveAll(filepath.Join(dir, "content")); err != nil {
				t.Fatal(err)
			}
			writeEdition(t, dir, version, 40)
		}
		if err := os.RemoveAll(filepath.Join(dir, "content")); err != nil {
			t.Fatal(err)
		}
		writeEdition(t, dir, 1, 40)
		k.mustBuild(dir)
		if diff := cmp.Diff(k.both[1].files, k.files()); diff != "" {
			t.Fatalf("%.2000s", diff)
		}
	}
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
