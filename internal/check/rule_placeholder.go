package check

import (
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
	blocks := p.prose()
	latin := strings.Contains(p.words, " ipsum")
	for i := range blocks {
		b := &blocks[i]
		if at, what := leftover(b, latin); what != "" {
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
	formats = newWords("HH:mm", "HH:MM", "hh:mm", "YYYY-MM-DD", "yyyy-mm-dd", "XX:XX")
	notes   = newWords("TODO", "TBD", "FIXME")
)

// leftover finds a placeholder in a piece of prose. latin says that it may be
// lorem ipsum.
func leftover(b *block, latin bool) (at int, what string) {
	trimmed := strings.TrimSpace(b.text)
	if len(trimmed) <= 32 && isStub(trimmed) {
		return strings.Index(b.text, trimmed), trimmed
	}
	if latin {
		if at := strings.Index(b.text, "orem ipsum"); at > 0 {
			return at - 1, b.text[at-1 : at+len("orem ipsum")]
		}
	}
	for i := range formats {
		if at := b.find(&formats[i]); at >= 0 && standsAsTime(b.text, at, formats[i].text) {
			return at, formats[i].text
		}
	}
	for i := range notes {
		if at := b.find(&notes[i]); at >= 0 && standsAsNote(b.text, at, notes[i].text) {
			return at, notes[i].text
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
