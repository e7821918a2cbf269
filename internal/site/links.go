package site

import (
	"net/url"
	"path"
	"slices"
	"strings"

	"candor/internal/post"
)

// Resolver finds what the references in posts mean. It is built once per site.
type Resolver struct {
	base    Base
	sources map[string]*Entry // by source path, with and without extension
	paths   map[string]bool   // every post's and page's address
	assets  map[string]string // source path → address
}

// Problem says what is wrong with a reference.
type Problem uint8

const (
	Fine    Problem = iota
	Broken          // it leads to nothing that is known
	Outside         // it leaves the content folder
)

// Target is what a reference means.
type Target struct {
	Address string // with base path, query and fragment; percent-encoded
	Path    string // the same from the root of the site, decoded, without query and fragment
	Problem Problem
}

// Resolver indexes the site's posts, pages and their files.
func (s *Site) Resolver() *Resolver {
	l := &Resolver{base: s.Base, sources: map[string]*Entry{}, paths: map[string]bool{}, assets: map[string]string{}}
	for _, e := range slices.Concat(s.Posts, s.Pages) {
		l.sources[e.Source] = e
		l.sources[strings.TrimSuffix(e.Source, path.Ext(e.Source))] = e
		l.paths[e.Path] = true
		for _, a := range e.Assets {
			l.assets[a.Source] = a.Path
		}
	}
	return l
}

// Resolve reads a reference as it stands in e: a path from the root of the
// site, or one beside the source file, in its own folder, or relative to the
// post's address.
func (l *Resolver) Resolve(e *Entry, ref string) Target {
	rest, fragment, _ := strings.Cut(ref, "#")
	rest, query, _ := strings.Cut(rest, "?")
	name, err := url.PathUnescape(rest)
	if err != nil {
		name = rest
	}
	t := l.find(e, name)
	t.Address = l.base.Path(t.Path)
	if query != "" {
		t.Address += "?" + encode(query)
	}
	if fragment != "" {
		t.Address += "#" + encode(fragment)
	}
	return t
}

// encode makes a query or fragment fit for an address; escapes stay as they are.
func encode(s string) string {
	return strings.NewReplacer(" ", "%20", `"`, "%22", "<", "%3C", ">", "%3E", "`", "%60").Replace(s)
}

func (l *Resolver) find(e *Entry, name string) Target {
	if name == "" {
		return Target{Path: e.Path}
	}
	if strings.HasPrefix(name, "/") {
		return Target{Path: path.Clean(name) + slash(name)}
	}
	beside := path.Join(path.Dir(e.Source), name)
	own := path.Join(e.Folder, name)
	if leaves(beside) && leaves(own) {
		return Target{Path: e.Path, Problem: Outside}
	}
	for _, source := range []string{beside, own} {
		if other := l.sources[source]; other != nil {
			return Target{Path: other.Path}
		}
		if address, ok := l.assets[source]; ok {
			return Target{Path: address}
		}
	}
	// Written for the browser, like ../other-post/.
	address := path.Join(e.Path, name)
	if l.paths[address+"/"] {
		return Target{Path: address + "/"}
	}
	t := Target{Path: address + slash(name), Problem: Broken}
	if post.IsSource(name) {
		t.Path = strings.TrimSuffix(address, path.Ext(address)) + "/"
	}
	return t
}

func leaves(name string) bool { return name == ".." || strings.HasPrefix(name, "../") }

// slash keeps a folder's address a folder's address.
func slash(name string) string {
	if len(name) > 1 && strings.HasSuffix(name, "/") {
		return "/"
	}
	return ""
}
