package build

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"candor/internal/cache"
	"candor/internal/tree"

	"github.com/google/go-cmp/cmp"
)

// changing are folders of which one file changes, vanishes or appears after so
// many files have been opened.
type changing struct {
	first, then fstest.MapFS
	after       int64
	opened      *atomic.Int64
}

func (c changing) Open(name string) (fs.File, error) {
	if c.opened.Add(1) > c.after {
		return c.then.Open(name)
	}
	return c.first.Open(name)
}

// source is everything that a site is made of, below content/, templates/ and
// static/.
type source fstest.MapFS

func (s source) with(name, text string) source {
	s = maps.Clone(s)
	if delete(s, name); text != "" {
		s[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return s
}

// input builds first until so many files have been opened, and then the other.
func (s source) input(then source, after int64) (in Input, opened *atomic.Int64) {
	opened = new(atomic.Int64)
	folder := func(dir string) Folder {
		sub, err := fs.Sub(changing{fstest.MapFS(s), fstest.MapFS(then), after, opened}, dir)
		if err != nil {
			panic(err) // dir is no path
		}
		return Folder{sub, dir + "/"}
	}
	return Input{Content: folder("content"), Templates: folder("templates"), Static: folder("static"), BaseURL: "https://example.org/", Now: now}, opened
}

// outcome is the finished site; nil when it is not to be published.
func outcome(t *testing.T, in Input) map[string]string {
	t.Helper()
	var m tree.Memory
	result, err := Run(context.Background(), in, &m)
	if err != nil || result.Failed(false) {
		return nil
	}
	return files(&m)
}

// A file that changes, vanishes or appears during a build leads to the site
// with the one or the other, or to none at all: never to half of each, such as
// a style sheet under the hash of another.
func TestAFileMayChangeAtAnyMoment(t *testing.T) {
	const post = "---\ntitle: A post\ndate: 2024-01-%02d\ntags: [%s]\n---\n\nAt 10:%02d UTC it broke. ![A graph](./graph.svg) See [the other](%s.md).\n"
	const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="20"></svg>`
	site := source{}.
		with("content/site.yaml", "title: One\n").
		with("content/a.md", fmt.Sprintf(post, 1, "x", 1, "b")).
		with("content/a/graph.svg", fmt.Sprintf(drawing, 10)).
		with("content/b.md", fmt.Sprintf(post, 2, "x", 2, "a")).
		with("content/b/graph.svg", fmt.Sprintf(drawing, 30)).
		with("content/pages/about.md", "---\ntitle: About\n---\n\nOne.\n").
		with("static/css/site.css", "body { margin: 1em }").
		with("static/robots.svg", fmt.Sprintf(drawing, 50)).
		with("templates/404.html", `{{define "content"}}One{{end}}`)
	for name, text := range map[string]string{
		"content/site.yaml":      "title: Two\n",
		"content/a.md":           fmt.Sprintf(post, 3, "y", 3, "b"),
		"content/a/graph.svg":    fmt.Sprintf(drawing, 20),
		"content/pages/about.md": "---\ntitle: About\n---\n\nTwo.\n",
		"static/css/site.css":    "body { margin: 2em }",
		"static/robots.svg":      fmt.Sprintf(drawing, 60),
		"templates/404.html":     `{{define "content"}}Two{{end}}`,
	} {
		for what, pair := range map[string][2]source{
			"changes":  {site, site.with(name, text)},
			"vanishes": {site, site.with(name, "")},
			"appears":  {site.with(name, ""), site},
		} {
			t.Run(name+" "+what, func(t *testing.T) {
				t.Parallel()
				checkChange(t, pair[0], pair[1])
			})
		}
	}
}

func checkChange(t *testing.T, first, then source) {
	still, _ := first.input(first, 0)
	late, _ := then.input(then, 0)
	old, young := outcome(t, still), outcome(t, late)
	for after := int64(0); ; after++ {
		in, opened := first.input(then, after)
		got := outcome(t, in)
		if got != nil && !maps.Equal(got, old) && !maps.Equal(got, young) {
			t.Fatalf("after %d files have been opened the site is neither (-old +got):\n%.1500s\n(-new +got)\n%.1500s", after, cmp.Diff(old, got), cmp.Diff(young, got))
		}
		if opened.Load() < after {
			return
		}
	}
}

// A build that cannot read a page again, whose text the cache has lost, says so
// rather than that a template is wrong.
func TestALostTextIsNoFaultOfTheTemplate(t *testing.T) {
	const about = "---\ntitle: About\n---\n\nText %d.\n"
	dir := t.TempDir()
	store, err := cache.Open(dir, "test")
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	in, _ := source{}.with("content/pages/about.md", fmt.Sprintf(about, 1)).input(nil, math.MaxInt64)
	in.Cache = NewCache(store, "test")
	if result, err := Run(t.Context(), in, &tree.Memory{}); err != nil || result.Failed(false) {
		t.Fatal(err, describe(result.Findings))
	}
	if err := in.Cache.Keep(); err != nil {
		t.Fatal(err)
	}

	texts := filepath.Join(dir, "texts")
	info, err := os.Stat(texts)
	if err == nil {
		err = os.WriteFile(texts, make([]byte, info.Size()), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
	in.Content.FS = &onceSame{FS: in.Content.FS, name: "pages/about.md", then: []byte(fmt.Sprintf(about, 2))}
	in.BaseURL = "https://example.com/" // by which all pages are drawn again
	result, err := Run(t.Context(), in, &tree.Memory{})
	if err == nil || err.Error() != "reading content/pages/about.md again: it changed while the site was built" {
		t.Errorf("the error is %v, the findings are %s", err, describe(result.Findings))
	}
}

// onceSame has another text in one file from the second time it is opened.
type onceSame struct {
	fs.FS
	name   string
	then   []byte
	opened atomic.Bool
}

func (o *onceSame) Open(name string) (fs.File, error) {
	if name == o.name && o.opened.Swap(true) {
		return fstest.MapFS{name: {Data: o.then}}.Open(name)
	}
	return o.FS.Open(name)
}
