package feed

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/internal/site"
)

// The tests of this file give every feed of every site to programs that people
// read and check feeds with.

// onDisk writes the files of a site below a folder.
func onDisk(t *testing.T, all map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for path, data := range all {
		name := filepath.Join(dir, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// matching lists the files of a site whose paths end in one of these.
func matching(all map[string]string, ends ...string) []string {
	var list []string
	for path := range all {
		if slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(path, end) }) {
			list = append(list, path)
		}
	}
	slices.Sort(list)
	return list
}

// isAtom reports whether a feed's path is that of an Atom document.
func isAtom(path string) bool { return strings.Contains(filepath.Base(path), "atom") }

// run runs a program and returns what it writes.
func run(t *testing.T, cmd *exec.Cmd) string {
	t.Helper()
	var errors strings.Builder
	cmd.Stderr = &errors
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s%s", cmd.Args, err, out, &errors)
	}
	return string(out)
}

// clientSites is sites with their files.
func clientSites(t *testing.T, check func(t *testing.T, s *site.Site, all map[string]string)) {
	for name, s := range sites(t) {
		t.Run(name, func(t *testing.T) { check(t, s, files(t, s, pages(s, hostilePage))) })
	}
}

func TestXmllintReadsEveryFile(t *testing.T) {
	xmllint := program(t, "xmllint", "libxml2-utils")
	clientSites(t, func(t *testing.T, s *site.Site, all map[string]string) {
		cmd := exec.Command(xmllint, append([]string{"--noout", "--nonet"}, relative(matching(all, ".xml", ".opml"))...)...)
		cmd.Dir = onDisk(t, all)
		run(t, cmd)
	})
}

func relative(paths []string) []string {
	for i, path := range paths {
		paths[i] = path[1:]
	}
	return paths
}

func TestAtomFollowsTheGrammarOfItsSpecification(t *testing.T) {
	jing := program(t, "jing", "jing")
	grammar := must(filepath.Abs("testdata/atom.rnc"))
	all := map[string]string{}
	for name, s := range sites(t) {
		for path, data := range files(t, s, pages(s, hostilePage)) {
			if isAtom(path) {
				all["/"+name+path] = data
			}
		}
	}
	cmd := exec.Command(jing, append([]string{"-c", grammar}, relative(matching(all, ".xml"))...)...)
	cmd.Dir = onDisk(t, all)
	if out := run(t, cmd); out != "" {
		t.Error(out)
	}
}

func TestNewsboatShowsEveryItem(t *testing.T) {
	newsboat, sqlite := program(t, "newsboat", "newsboat"), program(t, "sqlite3", "sqlite3")
	s := sites(t)["hostile"]
	all := files(t, s, pages(s, hostilePage))
	for _, path := range []string{"/rss.xml", "/atom.xml", "/services/dns/rss.xml"} {
		t.Run(path, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				w.Write([]byte(all[r.URL.Path]))
			}))
			defer server.Close()
			dir := onDisk(t, map[string]string{"/urls": server.URL + path + "\n", "/config": "\n"})
			cmd := exec.Command(newsboat, "-C", "config", "-u", "urls", "-c", "cache.db", "-x", "reload")
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "HOME="+dir, "LC_ALL=C.UTF-8")
			run(t, cmd)
			query := exec.Command(sqlite, "-json", "cache.db", "select guid, title, url, pubDate, content from rss_item order by pubDate desc")
			query.Dir = dir
			var got []struct {
				GUID, Title, URL, Content string
				PubDate                   int64
			}
			if err := json.Unmarshal([]byte(run(t, query)), &got); err != nil {
				t.Fatal(err)
			}
			entries := s.Posts
			if strings.HasPrefix(path, "/services") {
				entries = s.Services[slices.IndexFunc(s.Services, func(g *site.Group) bool { return g.Slug == "dns" })].Posts
			}
			if len(got) != len(entries) {
				t.Fatalf("newsboat has %d items of %d", len(got), len(entries))
			}
			for i, e := range entries {
				if got[i].GUID != e.ID || got[i].URL != s.Base.Absolute(e.Path) || got[i].PubDate != e.Published.Instant().Unix() {
					t.Errorf("newsboat has %+v for %s", got[i], e.Path)
				}
				if !strings.HasPrefix(got[i].Content, "<p>a ]]> b") || !strings.HasSuffix(got[i].Content, "</p>") {
					t.Errorf("content %q", got[i].Content)
				}
				if i == 0 && !strings.HasPrefix(got[i].Title, "R&D <b>down</b> ]]>") {
					t.Errorf("title %q", got[i].Title)
				}
			}
		})
	}
}

