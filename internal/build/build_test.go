package build

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/cache"
	"candor/internal/diag"
	"candor/internal/tree"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

var now = time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)

// build runs the pipeline into memory.
func build(t testing.TB, in Input) (*tree.Memory, Result) {
	t.Helper()
	if in.Now.IsZero() {
		in.Now = now
	}
	if in.BaseURL == "" {
		in.BaseURL = "https://example.org/base/"
	}
	in.Content.Name, in.Templates.Name, in.Static.Name = "content/", "templates/", "static/"
	var m tree.Memory
	result, err := Run(context.Background(), in, &m)
	if err != nil {
		t.Fatal(err)
	}
	return &m, result
}

func demo() Input { return Input{Content: Folder{FS: os.DirFS("../../content")}} }

func files(m *tree.Memory) map[string]string {
	all := map[string]string{}
	for _, p := range m.Paths() {
		data, _ := m.Lookup(p)
		all[p] = string(data)
	}
	return all
}

func findingCodes(list []diag.Diagnostic) []string {
	var out []string
	for _, d := range list {
		out = append(out, fmt.Sprintf("%s:%d %s %s", d.File, d.Line, d.Severity, d.Code))
	}
	return out
}

func TestTheDemoHasNoFindings(t *testing.T) {
	_, result := build(t, demo())
	if len(result.Findings) > 0 || result.Posts < 10 {
		t.Errorf("%d posts, findings: %v", result.Posts, findingCodes(result.Findings))
	}
}

func TestBuildsAreTheSameAnywhereAtAnyTime(t *testing.T) {
	first, _ := build(t, demo())
	local := time.Local
	procs := runtime.GOMAXPROCS(1)
	defer func() { time.Local = local; runtime.GOMAXPROCS(procs) }()
	time.Local = time.FixedZone("Asia/Tokyo", 9*3600)
	in := demo()
	in.Now = now.AddDate(10, 0, 0)
	in.Scratch = cache.Scratch(t.TempDir())
	defer in.Scratch.Close()
	second, _ := build(t, in)
	if diff := cmp.Diff(files(first), files(second)); diff != "" {
		t.Error(diff)
	}
}

// Every link, image, stylesheet and feed that a page names exists, and every
// fragment has its element.
func TestEveryInternalLinkResolves(t *testing.T) {
	m, _ := build(t, demo())
	ids := map[string]map[string]bool{}
	type link struct{ from, ref string }
	var links []link
	for _, p := range m.Paths() {
		if path.Ext(p) != ".html" {
			continue
		}
		data, _ := m.Lookup(p)
		doc, err := html.Parse(strings.NewReader(string(data)))
		if err != nil {
			t.Fatal(err)
		}
		ids[p] = map[string]bool{}
		for n := range doc.Descendants() {
			if n.Data == "meta" && n.Attr[0].Val == "og:image" {
				links = append(links, link{p, n.Attr[1].Val})
			}
			for _, a := range n.Attr {
				switch a.Key {
				case "id":
					if ids[p][a.Val] {
						t.Errorf("%s: the id %q is there twice", p, a.Val)
					}
					ids[p][a.Val] = true
				case "href", "src", "poster":
					links = append(links, link{p, a.Val})
				}
			}
		}
	}
	base, _ := url.Parse("https://example.org/base/")
	internal := 0
	for _, l := range links {
		here, _ := base.Parse(strings.TrimSuffix(l.from, "index.html"))
		target, err := here.Parse(l.ref)
		if err != nil {
			t.Errorf("%s: %q is no address", l.from, l.ref)
			continue
		}
		if target.Host != base.Host {
			continue
		}
		internal++
		p, inside := strings.CutPrefix(target.Path, base.Path)
		if !inside {
			t.Errorf("%s: %q leaves the base path", l.from, l.ref)
			continue
		}
		if p == "" || strings.HasSuffix(p, "/") {
			p += "index.html"
		}
		if _, ok := m.Lookup(p); !ok {
			t.Errorf("%s: %q leads to %s, which does not exist", l.from, l.ref, p)
		} else if target.Fragment != "" && !ids[p][target.Fragment] {
			t.Errorf("%s: %q: %s has no id %s", l.from, l.ref, p, target.Fragment)
		}
	}
	if internal < 1000 {
		t.Errorf("only %d internal links were seen", internal)
	}
}

