package markdown

// Body is rendered HTML with holes for what only the whole site knows. It is
// never changed once made.
type Body struct {
	HTML  []byte
	Holes []Hole // in order of At
	Links []Link // references that stand in HTML as they are, in order of appearance
	// Placed has the ids of the marks that found their place; words in code or
	// raw HTML have none.
	Placed []string
}

// Hole is a place in a body at which something is to be inserted.
type Hole struct {
	At   int // offset into HTML
	Kind HoleKind
	Ref  string // as the author wrote it, without Markdown's escapes: "./slug/x.png", "other.md#cause", "/about/"
	Line int    // of the file
	// Column counts characters from 1.
	Column int
}

// HoleKind says what belongs into a hole.
type HoleKind uint8

const (
	// URL is the value of an href, src or poster attribute: the address that
	// Ref leads to, HTML-escaped.
	URL HoleKind = iota
	// Size is a place between attributes of an image: ` width="640"
	// height="480"`, or nothing when the size is not known.
	Size
)

// Link is a reference that needs nothing of the site: an address elsewhere, or
// a fragment of the same page.
type Link struct {
	Ref string // "https://…", "mailto:…", "tel:…" or "#…"
	At  int    // offset into the document's Source
}

// Fill appends the HTML to dst, each hole replaced by what fill returns for it.
// i is the hole's index in Holes.
func (b Body) Fill(dst []byte, fill func(i int, h Hole) string) []byte {
	at := 0
	for i, h := range b.Holes {
		dst = append(dst, b.HTML[at:h.At]...)
		dst = append(dst, fill(i, h)...)
		at = h.At
	}
	return append(dst, b.HTML[at:]...)
}
