package card

import (
	"bytes"
	"image/png"
	"sync"

	"golang.org/x/image/font/sfnt"
)

// The layout is that of the site's pages: a record with its margin. What the
// author wrote stands in the wide column, what the site knows of it in the
// narrow one, and the site's name at the foot.
const (
	margin  = 80 // around everything: networks cut edges and round corners
	narrow  = 260
	wide    = margin + narrow + 40 // where the wide column begins
	measure = Width - margin - wide
	top     = margin + 52 // of the tallest letters
	foot    = Height - margin
)

// step is a size of type, and how many lines of it there is room for.
type step struct{ size, lines int }

// Sizes of type, tried in turn.
var (
	titles     = []step{{84, 2}, {76, 3}, {68, 3}, {60, 4}, {52, 5}, {46, 6}}
	names      = []step{{84, 2}, {64, 3}, {50, 4}}
	abouts     = []step{{38, 3}, {32, 4}}
	severities = []step{{34, 1}, {34, 2}, {26, 3}}
	notes      = []step{{34, 1}, {26, 1}}
	signatures = []step{{34, 1}, {28, 1}}
)

// encoder does not compress at its best, which takes seven times as long for a
// tenth less.
var encoder = png.Encoder{CompressionLevel: png.DefaultCompression, BufferPool: new(buffers)}

// buffers lends the encoder its megabyte of memory.
type buffers struct{ sync.Pool }

func (b *buffers) Get() *png.EncoderBuffer {
	lent, _ := b.Pool.Get().(*png.EncoderBuffer)
	return lent
}

func (b *buffers) Put(lent *png.EncoderBuffer) { b.Pool.Put(lent) }

// Draw makes the picture. It fails only where the encoder does. Letters that
// the font lacks become boxes: see [Card.Legible].
func Draw(c Card) ([]byte, error) {
	c = c.clean()
	c.Grade = min(max(c.Grade, 0), 4)
	p := painter{canvas: newCanvas(c.Grade), Card: c, buffer: new(sfnt.Buffer)}
	if c.Title == "" {
		p.site()
	} else {
		p.post()
	}
	var b bytes.Buffer
	err := encoder.Encode(&b, p.Paletted)
	return b.Bytes(), err
}

type painter struct {
	*canvas
	Card
	buffer *sfnt.Buffer
}

// set writes a text with its tallest letters at y, in the largest size in which
// it fits, and returns where its descenders end.
func (p painter) set(x, y, width int, f *sfnt.Font, c shade, steps []step, text string) int {
	var s style
	var l lines
	for _, step := range steps {
		s = style{font: f, size: step.size, colour: c, buffer: p.buffer}
		if l = s.balance(text, width, step.lines); !l.cut && !l.split {
			break
		}
	}
	leading := s.size * 9 / 8
	if f == regular() {
		leading = s.size * 4 / 3
	}
	for i, line := range l.text {
		p.write(x, y+s.size*3/4+i*leading, s, line)
	}
	return y + s.size + (len(l.text)-1)*leading
}

func (p painter) post() {
	p.box(margin, margin, Width-2*margin, 4, ink)
	p.set(wide, top, measure, bold(), ink, titles, p.Title)
	p.record(top + 7)
	p.mark(margin, foot, 4)
	if covered(p.Site) {
		p.set(wide, foot-45, measure, bold(), ink, signatures, p.Site)
	}
}

// record is what the site knows of a post, in the margin.
func (p painter) record(y int) {
	if p.Date != "" {
		y = p.set(margin, y, narrow, regular(), soft, notes, p.Date) + 18
	}
	if p.Severity != "" {
		indent := 0
		if p.Grade > 0 {
			p.bars(margin, y+2)
			indent = 60
		}
		y = p.set(margin+indent, y, narrow-indent, bold(), accent, severities, p.Severity) + 18
	}
	if p.Duration != "" {
		p.set(margin, y, narrow, regular(), soft, notes, p.Duration)
	}
}

// bars show a grade as a number of four.
func (p painter) bars(x, y int) {
	for i := range 4 {
		s := rule
		if i < p.Grade {
			s = accent
		}
		p.box(x+12*i, y, 8, 25, s)
	}
}

// mark is the site's favicon, standing on y: an incident on its line of time.
func (p painter) mark(x, y, unit int) {
	y -= 14 * unit
	p.box(x, y, unit, 14*unit, ink)
	p.box(x+2*unit, y+2*unit, 6*unit, unit, ink)
	p.box(x+2*unit, y+6*unit, 9*unit, unit, signal)
	p.box(x+2*unit, y+10*unit, 5*unit, unit, ink)
}

func (p painter) site() {
	if !covered(p.Site) {
		const unit = 24
		p.mark((Width-11*unit)/2, (Height+14*unit)/2, unit)
		return
	}
	p.box(margin, margin, Width-2*margin, 4, ink)
	p.mark(margin, foot, 14)
	y := p.set(wide, top, measure, bold(), ink, names, p.Site) + 40
	if covered(p.About) {
		p.set(wide, y, measure, regular(), soft, abouts, p.About)
	}
}
