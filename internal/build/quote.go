package build

import (
	"bytes"
	"io/fs"
	"strings"

	"candor/internal/diag"
)

// maxSame is how many findings of one code are listed for one file.
const maxSame = 100

// fewer drops further findings of a code in a file, and says so: a hostile
// post has one for every few bytes. The list is sorted.
func fewer(list []diag.Diagnostic) []diag.Diagnostic {
	type kind struct {
		file, code string
		severity   diag.Severity
	}
	count := map[kind]int{}
	kept := list[:0]
	for _, d := range list {
		k := kind{d.File, d.Code, d.Severity}
		if count[k]++; count[k] <= maxSame {
			kept = append(kept, d)
		} else if count[k] == maxSame+1 {
			kept = append(kept, diag.Diagnostic{File: d.File, Line: d.Line, Column: d.Column, Code: "more-findings", Severity: diag.Hint,
				Message: "more findings of the kind " + d.Code + " follow that are not listed", Hint: "mend the listed ones first"})
		}
	}
	return kept
}

// quote adds the text of the line to findings that were made without the file
// at hand. The list is sorted, so each file is read once, and from its start
// to its end; findings on one line share its text.
func (r *run) quote() {
	var file, text string
	var rest []byte
	line := 0 // of text, whose file goes on with rest
	for i, d := range r.findings.list {
		name, ours := strings.CutPrefix(d.File, r.Content.Name)
		if !ours || d.Line == 0 || d.Text != "" {
			continue
		}
		if d.File != file {
			rest, _ = fs.ReadFile(r.Content.FS, name)
			file, text, line = d.File, "", 0
		}
		for line < d.Line {
			var next []byte
			next, rest, _ = bytes.Cut(rest, []byte("\n"))
			if line++; line == d.Line {
				text = diag.Line(next, 1)
			}
		}
		r.findings.list[i].Text = text
	}
}
