package build

import (
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/diag"
	"candor/internal/tree"
)

var load = flag.Int("load", 1, "how many times its usual size TestLargeSitesBuild makes a site; 10 for the sizes that Candor promises")

// TestLargeSitesBuild builds sites that are large in one way each. None may
// take more than time and memory in proportion, which the limits of the test
// run judge.
//
//	go test ./internal/build -run LargeSites -load 10 -v
func TestLargeSitesBuild(t *testing.T) {
	line := "At 10:00 UTC *some* words, a [link](https://example.org/x) and `code`.\n\n"
	long := strings.Repeat(line, 4_900_000/len(line))
	for name, c := range map[string]struct {
		content fstest.MapFS
		prefix  string // of the addresses that there must be
		count   int
	}{
		"10,000 tags":              {naming(10_000**load, "tags: [%s]\n"), "tags/", 10_000 * *load},
		"1,000 services":           {naming(1_000**load, "incident: {services: [%s]}\n"), "services/", 1_000 * *load},
		"1,000 authors":            {naming(1_000**load, "authors: [%s]\n"), "authors/", 1_000 * *load},
		"5,000 files of one post":  {assets(5_000 * *load), "blog/h/", 5_000**load + 1},
		"posts of 5 MB":            {repeated(*load, "", long), "blog/", *load},
		"a post of 10,000 heads":   {repeated(1, "", strings.Repeat("## A head\n\nText.\n\n", 10_000)), "blog/", 1},
		"folders in folders":       {fstest.MapFS{strings.Repeat("d/", 400) + "h.md": {Data: matter(1, "", "text")}}, "blog/", 1},
		"front matter of 60 KB":    {repeated(1, "description: "+strings.Repeat("word ", 12_000)+"\n", "text"), "blog/", 1},
		"2,000 aliases":            {repeated(1, "aliases:\n"+lines(2_000, "  - /old/%d/\n"), "text"), "old/", 2_000},
		"1,000 keys without sense": {repeated(1, lines(1_000, "key%d: 1\n"), "text"), "blog/", 1},
	} {
		t.Run(name, func(t *testing.T) {
			m, result := build(t, Input{Content: Folder{FS: c.content}})
			if result.Failed(false) {
				t.Fatalf("%.1000s", describe(result.Findings))
			}
			if n := countPages(m, c.prefix); n < c.count {
				t.Errorf("%d pages or files below /%s, want %d", n, c.prefix, c.count)
			}
		})
	}
}

// matter is a post with further front matter.
func matter(i int, further, body string) []byte {
	return fmt.Appendf(nil, "---\ntitle: Post %d\ndate: 2024-01-%02d\n%s---\n%s\n", i, i%28+1, further, body)
}

func repeated(n int, further, body string) fstest.MapFS {
	content := fstest.MapFS{}
	for i := range n {
		content[fmt.Sprintf("post-%d.md", i)] = &fstest.MapFile{Data: matter(i, further, body)}
	}
	return content
}

// naming is a site whose posts have n tags, services or authors in all, as many
// on each as there may be.
func naming(n int, format string) fstest.MapFS {
	content := fstest.MapFS{}
	for names := range slices.Chunk(strings.Fields(lines(n, "name%d ")), 100) {
		i := len(content)
		content[fmt.Sprintf("post-%d.md", i)] = &fstest.MapFile{Data: matter(i, fmt.Sprintf(format, strings.Join(names, ", ")), "text")}
	}
	return content
}

func assets(n int) fstest.MapFS {
	content := fstest.MapFS{"h.md": {Data: matter(1, "", "text")}}
	for i := range n {
		content[fmt.Sprintf("h/%d.txt", i)] = &fstest.MapFile{Data: []byte("text")}
	}
	return content
}

func lines(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// countPages counts the pages below prefix, and the files of posts.
func countPages(m *tree.Memory, prefix string) int {
	n := 0
	for _, p := range m.Paths() {
		if strings.HasPrefix(p, prefix) && (strings.HasSuffix(p, ".html") || strings.HasSuffix(p, ".txt")) {
			n++
		}
	}
	return n
}

// Each finding quotes its line, which is as long as the post.
func TestManyFindingsOnOneLineAreNotAllListed(t *testing.T) {
	content := repeated(1, "", strings.Repeat("![x](./missing.png) ", 50_000))
	_, result := build(t, Input{Content: Folder{FS: content}})
	if n := len(result.Findings); n < 100 || n > 110 || !strings.Contains(describe(result.Findings[n-5:]), "[more-findings]") {
		t.Errorf("%d findings", n)
	}
}

// TestHostileFrontMatterBuildsOrSaysWhyNot: a code is the one error there must
// be; without one the site builds.
func TestHostileFrontMatterBuildsOrSaysWhyNot(t *testing.T) {
	for name, c := range map[string]struct{ code, src string }{
		"beyond 64 KB":         {"front-matter-too-long", string(matter(1, "x: "+strings.Repeat("word ", 14_000)+"\n", ""))},
		"an unending block":    {"front-matter-unclosed", "---\ntitle: T\n" + strings.Repeat("a: b\n", 200_000)},
		"100,000 aliases":      {"front-matter-too-long", string(matter(1, "aliases:\n"+lines(100_000, "  - /%d/\n"), ""))},
		"lists in lists":       {"front-matter-syntax", string(matter(1, "x: "+strings.Repeat("[", 20_000)+"\n", ""))},
		"maps in maps":         {"front-matter-syntax", string(matter(1, "x: "+strings.Repeat("{a: ", 10_000)+"\n", ""))},
		"indents":              {"", string(matter(1, indents(150), ""))},
		"a bomb of references": {"front-matter-aliases", string(matter(1, bomb(12), ""))},
		"JSON in JSON":         {"front-matter-syntax", `{"title": "T", "date": "2024-01-01", "x": ` + strings.Repeat("[", 20_000) + strings.Repeat("]", 20_000) + "}\n"},
		"TOML in TOML":         {"", "+++\ntitle = 'T'\ndate = 2024-01-01\nx = " + strings.Repeat("[", 5_000) + strings.Repeat("]", 5_000) + "\n+++\n"},
		"TOML keys with dots":  {"front-matter-syntax", "+++\ntitle = 'T'\ndate = 2024-01-01\n" + strings.Repeat("a.", 500) + "b = 1\n+++\n"},
	} {
		t.Run(name, func(t *testing.T) {
			_, result := build(t, Input{Content: Folder{FS: fstest.MapFS{"h.md": {Data: []byte(c.src)}}}})
			if n := diag.Count(result.Findings, diag.Error); c.code == "" && n > 0 || c.code != "" && !strings.Contains(describe(result.Findings), "["+c.code+"]") {
				t.Errorf("want %q, got %.500s", c.code, describe(result.Findings))
			}
		})
	}
}

func indents(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}

// bomb is YAML that grows tenfold with each of n levels when its references
// are followed.
func bomb(n int) string {
	var b strings.Builder
	b.WriteString("a0: &a0 [x]\n")
	for i := range n {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i+1, i+1, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i), 10), ", "))
	}
	return b.String()
}
