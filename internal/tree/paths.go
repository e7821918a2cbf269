package tree

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// What the usual file systems allow. A path that none of them can hold must
// fail in Put, not in the middle of a commit.
const (
	maxPath = 1024
	maxName = 255
)

// names are the paths handed over so far, by what file systems that ignore
// case and Unicode form (macOS, Windows) make of them.
type names struct {
	files   map[string]entry
	folders map[string]string // to the path of one file inside
}

// newNames has room for so many files.
func newNames(room int) names {
	return names{make(map[string]entry, room), make(map[string]string, room)}
}

// add admits a path, or says why not.
func (n *names) add(name string, class Class) error {
	if err := checkPath(name); err != nil {
		return err
	}
	if class > Data {
		return fmt.Errorf("tree: %s: no such class: %d", name, class)
	}
	key := fold(name)
	if other, taken := n.files[key]; taken {
		return clash(name, other.path)
	}
	if inside, taken := n.folders[key]; taken {
		return clash(name, inside)
	}
	for up := path.Dir(key); up != "."; up = path.Dir(up) {
		if other, taken := n.files[up]; taken {
			return clash(name, other.path)
		}
		if _, known := n.folders[up]; known {
			break // and so are the ones above
		}
	}
	n.files[key] = entry{name, class}
	for up := path.Dir(key); up != "." && n.folders[up] == ""; up = path.Dir(up) {
		n.folders[up] = name
	}
	return nil
}

// checkPath says what is wrong with a path on its own.
func checkPath(name string) error {
	what := ""
	switch {
	case !fs.ValidPath(name) || name == "." || !filepath.IsLocal(name): // which knows NUL on Windows
		what = "not a relative, clean path"
	case len(name) > maxPath || longestName(name) > maxName:
		what = fmt.Sprintf("longer than %d bytes, or %d between two slashes", maxPath, maxName)
	case strings.ContainsFunc(name, unicode.IsControl):
		what = "control character in path"
	case strings.Contains(name, `\`):
		what = "backslash in path"
	case strings.HasPrefix(fold(name), ".candor-"):
		what = "names that start with .candor- are reserved"
	default:
		return nil
	}
	return fmt.Errorf("tree: %q: %s: %w", name, what, fs.ErrInvalid)
}

func longestName(name string) int {
	longest := 0
	for part := range strings.SplitSeq(name, "/") {
		longest = max(longest, len(part))
	}
	return longest
}

// fold maps paths that a file system may take for one to one string. Most
// paths are their own.
func fold(name string) string {
	for i := range len(name) {
		if name[i] >= 0x80 {
			return norm.NFD.String(cases.Fold().String(norm.NFD.String(name)))
		}
	}
	return strings.ToLower(name)
}
