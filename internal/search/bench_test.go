package search

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"candor/internal/site"
)

// generated is bodies of n posts of 1,000 words, as frequent as words of a
// language are.
func generated(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	zipf := rand.NewZipf(r, 1.07, 4, 60_000)
	bodies := make([]string, n)
	for i := range bodies {
		var b strings.Builder
		for range 60 {
			b.WriteString("<p>")
			for range 16 {
				fmt.Fprintf(&b, "w%x ", zipf.Uint64()*7919)
			}
			fmt.Fprintf(&b, "and <code>%d</code>.</p>\n", r.IntN(10_000))
		}
		bodies[i] = b.String()
	}
	return bodies
}

func BenchmarkRead(b *testing.B) {
	s, body := sample(b, generated(1000), nil)
	x := New(nil)
	i, record := 0, []byte(nil)
	b.ReportAllocs()
	for b.Loop() {
		record, _ = x.Read(record[:0], s.Posts[i%1000], body(s.Posts[i%1000]))
		i++
	}
}

// BenchmarkPieces writes the index of 10,000 posts. heap-MB is what it holds
// when it is finished.
func BenchmarkPieces(b *testing.B) {
	s, body := sample(b, generated(10_000), nil)
	records := make([][]byte, len(s.Posts))
	for b.Loop() {
		b.StopTimer()
		x := New(nil)
		for i, e := range s.Posts {
			records[i], _ = x.Read(nil, e, body(e))
		}
		before := heap()
		b.StartTimer()
		files, size := 0, 0
		_, err := x.Pieces(s, func(e *site.Entry) ([]byte, error) { return records[e.Index], nil }, func(f File) error {
			files++
			size += len(f.Content)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		b.ReportMetric(float64(heap()-before)/1e6, "heap-MB")
		b.ReportMetric(float64(size)/1e6, "files-MB")
		b.ReportMetric(float64(files), "files")
		runtime.KeepAlive(x)
		b.StartTimer()
	}
}

func heap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
