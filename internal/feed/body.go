package feed

import (
	"bytes"
	"slices"
	"strings"

	"candor/internal/site"
)

// Body turns the body of a page into one that a reader shows on its own, and
// appends it to dst. Addresses become absolute, fragments too. What only our
// pages know goes: classes, ids, permalinks, the spans of highlighted code.
// What our style sheet says is said in HTML: alerts become quotations, the
// alignment of cells an attribute.
//
// page is HTML in the canonical form of package markdown and path the address
// of its post from the root of the site. Body takes one pass. Elements and
// attributes are an allow-list, and what is not canonical is text, so that no
// input makes it write a script, a style or an event handler.
func Body(dst, page []byte, base site.Base, path string) []byte {
	w := rewriter{
		scanner: scanner{page: cleanBytes(page), attrs: make([]attr, 0, 4)},
		out:     slices.Grow(dst, len(page)),
		origin:  base.Origin(),
		self:    base.Absolute(path),
		open:    make([]frame, 0, 16),
	}
	for w.next() {
		if w.kind == startTag && w.keepsStart() || w.kind == endTag && w.keepsEnd() {
			continue
		}
		w.out = append(w.out, w.page[w.from:w.tagAt]...)
		switch w.kind {
		case startTag:
			w.start()
		case endTag:
			w.end(w.name)
		case stray:
			w.out = append(w.out, "&lt;"...)
		}
		w.from = w.pos
	}
	w.out = append(w.out, w.page[w.from:]...)
	for len(w.open) > 0 {
		w.end(w.open[len(w.open)-1].name)
	}
	return w.out
}

// rewriter writes what a scanner reads.
type rewriter struct {
	scanner
	from   int // where begins what goes into out as it is
	out    []byte
	origin string
	self   string // URL of the post
	open   []frame
}

// frame is an open element.
type frame struct {
	name []byte
	end  string // what closes it in the output
}

// keepsStart reports whether the start tag that was read stays as it is, and if
// so remembers what closes it.
func (w *rewriter) keepsStart() bool {
	if len(w.attrs) > 0 {
		return false
	}
	e, ok := elements[string(w.name)]
	if !ok || e.required != "" {
		return false
	}
	if !e.void {
		w.open = append(w.open, frame{w.name, keepEnd})
	}
	return true
}

// keepsEnd is keepsStart for an end tag.
func (w *rewriter) keepsEnd() bool {
	last := len(w.open) - 1
	if last < 0 || w.open[last].end != keepEnd || !bytes.Equal(w.open[last].name, w.name) {
		return false
	}
	w.open = w.open[:last]
	return true
}

// start writes the start tag that was read, or what takes its place.
func (w *rewriter) start() {
	class := w.class()
	switch name := string(w.name); {
	case name == "script" || name == "style":
		w.skip(name)
	case name == "a" && string(class) == "permalink" && w.over(permalinkEnd):
		w.out = bytes.TrimSuffix(w.out, []byte(" "))
	case name == "div" && string(class) == "table":
		w.push("", "")
	case name == "div" && string(class) == "alert":
		w.push("<blockquote>", "</blockquote>")
	case name == "section" && string(class) == "footnotes":
		w.push("<hr><section>", "</section>")
	case name == "p" && (string(class) == "alert-title" || string(class) == "container-title"):
		w.push("<p><strong>", "</strong></p>")
	default:
		if e, ok := elements[name]; ok {
			w.element(name, e)
		}
	}
}

// class returns the first class of the tag that was read.
func (w *rewriter) class() []byte {
	for _, a := range w.attrs {
		if string(a.name) == "class" {
			first, _, _ := bytes.Cut(a.value, []byte(" "))
			return first
		}
	}
	return nil
}

// permalinkEnd is the rest of a permalink after its start tag.
const permalinkEnd = "#</a>"

// push writes a start tag and remembers what closes it.
func (w *rewriter) push(start, end string) {
	w.out = append(w.out, start...)
	w.open = append(w.open, frame{w.name, end})
}

// end closes the innermost open element, if it has that name.
func (w *rewriter) end(name []byte) {
	last := len(w.open) - 1
	if last < 0 || !bytes.Equal(w.open[last].name, name) {
		return
	}
	if f := w.open[last]; f.end == keepEnd {
		w.out = append(append(append(w.out, "</"...), f.name...), '>')
	} else {
		w.out = append(w.out, f.end...)
	}
	w.open = w.open[:last]
}

// keepEnd stands for an element's own end tag.
const keepEnd = "</>"

func (w *rewriter) element(name string, e element) {
	before, complete := len(w.out), e.required == ""
	w.out = append(append(w.out, '<'), name...)
	for _, a := range w.attrs {
		if w.attribute(name, e, a) && string(a.name) == e.required {
			complete = true
		}
	}
	w.out = append(w.out, '>')
	switch {
	case !complete:
		w.out = w.out[:before]
	case !e.void:
		w.open = append(w.open, frame{w.name, keepEnd})
	}
}

// attribute writes a if an element of that name may have it.
func (w *rewriter) attribute(name string, e element, a attr) bool {
	value := a.value
	switch key := string(a.name); {
	case key == "class":
		return w.align(name, value)
	case !slices.Contains(e.attrs, key) && !slices.Contains(common, key):
		return false
	case key == "href" || key == "src" || key == "poster" || key == "cite":
		prefix, rest, ok := w.absolute(value)
		if ok {
			w.write(key, prefix, rest)
		}
		return ok
	default:
		w.write(key, "", value)
		return true
	}
}

// align writes the attribute that says what a class of our style sheet does.
func (w *rewriter) align(name string, class []byte) bool {
	side, ok := bytes.CutPrefix(class, []byte("align-"))
	ok = ok && slices.Contains(sides, string(side)) && slices.Contains(aligned, name)
	if ok {
		w.write("align", "", side)
	}
	return ok
}

func (w *rewriter) write(name, prefix string, value []byte) {
	w.out = append(append(w.out, ' '), name...)
	w.out = append(append(w.out, `="`...), prefix...)
	w.out = append(append(w.out, value...), '"')
}

// absolute splits an address into what must stand before it and itself. It
// takes the value of an attribute as written: an encoded character in the place
// of a colon or slash only makes the address relative to the post.
func (w *rewriter) absolute(address []byte) (prefix string, rest []byte, ok bool) {
	switch a := string(address); {
	case a == "":
		return "", nil, false
	case strings.HasPrefix(a, "//"):
		host := bytes.TrimLeft(address, `/\`)
		return "https://", host, len(host) > 0
	case a[0] == '/':
		return w.origin, address, true
	case a[0] == '#' || a[0] == '?':
		return w.self, address, true
	case isWeb(a) || hasScheme(a, "mailto:") || hasScheme(a, "tel:"):
		return "", address, true
	}
	if i := bytes.IndexAny(address, ":/?#&"); i >= 0 && address[i] == ':' {
		return "", nil, false // another scheme
	}
	return w.self, address, true
}

// isWeb reports whether address is absolute, with http or https.
func isWeb(address string) bool {
	for _, scheme := range [...]string{"https://", "http://"} {
		if hasScheme(address, scheme) && len(address) > len(scheme) && !strings.ContainsAny(address[len(scheme):len(scheme)+1], `/\`) {
			return true
		}
	}
	return false
}

func hasScheme(address, scheme string) bool {
	return len(address) >= len(scheme) && strings.EqualFold(address[:len(scheme)], scheme)
}
