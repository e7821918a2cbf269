package markdown

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"

	"candor/internal/diag"
)

// image is images, and figures: images alone in a paragraph, with a title.
type image struct{}

func (image) Extend(m goldmark.Markdown) {
	renderers{ast.KindImage: renderImage}.extend(m)
}

// figureOf returns the image that makes paragraph n a figure, or nil.
func figureOf(n ast.Node) *ast.Image {
	img, ok := n.FirstChild().(*ast.Image)
	if !ok || n.ChildCount() != 1 || len(img.Title) == 0 {
		return nil
	}
	return img
}

func renderFigure(w *recorder, img *ast.Image) ast.WalkStatus {
	a, shown, ok := w.imageAddress(img)
	if !shown {
		w.str("<p>")
		w.unshown(img, a, ok)
		w.str("</p>\n")
		return ast.WalkSkipChildren
	}
	w.str("<figure>")
	w.img(a, w.doc.PlainText(img), "")
	w.str("<figcaption>")
	w.text(img.Title)
	w.str("</figcaption></figure>\n")
	return ast.WalkSkipChildren
}

func renderImage(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	if !entering {
		return ast.WalkContinue
	}
	img := n.(*ast.Image)
	a, shown, ok := w.imageAddress(img)
	if shown {
		w.img(a, w.doc.PlainText(img), unescape(img.Title))
	} else {
		w.unshown(img, a, ok)
	}
	return ast.WalkSkipChildren
}

// imageAddress returns the image's address and whether it may be shown. When
// it may not, ok says whether it may at least be linked to.
func (w *recorder) imageAddress(img *ast.Image) (a address, shown, ok bool) {
	return w.doc.media(unescape(img.Destination), img.Pos())
}

// media judges the address of something that a page would load by itself.
func (d *Document) media(ref string, offset int) (a address, shown, ok bool) {
	a, kind, ok := d.address(ref, offset)
	switch {
	case !ok:
		return a, false, false
	case kind == siteRef:
		return a, true, true
	case kind == webRef && d.mayShow(a.href):
		return a, true, true
	case kind == webRef:
		d.report(offset, diag.Hint, "image-outside", "an image or film from another site becomes a link: readers' browsers should not tell others what they read",
			"keep the file beside the post, or allow its host under imageHosts in site.yaml")
		return a, false, true
	}
	return a, false, false // a fragment or an e-mail address shows nothing
}

// unshown writes an image as a link to it, or as its words alone. A link
// cannot stand in a link.
func (w *recorder) unshown(img *ast.Image, a address, ok bool) {
	for p := img.Parent(); ok && p.Type() == ast.TypeInline; p = p.Parent() {
		ok = p.Kind() != ast.KindLink
	}
	words := w.doc.PlainText(img)
	if words == "" && ok {
		words = a.href
	}
	if ok {
		w.startLink(a, img.Title)
	}
	w.buf = appendEscaped(w.buf, words)
	if ok {
		w.str("</a>")
	}
}

// img writes an image. Images from the site get a hole for their size.
func (w *recorder) img(a address, alt, title string) {
	w.str(`<img src="`)
	w.address(a)
	w.str(`" alt="`)
	w.buf = appendEscaped(w.buf, alt)
	w.str(`"`)
	if title != "" {
		w.str(` title="`)
		w.buf = appendEscaped(w.buf, title)
		w.str(`"`)
	}
	w.size(a)
	w.str(` loading="lazy" decoding="async">`)
}

// size leaves the hole for an image's width and height. In raw mode sanitize
// does it.
func (w *recorder) size(a address) {
	if a.href == "" && !w.raw {
		a.hole.At, a.hole.Kind = len(w.buf), Size
		w.holes = append(w.holes, a.hole)
	}
}
