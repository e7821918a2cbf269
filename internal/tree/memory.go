package tree

import (
	"bytes"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
)

// Memory is a site in memory, for previews. It admits the same paths as a
// [Tree]. The zero value is empty and ready for use.
type Memory struct {
	mu     sync.RWMutex
	before *Memory // what Keep takes files from
	names  names
	files  map[string]remembered
}

type remembered struct {
	data []byte
	mark Mark
}

var (
	_ Sink = (*Tree)(nil)
	_ Sink = (*Memory)(nil)
)

// puts numbers the files that were ever put into a Memory.
var puts atomic.Int64

// After returns an empty Memory that keeps files of m, which may be nil.
func (m *Memory) After() *Memory { return &Memory{before: m} }

// Done lets go of the Memory before, once every file has been handed over.
func (m *Memory) Done() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.before = nil
}

// Put adds a copy of one finished file.
func (m *Memory) Put(path string, class Class, data []byte) (Mark, error) {
	f := remembered{bytes.Clone(data), Mark{int64(len(data)), puts.Add(1)}}
	return f.mark, m.add(path, class, f)
}

// Keep adds a file of the Memory before.
func (m *Memory) Keep(path string, class Class, mark Mark) (bool, error) {
	if m.before == nil {
		return false, nil
	}
	m.before.mu.RLock()
	f, found := m.before.files[path]
	m.before.mu.RUnlock()
	if !found || f.mark != mark {
		return false, nil
	}
	return true, m.add(path, class, f)
}

func (m *Memory) add(path string, class Class, f remembered) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files == nil {
		room := 0
		if m.before != nil {
			room = len(m.before.files)
		}
		m.names, m.files = newNames(room), make(map[string]remembered, room)
	}
	if err := m.names.add(path, class); err != nil {
		return err
	}
	m.files[path] = f
	return nil
}

// Lookup returns the file at path, which must not be changed.
func (m *Memory) Lookup(path string) ([]byte, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	f, ok := m.files[path]
	return f.data, ok
}

// Paths returns all paths, sorted.
func (m *Memory) Paths() []string {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return slices.Sorted(maps.Keys(m.files))
}
