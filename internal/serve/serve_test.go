package serve

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestEditsAreServedAfterTheyAreSaved(t *testing.T) {
	r := start(t, map[string]string{"content/a.md": post("A", "first")})
	r.expect("/blog/a/", 200, "first")
	r.write("content/a.md", post("A", "second"))
	r.await("/blog/a/", 200, "second")
	r.expect("/blog/b/", 404, "live.js")
	r.write("content/b.md", post("B", "new"))
	r.await("/blog/b/", 200, "new")
	r.write("templates/404.html", `{{define "main"}}<p>lost</p>{{end}}`)
	r.await("/blog/c/", 404, "<p>lost</p>")
}

func TestAFailedBuildKeepsTheLastGoodSite(t *testing.T) {
	r := start(t, map[string]string{"content/a.md": post("A", "good")})
	next := eventsOf(t, r.url)
	good := next()
	r.write("content/a.md", "---\ntitle: [\n---\n")
	bad := next()
	r.expect("/blog/a/", 200, "good")
	if bad.Version != good.Version || len(bad.Findings) == 0 || bad.Findings[0].File != "content/a.md" || bad.Findings[0].Line == 0 {
		t.Errorf("good: %+v, bad: %+v", good, bad)
	}
	r.write("content/a.md", post("A", "better"))
	if mended := next(); mended.Version == good.Version || len(mended.Findings) > 0 {
		t.Errorf("mended: %+v", mended)
	}
	r.expect("/blog/a/", 200, "better")
}

func TestASiteThatFailsFromTheStartIsAwaited(t *testing.T) {
	r := start(t, map[string]string{"content/a.md": "---\ntitle: [\n---\n"})
	r.expect("/blog/a/", 503, "content/a.md:3:1: error")
	r.write("content/a.md", post("A", "good"))
	r.await("/blog/a/", 200, "good")
}

func TestAContentFolderThatGoesMayComeBack(t *testing.T) {
	r := start(t, map[string]string{"content/a.md": post("A", "first")})
	if err := os.Rename(filepath.Join(r.dir, "content"), filepath.Join(r.dir, "away")); err != nil {
		t.Fatal(err)
	}
	if b := r.built(); !b.Result.Failed(false) {
		t.Errorf("%+v", b)
	}
	r.expect("/blog/a/", 200, "first")
	r.write("content/a.md", post("A", "second"))
	r.await("/blog/a/", 200, "second")
	r.write("content/a.md", post("A", "third"))
	r.await("/blog/a/", 200, "third")
}

func TestABurstOfChangesIsOneRebuild(t *testing.T) {
	set(t, &quietOne, waitMost/2) // the writing may pause for long on a loaded machine
	set(t, &quietMany, waitMost/2)
	r := start(t, map[string]string{"content/a.md": post("A", "a")})
	for i := range 500 { // as git switch does
		r.write(fmt.Sprintf("content/burst-%03d.md", i), post("B", "b"))
	}
	if n := len(r.built().Changed); n != 500 {
		t.Errorf("rebuilt for %d files", n)
	}
	if n := len(r.builds); n > 0 {
		t.Errorf("rebuilt %d times more", n)
	}
	r.expect("/blog/burst-499/", 200, "b")
}

func TestTheFirstBuildMustBePossible(t *testing.T) {
	ln, _, err := Listen("127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	r := &running{TB: t, dir: t.TempDir()}
	if err := Run(t.Context(), ln, r.site()); err == nil || !strings.Contains(err.Error(), "content") {
		t.Errorf("got %v", err)
	}
	if _, err := ln.Accept(); err == nil {
		t.Error("the listener is still open")
	}
}

func TestTheEndLeavesNothingBehind(t *testing.T) {
	set(t, &stopAfter, 2*patience)
	r := start(t, map[string]string{"content/a.md": post("A", "a")})
	for range 3 {
		eventsOf(t, r.url)() // left open
	}
	r.expect("/", 200, "A")
	r.stop() // fails the test if Run waits for what is open
	if _, err := http.Get(r.url); err == nil {
		t.Error("it still answers")
	}
	left := goroutines()
	for end := time.Now().Add(patience); len(left) > 0 && time.Now().Before(end); left = goroutines() {
		time.Sleep(time.Millisecond) // whoever waited for one goes on before the scheduler has put it away
	}
	if len(left) > 0 {
		t.Errorf("goroutines left:\n%s", strings.Join(left, "\n\n"))
	}
}

// set gives a variable another value for one test.
func set[T any](t *testing.T, p *T, value T) {
	was := *p
	*p = value
	t.Cleanup(func() { *p = was })
}

// goroutines returns the stacks of those that a server starts.
func goroutines() (left []string) {
	stacks := make([]byte, 1<<20)
	stacks = stacks[:runtime.Stack(stacks, true)]
	for stack := range strings.SplitSeq(string(stacks), "\n\n") {
		for _, origin := range []string{"candor/internal/", "sync.(*WaitGroup).Go", "net/http.(*Server)", "github.com/fsnotify/"} {
			if strings.Contains(stack, "created by "+origin) {
				left = append(left, stack)
			}
		}
	}
	return left
}

func TestABusyPortGivesWayToTheNext(t *testing.T) {
	first, _, err := Listen("127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	port := first.Addr().(*net.TCPAddr).Port
	second, busy, err := Listen("127.0.0.1", port)
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	if len(busy) == 0 || busy[0] != port || URL(second, "127.0.0.1") == "http://127.0.0.1:"+strconv.Itoa(port) {
		t.Errorf("port %d, busy %v, got %v", port, busy, second.Addr())
	}
	if _, _, err := Listen("", 0); err == nil {
		t.Error("an empty host listens on all networks")
	}
}

func TestTheURLIsOneThatABrowserCanOpen(t *testing.T) {
	ln, _, err := Listen("127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	port := strconv.Itoa(ln.Addr().(*net.TCPAddr).Port)
	for host, want := range map[string]string{
		"127.0.0.1": "http://127.0.0.1:", "0.0.0.0": "http://127.0.0.1:", "::": "http://127.0.0.1:", "::1": "http://[::1]:", "desk": "http://desk:",
	} {
		if got := URL(ln, host); got != want+port {
			t.Errorf("%s: %s", host, got)
		}
	}
}
