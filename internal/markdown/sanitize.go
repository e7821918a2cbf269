package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"candor/internal/diag"
)

// maxRebuilt bounds how many nodes unclosed formatting elements may make of a
// text: the HTML parser opens each of them again in every block.
const maxRebuilt = 2_000_000

// maxAttributes is how many attributes of an element are looked at.
const maxAttributes = 100

// sanitizer writes a parsed body anew: allowed elements and attributes only,
// in canonical form. It never writes an element whose content is not HTML, so
// that a browser reads what was written here.
type sanitizer struct {
	out    *recorder
	from   *recorder // what the marks refer to
	offset int       // of the last raw tag in the source
	inLink bool
	media  bool // inside video or audio
}

// sanitize passes what w has written through the allow-list.
func sanitize(w *recorder) Body {
	if w.html.most > 3 && w.html.most*bytes.Count(w.buf, []byte("<")) > maxRebuilt {
		w.doc.fail(0, "html-unclosed", strconv.Itoa(w.html.most)+" elements such as <b> or <a> are left open at once", "close them where their paragraph ends")
	}
	if w.doc.failed {
		return Body{}
	}
	body := &html.Node{Type: html.ElementNode, Data: "div", DataAtom: atom.Div}
	nodes, err := html.ParseFragmentWithOptions(bytes.NewReader(w.buf), body, html.ParseOptionEnableScripting(false))
	if err != nil {
		w.doc.fail(0, "nesting-too-deep", "HTML elements nest too deep", "close them, or make the text flatter")
		return Body{}
	}
	s := &sanitizer{out: &recorder{doc: w.doc, buf: make([]byte, 0, len(w.buf))}, from: w}
	for _, n := range nodes {
		s.node(n)
	}
	s.out.marks = w.marks
	return s.out.body()
}

func (s *sanitizer) children(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.node(c)
	}
}

func (s *sanitizer) node(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		s.out.buf = appendEscaped(s.out.buf, n.Data)
	case html.CommentNode:
		if at, ok := strings.CutPrefix(n.Data, mark); ok {
			s.offset, _ = strconv.Atoi(at)
		}
	case html.ElementNode:
		s.element(n)
	}
}

func (s *sanitizer) element(n *html.Node) {
	if n.Namespace != "" || removedElements[n.Data] {
		s.report(diag.Warning, "html-removed", "<"+short(n.Data)+"> is left out with what is in it", "write it as text or code if readers should see it")
		return
	}
	n.Attr = n.Attr[:min(len(n.Attr), maxAttributes)]
	s.complain(n)
	if s.special(n) {
		return
	}
	extra, ok := elements[n.Data]
	if !ok {
		if s.out.doc.firstMention("<" + n.Data + ">") {
			s.report(diag.Hint, "html-unknown", "<"+short(n.Data)+"> is left out; what is in it stays", "use an element that says what it means, or none")
		}
		s.children(n)
		return
	}
	s.write(n.Data, n, extra)
}

// write writes n under a name, with the allowed ones of its attributes.
func (s *sanitizer) write(name string, n *html.Node, extra string) {
	s.out.str("<" + name)
	s.attributes(n, extra)
	s.out.str(">")
	if voidElements[name] {
		return
	}
	if name == "pre" && n.FirstChild != nil && strings.HasPrefix(n.FirstChild.Data, "\n") {
		s.out.str("\n") // HTML parsers drop the first
	}
	s.children(n)
	s.out.str("</" + name + ">")
}

// attributes writes the allowed ones of n's attributes in the author's order;
// those of links in the order of our own renderers.
func (s *sanitizer) attributes(n *html.Node, extra string) {
	class, hasClass := attr(n, "class")
	if class = classes(class); has(extra, "align") {
		align, _ := attr(n, "align")
		if align = strings.ToLower(align); has("left right center", align) {
			class = strings.TrimSpace(class + " align-" + align)
		}
	}
	if n.Data == "a" { // the parser has sorted them by name
		slices.SortStableFunc(n.Attr, func(a, b html.Attribute) int { return cmp.Compare(rank(a.Key), rank(b.Key)) })
	}
	for i, a := range n.Attr {
		switch {
		case repeated(n.Attr[:i], a.Key):
		case a.Key == "id":
			s.id(a.Val)
		case a.Key == "name" && n.Data == "a": // how anchors were named before HTML 5
			if _, ok := attr(n, "id"); !ok {
				s.id(a.Val)
			}
		case a.Key == "href" && n.Data == "a":
			s.href(n)
		case a.Key == "class" || a.Key == "align" && !hasClass:
			if class != "" {
				s.attribute("class", class)
			}
		case (has(globalAttributes, a.Key) || has(extra, a.Key)) && attributes[a.Key](a.Val):
			s.attribute(a.Key, a.Val)
		}
	}
}

// rank puts the attributes of a link in order.
func rank(key string) int {
	switch key {
	case "id", "name":
		return 0
	case "class", "align":
		return 1
	case "href":
		return 2
	}
	return 3
}

func (s *sanitizer) attribute(key, value string) {
	s.out.str(" " + key + `="`)
	s.out.buf = appendEscaped(s.out.buf, value)
	s.out.str(`"`)
}

// id writes an id if it is the document's own or still free.
func (s *sanitizer) id(id string) {
	own, ok := strings.CutPrefix(id, mark)
	if _, taken := s.out.doc.ids[id]; !ok && (taken || !safeID(id)) {
		return
	}
	if !ok {
		s.out.doc.ids.take(id)
	}
	s.attribute("id", own)
}

// complain reports attributes whose loss the author should know of.
func (s *sanitizer) complain(n *html.Node) {
	for _, a := range n.Attr {
		switch {
		case strings.HasPrefix(a.Key, "on"):
			s.report(diag.Warning, "html-event", "the attribute "+short(a.Key)+" is left out: posts have no scripts", "take it out")
		case a.Key == "style":
			s.report(diag.Hint, "html-style", "the attribute style is left out: how posts look is the theme's business", "take it out")
		}
	}
}

func (s *sanitizer) report(severity diag.Severity, code, message, hint string) {
	s.out.doc.report(s.offset, severity, code, message, hint)
}

// referred returns the index that a mark in an attribute refers to.
func referred(value string, length int) (int, bool) {
	digits, ok := strings.CutPrefix(value, mark)
	i, err := strconv.Atoi(digits)
	return i, ok && err == nil && i >= 0 && i < length
}

func repeated(before []html.Attribute, key string) bool {
	for _, a := range before {
		if a.Key == key {
			return true
		}
	}
	return false
}

func attr(n *html.Node, key string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val, true
		}
	}
	return "", false
}
