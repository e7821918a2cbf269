package tree

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// Commit makes the files handed over the site: all of them and no others but
// foreign ones. It is called once, when every Put has returned, and does
// nothing if one of them failed. If it fails halfway, the next build completes
// it.
func (t *Tree) Commit() (Result, error) {
	if err := t.finish(); err != nil {
		return Result{}, err
	}
	slices.SortFunc(t.staged, func(a, b staged) int {
		return cmp.Or(cmp.Compare(a.class, b.class), cmp.Compare(min(a.number, 1), min(b.number, 1)), strings.Compare(a.path, b.path))
	})
	next := slices.SortedFunc(maps.Values(t.names.files), byPath)
	var stale []entry
	for _, e := range t.old {
		if _, kept := find(next, e.path); !kept {
			stale = append(stale, e)
		}
	}
	if err := t.writeManifest(union(stale, next)); err != nil {
		return Result{}, t.failure(manifestName, err)
	}
	if err := t.makeFolders(); err != nil {
		return Result{}, err
	}
	if err := t.replace(next, stale); err != nil {
		return Result{}, fmt.Errorf("%w (the site is half replaced: the next build completes it)", err)
	}
	written := len(t.staged)
	return Result{Written: written, Unchanged: len(next) - written, Deleted: len(stale)}, nil
}

// finish ends the time of Puts.
func (t *Tree) finish() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done {
		return errClosed
	}
	t.done = true
	if t.failed != nil {
		return fmt.Errorf("tree: nothing is replaced, since a file could not be taken: %w", t.failed)
	}
	return nil
}

// makeFolders makes what folders it can before any file is replaced, so that
// a disk that fills up with them leaves the previous site as it was.
func (t *Tree) makeFolders() error {
	if t.fresh || len(t.obstacles) > 0 {
		return nil // there is none; place makes them one by one
	}
	for _, s := range t.staged {
		if err := t.makeFolder(path.Dir(s.path)); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tree) makeFolder(dir string) error {
	if t.folders[dir] {
		return nil
	}
	if err := t.disk.MkdirAll(dir, 0o755); err != nil {
		return t.failure(dir, err)
	}
	for ; !t.folders[dir]; dir = path.Dir(dir) {
		t.folders[dir] = true
	}
	return nil
}

// replace does what a reader can see.
func (t *Tree) replace(next, stale []entry) error {
	for list := t.staged; len(list) > 0; {
		n, err := t.place(list)
		if err != nil {
			return err
		}
		list = list[n:]
	}
	if err := t.remove(stale); err != nil {
		return err
	}
	if len(stale) > 0 { // else the manifest lists no more than these
		if err := t.writeManifest(next); err != nil {
			return t.failure(manifestName, err)
		}
	}
	if len(t.stages) > 0 {
		if err := t.disk.RemoveAll(stageName); err != nil {
			return t.failure(stageName, err)
		}
	}
	return nil
}

// place moves the first of some staged files to where it belongs, alone or with
// those that follow it in the same folder, and returns how many it moved.
func (t *Tree) place(list []staged) (int, error) {
	s := list[0]
	if s.number == 0 {
		if n, err := t.placeFolder(list); n > 0 || err != nil {
			return n, err
		}
	}
	if err := t.clear(s.path); err != nil {
		return 0, err
	}
	if err := t.makeFolder(path.Dir(s.path)); err != nil {
		return 0, err
	}
	if err := t.disk.Rename(s.file(), s.path); err != nil {
		return 0, t.failure(s.path, err)
	}
	return 1, nil
}

// placeFolder moves the outermost folder around the first of some staged files
// that is not there yet, if one is not, with all that it holds of their class.
func (t *Tree) placeFolder(list []staged) (int, error) {
	first, folder := list[0], ""
	for up := path.Dir(first.path); !t.folders[up]; up = path.Dir(up) {
		folder = up
	}
	if folder == "" {
		return 0, nil
	}
	err := t.disk.Rename(stageOf(first.class)+folder, folder)
	if errors.Is(err, fs.ErrExist) { // under another spelling
		return 0, nil
	}
	if err != nil {
		return 0, t.failure(folder, err)
	}
	n := 0
	for ; n < len(list) && list[n].class == first.class && list[n].number == 0 && strings.HasPrefix(list[n].path, folder+"/"); n++ {
		for up := path.Dir(list[n].path); !t.folders[up]; up = path.Dir(up) {
			t.folders[up] = true
		}
	}
	return n, nil
}

// clear takes an old file from where name needs a folder, or an old folder
// from where it needs a file.
func (t *Tree) clear(name string) error {
	if len(t.obstacles) == 0 {
		return nil
	}
	for ; name != "."; name = path.Dir(name) {
		if !t.obstacles[name] {
			continue
		}
		delete(t.obstacles, name)
		list := slices.Clone(below(t.old, name))
		if i, found := find(t.old, name); found {
			list = append(list, t.old[i])
		}
		if err := t.remove(list); err != nil {
			return err
		}
	}
	return nil
}

// remove deletes old files, pages before the assets they may name, and the
// folders that held them if nothing else is in them.
func (t *Tree) remove(list []entry) error {
	list = slices.SortedFunc(slices.Values(list), func(a, b entry) int {
		return cmp.Or(cmp.Compare(b.class, a.class), byPath(a, b))
	})
	folders := map[string]bool{}
	for _, e := range list {
		if err := t.removeFile(e.path); err != nil {
			return err
		}
		for up := path.Dir(e.path); up != "." && !folders[up]; up = path.Dir(up) {
			folders[up] = true
		}
	}
	sorted := slices.Sorted(maps.Keys(folders))
	for _, dir := range slices.Backward(sorted) { // inner ones first
		if err := t.removeFolder(dir); err != nil {
			return err
		}
	}
	return nil
}

// removeFile deletes an old file unless it is gone already or something
// foreign has taken its place.
func (t *Tree) removeFile(name string) error {
	if exists, err := t.oldFolder(path.Dir(name)); err != nil || !exists {
		return err
	}
	info, err := t.disk.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		return nil
	}
	if err == nil {
		if e, renamed := t.names.files[fold(name)]; renamed && t.sameFile(e.path, info) {
			return nil // the file system ignores case: this is the new file
		}
		err = t.disk.Remove(name)
	}
	if err != nil {
		return t.failure(name, err)
	}
	return nil
}

// oldFolder reports whether a folder exists and is still a folder.
func (t *Tree) oldFolder(dir string) (bool, error) {
	exists, err := t.folder(dir)
	if foreign := (*ForeignError)(nil); errors.As(err, &foreign) {
		return false, nil
	}
	return exists, err
}

// removeFolder deletes a folder that has nothing in it.
func (t *Tree) removeFolder(dir string) error {
	if exists, err := t.oldFolder(dir); err != nil || !exists {
		return err
	}
	empty, err := isEmpty(t.disk, dir)
	if err == nil && empty {
		t.folders[dir] = false
		err = t.disk.Remove(dir)
	}
	if err != nil {
		return t.failure(dir, err)
	}
	return nil
}
