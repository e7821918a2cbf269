package markdown

import (
	"fmt"
	"strings"
)

// findings lists a document's findings as "line:column code".
func findings(d *Document) string {
	var list []string
	for _, f := range d.Findings {
		list = append(list, fmt.Sprintf("%d:%d %s", f.Line, f.Column, f.Code))
	}
	return strings.Join(list, ", ")
}

// filled renders d with its holes shown as {ref} and {size ref}.
func filled(d *Document) string {
	return string(d.Render().Fill(nil, func(_ int, h Hole) string {
		if h.Kind == Size {
			return " {size " + h.Ref + "}"
		}
		return "{" + h.Ref + "}"
	}))
}
