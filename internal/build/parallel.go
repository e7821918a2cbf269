package build

import (
	"cmp"
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"candor/internal/diag"
)

// each calls work for 0 to n-1 on all processors and returns the first error
// by index, so that failures too are the same in every run.
func (r *run) each(stage string, n int, work func(i int) error) error {
	var next, done atomic.Int64
	var mu sync.Mutex
	var wg sync.WaitGroup
	failedAt, failure := n, error(nil)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n || r.ctx.Err() != nil {
					return
				}
				if err := work(i); err != nil {
					mu.Lock()
					if i < failedAt {
						failedAt, failure = i, err
					}
					mu.Unlock()
					next.Store(int64(n))
					return
				}
				if finished := done.Add(1); r.Progress != nil {
					r.Progress(stage, int(finished), n)
				}
			}
		})
	}
	wg.Wait()
	if failure == nil {
		failure = r.ctx.Err()
	}
	return failure
}

// parallel calls work, which cannot fail, for 0 to n-1 on all processors.
func parallel(n int, work func(i int)) {
	_ = (&run{ctx: context.Background()}).each("", n, func(i int) error {
		work(i)
		return nil
	})
}

// together runs stages that do not need each other and returns the first error
// in their order.
func together(stages ...func() error) error {
	errs := make([]error, len(stages))
	var wg sync.WaitGroup
	for i, stage := range stages {
		wg.Go(func() { errs[i] = stage() })
	}
	wg.Wait()
	return cmp.Or(errs...)
}

// findings collects from any goroutine.
type findings struct {
	mu   sync.Mutex
	list []diag.Diagnostic
}

func (f *findings) add(list ...diag.Diagnostic) {
	if len(list) == 0 {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list = append(f.list, list...)
}

func (f *findings) errors() int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return diag.Count(f.list, diag.Error)
}

// dedupe keeps one finding per place in a template: a broken one fails on
// every page in the same way. The list is sorted.
func dedupe(list []diag.Diagnostic) []diag.Diagnostic {
	kept := list[:0]
	for _, d := range list {
		if n := len(kept); n > 0 && d.Code == "template-failed" && kept[n-1].Code == d.Code && kept[n-1].File == d.File && kept[n-1].Line == d.Line {
			continue
		}
		kept = append(kept, d)
	}
	return kept
}
