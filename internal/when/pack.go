package when

import "candor/internal/pack"

// Pack moves every field.
func (m *Moment) Pack(c *pack.Coder) {
	c.Time(&m.Time)
	pack.Uint8(c, &m.Precision)
	c.Bool(&m.Approx)
	c.Bool(&m.Zoned)
}
