package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"sync"
)

// What a build may take before the garbage collector works harder than it
// must: a base, a share for each post, which is above what is kept of one, and
// what its syntax tree takes while it is read. Up to there it makes garbage,
// which saves a sixth of the CPU time; beyond, time is spent to stay there.
const (
	memoryBase    = 80 << 20 // bytes
	memoryPerPost = 12 << 10
	memoryPerByte = 64
	memoryStep    = 16 << 20
	garbageMost   = 400 // per cent of what is in use, where the limit allows it
)

// memory adjusts the limit while a build reads its posts.
type memory struct {
	mu    sync.Mutex
	limit int64
}

// spendMemory returns what is to be told of posts that are read. GOGC and
// GOMEMLIMIT overrule it.
func spendMemory() (reading func(posts, bytes int)) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return nil
	}
	debug.SetGCPercent(garbageMost)
	return new(memory).reading
}

func (m *memory) reading(posts, bytes int) {
	need := int64(memoryBase + posts*memoryPerPost + runtime.GOMAXPROCS(0)*bytes*memoryPerByte)
	m.mu.Lock()
	defer m.mu.Unlock()
	if need > m.limit {
		m.limit = need + memoryStep
		debug.SetMemoryLimit(m.limit)
	}
}
