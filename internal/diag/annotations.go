package diag

import (
	"fmt"
	"io"
	"strings"
)

// WriteAnnotations prints findings as workflow commands, which GitHub shows
// beside the lines of a pull request. What a command is and how its parts are
// escaped: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
// and toolkit/packages/core/src/command.ts.
func WriteAnnotations(w io.Writer, list []Diagnostic) error {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "::%s file=%s", levels[d.Severity].annotation, property(d.File))
		if d.Line > 0 {
			fmt.Fprintf(&b, ",line=%d", d.Line)
		}
		if d.Line > 0 && d.Column > 0 {
			fmt.Fprintf(&b, ",col=%d", d.Column)
		}
		text := d.Message
		if d.Hint != "" {
			text += "\n" + d.Hint
		}
		fmt.Fprintf(&b, ",title=%s::%s\n", property(d.Code), data(text))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// data escapes the message of a command, so that no text can begin another.
var data = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace

// property escapes one of its parameters.
var property = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace

// levels are the names of severities elsewhere.
var levels = map[Severity]struct{ annotation, sarif string }{
	Hint: {"notice", "note"}, Warning: {"warning", "warning"}, Error: {"error", "error"},
}
