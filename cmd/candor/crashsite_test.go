package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

const crashBase = "https://example.org/base/"

// edition is one of two sites of the same name, and what a clean build makes
// of it. Between the two, posts are edited, renamed, added and removed,
// pictures change, or change their names, and so does the style sheet.
type edition struct {
	dir    string              // holds content/ and static/
	files  map[string]string   // by path, the manifest too
	assets map[string][]string // that a page names
	cache  []string            // the cache folder's files after a build that nobody disturbed
}

// editions writes both versions of a site of n posts and builds each into a
// folder of its own.
func editions(t *testing.T, n int) [2]edition {
	t.Helper()
	var both [2]edition
	for version := range both {
		dir := t.TempDir()
		writeEdition(t, dir, version, n)
		out := crashed{t: t, dir: t.TempDir()}
		out.mustBuild(dir)
		both[version] = edition{dir: dir, files: out.files(), cache: out.cached()}
		both[version].assets = namedAssets(t, both[version].files)
	}
	return both
}

func writeEdition(t *testing.T, dir string, version, n int) {
	t.Helper()
	put := func(name string, data []byte) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	put("static/css/site.css", fmt.Appendf(nil, "body { margin: %dem }\n", version+1))
	put("static/logo.png", picture(t, 10+version))
	for i := range n {
		name, text := crashPost(version, i)
		if i%7 == 3 && i/7%2 != version {
			continue // this version does not have it
		}
		put("content/"+name+".md", []byte(text))
		if i%5 == 0 {
			put("content/"+name+"/same-name.png", picture(t, 10+version))
			put(fmt.Sprintf("content/%s/version-%d.png", name, version), picture(t, 30+i%9))
		}
	}
}

// crashPost returns the file name, without its extension, and the text.
func crashPost(version, i int) (name, text string) {
	name = fmt.Sprintf("incident-%03d", i)
	if i%11 == 4 {
		name = fmt.Sprintf("incident-%03d-version-%d", i, version)
	}
	edit := 0
	if i%3 == 0 {
		edit = version
	}
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: Incident %d\ndescription: What happened, edit %d\npubDate: 2024-%02d-%02d\nauthor: Team %d\n", i, edit, i%12+1, i%28+1, i%4)
	fmt.Fprintf(&b, "tags: [tag %d, tag of version %d]\nincident:\n  services: [svc-%d]\n---\n\n", i%6, edit, i%8)
	fmt.Fprintf(&b, "## Timeline\n\n- 10:%02d UTC: it began\n- 10:%02d UTC: it ended\n\n", i%20, 20+i%20+edit)
	for line := range 40 {
		fmt.Fprintf(&b, "Line %d of edit %d says that `something` happened at the *service* %d.\n", line, edit, i%8)
	}
	if i%5 == 0 {
		fmt.Fprintf(&b, "\n![A graph](./same-name.png)\n\n![Another](./version-%d.png)\n", version)
	}
	return name, b.String()
}

func picture(t *testing.T, size int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, size, size))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// namedAssets returns the assets that each page names.
func namedAssets(t *testing.T, files map[string]string) map[string][]string {
	t.Helper()
	base, err := url.Parse(crashBase)
	if err != nil {
		t.Fatal(err)
	}
	assets := map[string]bool{}
	for line := range strings.Lines(files[crashManifest]) {
		if name, isAsset := strings.CutPrefix(strings.TrimSpace(line), "asset "); isAsset {
			assets[name] = true
		}
	}
	names := map[string][]string{}
	for page, text := range files {
		if !strings.HasSuffix(page, ".html") {
			continue
		}
		here, _ := base.Parse(page)
		for _, ref := range references(t, text) {
			if target, err := here.Parse(ref); err == nil {
				if name := strings.TrimPrefix(target.Path, base.Path); assets[name] && !slices.Contains(names[page], name) {
					names[page] = append(names[page], name)
				}
			}
		}
	}
	return names
}

func references(t *testing.T, text string) []string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if slices.Contains([]string{"href", "src", "content", "poster"}, a.Key) {
				list = append(list, a.Val)
			}
		}
	}
	return list
}

const crashManifest = ".candor-manifest"

// crashed is a folder with the output and the cache of builds that may have
// been killed.
type crashed struct {
	t   *testing.T
	dir string
}

func (c crashed) out() string { return filepath.Join(c.dir, "public") }

// command is a build of the edition in dir, as a process of its own.
func (c crashed) command(dir string) *exec.Cmd {
	cmd := exec.Command("candor", "build", "--quiet", "--base-url", crashBase, "--out", c.out(), "--cache", filepath.Join(c.dir, "cache"))
	cmd.Dir, cmd.Env = dir, append(os.Environ(), "SOURCE_DATE_EPOCH=1767225600") // 2026-01-01
	return cmd
}

func (c crashed) mustBuild(dir string) {
	c.t.Helper()
	if said, err := c.command(dir).CombinedOutput(); err != nil {
		c.t.Fatalf("candor build: %v\n%s", err, said)
	}
}

// files returns every file of the output.
func (c crashed) files() map[string]string { return readAll(c.t, c.out()) }

// cached returns the names of the files in the cache folder.
func (c crashed) cached() []string {
	return slices.Sorted(maps.Keys(readAll(c.t, filepath.Join(c.dir, "cache"))))
}

func readAll(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	files := os.DirFS(dir)
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		all[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
