package markdown

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"candor/internal/diag"
)

// maxSame is how many findings of one code a document reports one by one.
const maxSame = 100

// report adds a finding about the place at offset.
func (d *Document) report(offset int, s diag.Severity, code, message, hint string) {
	if d.reported == nil {
		d.reported = map[string]int{}
	}
	d.reported[code]++
	if d.reported[code] > maxSame {
		if d.reported[code] == maxSame+1 {
			d.add(offset, diag.Hint, "more-findings", "more findings of the kind "+code+" follow that are not listed", "mend the listed ones first")
		}
		return
	}
	d.add(offset, s, code, message, hint)
}

func (d *Document) add(offset int, s diag.Severity, code, message, hint string) {
	p := d.position(offset)
	d.Findings = append(d.Findings, diag.Diagnostic{
		Line: p.line, Column: p.column, Code: code, Severity: s,
		Message: message, Hint: hint, Text: p.text(d),
	})
}

// fail reports that a limit was passed. Only the first time counts: what comes
// after it is noise.
func (d *Document) fail(offset int, code, message, hint string) {
	if !d.failed {
		d.failed = true
		d.report(offset, diag.Error, code, message, hint)
	}
}

// firstMention reports whether name has not been mentioned in a finding yet.
func (d *Document) firstMention(name string) bool {
	if d.named[name] {
		return false
	}
	if d.named == nil {
		d.named = map[string]bool{}
	}
	d.named[name] = true
	return true
}

// Line returns the line of the file for an offset into Source.
func (d *Document) Line(offset int) int {
	i, found := slices.BinarySearch(d.lines, offset)
	if !found {
		i--
	}
	return max(i, 0) + max(d.opt.FirstLine, 1)
}

// Position returns the line of the file and the column, in characters, of an
// offset into Source. Both begin with 1.
func (d *Document) Position(offset int) (line, column int) {
	p := d.position(offset)
	return p.line, p.column
}

// place is an offset as people count: line and column of the file.
type place struct {
	offset       int
	line, column int
	cut          string // the line's text, once asked for
}

// position counts on from the last position when it is on the same line, so
// that many findings on one long line do not each count it from the start.
func (d *Document) position(offset int) place {
	offset = max(0, min(offset, len(d.Source)))
	line := d.Line(offset)
	from, column := d.start(line), 1
	if line == d.place.line && offset >= d.place.offset {
		from, column = d.place.offset, d.place.column
	}
	column += utf8.RuneCount(d.Source[from:offset])
	cut := ""
	if line == d.place.line {
		cut = d.place.cut
	}
	d.place = place{offset, line, column, cut}
	return d.place
}

// start returns the offset at which a line of the file begins.
func (d *Document) start(line int) int { return d.lines[line-max(d.opt.FirstLine, 1)] }

// text returns the text of the place's line.
func (p *place) text(d *Document) string {
	if p.cut == "" {
		line, _, _ := bytes.Cut(d.Source[d.start(p.line):], []byte("\n"))
		p.cut = strings.TrimSuffix(string(line), "\r")
		d.place.cut = p.cut
	}
	return p.cut
}

func lineStarts(src []byte) []int {
	starts := make([]int, 1, 1+bytes.Count(src, []byte("\n")))
	for at := bytes.IndexByte(src, '\n'); at >= 0; at = bytes.IndexByte(src[starts[len(starts)-1]:], '\n') {
		starts = append(starts, starts[len(starts)-1]+at+1)
	}
	return starts
}
