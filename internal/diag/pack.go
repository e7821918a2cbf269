package diag

import "candor/internal/pack"

// Pack moves every field.
func (d *Diagnostic) Pack(c *pack.Coder) {
	c.String(&d.File)
	c.Int(&d.Line)
	c.Int(&d.Column)
	c.String(&d.Code)
	pack.Uint8(c, &d.Severity)
	c.String(&d.Message)
	c.String(&d.Hint)
	c.String(&d.Text)
}
