package post

import (
	"bytes"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"candor/internal/diag"
	"candor/internal/markdown"
	"candor/internal/when"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/text/unicode/norm"
)

// MaxBytes is the largest file that is read as a post.
const MaxBytes = 5 << 20

// Options are what reading depends on besides the file.
type Options struct {
	ImageHosts []string              // hosts whose images pages may show
	Highlight  *markdown.Highlighter // nil leaves code blocks plain
	StripDates bool                  // a date at the front of a file name is no part of the slug
	Display    string                // prefix of file names in findings, such as "content/"
}

// Parsed is a file as read: the post, its syntax tree for rules to read and
// for rendering, and what is wrong with it. Document is nil when the file
// could not be read as text.
type Parsed struct {
	Post     *Post
	Text     string // the file with lines ended by \n and without what XML cannot carry
	BodyAt   int    // offset into Text of Document.Source
	Document *markdown.Document
	Findings []diag.Diagnostic
}

// Parse reads the file that stands at source below the content folder.
func Parse(source string, src []byte, opt Options) Parsed {
	place := Locate(source)
	p := &Post{Source: source, Folder: place.Folder, Page: place.Page}
	d := &decoder{post: p, file: opt.Display + source}
	text, ok := d.text8(src)
	if !ok {
		return Parsed{Post: p, Findings: d.diags}
	}
	d.src = text
	m, err := splitMatter(text)
	if err != nil {
		syntax := &syntaxError{line: 1, message: err.Error()}
		errors.As(err, &syntax)
		d.report(diag.Error, syntax.line, syntax.column, syntax.code, syntax.message, syntax.hint)
		return Parsed{Post: p, Text: string(text), Findings: d.diags}
	}
	p.Lines.Body = m.bodyLine
	if m.root == nil {
		d.report(diag.Error, 1, 0, "front-matter-missing", "there is no front matter", "start the file with a block like ---, title: …, pubDate: 2025-04-02, ---")
	} else {
		d.decode(m.root)
		d.require(m.line)
	}
	d.dateFromName(m)
	d.slug(place, opt.StripDates)
	doc := markdown.Parse(m.body, markdown.Options{
		FirstLine: m.bodyLine, MDX: strings.EqualFold(path.Ext(source), ".mdx"), Title: p.Title,
		ImageHosts: opt.ImageHosts, Highlight: opt.Highlight,
	})
	for _, f := range doc.Findings {
		f.File = d.file
		d.diags = append(d.diags, f)
	}
	p.Headings = doc.Headings
	p.Lead = lead(doc)
	p.Words = countWords(m.body)
	p.Tags = unique(p.Tags)
	return Parsed{Post: p, Text: string(text), BodyAt: len(text) - len(m.body), Document: doc, Findings: d.diags}
}

