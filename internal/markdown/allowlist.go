package markdown

import (
	"strings"
	"sync"
	"unicode"

	"github.com/alecthomas/chroma/v2"
)

// elements are the elements of raw HTML that are written, with the attributes
// they may have beyond the global ones. Elements in no list of this file are
// left out, and what is in them stays.
var elements = map[string]string{
	"a": "", "abbr": "", "address": "", "aside": "", "b": "", "bdi": "", "bdo": "", "blockquote": "cite",
	"br": "", "caption": "", "cite": "", "code": "", "col": "span", "colgroup": "span", "dd": "",
	"del": "cite datetime", "details": "open", "dfn": "", "div": "align", "dl": "", "dt": "", "em": "", "figcaption": "",
	"figure": "", "h1": "align", "h2": "align", "h3": "align", "h4": "align", "h5": "align", "h6": "align", "hr": "", "i": "",
	"ins": "cite datetime", "kbd": "", "li": "value", "mark": "", "ol": "start reversed", "p": "align", "pre": "",
	"q": "cite", "rp": "", "rt": "", "ruby": "", "s": "", "samp": "", "section": "", "small": "", "span": "",
	"strong": "", "sub": "", "summary": "", "sup": "", "table": "", "tbody": "", "td": "align colspan rowspan headers",
	"tfoot": "", "th": "align colspan rowspan headers scope", "thead": "", "time": "datetime", "tr": "align", "u": "",
	"ul": "", "var": "", "wbr": "",
}

const globalAttributes = "title lang dir class role aria-label tabindex"

// removedElements go with everything in them.
var removedElements = set(`script style template noscript object embed applet math svg canvas input button select
	option optgroup textarea datalist output keygen frame frameset noframes noembed xmp title base link meta head
	map area marquee param`)

// rawTextElements have content that the HTML parser does not read as HTML.
var rawTextElements = set("iframe noembed noframes noscript script style textarea title xmp")

// formattingElements are opened again by the HTML parser in every block until
// they are closed (HTML, "list of active formatting elements").
var formattingElements = set("a b big code em font i nobr s small strike strong tt u")

var voidElements = set("area base br col embed hr img input link meta param source track wbr")

// impliedEnd are elements whose end tag people leave out.
var impliedEnd = set("p li dt dd tr td th thead tbody tfoot option optgroup rt rp colgroup caption")

// attributes say which values an attribute may have.
var attributes = map[string]func(string) bool{
	"title":      func(string) bool { return true },
	"aria-label": func(string) bool { return true },
	"lang":       func(s string) bool { return len(s) <= 35 && only(s, isLetterOrDigit, "-") },
	"srclang":    func(s string) bool { return len(s) <= 35 && only(s, isLetterOrDigit, "-") },
	"align":      func(string) bool { return false }, // becomes a class
	"dir":        oneOf("ltr rtl auto"),
	"role":       oneOf("note group img doc-endnotes"),
	"tabindex":   oneOf("0"),
	"open":       oneOf(""),
	"reversed":   oneOf(""),
	"default":    oneOf(""),
	"scope":      oneOf("row col rowgroup colgroup"),
	"kind":       oneOf("subtitles captions descriptions chapters metadata"),
	"datetime":   func(s string) bool { return len(s) <= 60 && only(s, isLetterOrDigit, "-+:. ") },
	"cite":       func(s string) bool { kind, _ := judge(s); return kind == webRef },
	"headers":    func(s string) bool { return only(s, isLetterOrDigit, "-_:. ") },
	"type":       func(s string) bool { return len(s) <= 60 && only(s, isLetterOrDigit, "/-+.") },
	"label":      func(string) bool { return true },
	"colspan":    isNumber, "rowspan": isNumber, "span": isNumber, "start": isNumber, "value": isNumber,
	"width": isNumber, "height": isNumber,
}

// Classes lists the classes of a body that are not chroma's: all that a style
// sheet needs to know besides chroma.StandardTypes. A class that begins with
// "language-" or "container-" follows a name that the author chose.
func Classes() []string {
	return strings.Fields(`alert alert-caution alert-important alert-note alert-tip alert-title alert-warning
		align-center align-left align-right code container container-title evidence footnote-backref footnote-ref
		footnotes permalink table task task-done task-item task-open`)
}

// knownClasses are the classes that raw HTML may use.
var knownClasses = sync.OnceValue(func() map[string]bool {
	known := set(strings.Join(Classes(), " "))
	for _, class := range chroma.StandardTypes {
		known[class] = class != ""
	}
	return known
})

// classes returns the known ones among the classes in s.
func classes(s string) string {
	var kept []string
	for _, class := range strings.Fields(s) {
		name, chosen := strings.CutPrefix(class, "container-")
		if !chosen {
			name, chosen = strings.CutPrefix(class, "language-")
		}
		if knownClasses()[class] || chosen && only(name, isLetterOrDigit, "-_+#.") {
			kept = append(kept, class)
		}
	}
	return strings.Join(kept, " ")
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, word := range strings.Fields(words) {
		m[word] = true
	}
	return m
}

// has reports whether word is one of the words in list.
func has(list, word string) bool {
	for w := range strings.FieldsSeq(list) {
		if w == word {
			return true
		}
	}
	return false
}

func oneOf(words string) func(string) bool {
	return func(s string) bool { return s == words || has(words, s) }
}

// only reports whether s, which is not empty, has nothing but runes that
// satisfy is or occur in others.
func only(s string, is func(rune) bool, others string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !is(r) && !strings.ContainsRune(others, r) }) < 0
}

func isLetterOrDigit(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

func isNumber(s string) bool {
	return len(s) <= 5 && only(strings.TrimPrefix(s, "-"), func(r rune) bool { return r >= '0' && r <= '9' }, "")
}
