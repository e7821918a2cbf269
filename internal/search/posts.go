package search

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"candor/internal/site"
	"candor/internal/theme"
)

// Result is what a result shows of a post.
type Result struct {
	Address  string   `json:"address"` // ready for href
	Title    string   `json:"title"`
	Summary  string   `json:"summary,omitempty"`
	Date     string   `json:"date,omitempty"`     // for people; "" for a page
	Time     string   `json:"time,omitempty"`     // the same for <time datetime>
	Severity string   `json:"severity,omitempty"` // its name
	Grade    int      `json:"grade,omitempty"`    // as site.Site.Grade has it
	Services []string `json:"services,omitempty"` // their names
}

const (
	titleMax   = 300 // bytes
	summaryMax = 240
)

func posts(s *site.Site, entries []*site.Entry) []File {
	var files []File
	for part := range slices.Chunk(entries, postsInFile) {
		results := make([]Result, len(part))
		for i, e := range part {
			results[i] = result(s, e)
		}
		files = append(files, File{fmt.Sprintf("posts-%d.json", len(files)), encode(results)})
	}
	return files
}

func result(s *site.Site, e *site.Entry) Result {
	r := Result{Address: s.Base.Path(e.Path), Title: shorten(e.Title, titleMax), Summary: shorten(e.Summary(), summaryMax)}
	if e.Page {
		return r
	}
	r.Date, r.Time = theme.Date(e.Published), e.Published.String()
	if e.Severity != nil {
		r.Severity, r.Grade = e.Severity.Name, s.Grade(e.Severity)
	}
	for _, g := range e.Services {
		r.Services = append(r.Services, g.Name)
	}
	return r
}

// shorten cuts text to a number of bytes at most, between words if it can.
func shorten(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	text = text[:most]
	if i := strings.LastIndexByte(text, ' '); i > most/2 {
		text = text[:i]
	}
	return text + "…"
}
