package main

import (
	"compress/gzip"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// Limits in bytes, as sent: compressed by gzip.
const (
	limitPage   = 25_000 // a post with its style sheet and scripts
	limitStyle  = 10_000
	limitSwitch = 3_000 // the scripts of every page: colours, zone
	limitSearch = 6_000
	limitQuery  = 150_000 // what a query of two words fetches of 10,000 posts
)

// The table is printed by go test ./cmd/candor -v -run Weights.
func TestPageWeights(t *testing.T) {
	s := demoSite(t)
	s.posts = nil
	posts, _ := filepath.Glob(filepath.Join(s.out, "blog/*/index.html"))
	for _, file := range posts {
		rel, _ := filepath.Rel(s.out, filepath.Dir(file))
		s.posts = append(s.posts, "/"+rel+"/")
	}
	t.Logf("%-56s %6s %6s %6s %6s", "page", "HTML", "CSS", "JS", "all")
	for _, path := range kindsOf(t, s) {
		file := filepath.Join(s.out, path)
		if strings.HasSuffix(path, "/") {
			file += "/index.html"
		}
		page := zippedSize(t, file)
		css, js := 0, 0
		for _, asset := range assetsOf(t, file) {
			switch size := zippedSize(t, filepath.Join(s.out, asset)); filepath.Ext(asset) {
			case ".css":
				css += size
			case ".js":
				js += size
				if limit := map[bool]int{true: limitSearch, false: limitSwitch}[strings.Contains(asset, "search")]; size > limit {
					t.Errorf("%s has %d bytes, which is more than %d", asset, size, limit)
				}
			}
		}
		t.Logf("%-56s %6d %6d %6d %6d", path, page, css, js, page+css+js)
		if css > limitStyle {
			t.Errorf("%s has %d bytes of style sheets, which is more than %d", path, css, limitStyle)
		}
		if path != "/search/" && js > limitSwitch {
			t.Errorf("%s has %d bytes of scripts, which is more than %d", path, js, limitSwitch)
		}
		if page+css+js > limitPage && strings.HasPrefix(path, "/blog/") {
			t.Errorf("%s comes to %d bytes, which is more than %d", path, page+css+js, limitPage)
		}
	}
}

// zippedSize is a file's size as hosts send it.
func zippedSize(t testing.TB, file string) int {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var sent countWriter
	zip := gzip.NewWriter(&sent)
	zip.Write(src)
	zip.Close()
	return int(sent)
}

type countWriter int

func (c *countWriter) Write(b []byte) (int, error) {
	*c += countWriter(len(b))
	return len(b), nil
}

// assetsOf lists the style sheets and scripts of a page.
func assetsOf(t testing.TB, file string) []string {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := html.Parse(f)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if (n.Data == "script" && a.Key == "src" || n.Data == "link" && a.Key == "href") && slices.Contains([]string{".css", ".js"}, filepath.Ext(a.Val)) {
				list = append(list, a.Val)
			}
		}
	}
	return list
}

// raced is set by race_test.go.
var raced bool

// TestSearchWeights asks for two words at 10,000 posts of natural proportions.
func TestSearchWeights(t *testing.T) {
	if raced {
		t.Skip("builds 10,000 posts: without -race, please")
	}
	s := openSearch(t, manyPosts(10_000), "/")
	s.forget()
	s.visit("/search/?q=" + pseudoWord(40) + "+" + pseudoWord(300))
	s.await(`document.querySelectorAll("#site-results .excerpt").length === 10 && [...document.querySelectorAll("#site-results li")].every((li) => li.querySelector("mark"))`)
	s.mu.Lock()
	defer s.mu.Unlock()
	total, pages := 0, 0
	for name, n := range s.fetched {
		if name != "/search/" && !strings.HasPrefix(name, "/assets/") { // the page itself
			total += n
		}
		if strings.HasPrefix(name, "/blog/") {
			pages += n
		}
	}
	t.Logf("a query of two words at 10,000 posts fetches %d bytes: %d of the index and %d of ten posts, for excerpts", total, total-pages, pages)
	if total > limitQuery {
		t.Errorf("that is more than %d", limitQuery)
	}
}

// manyPosts has posts of 900 words, as frequent as those of a language are.
func manyPosts(n int) map[string]string {
	content := map[string]string{}
	r := rand.New(rand.NewPCG(1, 2))
	words := rand.NewZipf(r, 1.07, 4, 30_000)
	for i := range n {
		var text strings.Builder
		for range 60 {
			for range 15 {
				fmt.Fprintf(&text, "%s ", pseudoWord(words.Uint64()))
			}
			text.WriteString("\n\n")
		}
		day := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, i/2)
		content[fmt.Sprintf("incident-%05d.md", i)] = incidentPost("Incident "+pseudoWord(words.Uint64()), day.Format(time.DateOnly), fmt.Sprintf("severity: major, services: [svc-%d]", i%20), text.String())
	}
	return content
}

// pseudoWord is the nth word of no language.
func pseudoWord(n uint64) string {
	var word strings.Builder
	for n += 20; n > 0; n /= 20 {
		word.WriteByte("bcdfghklmnprstvwxzjq"[n%20])
		word.WriteByte("aeiou"[n%5])
	}
	return word.String()
}
