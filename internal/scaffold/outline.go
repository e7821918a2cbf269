package scaffold

import (
	"bytes"
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"text/template"

	"candor/internal/diag"
	"candor/internal/post"
)

//go:embed outlines
var embedded embed.FS

const (
	frontMatter = "outlines/front-matter.tmpl"
	ownFolder   = "posts" // of the templates folder
)

// names of the outlines that come with Candor, from short to long. The first
// is used where none is asked for.
var names = []string{"brief", "full", "security"}

// Default is the outline of a post where none is asked for.
func Default() string { return names[0] }

// Outline is the start of a post.
type Outline struct {
	Name    string
	Summary string // what it is for, in a few words
	file    string // for messages
	text    string
}

// Outlines lists the outlines that come with Candor, then the site's own by
// name. An own one of the same name takes the place of Candor's. templates is
// the site's templates folder, nil if it has none; display names it.
func Outlines(templates fs.FS, display string) ([]Outline, error) {
	var list []Outline
	for _, name := range names {
		src, err := embedded.ReadFile("outlines/" + name + ".md")
		if err != nil {
			return nil, err
		}
		list = append(list, newOutline(name, "outlines/"+name+".md", string(src)))
	}
	if templates == nil {
		return list, nil
	}
	entries, err := fs.ReadDir(templates, ownFolder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		if e.IsDir() || !post.IsSource(e.Name()) {
			continue
		}
		file := path.Join(ownFolder, e.Name())
		src, err := fs.ReadFile(templates, file)
		if err != nil {
			return nil, fmt.Errorf("reading the outline %s%s: %w", display, file, err)
		}
		own := newOutline(strings.TrimSuffix(e.Name(), path.Ext(e.Name())), display+file, string(src))
		if i := slices.IndexFunc(list, func(o Outline) bool { return o.Name == own.Name }); i >= 0 {
			list[i] = own
		} else {
			list = append(list, own)
		}
	}
	return list, nil
}

func newOutline(name, file, text string) Outline {
	o := Outline{Name: name, Summary: file, file: file, text: text}
	if comment, ok := strings.CutPrefix(text, "{{/*"); ok {
		comment, _, _ = strings.Cut(comment, "*/")
		o.Summary = cmp.Or(strings.Join(strings.Fields(comment), " "), file)
	}
	return o
}

// Find returns the outline of that name. The error lists the names there are.
func Find(list []Outline, name string) (Outline, error) {
	known := make([]string, len(list))
	for i, o := range list {
		if o.Name == name {
			return o, nil
		}
		known[i] = o.Name
	}
	return Outline{}, fmt.Errorf("there is no outline %q: use one of %s, or put %s.md into templates/%s/", name, strings.Join(known, ", "), cmp.Or(post.Slug(name), "name"), ownFolder)
}

// Post fills the outline in. The result is a post that builds: an outline that
// gives anything else is an error.
func (o Outline) Post(fields Fields) ([]byte, error) {
	t, err := template.ParseFS(embedded, frontMatter)
	if err == nil {
		t, err = t.New(o.file).Parse(o.text)
	}
	var b bytes.Buffer
	if err == nil {
		err = t.Execute(&b, fields)
	}
	if err != nil {
		return nil, fmt.Errorf("the outline %s cannot be filled in: %w", o.file, err)
	}
	parsed := post.Parse(fields.File(), b.Bytes(), post.Options{})
	for _, f := range parsed.Findings {
		if f.Severity == diag.Error {
			return nil, fmt.Errorf("the outline %s gives no post that builds: %s in line %d: %s", o.file, f.Message, f.Line, f.Hint)
		}
	}
	return b.Bytes(), nil
}
