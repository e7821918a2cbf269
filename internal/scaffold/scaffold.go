// Package scaffold holds what candor new and candor init write: outlines of
// posts and the files of a first site. It only makes data; the commands decide
// where it goes and never overwrite.
//
// An outline is a Markdown file with placeholders in Go's text/template, such
// as {{.Title}}; see Fields for all of them. A site adds its own, or replaces
// one of these, in templates/posts/:
//
//	{{/* What the list of outlines says of it */ -}}
//	---
//	title: {{.Title}}
//	pubDate: {{.Date}}
//	slug: {{.Slug}}
//	{{if .Draft}}draft: true{{end}}
//	---
//
// {{template "front matter" .}} stands for the commented front matter that the
// outlines here begin with.
package scaffold

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// File is a file of a site to be.
type File struct {
	Path   string // below the folder of the site, with slashes
	Data   []byte
	Advice string // what to do by hand where the file is there already, if anything
}

// Services that can build and publish a site, as Site takes them.
const (
	GitHub = "github"
	GitLab = "gitlab"
	NoCI   = "none"
)

//go:embed all:skeleton
var skeleton embed.FS

// examplePost is left out of a site that has posts.
const examplePost = "content/example.md"

var advice = map[string]string{".gitignore": "it should list /public/ and /.candor/"}

// Site returns the files of a site that builds, sorted by path, with the
// pipeline of the given service. The example post is there on demand.
func Site(ci string, example bool) ([]File, error) {
	if !slices.Contains([]string{GitHub, GitLab, NoCI}, ci) {
		return nil, fmt.Errorf("there is no pipeline for %q: use %s, %s or %s", ci, GitHub, GitLab, NoCI)
	}
	var files []File
	for _, part := range []string{"site", ci} {
		if part == NoCI {
			continue
		}
		below := "skeleton/" + part
		err := fs.WalkDir(skeleton, below, func(name string, d fs.DirEntry, err error) error {
			path := strings.TrimPrefix(name, below+"/")
			if err != nil || d.IsDir() || path == examplePost && !example {
				return err
			}
			data, err := skeleton.ReadFile(name)
			files = append(files, File{path, data, advice[path]})
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return files, nil
}
