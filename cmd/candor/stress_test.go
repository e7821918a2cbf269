package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"
)

// A builtSite is a site in a folder.
type builtSite struct {
	name, out string
	prefix    string   // the path at which it is served
	posts     []string // the addresses of posts that are like no other
}

// built is the sites that a reader's tests share; they only read them.
var built struct {
	once  sync.Once
	dir   string
	sites []builtSite
}

// readerSites is what a reader's tests go through: the demonstration, a site
// of everything that strains a page, the same from right to left, and a site
// in which nothing is published yet.
func readerSites(t testing.TB) []builtSite {
	t.Helper()
	built.once.Do(func() {
		dir, err := os.MkdirTemp("", "candor-sites")
		if err != nil {
			t.Fatal(err)
		}
		built.dir = dir
		built.sites = buildSites(t, dir)
	})
	if built.sites == nil {
		t.Fatal("the sites cannot be built: see the first test that asked for them")
	}
	return built.sites
}

// demoSite is the first of them.
func demoSite(t testing.TB) builtSite {
	t.Helper()
	return readerSites(t)[0]
}

func removeSites() { os.RemoveAll(built.dir) }

func buildSites(t testing.TB, dir string) []builtSite {
	t.Helper()
	stress := stressContent(t)
	rtl := maps.Clone(stress)
	rtl["site.yaml"] = strings.Replace(rtl["site.yaml"], "language: en", "language: ar", 1)
	demo := filepath.Join(dir, "demo")
	buildDemoInto(t, demo)
	sites := []builtSite{{name: "demo", out: demo, posts: []string{"/blog/backward-incompatible-database-migration/"}}}
	for _, s := range []struct {
		name    string
		content map[string]string
	}{{"stress", stress}, {"rtl", rtl}, {"empty", map[string]string{"site.yaml": "title: Empty\n"}}} {
		site := builtSite{name: s.name, out: filepath.Join(dir, s.name, "public"), prefix: "/base"}
		for file := range s.content {
			if name, isPost := strings.CutSuffix(file, ".md"); isPost && !strings.Contains(name, "/") {
				site.posts = append(site.posts, "/blog/"+name+"/")
			}
		}
		buildFiles(t, s.content, filepath.Join(dir, s.name, "content"), site.out, "https://example.org/base/")
		sites = append(sites, site)
	}
	return sites
}

// buildFiles builds a site of these files.
func buildFiles(t testing.TB, files map[string]string, content, out, baseURL string) {
	t.Helper()
	for name, text := range files {
		file := filepath.Join(content, name)
		os.MkdirAll(filepath.Dir(file), 0o777)
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var said strings.Builder
	if code := run([]string{"build", "--content", content, "--templates", "../../templates", "--static", "../../static",
		"--cache", t.TempDir(), "--out", out, "--base-url", baseURL}, &said, &said); code != exitFine {
		t.Fatal(said.String())
	}
}

// stressContent is testdata/stress.txtar and what is too long to be written
// by hand.
func stressContent(t testing.TB) map[string]string {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/stress.txtar")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.Files {
		files[f.Name] = string(f.Data)
	}
	long := strings.Repeat("Donaudampfschifffahrtselektrizitätenhauptbetriebswerk", 4)
	files["unbroken.md"] = fmt.Sprintf("---\ntitle: %[1]s\ndescription: %[1]s\npubDate: 2025-03-02\ntags: [%[1]s]\nauthor: %[1]s\n---\n%[1]s\n\n## %[1]s\n\n[%[1]s](https://example.org/%[1]s) `%[1]s`\n\n| %[1]s | b |\n|---|---|\n| `%[1]s` | %[1]s |\n\n> %[1]s\n\n- %[1]s\n", long)
	files["tags.md"] = "---\ntitle: \"" + strings.TrimSpace(strings.Repeat("A very long title that goes on and on ", 8)) + "\"\npubDate: 2025-03-03\ntags: [" + commaList(40, "tag number ") + "]\nauthors: [" + commaList(9, "Author No. ") + "]\nincident: {severity: sev1, services: [" + commaList(30, "service-") + "]}\n---\nOn 2025-03-01 at 10:00 UTC the incident began.\n"
	files["table.md"] = "---\ntitle: Two hundred rows\ndescription: A table that is longer and wider than any screen.\npubDate: 2025-03-04\n---\n" + bigTable()
	files["course.md"] = "---\ntitle: A long course\ndescription: A hundred entries over four days, in a zone of their own.\npubDate: 2025-03-05\nincident: {severity: sev2, services: [checkout]}\n---\nA timeline.\n\n## Timeline (America/New_York)\n\n" + longCourse()
	for i := range 70 {
		start := time.Date(2024, 9, 1, 9, 30, 0, 0, time.UTC).AddDate(0, 0, 2*i)
		after := func(minutes int) string {
			return start.Add(time.Duration(minutes) * time.Minute).Format("2006-01-02 15:04 UTC")
		}
		files[fmt.Sprintf("small/incident-%d.md", i)] = incidentPost(fmt.Sprintf("Small incident %d", i), start.Format(time.DateOnly),
			fmt.Sprintf("started: %s, detected: %s, resolved: %s, severity: sev%d, services: [checkout, service-%d]", after(0), after(1+i), after(2+2*i+i*i*i), 1+i%6, i%7), "It was short.")
	}
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 1800, 300))); err != nil {
		t.Fatal(err)
	}
	files["everything/wide.png"] = picture.String()
	return files
}

func commaList(n int, prefix string) string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprint(prefix, i+1))
	}
	return strings.Join(list, ", ")
}

func bigTable() string {
	var b strings.Builder
	b.WriteString("| when" + strings.Repeat(" | a rather wide column", 5) + " |\n|---" + strings.Repeat("|--:", 5) + "|\n")
	for i := range 200 {
		fmt.Fprintf(&b, "| 10:%02d%s |\n", i%60, strings.Repeat(fmt.Sprintf(" | %d", i*7919), 5))
	}
	return b.String()
}

func longCourse() string {
	var b strings.Builder
	at := time.Date(2025, 2, 26, 22, 50, 0, 0, time.UTC)
	for i := range 100 {
		at = at.Add(time.Duration(i) * time.Minute)
		fmt.Fprintf(&b, "- %s: step %d, in which someone tries something that takes a line or two to tell, and it does not help.\n", at.Format("2006-01-02 15:04"), i)
	}
	return b.String()
}
