package main

import (
	"flag"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var kills = flag.Int("kills", 30, "how many builds TestABuildMayBeKilledAtAnyMoment kills")

// TestABuildMayBeKilledAtAnyMoment builds one edition of a site over the other
// and kills the process at a random moment. Whenever that is, each file must
// be whole, and be the old or the new one; no page may name a missing asset;
// and the next build must make the same as a clean one and leave no temporary
// file, neither in the output nor in the cache. Some builds are killed again
// before one may end, some have no site to begin with.
//
//	go test ./cmd/candor -run MayBeKilled -kills 500 -v
func TestABuildMayBeKilledAtAnyMoment(t *testing.T) {
	k := killer{T: t, both: editions(t, 150), random: rand.New(rand.NewPCG(1, 2)), count: map[moment]int{}}
	k.calibrate()
	for done := 0; done < *kills; {
		k.open()
		for n := 1; n < 9 && done < *kills; n++ {
			k.kill(n % 2)
			k.check(n % 2)
			if done++; t.Failed() {
				t.Fatalf("kill %d damaged the site", done)
			}
			if k.random.IntN(4) > 0 {
				k.repair(n % 2)
			}
		}
		k.repair(0)
	}
	t.Logf("%d kills: %d before the first change to the site, %d amid the changes, %d after the last, %d of builds over one that was killed",
		*kills, k.count[before], k.count[amid], k.count[after], k.count[again])
	if k.count[amid] == 0 {
		t.Skip("on this machine no build could be killed while it changed the site")
	}
}

// moment says how far a build came before it was killed.
type moment int

const (
	before moment = iota // the first change to the site
	amid
	after
	again // not known, since the build before it was killed, too
)

// killer kills builds of two editions.
type killer struct {
	*testing.T
	crashed // the folder it is at
	both    [2]edition
	random  *rand.Rand
	all     time.Duration // that a build takes
	commit  time.Duration // from the first change to the site to the end of the process
	whole   bool          // the last build was not killed
	site    bool          // there was a whole site once
	count   map[moment]int
}

// open begins a new folder, in one case of eight without a site.
func (k *killer) open() {
	k.crashed = crashed{k.T, k.TempDir()}
	k.whole = true
	if k.site = k.random.IntN(8) > 0; k.site {
		k.mustBuild(k.both[0].dir)
	}
}

// calibrate measures the builds that will be killed.
func (k *killer) calibrate() {
	k.crashed = crashed{k.T, k.TempDir()}
	k.mustBuild(k.both[0].dir)
	old := k.manifestFile()
	began := time.Now()
	cmd := k.start(1)
	k.await(old, time.Minute)
	changing := time.Now()
	if err := cmd.Wait(); err != nil {
		k.Fatal(err)
	}
	k.all, k.commit = time.Since(began), time.Since(changing)
	k.Logf("a build takes %s, of which it changes the site for %s", k.all, k.commit)
}

func (k *killer) start(version int) *exec.Cmd {
	k.Helper()
	cmd := k.command(k.both[version].dir)
	if err := cmd.Start(); err != nil {
		k.Fatal(err)
	}
	return cmd
}

// manifestFile is replaced when a build begins to change the site, and again
// at its end.
func (k *killer) manifestFile() fs.FileInfo {
	info, _ := os.Stat(filepath.Join(k.out(), crashManifest))
	return info
}

// await returns when a build begins to change the site.
func (k *killer) await(old fs.FileInfo, limit time.Duration) {
	for began := time.Now(); time.Since(began) < limit; {
		if now := k.manifestFile(); now != nil && !os.SameFile(old, now) {
			return
		}
	}
}

// kill ends a build at any time, or, in most cases, after it began to change
// the site.
func (k *killer) kill(version int) {
	old := k.manifestFile()
	cmd := k.start(version)
	if !k.whole || k.random.IntN(4) == 0 {
		time.Sleep(k.within(k.all))
	} else {
		k.await(old, 2*k.all)
		for began, d := time.Now(), k.within(k.commit); time.Since(began) < d; { // sleeping is not exact enough
		}
	}
	_ = cmd.Process.Kill() // unless it has ended
	_ = cmd.Wait()
}

func (k *killer) within(d time.Duration) time.Duration {
	return time.Duration(k.random.Int64N(int64(d)))
}

// check looks at what a killed build left.
func (k *killer) check(version int) {
	var found map[string]string
	if _, err := os.Stat(k.out()); err == nil {
		found = k.files()
	}
	for name, text := range found {
		if strings.HasPrefix(name, ".candor-") {
			continue
		}
		known := false
		for _, e := range k.both {
			if want, ok := e.files[name]; ok && want == text {
				known = true
				k.checkAssets(name, e.assets[name], found)
			}
		}
		if !known {
			k.Errorf("%s has %d bytes, which are of neither edition", name, len(text))
		}
	}
	for name := range k.both[0].files {
		_, both := k.both[1].files[name]
		if _, ok := found[name]; both && k.site && !ok {
			k.Errorf("%s is gone, though both editions have it", name)
		}
	}
	at := k.moment(found[crashManifest], version)
	k.count[at]++
	k.whole = false
	if at == after { // machines are noisy: aim earlier from now on
		k.commit = max(k.commit*2/3, time.Millisecond)
	}
}

func (k *killer) checkAssets(page string, assets []string, found map[string]string) {
	for _, asset := range assets {
		if _, ok := found[asset]; !ok {
			k.Errorf("%s names %s, which is missing", page, asset)
		}
	}
}

func (k *killer) moment(manifest string, version int) moment {
	switch {
	case !k.whole:
		return again
	case manifest == k.both[version].files[crashManifest]:
		return after
	case manifest == "" || manifest == k.both[1-version].files[crashManifest]:
		return before
	}
	return amid
}

// repair builds once more and compares with what a clean build makes.
func (k *killer) repair(version int) {
	e := k.both[version]
	k.mustBuild(e.dir)
	if diff := cmp.Diff(e.files, k.files()); diff != "" {
		k.Fatalf("after a kill, a build differs from a clean one (-clean +repaired):\n%.2000s", diff)
	}
	for _, name := range k.cached() {
		if !slices.Contains(e.cache, name) {
			k.Errorf("the cache still has %s", name)
		}
	}
	k.whole, k.site = true, true
}
