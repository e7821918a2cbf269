package feed

import (
	"bytes"
	"strings"

	"candor/internal/site"
)

// What an item takes beside its texts: element and field names, indentation,
// dates, the quotes around values.
const (
	itemCost     = 700
	authorCost   = 120
	categoryCost = 60
	headCost     = 1500
)

// Cost is an upper bound of the bytes that e takes in any format with this
// feed body. It leaves out the addresses of the site, which it does not know.
func Cost(e *site.Entry, body []byte) int {
	n := itemCost + bodyCost(body) + textCost(e.Title) + textCost(e.Summary()) + textCost(e.ID) + 6*len(e.Path)
	for _, a := range e.Authors {
		n += authorCost + 2*textCost(a.Name) + textCost(a.URL) + textCost(a.Avatar) + 3*len(a.Group.Path())
	}
	for _, list := range [][]*site.Group{e.Tags, e.Services} {
		for _, g := range list {
			n += categoryCost + textCost(g.Name)
		}
	}
	return n
}

// bodyCost bounds a body in CDATA, where ]]> is split, and in a JSON string.
func bodyCost(body []byte) int {
	n := len(body) + 12*bytes.Count(body, []byte("]]>")) + 3*(bytes.Count(body, []byte("\u2028"))+bytes.Count(body, []byte("\u2029")))
	for _, c := range []byte("\"\\\n\t") {
		n += bytes.Count(body, []byte{c})
	}
	return n
}

// textCost bounds a text that is escaped for HTML and then for XML: at worst &
// becomes &amp;amp;.
func textCost(text string) int {
	n := len(text) + lineSeparators(text)
	for i := range len(text) {
		switch text[i] {
		case '&', '<', '>', '"', '\'', '\n', '\t', '\\':
			n += 8
		}
	}
	return n
}

// lineSeparators bounds what JSON adds for U+2028 and U+2029, which it writes
// as \u2028.
func lineSeparators(text string) int {
	return 3 * (strings.Count(text, "\u2028") + strings.Count(text, "\u2029"))
}
