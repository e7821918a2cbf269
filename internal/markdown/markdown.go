// Package markdown turns one post's Markdown into a rendered body with typed
// holes: the places that only the whole site can fill, such as the address of
// another post or the size of an image.
//
// The dialect is GitHub's (CommonMark, tables, task lists, strikethrough,
// autolinks, alerts, footnotes) with definition lists, ::: containers and
// {#id} on headings. Each construct is a goldmark extension in a file of its
// own; the list of all of them is in engine.go.
//
// Posts are written by strangers. No input makes this package panic, run for
// more than a time proportional to its length, or write a script, a style or an
// event handler. The output is canonical: lower-case names, one space between
// double-quoted attributes, balanced tags, void elements without a slash, and
// &, <, > and " escaped everywhere, so that later passes over it stay simple.
package markdown

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"candor/internal/diag"
)

// Options are what a text's rendering depends on besides itself.
type Options struct {
	FirstLine  int          // line of the file on which the text begins; 0 counts as 1
	MDX        bool         // the text is MDX: imports, exports, comments and components are left out
	Title      string       // a first heading of level 1 that says the same is left out
	ImageHosts []string     // hosts whose images may be shown: "img.example.com" or "*.example.com"
	Highlight  *Highlighter // nil leaves code blocks plain
}

// Document is a parsed text. It belongs to one goroutine.
type Document struct {
	Source   []byte            // what Root's segments point into; as long as the text that was parsed
	Root     ast.Node          // at most 100 levels of blocks and 100 of inlines deep
	Headings []Heading         // in document order, as they are published
	Images   bool              // there are some
	Findings []diag.Diagnostic // what Parse found; Render adds to it. File is left empty

	opt       Options
	lines     []int           // offset of each line's beginning
	ids       ids             // ids in use
	footnotes footnotes       // definitions and references
	reported  map[string]int  // findings so far, by code
	named     map[string]bool // elements and components already reported by name
	place     place           // the last position asked for
	mail      bool            // an @ occurs
	links     int             // how many there are
	webLinks  int             // links and images with an address that would be a link by itself
	words     []byte          // where PlainText writes
	hasHTML   bool            // raw HTML other than comments occurs
	failed    bool            // a limit was passed: nothing is rendered
	work      work
}

// Heading is a heading of the published body.
type Heading struct {
	Level int    // 1 to 6, as published
	ID    string // unique in the document
	Text  string // without markup
	Line  int    // of the file
}

// documentKey holds the *Document that a parser context belongs to.
var documentKey = parser.NewContextKey()

// documentOf returns the document that pc parses.
func documentOf(pc parser.Context) *Document { return pc.Get(documentKey).(*Document) }

// Parse reads src, which is UTF-8 without control characters other than tab
// and line ends. It never fails: what is wrong with the text is a finding.
func Parse(src []byte, opt Options) *Document {
	d := newDocument(src, opt)
	if bare, linked := d.mayHoldBare(); !bare {
		if d.parse(withoutBare()); d.webLinks == linked {
			return d
		}
		d = newDocument(src, opt)
	}
	d.parse(engine())
	return d
}

func newDocument(src []byte, opt Options) *Document {
	d := &Document{Source: src, opt: opt, lines: lineStarts(src), mail: bytes.IndexByte(src, '@') >= 0}
	if opt.MDX {
		d.Source = withoutJSX(d, src)
	}
	return d
}

func (d *Document) parse(m goldmark.Markdown) {
	pc := parser.NewContext()
	pc.Set(documentKey, d)
	d.Root = m.Parser().Parse(text.NewReader(d.Source), parser.WithContext(pc))
	d.survey()
}

// Render writes the body, with marks where their words stand. It is called
// once: it adds what it finds to Findings. When a limit was passed (an error
// finding says which) the body is empty.
func (d *Document) Render(marks ...Mark) Body { return d.RenderInto(nil, marks...) }

// RenderInto is Render into the memory of room, which the caller owns, as far
// as it goes.
func (d *Document) RenderInto(room []byte, marks ...Mark) Body {
	if d.failed {
		return Body{}
	}
	w := newRecorder(d, room)
	w.marks = newMarker(d, marks)
	if err := engine().Renderer().Render(w, d.Source, d.Root); err != nil {
		panic(err) // no renderer of ours returns one
	}
	if d.hasHTML {
		return sanitize(w)
	}
	return w.body()
}
