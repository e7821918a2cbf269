package tree

import (
	"errors"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var (
	anyPath = rapid.SampledFrom([]string{
		"a", "b", "a/a", "a/b.html", "a/b.html/c", "b/a.png", "b/b/a", "b/b/b.html", "b/b/b/x.xml", "c/index.html", "c/ä/index.html", "c/ä/x.xml",
	})
	anyText = rapid.SampledFrom([]string{"", "1", "2", "long " + strings.Repeat("x", 40_000)})
	anySite = rapid.Custom(func(t *rapid.T) site {
		s := site{}
		for name, data := range rapid.MapOf(anyPath, anyText).Draw(t, "files") {
			s[name] = data
		}
		for name := range s {
			for up := path.Dir(name); up != "."; up = path.Dir(up) {
				delete(s, up)
			}
		}
		return s
	})
)

// inTheWay reports whether a foreign file keeps s from being written.
func inTheWay(foreign, s site) bool {
	for name, data := range s {
		for mine, text := range foreign {
			if mine == name && text != data || strings.HasPrefix(mine, name+"/") || strings.HasPrefix(name, mine+"/") {
				return true
			}
		}
	}
	return false
}

// adopts reports whether s holds a foreign file.
func adopts(foreign, s site) bool {
	for name := range foreign {
		if _, ok := s[name]; ok {
			return true
		}
	}
	return false
}

// versions are all contents a file may have had since the last good build.
type versions map[string][]string

func (v versions) add(s site) {
	for name, data := range s {
		v[name] = append(v[name], data)
	}
}

// free reports whether a user may put a file at name: nothing is there, and
// no build since the last good one has had a file there.
func (v versions) free(dir, name string) bool {
	for other := range v {
		if other == name || strings.HasPrefix(other, name+"/") || strings.HasPrefix(name, other+"/") {
			return false
		}
	}
	_, err := os.Lstat(filepath.Join(dir, name))
	return errors.Is(err, os.ErrNotExist) // and not ENOTDIR
}

// Whatever builds, failures and foreign files came before: after a good build
// the disk holds the site and the foreign files; after a failed one each file
// is whole.
func TestAnySequenceOfBuilds(t *testing.T) {
	base := tempDir(t)
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(base, "")
		if err != nil {
			rt.Fatal(err)
		}
		foreign, had := site{}, versions{}
		rt.Repeat(map[string]func(*rapid.T){
			"user writes a file": func(rt *rapid.T) {
				name := anyPath.Draw(rt, "path")
				if !had.free(dir, name) {
					rt.Skip("taken")
				}
				foreign[name] = anyText.Draw(rt, "text")
				writeForeign(t, dir, site{name: foreign[name]})
			},
			"build": func(rt *rapid.T) {
				s := anySite.Draw(rt, "site")
				before := onDisk(t, dir)
				maps.DeleteFunc(before, func(name, _ string) bool { return strings.HasPrefix(name, stageName) })
				_, err := buildOn(t, dir, s, func(d disk) disk { return d })
				if inTheWay(foreign, s) {
					checkForeignError(rt, err)
					checkSame(rt, before, onDisk(t, dir))
					return
				}
				if err != nil {
					rt.Fatal(err)
				}
				for name := range s {
					delete(foreign, name) // adopted
				}
				want := maps.Clone(s)
				maps.Copy(want, foreign)
				checkSame(rt, want, onDisk(t, dir))
				clear(had)
				had.add(s)
			},
			"build that fails": func(rt *rapid.T) {
				s := anySite.Draw(rt, "site")
				if inTheWay(foreign, s) || adopts(foreign, s) {
					rt.Skip("who owns a file would depend on where it fails")
				}
				f := &faulty{at: rapid.IntRange(0, 40).Draw(rt, "at"), dead: rapid.Bool().Draw(rt, "killed"), err: syscall.ENOSPC}
				_, err := buildOn(t, dir, s, func(d disk) disk { f.disk = d; return f })
				if err != nil && !errors.Is(err, syscall.ENOSPC) {
					rt.Fatal(err)
				}
				had.add(s)
				checkWhole(rt, onDisk(t, dir), had, foreign)
			},
		})
	})
}

func checkForeignError(rt *rapid.T, err error) {
	if foreign := (*ForeignError)(nil); !errors.As(err, &foreign) {
		rt.Fatalf("got %v, want a ForeignError", err)
	}
}

func checkSame(rt *rapid.T, want, got site) {
	if diff := cmp.Diff(want, got); diff != "" {
		rt.Fatal(diff)
	}
}

func checkWhole(rt *rapid.T, disk site, had versions, foreign site) {
	for name, data := range disk {
		if strings.HasPrefix(name, stageName) || strings.HasSuffix(name, "/") {
			continue
		}
		if mine, ok := foreign[name]; !slices.Contains(had[name], data) && (!ok || mine != data) {
			rt.Fatalf("%s is not whole: %.20q", name, data)
		}
	}
	for name, data := range foreign {
		if got, ok := disk[name]; !ok || got != data {
			rt.Fatalf("foreign %s: %.20q, want %.20q", name, got, data)
		}
	}
}
