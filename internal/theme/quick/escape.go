package quick

import (
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"

	"candor/internal/escape"
)

// escaper writes a value as its place in the page demands.
type escaper func(dst []byte, v reflect.Value) []byte

// escapers are those that html/template puts behind a value, by their names
// without the prefix.
var escapers = map[string]escaper{
	"htmlescaper":                         writeText,
	"rcdataescaper":                       writeAttribute, // as for attributes, except of HTML
	"attrescaper":                         writeAttribute,
	"urlfilter urlnormalizer attrescaper": writeURL,
	"urlnormalizer attrescaper":           writeURLRest,
	"urlescaper attrescaper":              writeURLPart,
}

const escaperPrefix = "_html_template_"

// escaperOf parts the commands of an action from the escapers after them. The
// escaper is nil where it is none that is known.
func escaperOf(list []*parse.CommandNode) ([]*parse.CommandNode, escaper) {
	at := len(list)
	for at > 0 && escaperName(list[at-1]) != "" {
		at--
	}
	var names []string
	for _, command := range list[at:] {
		names = append(names, escaperName(command))
	}
	return list[:at], escapers[strings.Join(names, " ")]
}

func escaperName(n *parse.CommandNode) string {
	if id, ok := n.Args[0].(*parse.IdentifierNode); ok && len(n.Args) == 1 {
		if name, ok := strings.CutPrefix(id.Ident, escaperPrefix); ok {
			return name
		}
	}
	return ""
}

var stringType = reflect.TypeFor[string]()

var htmlType = reflect.TypeFor[template.HTML]()

func writeText(dst []byte, v reflect.Value) []byte {
	if v.IsValid() && v.Type() == htmlType {
		return append(dst, v.String()...)
	}
	return references.Append(dst, plain(v))
}

func writeAttribute(dst []byte, v reflect.Value) []byte { return references.Append(dst, plain(v)) }

func writeURL(dst []byte, v reflect.Value) []byte {
	text := plain(v)
	if !safe(text) {
		return append(dst, "#ZgotmplZ"...)
	}
	return appendURL(dst, text)
}

func writeURLRest(dst []byte, v reflect.Value) []byte { return appendURL(dst, plain(v)) }

func writeURLPart(dst []byte, v reflect.Value) []byte { return inURLPart.Append(dst, plain(v)) }

// plain is a value as text. Other types of html/template than HTML, which mean
// that something is safe already, are left to it, and so are pointers.
func plain(v reflect.Value) string {
	t := v.Type()
	switch {
	case t == stringType:
		return v.String()
	case t == reflect.TypeFor[int]():
		return strconv.FormatInt(v.Int(), 10)
	case t.PkgPath() == htmlType.PkgPath() || v.Kind() == reflect.Pointer:
		giveUp()
	}
	return fmt.Sprint(v.Interface())
}

// references stand for the characters that mean something in text and in
// quoted attributes.
var references = escape.Table{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

// safe reports whether a URL is relative or has a harmless scheme.
func safe(url string) bool {
	scheme, _, ok := strings.Cut(url, ":")
	return !ok || strings.Contains(scheme, "/") || strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto")
}

// What stands for the bytes that cannot stand in a URL or in a quoted attribute.
var (
	inURL     = urlTable("-._~!#$&*+,/:;=?@[]")
	inURLPart = urlTable("-._~") // of a query
)

// urlTable keeps letters, digits and the marks.
func urlTable(marks string) *escape.Table {
	var t escape.Table
	for c := range t {
		switch letter := c | 0x20; {
		case letter >= 'a' && letter <= 'z' || c >= '0' && c <= '9' || strings.IndexByte(marks, byte(c)) >= 0:
			t[c] = references[c]
		default:
			t[c] = fmt.Sprintf("%%%02x", c)
		}
	}
	return &t
}

// appendURL encodes a URL, of which parts may be encoded already.
func appendURL(dst []byte, url string) []byte {
	for {
		n := strings.IndexByte(url, '%')
		if n < 0 {
			return inURL.Append(dst, url)
		}
		dst = inURL.Append(dst, url[:n])
		if url = url[n+1:]; len(url) >= 2 && isHex(url[0]) && isHex(url[1]) {
			dst = append(dst, '%')
		} else {
			dst = append(dst, inURL['%']...)
		}
	}
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
