package site

import (
	"fmt"
	"strings"

	"candor/internal/diag"
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
	if n := max(len(e.Post.Tags), len(e.serviceNames()), len(e.Post.Authors)); n > MaxTags {
		report(diag.Error, 1, "too-many-tags", fmt.Sprintf("the post has %d tags, services or authors; %d are the limit", n, MaxTags), "keep those that readers look for")
	}
	if e.Severity != nil && e.Incident.Severity.Text != "" && s.rank(e.Severity.Slug) < 0 {
		name := e.Facts.Severity
		report(diag.Warning, name.Evidence.Line, "severity-unknown", fmt.Sprintf("the site has no severity %q", name.Name), "use one of "+strings.Join(s.Config.Severities, ", ")+", or add it to severities in site.yaml")
	}
	return list
}
