package quick

import (
	"fmt"
	"html/template"
	"reflect"
	"strconv"
	"strings"
	"text/template/parse"
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
	return appendEscaped(dst, plain(v))
}

func writeAttribute(dst []byte, v reflect.Value) []byte { return appendEscaped(dst, plain(v)) }

func writeURL(dst []byte, v reflect.Value) []byte {
	text := plain(v)
	if !safe(text) {
		return append(dst, "#ZgotmplZ"...)
	}
	return appendURL(dst, text, true)
}

func writeURLRest(dst []byte, v reflect.Value) []byte { return appendURL(dst, plain(v), true) }

func writeURLPart(dst []byte, v reflect.Value) []byte { return appendURL(dst, plain(v), false) }

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
var references = [256]string{0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;"}

func appendEscaped(dst []byte, text string) []byte {
	from := 0
	for i := range len(text) {
		if ref := references[text[i]]; ref != "" {
			dst = append(append(dst, text[from:i]...), ref...)
			from = i + 1
		}
	}
	return append(dst, text[from:]...)
}

// safe reports whether a URL is relative or has a harmless scheme.
func safe(url string) bool {
	scheme, _, ok := strings.Cut(url, ":")
	return !ok || strings.Contains(scheme, "/") || strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto")
}

// What a byte may be in a URL.
const (
	unreserved = 1 << iota
	reserved   // kept in a whole URL, encoded in a part of one
)

var urlBytes = func() (table [256]uint8) {
	for c := range table {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' {
			table[c] = unreserved
		}
	}
	for _, c := range "-._~" {
		table[c] = unreserved
	}
	for _, c := range "!#$&*+,/:;=?@[]" {
		table[c] = reserved
	}
	return table
}()

// appendURL encodes what cannot stand in a URL, and escapes the rest for a
// quoted attribute. whole says that url is one, not a part of a query.
func appendURL(dst []byte, url string, whole bool) []byte {
	keep := uint8(unreserved)
	if whole {
		keep |= reserved
	}
	for i := range len(url) {
		c := url[i]
		switch encoded := c == '%' && whole && i+2 < len(url) && isHex(url[i+1]) && isHex(url[i+2]); {
		case urlBytes[c]&keep == 0 && !encoded:
			dst = fmt.Appendf(dst, "%%%02x", c)
		case references[c] != "":
			dst = append(dst, references[c]...)
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F'
}
