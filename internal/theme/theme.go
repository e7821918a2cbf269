// Package theme holds what a site looks like: templates and static files, each
// in layers, the site's own over those that come with Candor. A file that a
// site puts in place replaces the one of the same name; all others stay.
//
// Templates are Go's html/template. layout.html is the frame of every page;
// files in partials/ are pieces that any template may use; every other file
// is one page kind and defines "main". Templates are the team's own, trusted
// code; what posts say reaches them only as escaped text or as a body that
// the markdown package has made safe.
package theme

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"candor/internal/diag"
	"candor/internal/site"
)

// Theme is ready to draw pages, from any number of goroutines.
type Theme struct {
	pages    map[string]*drawer
	partials map[string]*drawer
	Static   *Static
}

const layout = "layout.html"

// Load reads the templates and static files of a site that is published at
// base. Broken templates are findings, named under display ("templates/").
func Load(templates, static fs.FS, base site.Base, display string) (*Theme, []diag.Diagnostic, error) {
	files, err := LoadStatic(static)
	if err != nil {
		return nil, nil, err
	}
	t := &Theme{pages: map[string]*drawer{}, partials: map[string]*drawer{}, Static: files}
	funcs := newFunctions(base, files)
	common := template.New(layout).Funcs(funcs.all)
	var names []string
	var diags []diag.Diagnostic
	err = fs.WalkDir(templates, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && strings.HasPrefix(d.Name(), ".") && name != ".", d.IsDir() && name == "posts":
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".html":
			return nil
		case name != layout && path.Dir(name) != "partials":
			names = append(names, name)
			return nil
		}
		diags = append(diags, parse(common, templates, name, display)...)
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("reading the templates: %w", err)
	}
	set := new(sync.Mutex)
	for _, partial := range template.Must(common.Clone()).Templates() {
		t.partials[partial.Name()] = &drawer{template: partial, functions: funcs, set: set}
	}
	for _, name := range names {
		page := template.Must(common.Clone()).New(name)
		diags = append(diags, parse(page, templates, name, display)...)
		t.pages[strings.TrimSuffix(name, ".html")] = &drawer{template: page.Lookup(layout), functions: funcs, set: new(sync.Mutex)}
	}
	return t, diags, nil
}

// parse adds one file to a set of templates.
func parse(into *template.Template, files fs.FS, name, display string) []diag.Diagnostic {
	src, err := fs.ReadFile(files, name)
	if err == nil {
		if into.Name() != name {
			into = into.New(name)
		}
		_, err = into.Parse(string(src))
	}
	if err != nil {
		return []diag.Diagnostic{Finding(err, files, display, "")}
	}
	return nil
}

// Execute draws a page of the kind into b.
func (t *Theme) Execute(b *bytes.Buffer, kind string, view any) error {
	page := t.pages[kind]
	if page == nil {
		return fmt.Errorf("there is no template %s.html", kind)
	}
	return page.draw(b, view)
}

// Partial draws a piece that a file in partials/ defines.
func (t *Theme) Partial(b *bytes.Buffer, name string, data any) error {
	partial := t.partials[name]
	if partial == nil {
		return fmt.Errorf("there is no partial %s", name)
	}
	return partial.draw(b, data)
}

// place is how text/template and html/template begin their errors.
var place = regexp.MustCompile(`^(?:html/)?template: ?([^:\s]+):(\d+)(?::(\d+))?: (.*)`)

// Finding turns a template's error into a finding in its file. page names what
// was being drawn, if anything.
func Finding(err error, files fs.FS, display, page string) diag.Diagnostic {
	d := diag.Diagnostic{File: display, Code: "template-failed", Severity: diag.Error, Message: err.Error(),
		Hint: "compare with the template that comes with Candor, or remove the file to get it back"}
	if m := place.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " ")); m != nil {
		d.File = display + m[1]
		d.Line, _ = strconv.Atoi(m[2])
		if column, err := strconv.Atoi(m[3]); err == nil {
			d.Column = column + 1
		}
		d.Message = m[4]
		if src, err := fs.ReadFile(files, m[1]); err == nil {
			d.Text = diag.Line(src, d.Line)
		}
	}
	if page != "" {
		d.Message += " (while drawing " + page + ")"
	}
	return d
}
