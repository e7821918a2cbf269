package build

import (
	"fmt"
	"io/fs"
	"strings"

	"candor/internal/diag"
	"candor/internal/media"
	"candor/internal/site"
	"candor/internal/tree"
)

// maxAsset bounds one file beside a post; larger ones do not belong on a page.
const maxAsset = 100 << 20

// assets publishes static files and the posts' own, and fills in the sizes of
// the images among them.
func (r *run) assets() error {
	static := r.theme.Static
	sizes := map[string]media.Size{} // by address
	if err := r.staticFiles(static.Names, sizes); err != nil {
		return err
	}
	var all []site.Asset
	for _, e := range r.site.Entries() {
		all = append(all, e.Assets...)
	}
	found := make([]media.Size, len(all))
	err := r.each("assets", len(all), func(i int) error {
		size, err := r.asset(all[i])
		found[i] = size
		return err
	})
	for i, a := range all {
		sizes[a.Path] = found[i]
	}
	r.fillSizes(sizes)
	return err
}

func (r *run) staticFiles(names []string, sizes map[string]media.Size) error {
	for _, name := range names {
		src, err := r.theme.Static.Read(name)
		if err != nil {
			r.findings.add(unreadable(r.Static.Name+name, err))
			continue
		}
		address := r.theme.Static.Path(name)
		if address == "/"+name && strings.HasPrefix(name, "assets/") {
			r.findings.add(diag.Diagnostic{File: r.Static.Name + name, Code: "static-kept", Severity: diag.Warning,
				Message: "hosts keep files below /assets/ for a year, and this one has no hash of its content in its name",
				Hint:    "move it to another folder of " + r.Static.Name + ", or style sheets and scripts to css and js there"})
		}
		sizes[address] = media.Measure(name, src)
		if err := r.makeAsset(address, src); err != nil {
			return err
		}
	}
	return r.ctx.Err()
}

// asset publishes one file of a post, if it is of a kind that may be.
func (r *run) asset(a site.Asset) (media.Size, error) {
	file := r.Content.Name + a.Source
	kind := media.KindOf(a.Source)
	if kind == media.Unknown || kind == media.Forbidden {
		r.findings.add(notPublished(file, kind))
		return media.Size{}, nil
	}
	info, err := fs.Stat(r.Content.FS, a.Source)
	if err == nil && info.Size() > maxAsset {
		r.findings.add(diag.Diagnostic{File: file, Code: "file-too-large", Severity: diag.Error,
			Message: fmt.Sprintf("the file has %d MB, more than the 100 MB a post's file may have", info.Size()>>20), Hint: "put it on a file host and link to it"})
		return media.Size{}, nil
	}
	m := r.markOf(a.Source)
	src, err := fs.ReadFile(r.Content.FS, a.Source)
	if err != nil {
		r.findings.add(unreadable(file, err))
		return media.Size{}, nil
	}
	if kind == media.SVG {
		if line, problem := media.CheckSVG(src); problem != "" {
			r.findings.add(diag.Diagnostic{File: file, Line: line, Code: "svg-unsafe", Severity: diag.Error, Text: diag.Line(src, line),
				Message: problem, Hint: "export the drawing as plain SVG, or as PNG"})
			return media.Size{}, nil
		}
	}
	r.inputs.saw(a.Source, keyOf(src), m)
	return media.Measure(a.Source, src), r.makeAsset(a.Path, src)
}

func (r *run) makeAsset(address string, src []byte) error {
	return r.make(address, keyOf(src), func(put putter) error {
		return put(strings.TrimPrefix(address, "/"), tree.Asset, src)
	})
}

func notPublished(file string, kind media.Kind) diag.Diagnostic {
	if hidden(file) {
		return diag.Diagnostic{File: file, Code: "file-hidden", Severity: diag.Error,
			Message: "a hidden file beside a post, which could hold what nobody meant to publish", Hint: "remove it"}
	}
	if kind == media.Forbidden {
		return diag.Diagnostic{File: file, Code: "file-forbidden", Severity: diag.Error,
			Message: "a file of this kind may not stand beside a post: it could run in a reader's browser", Hint: "remove it; the team's own code belongs below static/"}
	}
	return diag.Diagnostic{File: file, Code: "file-unknown", Severity: diag.Warning,
		Message: "Candor does not publish files of this kind", Hint: "use an image, PDF, text, CSV, JSON, audio or video file, or put it below static/"}
}

// fillSizes completes images with their width and height.
func (r *run) fillSizes(sizes map[string]media.Size) {
	for _, e := range r.site.Entries() {
		t := r.text(e)
		for i, h := range t.holes {
			if h.Kind == urlHole {
				continue
			}
			t.fills[i] = ""
			if size := sizes[r.links.Resolve(e, h.Ref).Path]; size.Width > 0 {
				t.fills[i] = fmt.Sprintf(` width="%d" height="%d"`, size.Width, size.Height)
			}
		}
	}
}