func TestSfeedReadsEveryItem(t *testing.T) {
	sfeed := program(t, "sfeed", "sfeed")
	clientSites(t, func(t *testing.T, s *site.Site, all map[string]string) {
		for _, path := range []string{"/rss.xml", "/atom.xml"} {
			cmd := exec.Command(sfeed)
			cmd.Stdin = strings.NewReader(all[path])
			var got, want [][]string
			for line := range strings.Lines(run(t, cmd)) {
				// timestamp, title, link, content, its type, id, author, …
				f := strings.Split(line, "\t")
				got = append(got, []string{f[0], f[2], f[4], f[5]})
			}
			for _, e := range limitOf(s, nil, pages(s, hostilePage).Cost).newest(s.Posts) {
				time := strconv.FormatInt(e.Published.Instant().Unix(), 10)
				want = append(want, []string{time, s.Base.Absolute(e.Path), "html", e.ID})
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", path, diff)
			}
		}
	})
}

// feedparserScript prints what Python's feedparser makes of the files named.
const feedparserScript = `
import feedparser, json, sys
out = {}
for name in sys.argv[1:]:
    f = feedparser.parse(open(name, "rb").read())
    out["/" + name] = {"bozo": int(f.bozo), "why": str(f.get("bozo_exception", "")), "language": f.feed.get("language", ""),
        "items": [{"id": e.id, "link": e.link, "published": e.published, "updated": e.updated, "content": e.content[0].value} for e in f.entries]}
print(json.dumps(out))
`

func TestFeedparserFindsNothingWrong(t *testing.T) {
	python := feedparser(t)
	clientSites(t, func(t *testing.T, s *site.Site, all map[string]string) {
		names := relative(slices.DeleteFunc(matching(all, ".xml"), func(path string) bool { return path == opmlPath }))
		cmd := exec.Command(python, append([]string{"-c", feedparserScript}, names...)...)
		cmd.Dir = onDisk(t, all)
		var got map[string]struct {
			Bozo     int
			Why      string
			Language string
			Items    []struct{ ID, Link, Published, Updated, Content string }
		}
		if err := json.Unmarshal([]byte(run(t, cmd)), &got); err != nil {
			t.Fatal(err)
		}
		for path, f := range got {
			if f.Bozo != 0 || f.Language != "en" {
				t.Errorf("%s: bozo %d: %s; language %q", path, f.Bozo, f.Why, f.Language)
			}
			if n := len(read(t, path, all[path]).Items); n != len(f.Items) {
				t.Errorf("%s: %d items of %d", path, len(f.Items), n)
			}
			for _, it := range f.Items {
				if it.ID == "" || it.Link == "" || it.Published == "" || it.Updated == "" || !strings.Contains(it.Content, "a ]]&gt; b") && !strings.Contains(it.Content, "a ]]> b") {
					t.Errorf("%s: %+v", path, it)
				}
			}
		}
	})
}

// feedparser returns a Python that has it.
func feedparser(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"python3", "/usr/bin/python3"} {
		if exec.Command(name, "-c", "import feedparser").Run() == nil {
			return name
		}
	}
	missing(t, "Python's feedparser", "python3-feedparser")
	return ""
}
