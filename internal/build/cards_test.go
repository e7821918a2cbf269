package build

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"candor/internal/tree"

	"github.com/google/go-cmp/cmp"
)

// keptCards is a cache in memory that counts what it is asked to keep.
type keptCards struct {
	mu   sync.Mutex
	by   map[string][]byte
	puts int
}

func (k *keptCards) Use(string) {}

func (k *keptCards) Get(key string) []byte {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.by[key]
}

func (k *keptCards) Put(key string, png []byte) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.by[key] = bytes.Clone(png)
	k.puts++
}

func TestPicturesOfAnEarlierBuildAreNotDrawnAgainUnlessDamaged(t *testing.T) {
	in := demo()
	cold, _ := build(t, in)
	kept := &keptCards{by: map[string][]byte{}}
	in.Cards = kept
	first, _ := build(t, in)
	drawn := kept.puts
	if drawn < 10 {
		t.Fatalf("only %d pictures of the demo were kept", drawn)
	}
	warm, _ := build(t, in)
	if kept.puts != drawn {
		t.Errorf("%d pictures were drawn again", kept.puts-drawn)
	}
	i := 0
	for _, png := range kept.by {
		if png[len(png)/2] ^= 1; i == 2 {
			break
		}
		i++
	}
	damaged, _ := build(t, in)
	if kept.puts != drawn+3 {
		t.Errorf("%d of 3 damaged pictures were drawn again", kept.puts-drawn)
	}
	for name, m := range map[string]*tree.Memory{"first": first, "warm": warm, "damaged": damaged} {
		if diff := cmp.Diff(files(cold), files(m)); diff != "" {
			t.Errorf("%s differs from a build without cache:\n%s", name, diff)
		}
	}
}

func TestPostsWithoutAPictureOfTheirOwnAreNamed(t *testing.T) {
	_, result := build(t, Input{Content: Folder{Name: "content/", FS: fstest.MapFS{
		"site.yaml": {Data: []byte("cards: posts\n")},
		"ja.md":     {Data: []byte("---\ndate: 2024-01-01\ntitle: 障害\n---\n")},
		"image.md":  {Data: []byte("---\ntitle: 障害\ndate: 2024-01-01\nimage: /x.png\n---\n")},
		"latin.md":  {Data: []byte("---\ntitle: Störung\ndate: 2024-01-01\n---\n")},
	}}})
	var got []string
	for _, code := range findingCodes(result.Findings) {
		if strings.Contains(code, "card") {
			got = append(got, code)
		}
	}
	if diff := cmp.Diff([]string{"content/ja.md:3 hint card-letters"}, got); diff != "" {
		t.Error(diff)
	}
}
