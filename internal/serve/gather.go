package serve

import (
	"maps"
	"slices"
	"time"
)

// A build waits until no file has changed for a moment: a short one after the
// save of an editor, a longer one once many files changed, as when git switches
// branches. Where changes never end it builds all the same.
const (
	quietOne  = 20 * time.Millisecond
	quietMany = 150 * time.Millisecond
	many      = 5 // files
	waitMost  = 2 * time.Second
)

// gather turns paths into batches of the paths that changed together, sorted.
// While a batch is not taken, because a build is under way, it grows. It
// returns, and closes batches, when paths is closed.
func gather(paths <-chan string, batches chan<- []string) {
	defer close(batches)
	pending := map[string]bool{}
	var quiet, most <-chan time.Time
	var ready chan<- []string // batches, once it is time
	var batch []string
	for {
		select {
		case path, more := <-paths:
			if !more {
				return
			}
			if most == nil {
				most = time.After(waitMost)
			}
			pending[path] = true
			quiet, ready = time.After(quietFor(len(pending))), nil
			continue
		case <-quiet:
		case <-most:
			most = nil
		case ready <- batch:
			clear(pending)
			quiet, most, ready = nil, nil, nil
			continue
		}
		batch, ready = slices.Sorted(maps.Keys(pending)), batches
	}
}

func quietFor(files int) time.Duration {
	if files < many {
		return quietOne
	}
	return quietMany
}
