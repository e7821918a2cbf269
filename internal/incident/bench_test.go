package incident

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// prose stands around the timelines of the benchmark, as in real posts.
const prose = `
The service keeps its state in a database that is replicated to a second site. When the primary fails, a
supervisor promotes the replica and moves the address. In this case the supervisor could not reach a majority, so
it did nothing, which is what it was built to do. We had not thought of a network that is slow but not *broken*.

Our [dashboards](https://example.com/dashboards) showed the rise in latency, but nobody looks at them at night. The
alert that should have fired waited for ` + "`error_rate`" + ` to pass a threshold that slow requests never reach.

- Alerts on latency as well as on errors.
- A runbook for a slow network, tried out once a quarter.
`

// posts are the texts of testdata, each with prose around it.
func posts(b *testing.B) (list []Source, size int64) {
	files, _ := filepath.Glob("testdata/shapes/*.txt")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range archive.Files {
			if !strings.HasPrefix(f.Name, "= ") {
				list = append(list, source("2024-05-02-post.md", string(f.Data)+strings.Repeat(prose, 4)))
				size += int64(len(list[len(list)-1].Text))
			}
		}
	}
	return list, size
}

func BenchmarkRead(b *testing.B) {
	list, size := posts(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range list {
			Read(src)
		}
	}
}

// BenchmarkGoldmark parses the same posts, to compare.
func BenchmarkGoldmark(b *testing.B) {
	list, size := posts(b)
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, src := range list {
			md.Parser().Parse(text.NewReader([]byte(src.Text)))
		}
	}
}
