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

// BenchmarkFacts does with posts what a build does, one after the other, and reports
// what reading their facts adds to the time of parsing them: each in its fastest
// pass, and so without the collector, of which reading would bear the smaller part.
//
//	read/parse  to that of post.Parse: the front matter, and Markdown to a tree
//	read/draw   to that of post.Parse and the HTML of the body
//
// The first is the strict reading of "adds to the CPU time of parsing", and the
// one to be judged by; the second takes in all that a build does to understand a
// text. The reports are the
// hardest case: texts of a few lines, nearly all of which state something. The
// others have nothing to find, but were written to look as if they had.
func BenchmarkFacts(b *testing.B) {
	for _, of := range []struct{ name, pattern string }{
		{"demo", "../../content/*.md"}, {"generated", filepath.Join(generate(b, 200), "*.md")},
		{"reports", "../incident/testdata/reports/[^n]*.txt"}, {"others", "../incident/testdata/reports/nothing.txt"},
	} {
		b.Run(of.name, func(b *testing.B) {
			posts := texts(b, of.pattern)
			fastest := [3]time.Duration{time.Hour, time.Hour, time.Hour}
			var room []byte
			b.ReportAllocs()
			for b.Loop() {
				var pass [3]time.Duration
				for name, src := range posts {
					start := time.Now()
					p := post.Parse(name, src, post.Options{})
					parsed := time.Now()
					facts, _ := incidentOf(p)
					read := time.Now()
					body, _ := render(room, p, facts)
					room = body.HTML
					pass[0], pass[1], pass[2] = pass[0]+parsed.Sub(start), pass[1]+read.Sub(parsed), pass[2]+time.Since(read)
				}
				for i := range pass {
					fastest[i] = min(fastest[i], pass[i])
				}
			}
			parsing, reading, drawing := float64(fastest[0]), float64(fastest[1]), float64(fastest[2])
			b.ReportMetric(reading/parsing, "read/parse")
			b.ReportMetric(reading/(parsing+drawing), "read/draw")
		})
	}
}
