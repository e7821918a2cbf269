package feed

// element says what is kept of an element.
type element struct {
	void     bool
	required string   // the attribute without which it means nothing
	attrs    []string // beside those that every element may have
}

// elements are those that reach a feed. Of all others only the text stays.
var elements = map[string]element{
	"abbr": {}, "address": {}, "aside": {}, "b": {}, "bdi": {}, "caption": {}, "cite": {}, "code": {},
	"dd": {}, "dfn": {}, "div": {}, "dl": {}, "dt": {}, "em": {}, "figcaption": {}, "figure": {}, "h1": {}, "h2": {},
	"h3": {}, "h4": {}, "h5": {}, "h6": {}, "i": {}, "kbd": {}, "mark": {}, "p": {}, "pre": {}, "rp": {}, "rt": {},
	"ruby": {}, "s": {}, "samp": {}, "section": {}, "small": {}, "strong": {}, "sub": {}, "summary": {}, "sup": {},
	"table": {}, "tbody": {}, "tfoot": {}, "thead": {}, "tr": {}, "u": {}, "ul": {}, "var": {},
	"br": {void: true}, "hr": {void: true}, "wbr": {void: true},
	"a":          {attrs: []string{"href"}},
	"audio":      {attrs: []string{"src", "controls", "loop", "muted"}},
	"blockquote": {attrs: []string{"cite"}},
	"del":        {attrs: []string{"cite", "datetime"}},
	"details":    {attrs: []string{"open"}},
	"img":        {void: true, required: "src", attrs: []string{"src", "alt", "width", "height"}},
	"ins":        {attrs: []string{"cite", "datetime"}},
	"li":         {attrs: []string{"value"}},
	"ol":         {attrs: []string{"start", "reversed", "type"}},
	"q":          {attrs: []string{"cite"}},
	"source":     {void: true, required: "src", attrs: []string{"src", "type"}},
	"td":         {attrs: []string{"colspan", "rowspan"}},
	"th":         {attrs: []string{"colspan", "rowspan", "scope"}},
	"time":       {attrs: []string{"datetime"}},
	"track":      {void: true, required: "src", attrs: []string{"src", "kind", "label", "srclang"}},
	"video":      {attrs: []string{"src", "controls", "loop", "muted", "poster", "width", "height"}},
}

// common are the attributes that every element may have.
var common = []string{"title", "lang", "dir"}

// The values of the align attribute, and the elements that may have it.
var (
	sides   = []string{"left", "center", "right"}
	aligned = []string{"td", "th", "tr", "p", "div", "h1", "h2", "h3", "h4", "h5", "h6"}
)
