package theme

import (
	"bytes"
	"html/template"
	"sync"

	"candor/internal/theme/quick"
)

// drawer draws one template. html/template draws it the first time, which also
// escapes it; then package quick does, as far as it can.
type drawer struct {
	template *template.Template
	*functions
	set   *sync.Mutex // of the templates that share trees, which escaping changes
	once  sync.Once
	quick *quick.Template // nil while nothing was drawn without an error
}

func (d *drawer) draw(b *bytes.Buffer, data any) (err error) {
	first := false
	d.once.Do(func() {
		d.set.Lock()
		defer d.set.Unlock()
		first = true
		if err = d.template.Execute(b, data); err == nil {
			d.quick = quick.New(d.template, d.all, d.direct)
		}
	})
	if first || d.quick != nil && d.quick.Draw(b, data) {
		return err
	}
	return d.template.Execute(b, data)
}
