package main

import (
	"cmp"
	"io/fs"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Every kind of page, and every style sheet and drawing, goes through the Nu
// HTML checker, in one process. It fetches them, since a policy's 'self' means
// nothing in files.
func TestPagesAreValid(t *testing.T) {
	files := map[string]string{} // by address
	for _, s := range readerSites(t) {
		server := httptest.NewServer(http.StripPrefix(s.prefix, http.FileServer(http.Dir(s.out))))
		defer server.Close()
		for _, name := range checkable(t, s) {
			file := filepath.Join(s.out, name)
			if path.Ext(name) == ".svg" {
				files[file] = file // fetched, the checker takes it for HTML
				continue
			}
			files[server.URL+s.prefix+"/"+(&url.URL{Path: strings.TrimSuffix(name, "index.html")}).EscapedPath()] = file
		}
	}
	for _, line := range checkHTML(t, files) {
		t.Error(line)
	}
}

// checkable lists files: a page of each kind, style sheets and drawings.
func checkable(t *testing.T, s builtSite) []string {
	t.Helper()
	var list []string
	for _, address := range kindsOf(t, s) {
		if strings.HasSuffix(address, "/") {
			address += "index.html"
		}
		list = append(list, address[1:])
	}
	err := fs.WalkDir(os.DirFS(s.out), ".", func(name string, d fs.DirEntry, err error) error {
		if ext := path.Ext(name); ext == ".css" || ext == ".svg" || strings.HasPrefix(name, "old/") { // an alias
			list = append(list, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// vnuLacks is a property that the checker does not know: vector-effect is a
// presentation attribute of SVG 2, which makes it one of CSS.
const vnuLacks = `.*“vector-effect”.*`

// checkHTML returns what the checker has to say, down to hints.
func checkHTML(t *testing.T, files map[string]string) []string {
	t.Helper()
	jar := "../../.ci/npm/node_modules/vnu-jar/build/dist/vnu.jar"
	if _, err := os.Stat(jar); err != nil {
		missing(t, "vnu.jar is missing: npm ci --prefix .ci/npm")
	}
	need(t, "apt-get install default-jre-headless", "java", "-version")
	args := []string{"-Dnu.validator.servlet.allow-forbidden-hosts=true", "-jar", jar, "--stdout", "--format", "gnu", "--also-check-css", "--also-check-svg", "--no-langdetect", "--filterpattern", vnuLacks}
	// Drawings come last: after one of them the checker takes pages for XML.
	addresses := slices.SortedFunc(maps.Keys(files), func(a, b string) int {
		return cmp.Or(cmp.Compare(path.Ext(a), path.Ext(b)), cmp.Compare(a, b))
	})
	args = append(args, addresses...)
	out, err := exec.Command("java", args...).Output()
	if _, failed := err.(*exec.ExitError); err != nil && !failed {
		t.Fatal(err)
	}
	var list []string
	for line := range strings.Lines(string(out)) {
		if line = strings.TrimSpace(line); line != "" && !aboutData(line, files) {
			list = append(list, line)
		}
	}
	return list
}

var inlineScript = regexp.MustCompile(`^"(.*)":(\d+)\..*Inline script violates Content Security Policy`)

// aboutData reports whether the checker takes data for a script: a policy has
// no say in a script element whose type is no script's (HTML, "prepare the
// script element", where a data block is left before the policy is asked).
func aboutData(line string, files map[string]string) bool {
	m := inlineScript.FindStringSubmatch(line)
	if m == nil {
		return false
	}
	src, err := os.ReadFile(files[m[1]])
	if err != nil {
		return false
	}
	n, _ := strconv.Atoi(m[2]) // from 0, in what the checker fetches
	lines := strings.Split(string(src), "\n")
	return n < len(lines) && strings.HasPrefix(lines[n], `<script type="application/ld+json">`)
}

// TestTheCheckerSees makes sure that the test above can fail.
func TestTheCheckerSees(t *testing.T) {
	bad := map[string]string{
		"/page.html": "<!DOCTYPE html>\n<html lang=en><meta charset=utf-8><meta http-equiv=Content-Security-Policy content=\"default-src 'none'\">\n<title>x</title>\n<script>1</script>\n<p align=left>x",
		"/style.css": "a { colour: red }",
	}
	dir := t.TempDir()
	server := httptest.NewServer(http.FileServer(http.Dir(dir)))
	defer server.Close()
	files := map[string]string{}
	for name, text := range bad {
		os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666)
		files[server.URL+name] = filepath.Join(dir, name)
	}
	said := strings.Join(checkHTML(t, files), "\n")
	for _, word := range []string{"“align”", "“colour”", "Inline script violates"} {
		if !strings.Contains(said, word) {
			t.Errorf("nothing is said of %s in\n%s", word, said)
		}
	}
}
