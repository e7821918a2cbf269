package serve

import (
	"maps"
	"slices"
	"time"
)

// A build waits until no file has changed for a moment: a short one after the
// save of an editor, a longer one once many files changed, as when git switches
// branches. Where changes never end it builds all the same.
var (
	quietOne  = 10 * time.Millisecond
	quietMany = 150 * time.Millisecond
)

const (
	many     = 5 // files
	waitMost = 2 * time.Second
)

// batch is the paths that changed together.
type batch map[string]bool

func (b batch) sorted() []string { return slices.Sorted(maps.Keys(b)) }

// gather turns paths into batches. While one is not taken, because a build is
// under way, it grows. It returns, and closes batches, when paths is closed.
func gather(paths <-chan string, batches chan<- batch) {
	defer close(batches)
	pending := batch{}
	var quiet, most <-chan time.Time
	var overdue bool
	var ready chan<- batch // batches, once it is time
	for {
		select {
		case path, more := <-paths:
			if !more {
				return
			}
			if len(pending) == 0 {
				most = time.After(waitMost)
			}
			pending[path] = true
			if !overdue {
				quiet, ready = time.After(quietFor(len(pending))), nil
			}
		case <-quiet:
			ready = batches
		case <-most:
			ready, overdue = batches, true
		case ready <- pending:
			pending = batch{}
			quiet, most, ready, overdue = nil, nil, nil, false
		}
	}
}

func quietFor(files int) time.Duration {
	if files < many {
		return quietOne
	}
	return quietMany
}
