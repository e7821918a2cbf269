package diag

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"
)

// excerptWidth is how many characters of a long line are shown around the
// place in question.
const excerptWidth = 96

// Style colours parts of the text form. The zero value leaves it plain.
type Style struct {
	Strong func(string) string           // the place
	Mark   func(Severity, string) string // the severity and the caret
	Faint  func(string) string           // line numbers and codes
}

// WriteText prints findings for people: the place and what is wrong, the line
// with a caret, and what to do.
func WriteText(w io.Writer, list []Diagnostic, style Style) error {
	var b strings.Builder
	for _, d := range list {
		writeOne(&b, d, style.OrPlain())
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// OrPlain fills in what is missing with functions that change nothing.
func (s Style) OrPlain() Style {
	plain := func(text string) string { return text }
	if s.Strong == nil {
		s.Strong = plain
	}
	if s.Faint == nil {
		s.Faint = plain
	}
	if s.Mark == nil {
		s.Mark = func(_ Severity, text string) string { return text }
	}
	return s
}

func writeOne(b *strings.Builder, d Diagnostic, style Style) {
	fmt.Fprintf(b, "%s %s %s %s\n", style.Strong(Printable(d.place())+":"), style.Mark(d.Severity, d.Severity.String()+":"),
		Printable(d.Message), style.Faint("["+d.Code+"]"))
	margin := strings.Repeat(" ", len(strconv.Itoa(d.Line)))
	if d.Text != "" && d.Line > 0 {
		text, caret := excerpt(d.Text, d.Column)
		fmt.Fprintf(b, "  %s %s\n", style.Faint(strconv.Itoa(d.Line)+" |"), text)
		if d.Column > 0 {
			fmt.Fprintf(b, "  %s %s%s\n", style.Faint(margin+" |"), strings.Repeat(" ", caret), style.Mark(d.Severity, "^"))
		}
	}
	if d.Hint != "" {
		fmt.Fprintf(b, "  %s %s\n", style.Faint(margin+" ="), Printable(d.Hint))
	}
}

func (d Diagnostic) place() string {
	switch {
	case d.Line == 0:
		return d.File
	case d.Column == 0:
		return fmt.Sprintf("%s:%d", d.File, d.Line)
	}
	return fmt.Sprintf("%s:%d:%d", d.File, d.Line, d.Column)
}

// excerpt cuts a line around a column (from 1) and returns where the column is
// in what is left, from 0.
func excerpt(line string, column int) (text string, caret int) {
	runes := []rune(Printable(strings.ReplaceAll(line, "\t", " ")))
	at := min(max(column-1, 0), len(runes))
	if len(runes) <= excerptWidth {
		return strings.TrimRight(string(runes), " "), at
	}
	start := max(0, min(at-excerptWidth/2, len(runes)-excerptWidth))
	cut := runes[start : start+excerptWidth]
	text, caret = string(cut), at-start
	if start > 0 {
		text, caret = "…"+text, caret+1
	}
	if start+excerptWidth < len(runes) {
		text += "…"
	}
	return text, caret
}

// Printable replaces what could steer a terminal, since the text comes from
// strangers.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return '\uFFFD'
	}, s)
}

// WriteJSON prints findings as one array, also when there are none.
func WriteJSON(w io.Writer, list []Diagnostic) error {
	if list == nil {
		list = []Diagnostic{}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(list)
}