// No page runs, loads or posts anything the policy would have to allow.
func TestPagesHoldToTheirPolicy(t *testing.T) {
	m, _ := build(t, demo())
	for _, p := range m.Paths() {
		if path.Ext(p) != ".html" {
			continue
		}
		data, _ := m.Lookup(p)
		doc, _ := html.Parse(strings.NewReader(string(data)))
		policy := false
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			attr := func(key string) string {
				for _, a := range n.Attr {
					if a.Key == key {
						return a.Val
					}
				}
				return ""
			}
			if n.Data == "script" && attr("type") != "application/ld+json" && !strings.Contains(attr("src"), "/assets/") || n.Data == "style" || n.Data == "iframe" || n.Data == "form" && attr("action") != "/base/search/" {
				t.Errorf("%s: <%s>", p, n.Data)
			}
			policy = policy || n.Data == "meta" && attr("http-equiv") == "Content-Security-Policy" && strings.HasPrefix(attr("content"), "default-src 'none'")
			for _, a := range n.Attr {
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: <%s %s>", p, n.Data, a.Key)
				}
			}
		}
		if !policy {
			t.Errorf("%s has no policy", p)
		}
	}
}

// Each golden file holds a content folder and, below want/, files of the site
// it becomes, and the findings in want-findings.
func TestGoldenTrees(t *testing.T) {
	names, _ := filepath.Glob("testdata/*.txtar")
	if len(names) == 0 {
		t.Fatal("there are no golden files")
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			layers := map[string]fstest.MapFS{"content": {}, "templates": {}, "static": {}}
			for _, f := range archive.Files {
				if folder, rest, _ := strings.Cut(f.Name, "/"); layers[folder] != nil {
					layers[folder][rest] = &fstest.MapFile{Data: f.Data}
				}
			}
			m, result := build(t, Input{Content: Folder{FS: layers["content"]}, Templates: Folder{FS: layers["templates"]}, Static: Folder{FS: layers["static"]}})
			for i, f := range archive.Files {
				var got string
				if f.Name == "want-findings" {
					got = describe(result.Findings)
				} else if p, wanted := strings.CutPrefix(f.Name, "want/"); wanted {
					data, ok := m.Lookup(p)
					if !ok {
						t.Errorf("there is no file %s", p)
						continue
					}
					got = body(string(data))
				} else {
					continue
				}
				if *update {
					archive.Files[i].Data = []byte(got)
				} else if diff := cmp.Diff(string(f.Data), got); diff != "" {
					t.Errorf("%s:\n%s", f.Name, diff)
				}
			}
			if *update {
				os.WriteFile(name, txtar.Format(archive), 0o666)
			}
		})
	}
}

func describe(list []diag.Diagnostic) string {
	var b strings.Builder
	diag.WriteText(&b, list, diag.Style{})
	return b.String()
}

// body is the text of a post's page without what surrounds it.
func body(page string) string {
	_, rest, found := strings.Cut(page, "data-pagefind-body>\n")
	if !found {
		return strings.TrimRight(page, "\n") + "\n"
	}
	inner, _, _ := strings.Cut(rest, "\n</div>\n")
	return inner + "\n"
}

