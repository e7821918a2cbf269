package theme

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/site"
	"candor/static"
	"candor/templates"
)

func file(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }

func load(t *testing.T, own, ownStatic fs.FS) *Theme {
	t.Helper()
	base, err := site.ParseBase("https://example.org/repo/")
	if err != nil {
		t.Fatal(err)
	}
	th, diags, err := Load(Layers{own, templates.FS}, Layers{ownStatic, static.FS}, base, "templates/")
	if err != nil || len(diags) > 0 {
		t.Fatal(err, diags)
	}
	return th
}

func TestEarlierLayersHideLaterOnes(t *testing.T) {
	l := Layers{fstest.MapFS{"a": file("own"), "d/x": file("own x")}, fstest.MapFS{"a": file("default"), "b": file("default b"), "d/y": file("default y")}}
	for name, want := range map[string]string{"a": "own", "b": "default b", "d/x": "own x", "d/y": "default y"} {
		if got, err := fs.ReadFile(l, name); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if err := fstest.TestFS(l, "a", "b", "d/x", "d/y"); err != nil && !strings.Contains(err.Error(), "ReadDir") {
		t.Error(err)
	}
	if _, err := l.Open("c"); err == nil {
		t.Error("a file of no layer opens")
	}
}

// denied fails for a reason other than absence.
type denied struct{ fs.FS }

func (denied) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
}

func TestAnUnreadableOwnFileIsNeverReplacedInSilence(t *testing.T) {
	if _, err := fs.ReadFile(Layers{denied{}, fstest.MapFS{"a": file("default")}}, "a"); err == nil {
		t.Error("the default is used instead")
	}
}

func TestStylesAndScriptsAreNamedByTheirContent(t *testing.T) {
	one := load(t, fstest.MapFS{}, fstest.MapFS{"css/x.css": file("a"), "img/x.png": file("a")}).Static
	two := load(t, fstest.MapFS{}, fstest.MapFS{"css/x.css": file("b"), "img/x.png": file("b")}).Static
	if one.Path("css/x.css") == two.Path("css/x.css") || !strings.HasPrefix(one.Path("css/x.css"), "/assets/x.") {
		t.Errorf("%s and %s", one.Path("css/x.css"), two.Path("css/x.css"))
	}
	if one.Path("img/x.png") != "/img/x.png" || one.Path("feed.css") != "/feed.css" {
		t.Error("other files do not keep their names")
	}
}

func TestFunctionsKnowTheBasePath(t *testing.T) {
	th := load(t, fstest.MapFS{"layout.html": file(`{{path "/a b/"}} {{absolute "/x/"}} {{asset "favicon.svg"}}|{{template "main" .}}`), "probe.html": file(`{{define "main"}}{{plural 1 "post" "posts"}} {{plural 2 "post" "posts"}}{{end}}`)}, fstest.MapFS{})
	var b bytes.Buffer
	if err := th.Execute(&b, "probe", nil); err != nil {
		t.Fatal(err)
	}
	if got, want := b.String(), "/repo/a%20b/ https://example.org/repo/x/ /repo/favicon.svg|1 post 2 posts"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := th.Execute(&b, "nonsense", nil); err == nil {
		t.Error("a kind without template is drawn")
	}
}

func TestFailuresHaveThePlaceInTheTemplate(t *testing.T) {
	own := fstest.MapFS{"probe.html": file("{{define \"main\"}}\n  {{asset \"css/none.css\"}}{{end}}")}
	th := load(t, own, fstest.MapFS{})
	var b bytes.Buffer
	err := th.Execute(&b, "probe", struct{}{})
	if err == nil {
		t.Fatal("no error")
	}
	// The layout fails first on a view without fields; both name their file.
	d := Finding(err, Layers{own, templates.FS}, "templates/", "content/a.md")
	if !strings.HasPrefix(d.File, "templates/") || d.Line == 0 || d.Text == "" || !strings.Contains(d.Message, "content/a.md") {
		t.Errorf("%+v", d)
	}
}
