package lock

import (
	"bytes"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"candor/internal/diag"
)

// maxDamage is how many damaged lines are reported; more say nothing new.
const maxDamage = 10

// Parse reads a site.lock. name is how findings name it. With a finding, which
// is always an error, the file must not be used.
func Parse(name string, src []byte) (File, []diag.Diagnostic) {
	r := reader{name: name, seen: map[string]int{}}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	for line := range strings.Lines(string(src)) {
		r.file.lines = append(r.file.lines, strings.TrimRight(line, "\r\n"))
	}
	for n := len(r.file.lines); n > 0 && r.file.lines[n-1] == ""; n-- {
		r.file.lines = r.file.lines[:n-1]
	}
	for i, line := range r.file.lines {
		if conflict(line) {
			return File{}, []diag.Diagnostic{r.finding(i+1, "lock-conflict", "a merge conflict was left in this file",
				"keep the lines of both sides, delete the marks, and run candor lock")}
		}
	}
	for i, line := range r.file.lines {
		if line != "" && line[0] != '#' && len(r.damage) < maxDamage {
			r.line(i+1, line)
		}
	}
	if len(r.damage) > 0 {
		return File{}, r.damage
	}
	return r.file, nil
}

// conflict reports whether git left this line where two versions differ.
func conflict(line string) bool {
	for _, mark := range []string{"<<<<<<<", "|||||||", "=======", ">>>>>>>"} {
		if rest, ok := strings.CutPrefix(line, mark); ok && (rest == "" || rest[0] == ' ') {
			return true
		}
	}
	return false
}

type reader struct {
	name   string
	file   File
	seen   map[string]int // what must be there once → its line
	damage []diag.Diagnostic
}

func (r *reader) finding(line int, code, message, hint string) diag.Diagnostic {
	return diag.Diagnostic{File: r.name, Line: line, Code: code, Severity: diag.Error, Message: message, Hint: hint, Text: r.file.lines[line-1]}
}

func (r *reader) damaged(line int, message string) {
	r.damage = append(r.damage, r.finding(line, "lock-damaged", message, "restore the line from version control: git log -p shows what it was"))
}

func (r *reader) line(n int, text string) {
	columns := strings.Split(text, "\t")
	if len(columns) != 4 {
		r.damaged(n, fmt.Sprintf("the line has %d columns with tabs between them, not the four of id, path, feed-id and source", len(columns)))
		return
	}
	addresses := strings.Split(columns[1], " ")
	e := Entry{ID: columns[0], Path: addresses[0], Former: addresses[1:], FeedID: columns[2], Line: n}
	source, problem := unquoted(columns[3])
	e.Source = source
	if problem == "" {
		problem = e.problem()
	}
	if problem != "" {
		r.damaged(n, problem)
		return
	}
	if first, what := r.repeats(e); first > 0 {
		r.damaged(n, fmt.Sprintf("line %d has the same %s", first, what))
		return
	}
	r.file.Entries = append(r.file.Entries, e)
}

// unquoted reads the column of the file.
func unquoted(column string) (source, problem string) {
	source = column
	if strings.HasPrefix(column, `"`) {
		name, err := strconv.Unquote(column)
		if err != nil {
			return "", "the source is not quoted as in Go"
		}
		source = name
	}
	if quoted(source) != column || !fs.ValidPath(source) {
		return "", "the source is no path below the content folder"
	}
	return source, ""
}

// problem says what keeps an entry from being one.
func (e Entry) problem() string {
	unfit := func(r rune) bool { return unicode.IsControl(r) || unicode.IsSpace(r) || r == unicode.ReplacementChar }
	if e.ID == "" || strings.ContainsFunc(e.ID, unfit) {
		return "the id is empty, or holds a space or control character"
	}
	for _, a := range e.Addresses() {
		if !strings.HasPrefix(a, "/") || strings.ContainsFunc(a, unfit) {
			return "an address does not begin with /, or holds a space or control character"
		}
	}
	if u, err := url.Parse(e.FeedID); err != nil || u.Scheme == "" || strings.ContainsFunc(e.FeedID, unfit) {
		return "the feed-id is no URI"
	}
	return ""
}

// repeats returns the line that already has something that only one may have.
func (r *reader) repeats(e Entry) (line int, what string) {
	keys := []string{"id\t" + e.ID, "feed-id\t" + e.FeedID, "source\t" + e.Source}
	for _, a := range e.Addresses() {
		keys = append(keys, "address\t"+address(a))
	}
	slices.Sort(keys)
	for i, key := range keys {
		first := r.seen[key]
		if first == 0 && i > 0 && keys[i-1] == key {
			first = e.Line
		}
		if first > 0 {
			what, _, _ = strings.Cut(key, "\t")
			return first, what
		}
	}
	for _, key := range keys {
		r.seen[key] = e.Line
	}
	return 0, ""
}

// address is the form in which addresses are compared: one page answers with
// and without a slash at the end.
func address(a string) string { return strings.TrimSuffix(a, "/") }
