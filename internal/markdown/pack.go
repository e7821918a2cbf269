package markdown

import "candor/internal/pack"

// Pack moves every field.
func (h *Heading) Pack(c *pack.Coder) {
	c.Int(&h.Level)
	c.String(&h.ID)
	c.String(&h.Text)
	c.Int(&h.Line)
}

// Pack moves every field.
func (h *Hole) Pack(c *pack.Coder) {
	c.Int(&h.At)
	pack.Uint8(c, &h.Kind)
	c.String(&h.Ref)
	c.Int(&h.Line)
	c.Int(&h.Column)
}
