package serve

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"candor/internal/build"
)

// running is a site being served: its folder, its address and its builds.
type running struct {
	testing.TB
	dir, url string
	port     int
	builds   chan Build
	stop     func() // ends the server and checks how it ended
}

const patience = 20 * time.Second

func post(title, body string) string {
	return fmt.Sprintf("---\ntitle: %q\ndescription: d\npubDate: 2025-04-02\nauthor: A\n---\n\n%s\n", title, body)
}

// start serves the folder content below dir, which files fill.
func start(t testing.TB, files map[string]string) *running {
	t.Helper()
	r := &running{TB: t, dir: t.TempDir(), builds: make(chan Build, 1000)}
	for name, data := range files {
		r.write(name, data)
	}
	ln, _, err := Listen("127.0.0.1", 0)
	if err != nil {
		t.Fatal(err)
	}
	r.port = ln.Addr().(*net.TCPAddr).Port
	r.url = URL(ln, "127.0.0.1")
	r.serve(ln)
	t.Cleanup(func() { r.stop() })
	return r
}

// serve runs the server until it is stopped.
func (r *running) serve(ln net.Listener) {
	r.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Run(ctx, ln, r.site()) }()
	r.stop = func() {
		cancel()
		select {
		case err := <-ended:
			ended <- nil
			if err != nil {
				r.Error("Run:", err)
			}
		case <-time.After(patience):
			r.Error("Run does not end")
		}
	}
	if first := r.built(); first.Changed != nil {
		r.Fatalf("the first build is due to %v", first.Changed)
	}
}

func (r *running) site() Site {
	content, templates := filepath.Join(r.dir, "content"), filepath.Join(r.dir, "templates")
	return Site{
		Open: func() (build.Input, func(), error) {
			in := build.Input{
				Content: build.Folder{FS: os.DirFS(content), Name: "content/"},
				Now:     time.Date(2025, 5, 1, 0, 0, 0, 0, time.UTC),
				Drafts:  true, Future: true,
			}
			if _, err := os.Stat(templates); err == nil {
				in.Templates = build.Folder{FS: os.DirFS(templates), Name: "templates/"}
			}
			_, err := os.Stat(content)
			return in, func() {}, err
		},
		Watch:   []string{content, templates},
		Ignore:  []string{filepath.Join(content, "public")},
		Host:    "127.0.0.1",
		Built:   func(b Build) { r.builds <- b },
		Trouble: func(err error) { r.Error(err) },
	}
}

func (r *running) write(name, data string) {
	r.Helper()
	path := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		r.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
		r.Fatal(err)
	}
}

// built waits for the next build.
func (r *running) built() Build {
	r.Helper()
	select {
	case b := <-r.builds:
		return b
	case <-time.After(patience):
		r.Fatal("no build")
		return Build{}
	}
}

// builtFor waits until a build is due to a change of name.
func (r *running) builtFor(name string) {
	r.Helper()
	for !slices.Contains(r.built().Changed, filepath.Join(r.dir, name)) {
	}
}

func (r *running) get(path string) (status int, body string) {
	r.Helper()
	response, err := http.Get(r.url + path)
	if err != nil {
		r.Fatal(err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		r.Fatal(err)
	}
	return response.StatusCode, string(data)
}

func (r *running) expect(path string, status int, part string) {
	r.Helper()
	if got, body := r.get(path); got != status || !strings.Contains(body, part) {
		r.Errorf("%s: %d, want %d and %q in:\n%s", path, got, status, part, body)
	}
}

// await waits for a build after which a page is as expected: a save may be
// seen in two steps.
func (r *running) await(path string, status int, part string) {
	r.Helper()
	for {
		r.built()
		if got, body := r.get(path); got == status && strings.Contains(body, part) {
			return
		}
	}
}

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
	r := start(t, map[string]string{"content/a.md": post("A", "a")})
	for i := range 200 {
		r.write(fmt.Sprintf("content/burst-%03d.md", i), post("B", "b"))
	}
	if n := len(r.built().Changed); n != 200 {
		t.Errorf("rebuilt for %d files", n)
	}
	select {
	case b := <-r.builds:
		t.Errorf("rebuilt again for %v", b.Changed)
	case <-time.After(4 * quietMany):
	}
	r.expect("/blog/burst-199/", 200, "b")
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
	r := start(t, map[string]string{"content/a.md": post("A", "a")})
	for range 3 {
		eventsOf(t, r.url)() // left open
	}
	r.expect("/", 200, "A")
	began := time.Now()
	r.stop()
	if took := time.Since(began); took > stopAfter {
		t.Errorf("it took %v", took)
	}
	if _, err := http.Get(r.url); err == nil {
		t.Error("it still answers")
	}
	if left := goroutines(); len(left) > 0 {
		t.Errorf("goroutines left:\n%s", strings.Join(left, "\n\n"))
	}
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
