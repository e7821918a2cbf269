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

// filled shows a body's holes as {ref} and {size ref}.
func filled(b Body) string {
	return string(b.Fill(nil, func(_ int, h Hole) string {
		if h.Kind == Size {
			return " {size " + h.Ref + "}"
		}
		return "{" + h.Ref + "}"
	}))
}