// text8 checks that src is a text that can be published and normalises it. The
// number of lines stays the same.
func (d *decoder) text8(src []byte) ([]byte, bool) {
	switch {
	case len(src) > MaxBytes:
		d.report(diag.Error, 0, 0, "file-too-large", fmt.Sprintf("the file has %d bytes, more than the 5 MB a post may have", len(src)), "split it, or move data into a file of the post's folder")
		return nil, false
	case len(bytes.TrimSpace(src)) == 0:
		d.report(diag.Error, 0, 0, "file-empty", "the file is empty", "write the post, or remove the file")
		return nil, false
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if !utf8.Valid(src) {
		at := 0
		for rest := src; len(rest) > 0; {
			r, size := utf8.DecodeRune(rest)
			if r == utf8.RuneError && size == 1 {
				break
			}
			at += size
			rest = rest[size:]
		}
		line, column := diag.Position(src, at)
		d.src = bytes.ToValidUTF8(src, []byte("\ufffd"))
		d.report(diag.Error, line, column, "not-utf8", fmt.Sprintf("the byte 0x%02x here is not UTF-8", src[at]), "save the file as UTF-8")
		return nil, false
	}
	if bytes.IndexByte(src, '\r') >= 0 {
		src = bytes.ReplaceAll(src, []byte("\r\n"), []byte("\n"))
	}
	if suspicious(src) {
		src = bytes.Map(func(r rune) rune {
			if forbidden(r) {
				return -1
			}
			return r
		}, src)
	}
	return src, true
}

// forbidden reports characters that XML 1.0 cannot carry, and DEL.
func forbidden(r rune) bool {
	return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0x7f || r == 0xFFFE || r == 0xFFFF
}

// require reports a missing title, unless its line has another error already.
func (d *decoder) require(line int) {
	at := max(line, d.post.Lines.Title)
	said := slices.ContainsFunc(d.diags, func(f diag.Diagnostic) bool { return f.Line == at && f.Severity == diag.Error })
	if d.post.Title == "" && !said {
		d.report(diag.Error, at, 0, "title-missing", "the post has no title", `add title: "…" to the front matter`)
	}
}

// dateFromName takes the date of the file name, path or permalink where no key
// gives one.
func (d *decoder) dateFromName(m matter) {
	p := d.post
	if p.Page || !p.Published.IsZero() || p.Lines.Published > 0 {
		return
	}
	for _, name := range []string{p.Source, p.Extra["path"], p.Extra["permalink"]} {
		if found, ok := when.DateInName(name); ok {
			p.Published = found
			return
		}
	}
	if m.root != nil {
		d.report(diag.Error, m.line, 0, "date-missing", "the post has no date", "add pubDate: 2025-04-02 to the front matter")
	}
}

// slug settles the post's name in addresses.
func (d *decoder) slug(place Place, stripDates bool) {
	p := d.post
	if p.Slug != "" {
		if problem := slugProblem(p.Slug); problem != "" {
			d.report(diag.Error, p.Lines.Slug, 0, "slug-invalid", fmt.Sprintf("the slug %q %s", clip(p.Slug), problem), "use letters, digits and hyphens")
			p.Slug = ""
			return
		}
		p.Slug = Slug(p.Slug)
		return
	}
	name := place.Name
	if stripDates && !p.Page {
		name = withoutDate(name)
	}
	p.Slug = Slug(name)
	switch {
	case p.Slug == "":
		d.report(diag.Error, 0, 0, "slug-invalid", "the file name has no letter or digit to make an address from", "rename the file, or give a slug in the front matter")
	case deviceName(p.Slug):
		d.report(diag.Error, 0, 0, "slug-invalid", fmt.Sprintf("%q is a device name on Windows", p.Slug), "rename the file, or give a slug in the front matter")
	}
}

// withoutDate drops a leading ISO date and what joins it to the rest. A name
// that is only a date stays.
func withoutDate(name string) string {
	const form = "2006-01-02"
	if len(name) <= len(form) {
		return name
	}
	if _, err := when.ParseDate(name[:len(form)]); err != nil {
		return name
	}
	if rest := strings.TrimLeft(name[len(form):], "-_. "); rest != "" {
		return rest
	}
	return name
}

const leadLength = 300 // characters

// lead is the plain text of the first paragraph that has any, cut at a word.
func lead(doc *markdown.Document) string {
	for n := doc.Root.FirstChild(); n != nil; n = n.NextSibling() {
		if n.Kind() != ast.KindParagraph || n.ChildCount() == 1 && n.FirstChild().Kind() == ast.KindImage {
			continue
		}
		if text := clean(doc.PlainText(n)); text != "" {
			return shorten(text, leadLength)
		}
	}
	return ""
}

// shorten cuts text after the last word that fits in limit characters.
func shorten(text string, limit int) string {
	cut, left := text, limit
	for end := range text {
		if left == 0 {
			cut = text[:end]
			break
		}
		left--
	}
	if len(cut) == len(text) {
		return text
	}
	if i := strings.LastIndexByte(cut, ' '); i > 0 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:.-") + "…"
}

// unique drops tags that lead to the same page as an earlier one.
func unique(tags []string) []string {
	seen := make(map[string]bool, len(tags))
	return slices.DeleteFunc(tags, func(tag string) bool {
		slug := Slug(norm.NFC.String(tag))
		twice := slug == "" || seen[slug]
		seen[slug] = true
		return twice
	})
}
