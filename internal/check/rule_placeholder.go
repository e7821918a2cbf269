package check

import (
	"slices"
	"strings"

	"candor/internal/diag"
)

var placeholder = Rule{
	Code: "placeholder", About: Completeness, Severity: diag.Warning,
	Reason:  "What a template left behind tells readers that nobody read the post before it was published.",
	Example: "| 2024-03-13 HH:mm | Short event description. |, TODO: numbers, TBD, lorem ipsum: fill it in, or take it out.",
	post:    findPlaceholder,
}

func findPlaceholder(p *Post) []Finding {
	var list []Finding
	for _, b := range p.prose() {
		if at, what := leftover(b.text); what != "" {
			list = append(list, Finding{At: b.at + at, Message: quoted(what) + " is a template's placeholder", Hint: "fill it in, or take it out"})
		}
	}
	if at := strings.Index(strings.ToLower(p.Post.Description), "lorem ipsum"); at >= 0 || isStub(p.Post.Title) || isStub(p.Post.Description) {
		list = append(list, p.whole("the title or description is a template's placeholder", "write one"))
	}
	return list
}

// What templates leave behind for times and for notes.
var (
	formats = []string{"HH:mm", "HH:MM", "hh:mm", "YYYY-MM-DD", "yyyy-mm-dd", "XX:XX"}
	notes   = []string{"TODO", "TBD", "FIXME"}
)

// openings tells the first two bytes of all of these, and of the end of lorem
// ipsum.
var openings = func() (table [1 << 16]bool) {
	for _, word := range slices.Concat(formats, notes, []string{"psum"}) {
		table[int(word[0])<<8|int(word[1])] = true
	}
	return table
}()

// mayHoldPlaceholder is one pass in place of one for each of them.
func mayHoldPlaceholder(text string) bool {
	pair := 0
	for i := range len(text) {
		if pair = pair<<8&0xff00 | int(text[i]); openings[pair] {
			return true
		}
	}
	return false
}

// leftover finds a placeholder in a piece of prose.
func leftover(text string) (at int, what string) {
	trimmed := strings.TrimSpace(text)
	if len(trimmed) <= 32 && isStub(trimmed) {
		return strings.Index(text, trimmed), trimmed
	}
	if !mayHoldPlaceholder(text) {
		return 0, ""
	}
	if at := strings.Index(text, "orem ipsum"); at > 0 {
		return at - 1, text[at-1 : at+len("orem ipsum")]
	}
	for _, clock := range formats {
		if at := strings.Index(text, clock); at >= 0 && standsAsTime(text, at, clock) {
			return at, clock
		}
	}
	for _, word := range notes {
		if at := strings.Index(text, word); at >= 0 && standsAsNote(text, at, word) {
			return at, word
		}
	}
	return 0, ""
}

// isStub reports whether a whole text is one placeholder.
func isStub(text string) bool {
	switch strings.ToLower(strings.Trim(text, " .:[]<>()*_")) {
	case "todo", "tbd", "fixme", "to be determined", "to be filled", "to be filled in", "insert text here", "short event description", "your text here", "fill me in", "fill in", "lorem ipsum":
		return true
	}
	return false
}

// standsAsTime reports whether HH:mm stands where a time would: at the start of
// a line or cell, or after a date. A text about formats puts it elsewhere.
func standsAsTime(text string, at int, word string) bool {
	before := strings.TrimRight(text[:at], " [(*~|")
	if i := strings.LastIndexByte(before, '\n'); i >= 0 {
		before = before[i+1:]
	}
	after := at + len(word)
	free := after == len(text) || !isWord(text[after])
	return free && (strings.TrimSpace(before) == "" || len(before) >= 10 && isDigit(before[len(before)-1]) && strings.Count(before[len(before)-10:], "-") == 2)
}

// standsAsNote reports whether TODO stands as a note to the writer: at the
// start of a line or after a colon, and followed by nothing, a colon or a
// bracket. "A TODO in the code" is prose.
func standsAsNote(text string, at int, word string) bool {
	before := strings.TrimRight(text[:at], " ")
	after := strings.TrimLeft(text[at+len(word):], " ")
	if at > 0 && isWord(text[at-1]) || at+len(word) < len(text) && isWord(text[at+len(word)]) {
		return false
	}
	begins := before == "" || strings.HasSuffix(before, "\n") || strings.HasSuffix(before, ":") || strings.HasSuffix(before, "[") || strings.HasSuffix(before, "(")
	ends := after == "" || strings.IndexByte(":.])\n", after[0]) >= 0
	return begins && ends
}
