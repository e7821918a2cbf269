package main

import (
	"crypto/sha256"
	"debug/elf"
	"encoding/hex"
	"io"
	"os"
	"strings"
	"sync"
)

// programVersion tells this program from every other build of it, released or
// not: by what the linker says its content is, else by a hash of its own file,
// which has thirty megabytes. It is "" where that cannot be read, and then
// nothing is believed of what an earlier run laid aside.
var programVersion = sync.OnceValue(func() string {
	name, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(name)
	if err != nil {
		return ""
	}
	defer f.Close()
	if id := buildID(f); id != "" {
		return id
	}
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return ""
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
})

// buildID returns the build ID that the go command has the linker note in the
// programs of most systems, "" where there is none or -ldflags=-buildid= chose
// another. Its four parts are hashes of what the program was made of and of what
// it is (cmd/go/internal/work/buildid.go).
func buildID(program io.ReaderAt) string {
	f, err := elf.NewFile(program)
	if err != nil {
		return ""
	}
	note := f.Section(".note.go.buildid")
	if note == nil {
		return ""
	}
	const head = 4 + 4 + 4 + len("Go\x00\x00") // lengths, type, name
	data, err := note.Data()
	if err != nil || len(data) < head {
		return ""
	}
	id := strings.TrimRight(string(data[head:]), "\x00") // which fill it up
	for part := range strings.SplitSeq(id, "/") {
		if len(part) != 20 {
			return ""
		}
	}
	return id
}
