package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// buildDemo builds the demonstration site as a user would and returns the
// output folder.
func buildDemo(t testing.TB) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "public")
	buildDemoInto(t, out)
	return out
}

func buildDemoInto(t testing.TB, out string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run([]string{"build", "--content", "../../content", "--templates", "../../templates", "--static", "../../static",
		"--cache", t.TempDir(), "--out", out, "--base-url", "https://example.org/"}, &stdout, &stderr)
	if code != exitFine || stderr.Len() > 0 {
		t.Fatalf("exit code %d\n%s%s", code, stdout.String(), stderr.String())
	}
}

// need skips a test whose program is missing, except in CI.
func need(t *testing.T, install string, args ...string) {
	t.Helper()
	if err := exec.Command(args[0], args[1:]...).Run(); err != nil {
		missing(t, fmt.Sprintf("%v: %v: %s", args, err, install))
	}
}

// missing skips a test that cannot run here, except in CI.
func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}

func TestDemoJSONFeedsFitTheSchema(t *testing.T) {
	script, _ := filepath.Abs("../../.ci/npm/jsonfeed.mjs")
	need(t, "npm ci --prefix .ci/npm", "node", "--check", script)
	need(t, "npm ci --prefix .ci/npm", "test", "-d", "../../.ci/npm/node_modules/ajv")
	feeds := []string{script}
	filepath.WalkDir(buildDemo(t), func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "feed.json" {
			feeds = append(feeds, path)
		}
		return err
	})
	if len(feeds) < 5 {
		t.Fatalf("only %d feeds", len(feeds)-1)
	}
	if out, err := exec.Command("node", feeds...).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}
