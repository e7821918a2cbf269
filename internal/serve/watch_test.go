package serve

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestChangesAreNoticedHoweverTheyAreMade(t *testing.T) {
	in := func(r *running, name string) string { return filepath.Join(r.dir, name) }
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		change func(r *running)
		want   string
	}{
		"written": {func(r *running) { r.write("content/a.md", "x") }, "content/a.md"},
		"removed": {func(r *running) { must(os.Remove(in(r, "content/a.md"))) }, "content/a.md"},
		"saved by renaming, with a backup": {func(r *running) {
			must(os.Rename(in(r, "content/a.md"), in(r, "content/a.md~")))
			r.write("content/.a.md.new", "x")
			must(os.Rename(in(r, "content/.a.md.new"), in(r, "content/a.md")))
		}, "content/a.md"},
		"in a new folder": {func(r *running) { r.write("content/new/er/b.md", "x") }, "content/new"},
		"in a folder that was moved here": {func(r *running) {
			r.write("away/deep/b.md", "x")
			must(os.Rename(in(r, "away"), in(r, "content/away")))
		}, "content/away"},
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, map[string]string{"content/a.md": post("A", "a"), "content/sub/c.md": post("C", "c")})
			c.change(r)
			r.builtFor(c.want)
		})
	}
}

func TestNewAndRenamedFoldersAreWatched(t *testing.T) {
	r := start(t, map[string]string{"content/a.md": post("A", "a"), "content/old/deep/b.md": post("B", "b")})
	r.write("content/new/deep/c.md", post("C", "c"))
	if err := os.Rename(filepath.Join(r.dir, "content/old"), filepath.Join(r.dir, "content/renamed")); err != nil {
		t.Fatal(err)
	}
	r.await("/blog/b/", 200, "b")
	for _, file := range []string{"content/new/deep/c.md", "content/new/d.md", "content/renamed/deep/b.md", "content/renamed/deep/f.md", "content/renamed/e.md"} {
		r.write(file, post("T", "edited"))
		r.await("/blog/"+strings.TrimSuffix(filepath.Base(file), ".md")+"/", 200, "edited")
	}
}

func TestWhatIsNotPublishedDoesNotMatter(t *testing.T) {
	r := start(t, map[string]string{"content/a.md": post("A", "a"), "content/public/x": ""})
	for _, name := range []string{
		"content/.a.md.swp", "content/4913", "content/a.md~", "content/#a.md#", "content/.#a.md", "content/a.md___jb_tmp___",
		"content/.git/index", "content/public/index.html", "content/public/deep/index.html", "elsewhere.md",
	} {
		r.write(name, "x")
	}
	if err := os.Chmod(filepath.Join(r.dir, "content/a.md"), 0o600); err != nil {
		t.Fatal(err)
	}
	select {
	case b := <-r.builds:
		t.Errorf("rebuilt because of %v", b.Changed)
	case <-time.After(4 * quietMany):
	}
	r.write("content/a.md", post("A", "b"))
	if diff := cmp.Diff([]string{r.dir + "/content/a.md"}, r.built().Changed); diff != "" {
		t.Error(diff)
	}
}