func TestInputThatCannotBeReadIsReported(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777)
		os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666)
	}
	write("secret.md", "---\ntitle: Secret\ndate: 2024-01-01\n---\n")
	write("content/ok.md", "---\ntitle: Fine\ndate: 2024-01-01\n---\n")
	write("content/real/x.md", "---\ntitle: Real\ndate: 2024-01-01\n---\n")
	os.Symlink("../secret.md", filepath.Join(dir, "content", "leaves.md"))
	os.Symlink("ok.md", filepath.Join(dir, "content", "inside.md"))
	os.Symlink("real", filepath.Join(dir, "content", "folder"))
	os.Symlink("nowhere.md", filepath.Join(dir, "content", "dangling.md"))
	os.Symlink("../../secret.md", filepath.Join(dir, "content", "real", "x.txt"))
	root, err := os.OpenRoot(filepath.Join(dir, "content"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	m, result := build(t, Input{Content: Folder{FS: root.FS()}})
	want := []string{
		"content/dangling.md:0 error file-unreadable",
		"content/folder:0 hint link-folder",
		"content/leaves.md:0 error link-leaves",
		"content/real/x.txt:0 error link-leaves",
	}
	if diff := cmp.Diff(want, findingCodes(result.Findings)); diff != "" {
		t.Error(diff)
	}
	for name, text := range files(m) {
		if strings.Contains(text, "Secret") {
			t.Errorf("%s shows a file from outside", name)
		}
	}
}

func TestAFailingTemplateNamesItsLineAndThePostOnce(t *testing.T) {
	content := fstest.MapFS{}
	for i := range 5 {
		content[fmt.Sprintf("p%d.md", i)] = &fstest.MapFile{Data: []byte("---\ntitle: T\ndate: 2024-01-01\n---\n")}
	}
	_, result := build(t, Input{Content: Folder{FS: content}, Templates: Folder{FS: fstest.MapFS{
		"post.html": {Data: []byte("{{define \"main\"}}\n<p>{{.Post.Nonsense}}</p>{{end}}")},
	}}})
	if len(result.Findings) != 1 {
		t.Fatalf("findings: %v", findingCodes(result.Findings))
	}
	d := result.Findings[0]
	if d.File != "templates/post.html" || d.Line != 2 || !strings.Contains(d.Text, "Nonsense") || !strings.Contains(d.Message, "content/p0.md") || !result.Failed(false) {
		t.Errorf("%+v", d)
	}
	_, result = build(t, Input{Content: Folder{FS: content}, Templates: Folder{FS: fstest.MapFS{"home.html": {Data: []byte("{{if}}")}}}})
	if len(result.Findings) != 1 || result.Findings[0].File != "templates/home.html" || result.Findings[0].Line != 1 {
		t.Errorf("%+v", result.Findings)
	}
}

func TestASitesOwnFilesReplaceSingleOnes(t *testing.T) {
	content := fstest.MapFS{"a.md": {Data: []byte("---\ntitle: T\ndate: 2024-01-01\n---\n")}}
	m, result := build(t, Input{
		Content:   Folder{FS: content},
		Templates: Folder{FS: fstest.MapFS{"404.html": {Data: []byte(`{{define "main"}}Gone fishing{{end}}`)}}},
		Static:    Folder{FS: fstest.MapFS{"favicon.svg": {Data: []byte("<svg/>")}, "img/x.png": {Data: []byte("x")}, "x.go": {Data: []byte("package x")}, ".secret": {Data: []byte("x")}}},
	})
	if len(result.Findings) > 0 {
		t.Fatal(findingCodes(result.Findings))
	}
	all := files(m)
	if !strings.Contains(all["404.html"], "Gone fishing") || all["favicon.svg"] != "<svg/>" || all["img/x.png"] != "x" || !strings.Contains(all["index.html"], "/base/blog/a/") {
		t.Error("the site's own files are not used")
	}
	for _, name := range []string{"x.go", ".secret", "static.go"} {
		if _, published := all[name]; published {
			t.Errorf("%s is published", name)
		}
	}
}

func TestCancellingEndsTheBuild(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var m tree.Memory
	if _, err := Run(ctx, Input{Content: Folder{FS: os.DirFS("../../content"), Name: "content/"}, Now: now}, &m); err != context.Canceled {
		t.Errorf("error %v", err)
	}
}

// failingSink has no room after a few files.
type failingSink struct {
	tree.Memory
	left int
}

func (f *failingSink) Put(p string, class tree.Class, data []byte) (tree.Mark, error) {
	if f.left--; f.left < 0 {
		return tree.Mark{}, &fs.PathError{Op: "write", Path: p, Err: fmt.Errorf("no space left on device")}
	}
	return f.Memory.Put(p, class, data)
}

func TestAFullDiskIsAFailureNotAFinding(t *testing.T) {
	runtime.GOMAXPROCS(1) // the sink above counts without a lock
	defer runtime.GOMAXPROCS(runtime.NumCPU())
	in := Input{Content: Folder{FS: os.DirFS("../../content"), Name: "content/"}, BaseURL: "https://example.org", Now: now}
	_, err := Run(context.Background(), in, &failingSink{left: 40})
	if err == nil || !strings.Contains(err.Error(), "no space left") {
		t.Errorf("error %v", err)
	}
}
