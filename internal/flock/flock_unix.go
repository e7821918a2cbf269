//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

// Package flock locks an open folder against other processes (flock(2)).
package flock

import (
	"errors"
	"os"
	"syscall"
)

// ErrBusy means that another process holds the lock.
var ErrBusy = errors.New("locked by another process")

// Take takes the lock, which ends when folder is closed, or with the process.
// It fails with [ErrBusy] when it is taken, and otherwise where folders cannot
// be locked (NFS).
func Take(folder *os.File) error {
	for {
		err := syscall.Flock(int(folder.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case errors.Is(err, syscall.EWOULDBLOCK):
			return ErrBusy
		case !errors.Is(err, syscall.EINTR):
			return err
		}
	}
}
