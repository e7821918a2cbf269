//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package tree

import (
	"errors"
	"os"
	"syscall"
)

// lockFolder takes the lock that ends when folder is closed. It fails with
// ErrBusy when it is taken, and otherwise where folders cannot be locked (NFS).
func lockFolder(folder *os.File) error {
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
