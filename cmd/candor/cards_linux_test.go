package main

import (
	"bytes"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func cardsIn(t *testing.T, cache string) *cardCache {
	t.Helper()
	c := openCards(cache)
	if c == nil {
		t.Fatal("the folder does not open")
	}
	t.Cleanup(func() { c.Close() })
	return c
}

func TestPicturesStayUntilABuildHasNoUseForThem(t *testing.T) {
	cache := t.TempDir()
	first := cardsIn(t, cache)
	first.sweep() // nothing there
	for _, key := range []string{"a", "b"} {
		if first.Get(key) != nil {
			t.Errorf("%s is there before it was put", key)
		}
		first.Put(key, []byte(key))
	}
	first.sweep()
	os.WriteFile(filepath.Join(cache, cardFolder, "killed.png.part"), nil, 0o666)
	os.WriteFile(filepath.Join(cache, cardFolder, "note.txt"), nil, 0o666)
	second := cardsIn(t, cache)
	if got := second.Get("b"); string(got) != "b" {
		t.Errorf("b is %q", got)
	}
	second.sweep()
	var left []string
	entries, _ := os.ReadDir(filepath.Join(cache, cardFolder))
	for _, e := range entries {
		left = append(left, e.Name())
	}
	if len(left) != 2 || left[0] != "b.png" || left[1] != "note.txt" {
		t.Errorf("left are %q", left)
	}
}

func TestTheCacheOfPicturesNeitherHangsNorLeavesItsFolder(t *testing.T) {
	cache, secret := t.TempDir(), filepath.Join(t.TempDir(), "secret")
	os.WriteFile(secret, []byte("secret"), 0o666)
	folder := filepath.Join(cache, cardFolder)
	os.Mkdir(folder, 0o777)
	c := cardsIn(t, cache)
	if err := syscall.Mkfifo(filepath.Join(folder, "fifo.png"), 0o666); err != nil {
		t.Skip(err)
	}
	os.Symlink(secret, filepath.Join(folder, "link.png"))
	os.Symlink(secret, filepath.Join(folder, "out.png.part"))
	os.Mkdir(filepath.Join(folder, "folder.png"), 0o777)
	os.WriteFile(filepath.Join(folder, "huge.png"), make([]byte, maxCard+1), 0o666)
	for _, key := range []string{"fifo", "link", "folder", "huge", "../../x"} {
		if got := c.Get(key); got != nil {
			t.Errorf("%s gives %d bytes", key, len(got))
		}
	}
	c.Put("out", []byte("png"))
	c.Put("folder", []byte("png"))
	c.Put("../../x", []byte("png"))
	if got, _ := os.ReadFile(secret); !bytes.Equal(got, []byte("secret")) {
		t.Errorf("a file outside says %q", got)
	}
	if _, err := os.Stat(filepath.Join(cache, "..", "x.png")); err == nil {
		t.Error("a file outside was made")
	}
}

func TestACacheThatCannotBeWrittenOnlyCostsTime(t *testing.T) {
	if c := openCards(filepath.Join(t.TempDir(), "none")); c != nil {
		t.Error("a folder that is not there opens")
	}
	cache := t.TempDir()
	os.WriteFile(filepath.Join(cache, cardFolder), nil, 0o666) // a file in its place
	c := cardsIn(t, cache)
	c.Put("a", []byte("a"))
	if c.Get("a") != nil {
		t.Error("something was kept")
	}
	c.sweep()
}
