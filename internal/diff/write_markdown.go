package diff

import (
	"fmt"
	"io"
	"strings"

	"candor/internal/diag"
)

// maxMarkdown keeps a report below the 65,536 characters that a comment on
// GitHub may have.
const maxMarkdown = 60_000

// WriteMarkdown writes the report for a comment on a pull request (GitHub
// Flavored Markdown). Whatever comes from a site stands in code, where nothing
// is a link, a picture, a mention of somebody or HTML.
func WriteMarkdown(w io.Writer, r Report) error {
	var b strings.Builder
	fmt.Fprintf(&b, "### What readers will see\n\nCompared with %s: %s\n", code(r.Against), r.summary())
	for _, note := range r.Notes {
		fmt.Fprintf(&b, "\nNot compared: %s\n", code(clip(note)))
	}
	for _, s := range r.sections() {
		if !markdownSection(&b, s) {
			b.WriteString("\nThis is not all: `candor diff` prints the rest.\n")
			break
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// markdownSection reports whether there was room for all of it. Pages are
// folded: they are many, and mostly follow from the rest.
func markdownSection(b *strings.Builder, s section) bool {
	head, tail := "\n#### "+s.title+"\n\n", ""
	if s.long {
		head = fmt.Sprintf("\n<details><summary>%s: %d</summary>\n\n", s.title, len(s.rows))
		tail = "\n</details>\n"
	}
	b.WriteString(head)
	defer func() { b.WriteString(tail) }()
	for _, c := range s.rows {
		part := markdownChange(c)
		if b.Len()+len(part) > maxMarkdown {
			return false
		}
		b.WriteString(part)
	}
	return true
}

func markdownChange(c row) string {
	var b strings.Builder
	name := names[c.Kind]
	if severity[c.Kind] > diag.Hint {
		name = "**" + name + "**"
	}
	fmt.Fprintf(&b, "- %s: %s\n", name, c.heading(code))
	for _, line := range c.details(code) {
		fmt.Fprintf(&b, "  - %s\n", line)
	}
	if c.Text != nil {
		b.WriteString(fenced(c.Text))
	}
	return b.String()
}

// fenced is a changed text as a block of code that nothing in it can end.
func fenced(t *Text) string {
	var lines strings.Builder
	for _, l := range t.Lines {
		if l.Old != "" {
			fmt.Fprintf(&lines, "  - %s\n", diag.Printable(l.Old))
		}
		if l.New != "" {
			fmt.Fprintf(&lines, "  + %s\n", diag.Printable(l.New))
		}
	}
	if t.More > 0 {
		fmt.Fprintf(&lines, "  … and %d more changed lines\n", t.More)
	}
	fence := strings.Repeat("`", max(3, longestRun(lines.String())+1))
	return "\n  " + fence + "diff\n" + lines.String() + "  " + fence + "\n"
}

// code is a text of strangers as inline code (CommonMark 0.31, section 6.1).
func code(s string) string {
	s = strings.TrimSpace(diag.Printable(line(s)))
	if s == "" {
		return "(empty)"
	}
	fence := strings.Repeat("`", longestRun(s)+1)
	if len(fence) > 1 || strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		return fence + " " + s + " " + fence
	}
	return fence + s + fence
}

// longestRun is the length of the longest run of backticks.
func longestRun(s string) int {
	longest, run := 0, 0
	for i := range len(s) {
		if s[i] != '`' {
			run = 0
			continue
		}
		run++
		longest = max(longest, run)
	}
	return longest
}
