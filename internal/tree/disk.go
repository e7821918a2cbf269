package tree

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
)

// disk is all that a tree does to its output folder. [*os.Root] does it
// without ever leaving the folder; tests fail it at each call.
type disk interface {
	Lstat(name string) (fs.FileInfo, error)
	OpenFile(name string, flag int, perm fs.FileMode) (*os.File, error)
	Create(name string, data []byte) (fs.FileInfo, error)
	Mkdir(name string, perm fs.FileMode) error
	MkdirAll(name string, perm fs.FileMode) error
	Rename(from, to string) error
	Remove(name string) error
	RemoveAll(name string) error
}

// rootDisk is a folder on disk.
type rootDisk struct {
	*os.Root
	*tops
}

// tops are folders at the top of another, or of what is staged in it, that stay
// open, by name: to go to thousands of files in one is half the work from there.
type tops struct {
	mu   sync.Mutex
	open map[string]*os.Root
}

const topsMost = 16

func newRootDisk(root *os.Root) rootDisk {
	return rootDisk{root, &tops{open: map[string]*os.Root{}}}
}

// top returns the folder at the top that a file is in, opened, and the file's
// name there.
func (d rootDisk) top(name string) (*os.Root, string) {
	dir, rest := cutTop(name)
	if dir == "" {
		return d.Root, name
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	root := d.open[dir]
	if root == nil && len(d.open) < topsMost {
		if opened, err := d.OpenRoot(dir); err == nil {
			root, d.open[dir] = opened, opened
		}
	}
	if root == nil {
		return d.Root, name
	}
	return root, rest
}

// cutTop cuts the folder at the top off a name. There is one for each class of
// what is staged, and for each folder in it.
func cutTop(name string) (top, rest string) {
	folders, end := 1, -1
	if strings.HasPrefix(name, stageName+"/") {
		folders = 3
	}
	for range folders {
		next := strings.IndexByte(name[end+1:], '/')
		if next < 0 {
			break
		}
		end += next + 1
	}
	if end < 0 {
		return "", name
	}
	return name[:end], name[end+1:]
}

// letGo closes a folder at the top, which is going to be moved or removed, and
// those in it.
func (d rootDisk) letGo(name string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for dir, root := range d.open {
		if rest, in := strings.CutPrefix(dir, name); in && (rest == "" || rest[0] == '/') {
			root.Close()
			delete(d.open, dir)
		}
	}
}

// Lstat tells of a file, without following it.
func (d rootDisk) Lstat(name string) (fs.FileInfo, error) {
	root, name := d.top(name)
	return root.Lstat(name)
}

// MkdirAll makes a folder and those around it.
func (d rootDisk) MkdirAll(name string, perm fs.FileMode) error {
	root, name := d.top(name)
	return root.MkdirAll(name, perm)
}

// Rename moves a file or folder.
func (d rootDisk) Rename(from, to string) error {
	d.letGo(from)
	return d.Root.Rename(from, to)
}

// Remove removes a file or an empty folder.
func (d rootDisk) Remove(name string) error {
	d.letGo(name)
	return d.Root.Remove(name)
}

// RemoveAll removes a file or folder with all that is in it.
func (d rootDisk) RemoveAll(name string) error {
	d.letGo(name)
	return d.Root.RemoveAll(name)
}

// Close closes the folder.
func (d rootDisk) Close() error {
	for name := range d.open {
		d.letGo(name)
	}
	return d.Root.Close()
}

// Create writes a file and says how it then stands.
func (d rootDisk) Create(name string, data []byte) (info fs.FileInfo, err error) {
	root, name := d.top(name)
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644)
	if err != nil {
		return nil, err
	}
	if _, err = f.Write(data); err == nil {
		info, err = f.Stat()
	}
	return info, errors.Join(err, f.Close())
}

func markOf(info fs.FileInfo) Mark { return Mark{info.Size(), info.ModTime().UnixNano()} }

// standing returns the regular file at name; nil when there is none yet. It
// fails when something stands there that the tree must not replace.
func (t *Tree) standing(name string) (fs.FileInfo, error) {
	if t.fresh {
		return nil, nil
	}
	if exists, err := t.folder(path.Dir(name)); err != nil || !exists {
		return nil, err
	}
	info, err := t.disk.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, t.failure(name, err)
	case info.IsDir():
		return nil, t.replaceFolder(name)
	case !info.Mode().IsRegular():
		return nil, &ForeignError{name}
	}
	return info, nil
}

