package cache

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
)

func mustOpen(t *testing.T, dir, version string) *Store {
	t.Helper()
	s, err := Open(dir, version)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

// filled returns a folder with two texts and an index, and where they lie.
func filled(t *testing.T) (dir string, places []Place) {
	t.Helper()
	dir = t.TempDir()
	s := mustOpen(t, dir, "v1")
	for _, b := range []string{"first", "second text"} {
		places = append(places, s.Put([]byte(b)))
	}
	if err := s.Save(16, text("the index")); err != nil {
		t.Fatal(err)
	}
	s.Close()
	return dir, places
}

func TestWhatWasSavedIsThereForTheNext(t *testing.T) {
	dir, places := filled(t)
	s := mustOpen(t, dir, "v1")
	if s.Index() != "the index" {
		t.Errorf("index %q", s.Index())
	}
	for i, want := range []string{"first", "second text"} {
		if got, err := s.Get(places[i]); string(got) != want || err != nil {
			t.Errorf("%q, %v, want %q", got, err, want)
		}
	}
	third := s.Put([]byte("third"))
	if got, _ := s.Get(third); string(got) != "third" {
		t.Errorf("got %q", got)
	}
	if got, _ := s.Get(places[0]); string(got) != "first" {
		t.Errorf("a new text lies over an old one: %q", got)
	}
}

func TestAnotherVersionBeginsAnew(t *testing.T) {
	dir, places := filled(t)
	s := mustOpen(t, dir, "v2")
	if s.Index() != "" {
		t.Errorf("index %q", s.Index())
	}
	if b, err := s.Get(places[0]); !errors.Is(err, ErrDamaged) {
		t.Errorf("%q, %v", b, err)
	}
}

// Whatever byte of the files is lost, added or changed, nothing is read that
// was not put.
func TestDamageIsNeverBelieved(t *testing.T) {
	dir, places := filled(t)
	whole := map[string][]byte{}
	for _, name := range []string{indexName, textsName} {
		whole[name], _ = os.ReadFile(filepath.Join(dir, name))
	}
	damage := map[string]func(b []byte, i int) []byte{
		"flipped":  func(b []byte, i int) []byte { b[i] ^= 1; return b },
		"cut":      func(b []byte, i int) []byte { return b[:i] },
		"inserted": func(b []byte, i int) []byte { return append(b[:i:i], append([]byte{0}, b[i:]...)...) },
	}
	for name, data := range whole {
		for what, harm := range damage {
			for i := range data {
				t.Run(fmt.Sprintf("%s %s at %d", name, what, i), func(t *testing.T) {
					for n, d := range whole {
						if n == name {
							d = harm(bytes.Clone(d), i)
						}
						if err := os.WriteFile(filepath.Join(dir, n), d, 0o666); err != nil {
							t.Fatal(err)
						}
					}
					s := mustOpen(t, dir, "v1")
					if got := s.Index(); got != "the index" && (got != "" || name != indexName) {
						t.Errorf("index %q", got)
					}
					for j, want := range []string{"first", "second text"} {
						if b, err := s.Get(places[j]); err == nil && string(b) != want {
							t.Errorf("got %q", b)
						}
					}
					s.Close()
				})
			}
		}
	}
}

func TestASecondProcessDoesWithout(t *testing.T) {
	dir := t.TempDir()
	mustOpen(t, dir, "v1")
	if _, err := Open(dir, "v1"); !errors.Is(err, ErrBusy) && err != nil {
		t.Errorf("error %v", err)
	}
}

func TestTextsOutOfUseAreDropped(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir, "v1")
	s.Put(make([]byte, slack+100))
	kept := s.Put([]byte("kept"))
	if err := s.Save(kept.Len, text("x")); err != nil {
		t.Fatal(err)
	}
	s.Close()
	s = mustOpen(t, dir, "v1")
	if info, _ := os.Stat(filepath.Join(dir, textsName)); s.Index() != "" || info.Size() != 0 {
		t.Errorf("index %q, %d bytes of texts", s.Index(), info.Size())
	}
}

func TestADiskThatTakesNothingCostsTheHeadStartOnly(t *testing.T) {
	dir := t.TempDir()
	s := mustOpen(t, dir, "v1")
	s.texts.Close() // every write fails from now on
	p := s.Put([]byte("text"))
	if got, err := s.Get(p); string(got) != "text" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if err := s.Save(4, text("x")); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, indexName)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("an index that names texts which are not there: %v", err)
	}
}

func TestWhatAKilledBuildLeftIsRemoved(t *testing.T) {
	dir, _ := filled(t)
	for _, name := range []string{"index.new", "scratch-123"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("half"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	s := mustOpen(t, dir, "v1")
	if s.Index() != "the index" {
		t.Errorf("index %q", s.Index())
	}
	left, _ := os.ReadDir(dir)
	if len(left) != 2 {
		t.Errorf("left: %v", left)
	}
}

func TestScratchAndMemoryLeaveNothing(t *testing.T) {
	dir := t.TempDir()
	for _, s := range []*Store{Scratch(dir), Memory()} {
		p := s.Put([]byte("text"))
		if got, err := s.Get(p); string(got) != "text" || err != nil {
			t.Errorf("%q, %v", got, err)
		}
		if err := s.Save(4, text("x")); err != nil {
			t.Error(err)
		}
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
}
