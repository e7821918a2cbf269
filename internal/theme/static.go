package theme

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Static is the site's static files. Those under css/ and js/ are published
// below /assets/ under a name that holds a hash of their content, so that
// hosts may cache them forever; all others keep their path.
type Static struct {
	files  fs.FS
	Names  []string          // sorted
	public map[string]string // name → address
	hashed map[string][]byte // name → content of those with a hash, which holds for no other
}

// LoadStatic lists the files and gives each its address. Go files and dotfiles
// are not published.
func LoadStatic(files fs.FS) (*Static, error) {
	s := &Static{files: files, public: map[string]string{}, hashed: map[string][]byte{}}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() || path.Ext(name) == ".go":
			return nil
		}
		s.Names = append(s.Names, name)
		s.public[name] = "/" + name
		if strings.HasPrefix(name, "css/") || strings.HasPrefix(name, "js/") {
			src, err := fs.ReadFile(files, name)
			if err != nil {
				return err
			}
			s.hashed[name] = src
			sum := sha256.Sum256(src)
			ext := path.Ext(name)
			stem := strings.TrimSuffix(path.Base(name), ext)
			s.public[name] = "/assets/" + stem + "." + hex.EncodeToString(sum[:4]) + ext
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("reading the static files: %w", err)
	}
	return s, nil
}

// Read returns a file's content.
func (s *Static) Read(name string) ([]byte, error) {
	if src, ok := s.hashed[name]; ok {
		return src, nil
	}
	return fs.ReadFile(s.files, name)
}

// Path is the address of a file from the root of the site; "" when there is
// no such file.
func (s *Static) Path(name string) string { return s.public[name] }
