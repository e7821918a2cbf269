package site

import (
	"fmt"
	"strings"

	"candor/internal/diag"
	"candor/internal/post"
)

// MaxTags is how many tags or services one post may have: each makes a page
// and a feed.
const MaxTags = 100

// Check reports what a post says that does not fit the site.
func (s *Site) Check(e *Entry, display string) []diag.Diagnostic {
	var list []diag.Diagnostic
	report := func(severity diag.Severity, line int, code, message, hint string) {
		list = append(list, diag.Diagnostic{File: display + e.Source, Line: line, Code: code, Severity: severity, Message: message, Hint: hint})
	}
	if n := max(len(e.Post.Tags), len(e.Incident.Services), len(e.Post.Authors)); n > MaxTags {
		report(diag.Error, 1, "too-many-tags", fmt.Sprintf("the post has %d tags, services or authors; %d are the limit", n, MaxTags), "keep those that readers look for")
	}
	if text := e.Incident.Severity; text.Text != "" && !text.None() && s.rank(post.Slug(text.Text)) < 0 {
		report(diag.Warning, text.Line, "severity-unknown", fmt.Sprintf("the site has no severity %q", text.Text), "use one of "+strings.Join(s.Config.Severities, ", ")+", or add it to severities in site.yaml")
	}
	return list
}
