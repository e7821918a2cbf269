package tree

import (
	"errors"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPutRejectsPathsThatAreNotCleanAndRelative(t *testing.T) {
	for _, name := range []string{
		"", ".", "..", "/", "/etc/passwd", "../x", "a/../b", "a/./b", "a//b", "a/", "./a",
		"a\x00b", "a\nb", "a\x7fb", "a\u0085b", "a\xffb", `a\b`, `..\x`,
		strings.Repeat("x", 256) + "/a", strings.Repeat("x/", 512) + "a",
		".candor-manifest", ".candor-stage/1", ".candor-lock", ".Candor-Manifest", ".candor-",
	} {
		_, err := new(Memory).Put(name, Page, nil)
		if !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("%q: %v", name, err)
		} else if strings.ContainsAny(err.Error(), "\n\x00\x7f") {
			t.Errorf("%q: error with a control character: %q", name, err)
		}
	}
}

func TestPutTakesUsualPaths(t *testing.T) {
	var m Memory
	for _, name := range []string{
		"index.html", ".nojekyll", ".well-known/security.txt", "blog/障害/index.html", "blog/a b/x.png",
		"blog/index.html", "blog/a/index.html", "blog/ab", "a/.candor-x", ".candor", "...", "blog/a.png",
		strings.Repeat("x", 255), strings.Repeat("y/", 511) + "a",
	} {
		if _, err := m.Put(name, Page, nil); err != nil {
			t.Error(err)
		}
	}
}

func TestPutRejectsPathsThatClash(t *testing.T) {
	tests := []struct {
		name, a, b string
		want       string
	}{
		{"the same twice", "blog/x/index.html", "blog/x/index.html", "tree: blog/x/index.html: two files with this path"},
		{"only case", "a/Logo.png", "a/logo.png", "tree: a/Logo.png: differs from a/logo.png only in case, which many file systems cannot tell apart"},
		{"case of a folder", "A/x", "a/X", "tree: A/x: differs from a/X only in case, which many file systems cannot tell apart"},
		{"case outside ASCII", "Ä", "ä", "tree: Ä: differs from ä only in case, which many file systems cannot tell apart"},
		{"unicode form", "e\u0301", "\u00e9", "tree: e\u0301: differs from \u00e9 only in case, which many file systems cannot tell apart"},
		{"file and folder", "a/b", "a/b/c", "tree: a/b: cannot stand beside a/b/c, where one name is a file and a folder"},
		{"file and outer folder", "a", "a/b/c/d", "tree: a: cannot stand beside a/b/c/d, where one name is a file and a folder"},
		{"file and folder but for case", "A", "a/b", "tree: A: cannot stand beside a/b, where one name is a file and a folder"},
	}
	for _, tt := range tests {
		for _, pair := range [][2]string{{tt.a, tt.b}, {tt.b, tt.a}} {
			var m Memory
			if _, err := m.Put(pair[0], Page, nil); err != nil {
				t.Fatal(err)
			}
			_, err := m.Put(pair[1], Page, nil)
			clash := (*ClashError)(nil)
			if !errors.As(err, &clash) {
				t.Fatalf("%s: %v", tt.name, err)
			}
			if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
				t.Errorf("%s: %s", tt.name, diff)
			}
		}
	}
}

func TestMemoryKeepsACopy(t *testing.T) {
	var m Memory
	data := []byte("one")
	if _, err := m.Put("b", Page, data); err != nil {
		t.Fatal(err)
	}
	copy(data, "two")
	if _, err := m.Put("a", Page, data); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Put("a", Page, []byte("three")); err == nil {
		t.Error("a second file with one path")
	}
	got := map[string]string{}
	for _, name := range m.Paths() {
		data, _ := m.Lookup(name)
		got[name] = string(data)
	}
	if diff := cmp.Diff(map[string]string{"a": "two", "b": "one"}, got); diff != "" {
		t.Error(diff)
	}
	if _, ok := m.Lookup("c"); ok {
		t.Error("found a file that is not there")
	}
}
