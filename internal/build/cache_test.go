package build

import (
	"bytes"
	"context"
	"testing"
	"testing/fstest"

	"candor/internal/cache"
	"candor/internal/tree"

	"github.com/google/go-cmp/cmp"
)

// Whatever bytes an index has, reading it neither fails nor takes more than a
// multiple of their number, and what is read of it reads the same when it is
// written again.
func FuzzState(f *testing.F) {
	content := fstest.MapFS{"a.md": {Data: []byte("---\ntitle: Outage\ndate: 2024-01-02\ntags: [x]\n---\n\n- 10:00 UTC: impact starts\n- 10:20 UTC: resolved\n")}}
	in := Input{Content: Folder{FS: content, Name: "content/"}, BaseURL: "https://example.org/", Now: now, Cache: NewCache(cache.Memory(), "test")}
	if _, err := Run(context.Background(), in, new(tree.Memory)); err != nil {
		f.Fatal(err)
	}
	if err := in.Cache.Keep(); err != nil {
		f.Fatal(err)
	}
	f.Add(written(f, in.Cache.last, in.Cache.index().Terms()))
	f.Add([]byte("x"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, terms := readState(string(data))
		s.known()
		once := written(t, s, terms)
		again, terms := readState(string(once))
		again.known()
		if diff := cmp.Diff(once, written(t, again, terms)); diff != "" {
			t.Error(diff)
		}
	})
}

func written(tb testing.TB, s *state, terms []string) []byte {
	tb.Helper()
	var b bytes.Buffer
	if err := s.write(&b, terms); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}
