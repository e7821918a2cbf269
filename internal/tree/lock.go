package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"candor/internal/flock"
)

const lockName = ".candor-lock"

// lock keeps a second build out until unlock is called. The lock is on the
// folder itself, and ends with the process, where the system can do that
// (package flock); else it is a file, which a killed build leaves behind.
func lock(root *os.Root, dir string) (unlock func() error, err error) {
	folder, err := root.Open(".")
	if err != nil {
		return nil, failure(dir, err)
	}
	err = flock.Take(folder)
	if err == nil && !isFolder(folder, dir) {
		err = flock.ErrBusy // the build that held the lock has removed the folder
	}
	if err == nil {
		return folder.Close, nil
	}
	folder.Close()
	if errors.Is(err, flock.ErrBusy) {
		return nil, fmt.Errorf("tree: %s: %w; wait for it to end", dir, ErrBusy)
	}
	return lockFile(root, dir)
}

// isFolder reports whether dir still names the open folder.
func isFolder(folder *os.File, dir string) bool {
	open, err := folder.Stat()
	named, err2 := os.Stat(dir)
	return err == nil && err2 == nil && os.SameFile(open, named)
}

// lockFile locks with a file that only one build can create.
func lockFile(root *os.Root, dir string) (unlock func() error, err error) {
	f, err := root.OpenFile(lockName, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("tree: %s: %w; wait for it to end, or delete %s if it was killed", dir, ErrBusy, lockName)
	}
	if err != nil {
		return nil, failure(dir, err)
	}
	return func() error { return root.Remove(lockName) }, f.Close()
}
