package build

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"candor/internal/diag"
	"candor/internal/lock"
	"candor/internal/post"
	"candor/internal/site"
)

// scanned is what lies in the content folder.
type scanned struct {
	names    []string            // of all files, sorted
	sources  []string            // files that hold a post or page, sorted
	owned    map[string][]string // a post's folder → the other files in it, sorted
	findings []diag.Diagnostic
}

// scan lists the content folder without opening a file. Nothing is followed
// out of it: the file system refuses links that leave, and linked folders are
// not entered.
func scan(content Folder) (scanned, error) {
	var s scanned
	var names []string
	err := fs.WalkDir(content.FS, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && name == ".":
			return fmt.Errorf("reading the content folder: %w", err)
		case err != nil:
			s.unreadable(content.Name+name, err)
			return nil
		case name == ".":
			return nil
		case d.IsDir():
			return nil
		case d.Type()&fs.ModeSymlink != 0 && !s.follow(content, name):
			return nil
		case d.Type()&(fs.ModeSymlink|fs.ModeType) != 0 && d.Type()&fs.ModeSymlink == 0:
			s.report(diag.Error, content.Name+name, "file-special", "this is no regular file", "remove it")
			return nil
		}
		names = append(names, name)
		return nil
	})
	if err != nil {
		return s, err
	}
	s.names = names
	s.sort(content, names)
	return s, nil
}

// follow reports whether a link leads to a regular file inside the folder.
func (s *scanned) follow(content Folder, name string) bool {
	info, err := fs.Stat(content.FS, name)
	switch {
	case err != nil:
		s.unreadable(content.Name+name, err)
	case info.IsDir():
		s.report(diag.Hint, content.Name+name, "link-folder", "a link to a folder is not followed", "move the folder here")
	case !info.Mode().IsRegular():
		s.report(diag.Error, content.Name+name, "file-special", "this is no regular file", "remove it")
	default:
		return true
	}
	return false
}

func (s *scanned) report(severity diag.Severity, file, code, message, hint string) {
	s.findings = append(s.findings, diag.Diagnostic{File: file, Code: code, Severity: severity, Message: message, Hint: hint})
}

func (s *scanned) unreadable(file string, err error) {
	s.findings = append(s.findings, unreadable(file, err))
}

// unreadable says why a file cannot be read.
func unreadable(file string, err error) diag.Diagnostic {
	d := diag.Diagnostic{File: file, Code: "file-unreadable", Severity: diag.Error, Message: "this cannot be read: " + reason(err), Hint: "check that it exists and that you may read it"}
	if strings.Contains(err.Error(), "escapes") {
		d.Code, d.Message, d.Hint = "link-leaves", "this link leads out of its folder", "put a copy of the file here instead"
	}
	return d
}

// reason is the innermost cause, without the path that the finding names.
func reason(err error) string {
	var e *fs.PathError
	if errors.As(err, &e) {
		return e.Err.Error()
	}
	return err.Error()
}

// sort tells posts from the files that belong to them. A folder belongs to the
// post of the same name beside it, or to its own index; what lies deeper in it
// is the post's too, and no Markdown in there is a post.
func (s *scanned) sort(content Folder, names []string) {
	owners := map[string]bool{}
	for _, name := range names {
		if post.IsSource(name) {
			owners[post.Locate(name).Folder] = true
		}
	}
	s.owned = map[string][]string{}
	for _, name := range names {
		folder := outermost(path.Dir(name), owners)
		isSource := post.IsSource(name)
		switch {
		case isSource && (folder == "" || post.Locate(name).Folder == folder):
			s.sources = append(s.sources, name)
		case isSource, name == site.ConfigName, name == lock.Name:
		case folder != "":
			s.owned[folder] = append(s.owned[folder], name)
		case !hidden(name):
			s.report(diag.Hint, content.Name+name, "file-unowned", "this file belongs to no post, so it is not published",
				"move it into the folder of a post, or below static/")
		}
	}
}

func hidden(name string) bool { return strings.HasPrefix(name, ".") || strings.Contains(name, "/.") }

// outermost finds the highest folder at or above dir that a post owns; "" when
// there is none.
func outermost(dir string, owners map[string]bool) string {
	found := ""
	for ; dir != "." && dir != "/"; dir = path.Dir(dir) {
		if owners[dir] {
			found = dir
		}
	}
	return found
}
