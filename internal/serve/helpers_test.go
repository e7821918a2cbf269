package serve

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"slices"
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

const patience = time.Minute

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
