package incident

import "candor/internal/pack"

// Pack moves every field, for a cache: unlike the JSON form it keeps where in
// the file the evidence stands.
func (in *Incident) Pack(c *pack.Coder) {
	c.String(&in.Zone)
	pack.Pointer(c, &in.Started, (*Fact).Pack)
	pack.Pointer(c, &in.Detected, (*Fact).Pack)
	pack.Pointer(c, &in.Mitigated, (*Fact).Pack)
	pack.Pointer(c, &in.Resolved, (*Fact).Pack)
	pack.Pointer(c, &in.Duration, (*Duration).Pack)
	pack.Slice(c, &in.Timeline, (*Event).Pack)
	pack.Pointer(c, &in.Severity, (*Label).Pack)
	pack.Slice(c, &in.Services, (*Label).Pack)
	pack.Slice(c, &in.Impact, (*Count).Pack)
}

// Pack moves every field.
func (e *Evidence) Pack(c *pack.Coder) {
	c.Int(&e.Line)
	c.String(&e.Text)
	c.String(&e.Rule)
	c.Int(&e.Start)
	c.Int(&e.End)
}

// Pack moves every field.
func (f *Fact) Pack(c *pack.Coder) {
	f.Moment.Pack(c)
	f.Evidence.Pack(c)
}

// Pack moves every field.
func (d *Duration) Pack(c *pack.Coder) {
	c.Duration(&d.Length)
	c.Bool(&d.Approx)
	c.Bool(&d.Stated)
	d.Evidence.Pack(c)
}

// Pack moves every field.
func (e *Event) Pack(c *pack.Coder) {
	e.At.Pack(c)
	e.Until.Pack(c)
	c.Int(&e.Line)
	c.String(&e.Text)
	c.Int(&e.Start)
	c.Int(&e.End)
}

// Pack moves every field.
func (l *Label) Pack(c *pack.Coder) {
	c.String(&l.Name)
	l.Evidence.Pack(c)
}

// Pack moves every field.
func (n *Count) Pack(c *pack.Coder) {
	c.Float(&n.Number)
	c.String(&n.Unit)
	n.Evidence.Pack(c)
}
