package diff

import (
	"fmt"
	"io"
	"strings"

	"candor/internal/diag"
)

// WriteText writes the report for people at a terminal.
func WriteText(w io.Writer, r Report, style diag.Style) error {
	style = style.OrPlain()
	var b strings.Builder
	fmt.Fprintf(&b, "Compared with %s: %s\n", diag.Printable(r.Against), r.summary())
	for _, s := range r.sections() {
		fmt.Fprintf(&b, "\n%s\n", style.Strong(s.title))
		for _, c := range s.rows {
			textChange(&b, c, style)
		}
	}
	for i, note := range r.Notes {
		if i == 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "Not compared: %s\n", diag.Printable(note))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func textChange(b *strings.Builder, c row, style diag.Style) {
	const indent = "             "
	fmt.Fprintf(b, "  %s %s\n", style.Mark(severity[c.Kind], fmt.Sprintf("%-10s", names[c.Kind])), c.heading(diag.Printable))
	for _, line := range c.details(diag.Printable) {
		fmt.Fprintf(b, "%s%s\n", indent, line)
	}
	if c.Text == nil {
		return
	}
	for _, l := range c.Text.Lines {
		if l.Old != "" {
			fmt.Fprintf(b, "%s- %s\n", indent, diag.Printable(l.Old))
		}
		if l.New != "" {
			fmt.Fprintf(b, "%s+ %s\n", indent, diag.Printable(l.New))
		}
	}
	if c.Text.More > 0 {
		fmt.Fprintf(b, "%s%s\n", indent, style.Faint(fmt.Sprintf("… and %d more changed lines", c.Text.More)))
	}
}
