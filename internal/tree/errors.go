package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// ErrBusy means that another build is writing to the same output folder.
var ErrBusy = errors.New("another build is writing here")

// ForeignError reports that a file, folder or link in the output folder is in
// the way of a file of the site, and that Candor did not write it.
type ForeignError struct {
	Path string // in the output folder, with slashes
}

func (e *ForeignError) Error() string {
	return fmt.Sprintf("tree: %s: in the way, and not written by Candor; move it out of the output folder, or delete it", e.Path)
}

// ClashError reports two files of one site that cannot both be written. Path
// sorts before Other, whichever came first, unless they are the same.
type ClashError struct {
	Path, Other string
}

func clash(a, b string) *ClashError { return &ClashError{min(a, b), max(a, b)} }

func (e *ClashError) Error() string {
	switch {
	case e.Path == e.Other:
		return fmt.Sprintf("tree: %s: two files with this path", e.Path)
	case fold(e.Path) == fold(e.Other):
		return fmt.Sprintf("tree: %s: differs from %s only in case, which many file systems cannot tell apart", e.Path, e.Other)
	}
	return fmt.Sprintf("tree: %s: cannot stand beside %s, where one name is a file and a folder", e.Path, e.Other)
}

// failure says what happened to which file, and what to do about it.
func failure(name string, err error) error {
	var pathError *fs.PathError
	var linkError *os.LinkError
	if errors.As(err, &pathError) {
		err = pathError.Err
	} else if errors.As(err, &linkError) {
		err = linkError.Err
	}
	hint := ""
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		hint = "; free some space and build again"
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		hint = "; make it writable, or choose another output folder"
	case errors.Is(err, syscall.ENOTDIR):
		hint = "; move the file away, or choose another output folder"
	}
	return fmt.Errorf("tree: %s: %w%s", name, err, hint)
}
