package build

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"candor/internal/post"
)

// texts returns the posts of the demonstration site, or the reports that the
// rules of incident are tested on, by name.
func texts(b *testing.B, pattern string) map[string][]byte {
	files, err := filepath.Glob(pattern)
	if err != nil || files == nil {
		b.Fatal(pattern, err)
	}
	list := map[string][]byte{}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			b.Fatal(err)
		}
		if filepath.Ext(file) != ".txt" {
			list[filepath.Base(file)] = src
			continue
		}
		for i, f := range txtar.Parse(src).Files {
			if i%2 == 0 {
				list[fmt.Sprint(filepath.Base(file), "-", f.Name)] = f.Data
			}
		}
	}
	return list
}

// BenchmarkFacts reads the facts of posts that it parses, and reports what that
// adds to the time of parsing: read/parse, each at its fastest.
func BenchmarkFacts(b *testing.B) {
	for _, of := range []struct{ name, pattern string }{
		{"demo", "../../content/*.md"}, {"reports", "../incident/testdata/reports/[^n]*.txt"}, {"others", "../incident/testdata/reports/nothing.txt"},
	} {
		b.Run(of.name, func(b *testing.B) {
			posts := texts(b, of.pattern)
			parsing, reading := time.Hour, time.Hour
			parsed := map[string]post.Parsed{}
			b.ReportAllocs()
			for b.Loop() {
				start := time.Now()
				for name, src := range posts {
					parsed[name] = post.Parse(name, src, post.Options{})
				}
				half := time.Now()
				for _, p := range parsed {
					incidentOf(p)
				}
				parsing, reading = min(parsing, half.Sub(start)), min(reading, time.Since(half))
			}
			b.ReportMetric(float64(reading)/float64(parsing), "read/parse")
		})
	}
}
