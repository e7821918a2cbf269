package internal

import (
	"encoding/json"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// order lists the packages from the bottom up: each may import only those
// before it.
var order = []string{
	"pack", "pack/packtest", "flock", "cache", "eight", "appendjson", "escape",
	"diag", "lock", "external", "when", "media", "markdown/lex", "markdown", "post", "incident", "site/sitetest", "site", "theme/quick", "theme", "feed", "search", "card", "page", "check", "tree", "scaffold", "build", "diff", "serve",
}

// touchers are the packages that may use the operating system or the network.
var touchers = map[string][]string{
	"os":       {"tree", "serve", "cache", "flock"},
	"os/exec":  {"serve"}, // to open a browser
	"net":      {"serve", "external"},
	"net/http": {"serve", "external"},
	"syscall":  {"tree", "serve", "flock"},
}

type listed struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) map[string][]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	dec := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p listed
		if err := dec.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		if name, ok := strings.CutPrefix(p.ImportPath, "candor/internal/"); ok {
			all[name] = p.Imports
		}
	}
	return all
}

func TestImportsPointOneWay(t *testing.T) {
	for name, imports := range packages(t) {
		at := slices.Index(order, name)
		if at < 0 {
			t.Errorf("package %s has no place in the order: add it to arch_test.go and doc.go", name)
			continue
		}
		for _, path := range imports {
			if other, ok := strings.CutPrefix(path, "candor/internal/"); ok && slices.Index(order, other) >= at {
				t.Errorf("%s imports %s, which stands above it", name, other)
			}
			if path == "candor/cmd/candor" {
				t.Errorf("%s imports a command", name)
			}
		}
	}
}

func TestEffectsStayAtTheEdges(t *testing.T) {
	for name, imports := range packages(t) {
		for _, path := range imports {
			if allowed, edge := touchers[path]; edge && !slices.Contains(allowed, name) {
				t.Errorf("%s imports %s", name, path)
			}
		}
	}
}

// The clock decides nothing but which posts are in the future, so only cmd
// reads it.
func TestOnlyCommandsReadTheClock(t *testing.T) {
	out, err := exec.Command("grep", "-rlE", "--include=*.go", "--exclude=*_test.go", `time\.(Now|Since|Until)\(`, ".").Output()
	if exit, ok := err.(*exec.ExitError); ok && exit.ExitCode() == 1 {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	for file := range strings.Lines(string(out)) {
		if !strings.HasPrefix(file, "./serve/") { // it times what it does for people
			t.Errorf("%s reads the clock", strings.TrimSpace(file))
		}
	}
}
