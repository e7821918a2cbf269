package main

import (
	"os"
	"runtime/debug"
	"sync"
)

// What a build may take before the garbage collector works harder: a base, and
// a share for each post that is well above what is kept of one. It trades
// memory that a machine in CI has for a tenth of the CPU time.
const (
	memoryBase    = 96 << 20 // bytes
	memoryPerPost = 12 << 10
	garbageMost   = 400 // per cent of what is in use, where the limit allows it
)

// spendMemory returns a progress function that sets these limits once the
// number of posts is known. GOGC and GOMEMLIMIT overrule it.
func spendMemory(progress func(stage string, done, total int)) func(stage string, done, total int) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return progress
	}
	var once sync.Once
	return func(stage string, done, total int) {
		once.Do(func() {
			debug.SetGCPercent(garbageMost)
			debug.SetMemoryLimit(memoryBase + int64(total)*memoryPerPost)
		})
		progress(stage, done, total)
	}
}
