package post

import (
	"candor/internal/markdown"
	"candor/internal/pack"
)

// Pack moves every field, for a cache.
func (p *Post) Pack(c *pack.Coder) {
	c.String(&p.Source)
	c.String(&p.Folder)
	c.Bool(&p.Page)
	c.String(&p.Slug)
	c.String(&p.Title)
	c.String(&p.Description)
	p.Published.Pack(c)
	p.Updated.Pack(c)
	pack.Slice(c, &p.Authors, (*Author).Pack)
	c.Strings(&p.Tags)
	c.String(&p.Image)
	c.Bool(&p.Draft)
	c.String(&p.ID)
	c.Strings(&p.Aliases)
	p.Incident.Pack(c)
	pack.Slice(c, &p.Corrections, (*Correction).Pack)
	pack.Slice(c, &p.Actions, (*Action).Pack)
	c.Map(&p.Extra)
	c.String(&p.Lead)
	c.Int(&p.Words)
	pack.Slice(c, &p.Headings, (*markdown.Heading).Pack)
	p.Lines.Pack(c)
}

// Pack moves every field.
func (a *Author) Pack(c *pack.Coder) {
	c.String(&a.Name)
	c.String(&a.URL)
	c.String(&a.Email)
	c.String(&a.Avatar)
}

// Pack moves every field.
func (x *Claim) Pack(c *pack.Coder) {
	c.Bool(&x.Stated)
	c.Int(&x.Line)
	c.Bool(&x.No)
	x.Started.Pack(c)
	x.Detected.Pack(c)
	x.Mitigated.Pack(c)
	x.Resolved.Pack(c)
	x.Duration.Pack(c)
	x.Severity.Pack(c)
	c.Strings(&x.Services)
	c.Strings(&x.Causes)
}

// Pack moves every field.
func (s *Stated) Pack(c *pack.Coder) {
	c.String(&s.Text)
	c.Int(&s.Line)
}

// Pack moves every field.
func (x *Correction) Pack(c *pack.Coder) {
	x.Date.Pack(c)
	c.Bool(&x.Substantive)
	c.String(&x.Text)
}

// Pack moves every field.
func (a *Action) Pack(c *pack.Coder) {
	c.String(&a.Text)
	c.String(&a.Kind)
	c.String(&a.Status)
	c.String(&a.Link)
}

// Pack moves every field.
func (l *Lines) Pack(c *pack.Coder) {
	c.Int(&l.Title)
	c.Int(&l.Published)
	c.Int(&l.Slug)
	c.Int(&l.ID)
	c.Int(&l.Image)
	c.Int(&l.Authors)
	c.Ints(&l.Aliases)
	c.Ints(&l.Actions)
	c.Int(&l.Body)
}