// unchanged reports whether the file at name holds data already.
func (t *Tree) unchanged(name string, data []byte) (Mark, bool, error) {
	info, err := t.standing(name)
	if err != nil || info == nil {
		return Mark{}, false, err
	}
	same := info.Size() == int64(len(data))
	if same {
		if same, err = t.holds(name, data); err != nil {
			return Mark{}, false, t.failure(name, err)
		}
	}
	if !same && !t.owns(name, info) {
		return Mark{}, false, &ForeignError{name}
	}
	return markOf(info), same, nil
}

// holds compares a file with data piece by piece.
func (t *Tree) holds(name string, data []byte) (bool, error) {
	f, err := t.disk.OpenFile(name, os.O_RDONLY, 0)
	if err != nil {
		return false, err
	}
	defer f.Close()
	buffer := t.buffers.Get().(*[]byte)
	defer t.buffers.Put(buffer)
	for {
		n, err := f.Read(*buffer)
		if n > len(data) || !bytes.Equal((*buffer)[:n], data[:n]) {
			return false, nil
		}
		data = data[n:]
		if err == io.EOF {
			return len(data) == 0, nil
		}
		if err != nil {
			return false, err
		}
	}
}

// owns reports whether the previous build wrote the file at name. On a file
// system that ignores case it may have written it under another spelling.
func (t *Tree) owns(name string, info fs.FileInfo) bool {
	if _, found := find(t.old, name); found {
		return true
	}
	other, found := t.folded()[fold(name)]
	return found && t.sameFile(other, info)
}

// foldPaths returns the paths of entries by their folded form.
func foldPaths(list []entry) map[string]string {
	paths := make(map[string]string, len(list))
	for _, e := range list {
		paths[fold(e.path)] = e.path
	}
	return paths
}

func (t *Tree) sameFile(name string, info fs.FileInfo) bool {
	other, err := t.disk.Lstat(name)
	return err == nil && os.SameFile(other, info)
}

// folder reports whether a folder exists. It fails when it is, or lies
// behind, a foreign file or a symbolic link.
func (t *Tree) folder(dir string) (bool, error) {
	t.mu.Lock()
	exists, known := t.folders[dir]
	t.mu.Unlock()
	if known {
		return exists, nil
	}
	exists, err := t.folder(path.Dir(dir))
	if err != nil {
		return false, err
	}
	obstacle := false
	if exists {
		if exists, obstacle, err = t.lookFolder(dir); err != nil {
			return false, err
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.folders[dir] = exists
	if obstacle {
		t.addObstacle(dir)
	}
	return exists, nil
}

func (t *Tree) lookFolder(dir string) (exists, obstacle bool, err error) {
	info, err := t.disk.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, false, nil
	case err != nil:
		return false, false, t.failure(dir, err)
	case info.IsDir():
		return true, false, nil
	case info.Mode().IsRegular() && t.owns(dir, info):
		return false, true, nil
	}
	return false, false, &ForeignError{dir}
}

// replaceFolder notes that the folder dir must make room for a file. It fails
// with the first foreign thing inside.
func (t *Tree) replaceFolder(dir string) error {
	ours := map[string]bool{}
	for _, e := range below(t.old, dir) {
		ours[e.path] = true
		for up := path.Dir(e.path); up != "." && !ours[up]; up = path.Dir(up) {
			ours[up] = true
		}
	}
	if err := t.onlyOurs(dir, ours); err != nil {
		return err
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.addObstacle(dir)
	return nil
}

func (t *Tree) onlyOurs(dir string, ours map[string]bool) error {
	if !ours[dir] {
		return &ForeignError{dir}
	}
	list, err := readFolder(t.disk, dir)
	if err != nil {
		return t.failure(dir, err)
	}
	for _, d := range list {
		name := path.Join(dir, d.Name())
		if d.IsDir() {
			err = t.onlyOurs(name, ours)
		} else if !d.Type().IsRegular() || !ours[name] {
			err = &ForeignError{name}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *Tree) addObstacle(name string) {
	if t.obstacles == nil {
		t.obstacles = map[string]bool{}
	}
	t.obstacles[name] = true
}

func readFolder(d disk, dir string) ([]fs.DirEntry, error) {
	f, err := d.OpenFile(dir, os.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.ReadDir(-1)
}

func isEmpty(d disk, dir string) (bool, error) {
	f, err := d.OpenFile(dir, os.O_RDONLY, 0)
	if err != nil {
		return false, err
	}
	defer f.Close()
	_, err = f.ReadDir(1)
	if err == io.EOF {
		return true, nil
	}
	return false, err
}
