// Package tree holds the finished files of a site. It is the only writer of
// the output folder.
//
// A [Tree] takes every file with Put, compares it with what is on disk and
// stages what differs inside the output folder; a file that need not even be
// made again is taken with Keep. Commit then puts the staged files in their
// places, each by one rename, or a new folder with all of them: assets, then
// pages, then data; then it deletes what the previous build wrote and this one
// did not (data, pages, assets), and the folders that emptied. So a reader, or
// the next run after a kill, finds each file whole, old or new, and no page names
// an asset that is missing. One change cannot keep that promise: an asset whose name
// becomes a folder, or the reverse, is away for a moment.
//
// The file .candor-manifest lists what Candor wrote. It is replaced twice:
// before the first rename by the union of the old and the new list, and at the
// end by the new list. A build killed in between therefore leaves a manifest
// that names every file of its own, and the next build replaces, completes and
// deletes as always: there is no journal to replay. Files not listed are
// foreign: they are left alone, and having to overwrite one is a
// [*ForeignError]. A foreign file that already holds our bytes is adopted,
// which is how a site whose manifest was lost gets it back.
//
// Killing the process needs no fsync. Against power loss only the manifest is
// synced: a page damaged that way differs from its bytes and is written again
// by the next build.
//
// Names that start with .candor- at the top of the output are the tree's own.
// Symbolic links in the output are foreign, wherever they lead.
package tree

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
	"syscall"
)

// Class is what a file is to a reader. A commit replaces files in the order
// of the constants, and deletes in the reverse order.
type Class uint8

const (
	Asset Class = iota // what pages refer to: styles, scripts, images
	Page               // what people read
	Data               // feeds, sitemaps and other files for machines
)

// Sink takes finished files, from any goroutine. The path is relative,
// slash-separated and clean as in [io/fs.ValidPath], has no control character
// or backslash, at most 1024 bytes and 255 between slashes; it differs from
// every other path by more than case, and none is a folder of another. Else the
// error is a [*ClashError] or wraps [io/fs.ErrInvalid].
type Sink interface {
	// Put takes a file. It does not keep data.
	Put(path string, class Class, data []byte) (Mark, error)
	// Keep takes a file as an earlier build left it, if it is still the one
	// that mark was returned for; else it reports false and takes nothing.
	Keep(path string, class Class, mark Mark) (bool, error)
}

// Mark tells the state of a file in a sink from its other states without
// reading it: on disk by size and time of modification, as make and rsync do.
type Mark struct {
	Size int64 // bytes
	Time int64 // nanoseconds since 1970, or a number that only this sink knows
}

// Result counts files after a commit.
type Result struct {
	Written   int // new or different
	Unchanged int // not touched
	Deleted   int // of the previous build
}

const (
	manifestName = ".candor-manifest"
	stageName    = ".candor-stage"
)

var errClosed = errors.New("tree: Put or Commit after Commit or Close")

// Tree is one build's hold on an output folder.
type Tree struct {
	dir     string // as the user named it, for messages
	disk    disk
	release func() error // unlocks, and closes the folder
	created bool         // by Open
	fresh   bool         // the folder was empty: nothing to compare with
	listed  string       // the manifest on disk, "" when there is none
	old     []entry      // its entries, sorted by path

	folded  func() map[string]string // old paths by folded path; seldom needed
	buffers sync.Pool                // of *[]byte, for comparing

	mu        sync.Mutex // guards all below
	names     names
	staged    []staged
	numbers   uint32          // given to staged files so far
	stages    map[string]bool // folders made to stage files in
	folders   map[string]bool // folders looked at: whether they exist
	obstacles map[string]bool // old files and folders where a folder or file must stand
	failed    error           // of the first Put that failed
	done      bool
}

// Open takes hold of the output folder dir, creates it if need be, and clears
// what a killed build left. While another build holds it the error is
// [ErrBusy]. The caller must Close the tree.
func Open(dir string) (*Tree, error) {
	created, err := makeOutput(dir)
	if err != nil {
		return nil, failure(dir, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, failure(dir, err)
	}
	unlock, err := lock(root, dir)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	disk := newRootDisk(root)
	release := func() error { return errors.Join(unlock(), disk.Close()) }
	t, err := open(disk, dir)
	if err != nil {
		return nil, errors.Join(err, release())
	}
	t.release, t.created = release, created
	return t, nil
}

// open reads and mends the folder behind d.
func open(d disk, dir string) (*Tree, error) {
	t := &Tree{
		dir:     dir,
		disk:    d,
		release: func() error { return nil },
		folders: map[string]bool{".": true},
		stages:  map[string]bool{},
	}
	t.folded = sync.OnceValue(func() map[string]string { return foldPaths(t.old) })
	t.buffers.New = func() any { b := make([]byte, 32<<10); return &b }
	if err := d.RemoveAll(stageName); err != nil {
		return nil, t.failure(stageName, err)
	}
	if err := t.readManifest(); err != nil {
		return nil, err
	}
	t.names = newNames(len(t.old))
	empty, err := isEmpty(d, ".")
	if err != nil {
		return nil, t.failure("", err)
	}
	t.fresh = empty
	return t, nil
}

// makeOutput reports whether it made dir itself.
func makeOutput(dir string) (bool, error) {
	if err := os.MkdirAll(filepath.Dir(filepath.Clean(dir)), 0o755); err != nil {
		return false, err
	}
	err := os.Mkdir(dir, 0o755)
	if !errors.Is(err, fs.ErrExist) {
		return err == nil, err
	}
	info, err := os.Stat(dir)
	if err == nil && !info.IsDir() {
		err = syscall.ENOTDIR
	}
	return false, err
}

// Close lets go of the folder. Without a Commit it drops all staged files and
// leaves the previous site as it was. It may be called more than once.
func (t *Tree) Close() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.release == nil {
		return nil
	}
	t.done = true
	err := t.disk.RemoveAll(stageName)
	if err != nil {
		err = t.failure(stageName, err)
	}
	if t.created {
		_ = os.Remove(t.dir) // succeeds only when it is empty
	}
	err = errors.Join(err, t.release())
	t.release = nil
	return err
}

// failure names a file of the output folder as the user would.
func (t *Tree) failure(name string, err error) error {
	return failure(path.Join(filepath.ToSlash(t.dir), name), err)
}
