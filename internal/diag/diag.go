// Package diag holds findings: what Candor has to say about a place in a
// file, as data. Packages return findings; only cmd prints them. A finding is
// about the author's text; a failure of the machine is an error instead.
package diag

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Severity says how sure and how serious a finding is. The zero value is Hint.
type Severity uint8

const (
	Hint    Severity = iota // could be better
	Warning                 // very probably wrong
	Error                   // a contradiction, or unsafe to publish; nothing is written
)

// String returns the lower-case name, as in the JSON form.
func (s Severity) String() string {
	return [...]string{"hint", "warning", "error"}[min(s, Error)]
}

// MarshalText makes the name the JSON form.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Diagnostic is one finding.
type Diagnostic struct {
	File     string   `json:"file"`   // as the user would name it, with slashes
	Line     int      `json:"line"`   // from 1; 0 when it is about the whole file
	Column   int      `json:"column"` // from 1, in characters; 0 when it is about the whole line
	Code     string   `json:"code"`   // short and stable, like "front-matter-unclosed"
	Severity Severity `json:"severity"`
	Message  string   `json:"message"` // what is wrong, in one lower-case clause
	Hint     string   `json:"hint"`    // what to do about it
	Text     string   `json:"text"`    // the line of the file, without its end
}

// Sort orders findings by file, line, column, code and message, so that
// output never depends on which worker found what first.
func Sort(list []Diagnostic) {
	slices.SortStableFunc(list, func(a, b Diagnostic) int {
		return cmp.Or(
			strings.Compare(a.File, b.File),
			cmp.Compare(a.Line, b.Line),
			cmp.Compare(a.Column, b.Column),
			strings.Compare(a.Code, b.Code),
			strings.Compare(a.Message, b.Message),
		)
	})
}

// Count returns how many findings have severity s.
func Count(list []Diagnostic, s Severity) int {
	n := 0
	for _, d := range list {
		if d.Severity == s {
			n++
		}
	}
	return n
}

// Line returns line number n (from 1) of src without its end, or "" when
// there is no such line.
func Line(src []byte, n int) string {
	if n < 1 {
		return ""
	}
	for ; n > 1; n-- {
		end := bytes.IndexByte(src, '\n')
		if end < 0 {
			return ""
		}
		src = src[end+1:]
	}
	line, _, _ := bytes.Cut(src, []byte("\n"))
	return string(bytes.TrimSuffix(line, []byte("\r")))
}

// Position returns the 1-based line and column, in characters, of a byte
// offset in src. An offset past the end is the end.
func Position(src []byte, offset int) (line, column int) {
	offset = max(0, min(offset, len(src)))
	before := src[:offset]
	start := 0
	line = 1
	for i, b := range before {
		if b == '\n' {
			line++
			start = i + 1
		}
	}
	return line, utf8.RuneCount(before[start:]) + 1
}
