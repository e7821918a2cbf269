package serve

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"path/filepath"
	"slices"

	"candor/internal/build"
	"candor/internal/diag"
	"candor/internal/tree"
)

// state is what handlers know of the site. It never changes.
type state struct {
	version    string       // of files; "" when no build has succeeded yet
	files      *tree.Memory // the last good site; nil when there is none
	findings   []diag.Diagnostic
	superseded chan struct{} // closed when a newer state is current
}

// newState is the outcome of a build: findings are those of a failed one.
func newState(version string, files *tree.Memory, findings []diag.Diagnostic) *state {
	return &state{version, files, findings, make(chan struct{})}
}

// publish makes next what handlers see, and wakes those who wait for it.
func (s *server) publish(next *state) { close(s.current.Swap(next).superseded) }

// rebuild builds the site in memory. The error is a failure of the machine.
func (s *server) rebuild(ctx context.Context, changed []string) error {
	s.unbuilt = append(s.unbuilt, changed...)
	in, done, err := s.Open()
	if err != nil {
		return err
	}
	defer done()
	in.BaseURL, in.Preview, in.Cache, in.Watched = s.base, true, s.cache, s.watched()
	files := s.current.Load().files.After()
	result, err := build.Run(ctx, in, files)
	files.Done()
	if err != nil {
		return err
	}
	s.finish(changed, result, files)
	return s.cache.Keep()
}

// watched tells which files of the content folder are among those that changed
// since the last good build. A folder among them stands for all that is in it.
func (s *server) watched() func(name string) bool {
	below := map[string]bool{}
	for _, path := range s.unbuilt {
		rel, err := filepath.Rel(s.Watch[0], path)
		if err == nil && filepath.IsLocal(rel) {
			below[filepath.ToSlash(rel)] = true
		}
	}
	return func(name string) bool {
		for ; name != "."; name = path.Dir(name) {
			if below[name] {
				return true
			}
		}
		return below["."]
	}
}

// finish publishes what came of a build: the new site, or the last good one
// and why there is no newer.
func (s *server) finish(changed []string, result build.Result, files *tree.Memory) {
	if result.Failed(false) {
		last := s.current.Load()
		s.publish(newState(last.version, last.files, gravest(result.Findings)))
	} else {
		s.builds++
		s.unbuilt = nil
		s.publish(newState(fmt.Sprintf("%s-%d", s.session, s.builds), files, nil))
	}
	s.Built(Build{Changed: changed, Result: result})
}

// broken treats a build that could not be done like one that failed.
func (s *server) broken(changed []string, err error) {
	s.finish(changed, build.Result{Findings: []diag.Diagnostic{{
		File: s.Watch[0], Code: "build-failed", Severity: diag.Error, Message: err.Error(),
	}}}, nil)
}

// gravest puts errors first.
func gravest(list []diag.Diagnostic) []diag.Diagnostic {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b diag.Diagnostic) int { return cmp.Compare(b.Severity, a.Severity) })
	return list
}
