package tree

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

const killedEnv = "CANDOR_TREE_TEST_DIR"

// killSite returns one of two sites that differ in everything.
func killSite(n int) site {
	s := site{}
	for i := range 40 {
		s[fmt.Sprintf("blog/%d/index.html", i)] = fmt.Sprintf("version %d, names img/%d/%d.png", n, n, i)
		s[fmt.Sprintf("img/%d/%d.png", n, i)] = strconv.Itoa(i)
		s[fmt.Sprintf("posts/%d/%d.html", n, i)] = fmt.Sprintf("version %d, names img/%d/%d.png", n, n, i)
	}
	return s
}

// TestBuildUntilKilled is no test: it is the process that the next one kills.
func TestBuildUntilKilled(t *testing.T) {
	dir := os.Getenv(killedEnv)
	if dir == "" {
		t.Skip("run by TestABuildKilledAtAnyTimeIsRepairedByTheNext")
	}
	for n := range 1000 { // not for ever, should nobody kill it
		build(t, dir, killSite(n%2))
		if n == 0 {
			fmt.Println("started")
		}
	}
}

func TestABuildKilledAtAnyTimeIsRepairedByTheNext(t *testing.T) {
	clean := tempDir(t)
	build(t, clean, killSite(1))
	want := onDisk(t, clean)
	for round := range 20 {
		dir := tempDir(t)
		killBuilds(t, dir, time.Duration(round)*700*time.Microsecond)
		transition{old: killSite(0), new: killSite(1)}.checkWhole(t, onDisk(t, dir))
		build(t, dir, killSite(1)) // and the lock is free
		if diff := cmp.Diff(want, onDisk(t, dir)); diff != "" {
			t.Fatal(diff)
		}
		if diff := cmp.Diff(readManifestFile(t, clean), readManifestFile(t, dir)); diff != "" {
			t.Fatal(diff)
		}
	}
}

// killBuilds builds one site over the other in a process of its own, and
// kills it some time after the first build.
func killBuilds(t *testing.T, dir string, after time.Duration) {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^TestBuildUntilKilled$")
	c.Env = append(os.Environ(), killedEnv+"="+dir)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := c.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Error(err)
	}
	time.Sleep(after)
	if err := c.Process.Kill(); err != nil {
		t.Error(err)
	}
	_ = c.Wait() // it was killed
}
