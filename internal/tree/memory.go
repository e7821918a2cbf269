package tree

import (
	"bytes"
	"maps"
	"slices"
	"sync"
)

// Memory is a site in memory, for previews. It admits the same paths as a
// [Tree]. The zero value is empty and ready for use.
type Memory struct {
	mu    sync.RWMutex
	names names
	files map[string][]byte
}

var (
	_ Sink = (*Tree)(nil)
	_ Sink = (*Memory)(nil)
)

// Put adds a copy of one finished file.
func (m *Memory) Put(path string, class Class, data []byte) error {
	data = bytes.Clone(data)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.files == nil {
		m.names, m.files = newNames(), map[string][]byte{}
	}
	if err := m.names.add(path, class); err != nil {
		return err
	}
	m.files[path] = data
	return nil
}

// Lookup returns the file at path, which must not be changed.
func (m *Memory) Lookup(path string) ([]byte, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	data, ok := m.files[path]
	return data, ok
}

// Paths returns all paths, sorted.
func (m *Memory) Paths() []string {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return slices.Sorted(maps.Keys(m.files))
}
