package card

import (
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// trace hands an outline to the filler as straight lines. Curves are divided
// here, in whole numbers, since the filler's own division of them rounds
// differently on processors that fuse multiplication and addition.
func trace(z *vector.Rasterizer, outline sfnt.Segments, at fixed.Point26_6) {
	var pen fixed.Point26_6
	for _, s := range outline {
		a := s.Args
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			z.ClosePath()
			pen = at.Add(a[0])
			z.MoveTo(float(pen.X), float(pen.Y))
		case sfnt.SegmentOpLineTo:
			pen = at.Add(a[0])
			z.LineTo(float(pen.X), float(pen.Y))
		case sfnt.SegmentOpQuadTo: // the only curve of TrueType
			p, q, r := pen, at.Add(a[0]), at.Add(a[1])
			n := pieces(p, q, r)
			for i := fixed.Int26_6(1); i <= n; i++ {
				point := func(p, q, r fixed.Int26_6) fixed.Int26_6 {
					return ((n-i)*(n-i)*p + 2*i*(n-i)*q + i*i*r) / (n * n)
				}
				z.LineTo(float(point(p.X, q.X, r.X)), float(point(p.Y, q.Y, r.Y)))
			}
			pen = r
		}
	}
	z.ClosePath()
}

// pieces is how many lines follow a curve to a thirtieth of a pixel.
func pieces(p, q, r fixed.Point26_6) fixed.Int26_6 {
	bend := abs(p.X-2*q.X+r.X) + abs(p.Y-2*q.Y+r.Y)
	n := fixed.Int26_6(1)
	for bend > 8*n*n {
		n++
	}
	return n
}

func abs(x fixed.Int26_6) fixed.Int26_6 { return max(x, -x) }

// float is exact: there are far fewer than 2²⁴ steps on a card.
func float(x fixed.Int26_6) float32 { return float32(x) / 64 }
