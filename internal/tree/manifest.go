package tree

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
)

// The manifest is a line with its version and the number of files, then one
// line per file, its class and its path, sorted by path:
//
//	candor manifest 1: 2 files
//	page blog/codegen/index.html
//	asset style.css
//
// Order and number make a truncated file, a bad merge or a stray edit show.
// A damaged manifest is an error: to take it for an absent one would
// leave old pages online, and to believe it could delete foreign files.
const manifestHead = "candor manifest 1: %d files\n"

// entry is one line of a manifest.
type entry struct {
	path  string
	class Class
}

var classNames = [...]string{Asset: "asset", Page: "page", Data: "data"}

func byPath(a, b entry) int { return strings.Compare(a.path, b.path) }

// find looks a path up in sorted entries.
func find(list []entry, name string) (int, bool) {
	return slices.BinarySearchFunc(list, name, func(e entry, name string) int {
		return strings.Compare(e.path, name)
	})
}

// below returns the part of sorted entries inside the folder dir.
func below(list []entry, dir string) []entry {
	from, _ := find(list, dir+"/")
	to, _ := find(list, dir+string(rune('/'+1)))
	return list[from:to]
}

func formatManifest(list []entry) string {
	var b strings.Builder
	fmt.Fprintf(&b, manifestHead, len(list))
	for _, e := range list {
		b.WriteString(classNames[e.class])
		b.WriteByte(' ')
		b.WriteString(e.path)
		b.WriteByte('\n')
	}
	return b.String()
}

// parseManifest returns the entries, which share the memory of text, or the
// 1-based line where text stops being a manifest.
func parseManifest(text string) (list []entry, badLine int) {
	head, rest, ended := strings.Cut(text, "\n")
	count := strings.Count(rest, "\n")
	if !ended || head+"\n" != fmt.Sprintf(manifestHead, count) {
		return nil, 1
	}
	list = make([]entry, 0, count)
	for line := 2; rest != ""; line++ {
		var text string
		text, rest, ended = strings.Cut(rest, "\n")
		e, ok := parseEntry(text)
		if !ok || !ended || len(list) > 0 && byPath(list[len(list)-1], e) >= 0 {
			return nil, line
		}
		list = append(list, e)
	}
	return list, 0
}

func parseEntry(line string) (entry, bool) {
	class, name, _ := strings.Cut(line, " ")
	i := slices.Index(classNames[:], class)
	if i < 0 || checkPath(name) != nil {
		return entry{}, false
	}
	return entry{name, Class(i)}, true
}

// readManifest learns what the previous build wrote.
func (t *Tree) readManifest() error {
	info, err := t.disk.Lstat(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return t.failure(manifestName, err)
	}
	if !info.Mode().IsRegular() {
		return &ForeignError{manifestName}
	}
	f, err := t.disk.OpenFile(manifestName, os.O_RDONLY, 0)
	if err != nil {
		return t.failure(manifestName, err)
	}
	defer f.Close()
	var b strings.Builder
	b.Grow(int(info.Size()))
	if _, err := io.Copy(&b, f); err != nil {
		return t.failure(manifestName, err)
	}
	list, badLine := parseManifest(b.String())
	if badLine > 0 {
		return t.failure(manifestName, fmt.Errorf(
			"line %d: damaged, so it is not known which files are Candor's; delete the output folder, or restore this file, and build again", badLine))
	}
	t.listed, t.old = b.String(), list
	return nil
}

// writeManifest replaces the manifest on disk unless it says the same.
func (t *Tree) writeManifest(list []entry) error {
	text := formatManifest(list)
	if text == t.listed {
		return nil
	}
	if err := t.stageFolder(stageName); err != nil {
		return err
	}
	const staged = stageName + "/" + manifestName
	if _, err := t.disk.Create(staged, []byte(text)); err != nil {
		return err
	}
	if err := t.sync(staged); err != nil {
		return err
	}
	if err := t.disk.Rename(staged, manifestName); err != nil {
		return err
	}
	t.listed = text
	return nil
}

func (t *Tree) sync(name string) error {
	f, err := t.disk.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// union merges sorted entries; for a path in both, b's class holds.
func union(a, b []entry) []entry {
	all := slices.Concat(b, a)
	slices.SortStableFunc(all, byPath)
	return slices.CompactFunc(all, func(x, y entry) bool { return x.path == y.path })
}
