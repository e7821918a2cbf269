//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd)

package tree

import (
	"errors"
	"os"
)

func lockFolder(*os.File) error { return errors.ErrUnsupported }
