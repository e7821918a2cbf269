package card

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// shade is a colour of the palette: a ramp of levels from paper to full.
type shade uint8

// The shades of a card. Accent is the colour of the severity.
const (
	ink shade = iota
	soft
	accent
	rule
	signal
	shades
)

// levels are the steps of a ramp: enough for smooth edges, few enough for a
// small file.
const levels = 8

// Colours of site.css in its light scheme; a card is seen on white and on
// black.
var (
	paper   = color.RGBA{0xff, 0xff, 0xff, 0xff}
	colours = [shades]color.RGBA{
		ink: {0x17, 0x1c, 0x22, 0xff}, soft: {0x53, 0x5e, 0x6a, 0xff},
		rule: {0xd3, 0xd9, 0xdf, 0xff}, signal: {0xb0, 0x14, 0x1c, 0xff},
	}
	grades = [5]color.RGBA{
		colours[soft], colours[soft], {0x85, 0x53, 0x00, 0xff}, {0xa8, 0x40, 0x0a, 0xff}, {0xb0, 0x14, 0x1c, 0xff},
	}
)

// palette has paper first, then the ramps.
func palette(grade int) color.Palette {
	full := colours
	full[accent] = grades[grade]
	p := color.Palette{paper}
	for _, c := range full {
		for i := 1; i <= levels; i++ {
			mix := func(to, from uint8) uint8 { return uint8((int(to)*i + int(from)*(levels-i) + levels/2) / levels) }
			p = append(p, color.RGBA{mix(c.R, paper.R), mix(c.G, paper.G), mix(c.B, paper.B), 0xff})
		}
	}
	return p
}

// index is where the palette has a level of a shade.
func (s shade) index(level int) uint8 {
	if level == 0 {
		return 0
	}
	return uint8(int(s)*levels + level)
}

// canvas is a card under the brush.
type canvas struct {
	*image.Paletted
	filler vector.Rasterizer
	mask   image.Alpha
}

func newCanvas(grade int) *canvas {
	return &canvas{Paletted: image.NewPaletted(image.Rect(0, 0, Width, Height), palette(grade))}
}

// box fills a rectangle.
func (c *canvas) box(x, y, width, height int, s shade) {
	r := image.Rect(x, y, x+width, y+height).Intersect(c.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := c.Pix[c.PixOffset(r.Min.X, y):c.PixOffset(r.Max.X, y)]
		for i := range row {
			row[i] = s.index(levels)
		}
	}
}

// write draws a line of text from x on the baseline y.
func (c *canvas) write(x, y int, s style, text string) {
	pen := fixed.P(x, y)
	for _, r := range text {
		c.glyph(pen, s, r)
		pen.X += s.advance(r)
	}
}

// glyph fills the outline of a letter.
func (c *canvas) glyph(at fixed.Point26_6, s style, r rune) {
	i, err := s.font.GlyphIndex(s.buffer, r)
	if err != nil {
		return
	}
	outline, err := s.font.LoadGlyph(s.buffer, i, s.ppem(), nil)
	if err != nil || len(outline) == 0 {
		return
	}
	bounds := outline.Bounds().Add(at)
	area := image.Rect(bounds.Min.X.Floor(), bounds.Min.Y.Floor(), bounds.Max.X.Ceil(), bounds.Max.Y.Ceil())
	if area = area.Intersect(c.Rect); area.Empty() {
		return
	}
	c.filler.Reset(area.Dx(), area.Dy())
	c.filler.DrawOp = draw.Src
	trace(&c.filler, outline, at.Sub(fixed.P(area.Min.X, area.Min.Y)))
	size := area.Dx() * area.Dy()
	if cap(c.mask.Pix) < size {
		c.mask.Pix = make([]uint8, size)
	}
	c.mask = image.Alpha{Pix: c.mask.Pix[:size], Stride: area.Dx(), Rect: image.Rect(0, 0, area.Dx(), area.Dy())}
	c.filler.Draw(&c.mask, c.mask.Rect, image.Opaque, image.Point{})
	c.ink(area, s.colour)
}

// ink lays the mask on an area of the paper; where letters touch, the darker
// stays.
func (c *canvas) ink(area image.Rectangle, s shade) {
	for y := range area.Dy() {
		row := c.Pix[c.PixOffset(area.Min.X, area.Min.Y+y):]
		for x, a := range c.mask.Pix[y*c.mask.Stride : (y+1)*c.mask.Stride] {
			if i := s.index((int(a)*levels + 127) / 255); i > row[x] {
				row[x] = i
			}
		}
	}
}
