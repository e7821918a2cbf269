package tree

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

const benchFiles = 10_000

func benchDir(b *testing.B) string { return filepath.Join(tempDir(b), "public") }

func benchPath(i int) string { return fmt.Sprintf("blog/incident-number-%05d/index.html", i) }

// inParallel calls f(0) … f(benchFiles-1) from as many goroutines as a build has.
func inParallel(b *testing.B, f func(i int) error) {
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < benchFiles; i += workers {
				if err := f(i); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
}

func benchBuild(b *testing.B, dir string, data []byte) Result {
	t, err := Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	defer t.Close()
	inParallel(b, func(i int) error {
		_, err := t.Put(benchPath(i), Page, data)
		return err
	})
	r, err := t.Commit()
	if err != nil {
		b.Fatal(err)
	}
	return r
}

// The floor: what the plainest program would do.
func BenchmarkPlainWrite(b *testing.B) {
	dir := benchDir(b)
	data := bytes.Repeat([]byte("0123456789"), 1000)
	for b.Loop() {
		inParallel(b, func(i int) error {
			name := filepath.Join(dir, benchPath(i))
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				return err
			}
			return os.WriteFile(name, data, 0o644)
		})
		b.StopTimer()
		os.RemoveAll(dir)
		b.StartTimer()
	}
}

func BenchmarkPlainRead(b *testing.B) {
	dir := benchDir(b)
	benchBuild(b, dir, bytes.Repeat([]byte("0123456789"), 1000))
	for b.Loop() {
		inParallel(b, func(i int) error {
			_, err := os.ReadFile(filepath.Join(dir, benchPath(i)))
			return err
		})
	}
}

func BenchmarkCold(b *testing.B) {
	dir := benchDir(b)
	data := bytes.Repeat([]byte("0123456789"), 1000)
	b.ReportAllocs()
	for b.Loop() {
		if r := benchBuild(b, dir, data); r.Written != benchFiles {
			b.Fatal(r)
		}
		b.StopTimer()
		os.RemoveAll(dir)
		b.StartTimer()
	}
}

func BenchmarkUnchanged(b *testing.B) {
	dir := benchDir(b)
	data := bytes.Repeat([]byte("0123456789"), 1000)
	benchBuild(b, dir, data)
	b.ReportAllocs()
	for b.Loop() {
		if r := benchBuild(b, dir, data); r.Unchanged != benchFiles {
			b.Fatal(r)
		}
	}
}

func BenchmarkAllChanged(b *testing.B) {
	dir := benchDir(b)
	data := bytes.Repeat([]byte("0123456789"), 1000)
	benchBuild(b, dir, data)
	b.ReportAllocs()
	for b.Loop() {
		data[0]++
		if r := benchBuild(b, dir, data); r.Written != benchFiles {
			b.Fatal(r)
		}
	}
}
