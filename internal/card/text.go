package card

import (
	"cmp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The two weights have the same letters.
var (
	regular = sync.OnceValue(func() *sfnt.Font { return parse(goregular.TTF) })
	bold    = sync.OnceValue(func() *sfnt.Font { return parse(gobold.TTF) })
)

func parse(ttf []byte) *sfnt.Font {
	f, err := sfnt.Parse(ttf)
	if err != nil {
		panic(err) // the font is a part of the program
	}
	return f
}

// covered reports whether the font has every letter of a cleaned text.
func covered(text string) bool {
	var buffer sfnt.Buffer
	for _, r := range text {
		if i, err := bold().GlyphIndex(&buffer, r); err != nil || i == 0 {
			return false
		}
	}
	return true
}

// style is a font at a size.
type style struct {
	font   *sfnt.Font
	size   int // pixels to the em
	colour shade
	buffer *sfnt.Buffer // not shared between goroutines
}

func (s style) ppem() fixed.Int26_6 { return fixed.I(s.size) }

// advance is how far a letter moves the pen.
func (s style) advance(r rune) fixed.Int26_6 {
	i, err := s.font.GlyphIndex(s.buffer, r)
	if err != nil {
		return 0
	}
	a, err := s.font.GlyphAdvance(s.buffer, i, s.ppem(), font.HintingNone)
	if err != nil {
		return 0
	}
	return a
}

// lines is a text set in lines.
type lines struct {
	text  []string
	cut   bool // the last line ends in an ellipsis
	split bool // a word did not fit into a line
}

// wrap sets a cleaned text in lines of a width in pixels, max at most.
func (s style) wrap(text string, width, max int) lines {
	var l lines
	room := fixed.I(width)
	for text != "" {
		n, split := s.fit(text, room)
		l.cut = n < len(text) && len(l.text) == max-1
		if l.cut {
			n, split = s.fit(text, room-s.advance('…'))
		}
		l.split = l.split || split
		line := strings.TrimSuffix(text[:n], " ")
		text = strings.TrimPrefix(text[n:], " ")
		if l.cut {
			l.text = append(l.text, strings.TrimRight(line, " ,;:.-–—")+"…")
			return l
		}
		l.text = append(l.text, line)
	}
	return l
}

// balance is wrap with lines of similar length: the narrowest that are no more.
func (s style) balance(text string, width, max int) lines {
	best := s.wrap(text, width, max)
	if best.cut || best.split {
		return best
	}
	for low := 0; low < width; {
		middle := (low + width) / 2
		l := s.wrap(text, middle, max)
		if l.cut || l.split || len(l.text) > len(best.text) {
			low = middle + 1
		} else {
			width, best = middle, l
		}
	}
	return best
}

// fit returns how many bytes of a text make its first line: up to the last
// space in it, else to the last hyphen, else, with split, as many letters as
// there is room for, and one at least.
func (s style) fit(text string, room fixed.Int26_6) (n int, split bool) {
	var pen fixed.Int26_6
	var space, hyphen int
	before := ' '
	for i, r := range text {
		if r == ' ' {
			space = i
		}
		if pen += s.advance(r); pen > room {
			if n = cmp.Or(space, hyphen); n > 0 {
				return n, false
			}
			return cmp.Or(i, utf8.RuneLen(r)), true
		}
		if dash(r) && unicode.IsLetter(before) {
			hyphen = i + utf8.RuneLen(r)
		}
		before = r
	}
	return len(text), false
}

func dash(r rune) bool { return r == '-' || r == '–' || r == '—' }
