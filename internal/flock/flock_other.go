//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd)

// Package flock locks an open folder against other processes; not here.
package flock

import (
	"errors"
	"os"
)

// ErrBusy means that another process holds the lock.
var ErrBusy = errors.New("locked by another process")

// Take always fails: this system has no such locks.
func Take(*os.File) error { return errors.ErrUnsupported }
