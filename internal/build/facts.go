package build

import (
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/post"
	"candor/internal/when"
)

// Facts reads what single files tell of incidents, without building a site. A
// file without front matter is read too: its first heading is its title, its
// name gives the date. names are paths in files; prefix completes them for
// findings, which say what could not be read and what is odd about the times.
func Facts(files fs.FS, names []string, prefix string) ([]incident.Record, []diag.Diagnostic, error) {
	records := make([]incident.Record, 0, len(names))
	var all []diag.Diagnostic
	for _, name := range names {
		src, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, nil, err
		}
		record, found := factsOf(name, src, prefix)
		records = append(records, record)
		all = append(all, found...)
	}
	diag.Sort(all)
	return records, all, nil
}

func factsOf(name string, src []byte, prefix string) (incident.Record, []diag.Diagnostic) {
	parsed := post.Parse(name, src, post.Options{Display: prefix})
	var unread []diag.Diagnostic
	if parsed.Document == nil { // the text may be read although the front matter cannot
		unread = parsed.Findings
		parsed = post.Parse(name, post.BlankMatter(src), post.Options{Display: prefix})
	}
	p := parsed.Post
	p.Title = cmp.Or(p.Title, firstHeading(parsed), strings.TrimSuffix(path.Base(name), path.Ext(name)))
	record := incident.Record{File: prefix + name, Title: p.Title, Slug: p.Slug, Published: p.Published}
	if parsed.Document == nil {
		return record, named(unread, prefix+name)
	}
	in, found := incidentOf(parsed)
	record.Incident = in
	return record, named(append(unread, found...), prefix+name)
}

func named(list []diag.Diagnostic, file string) []diag.Diagnostic {
	for i := range list {
		list[i].File = file
	}
	return list
}

func firstHeading(p post.Parsed) string {
	if p.Document == nil {
		return ""
	}
	for _, h := range p.Document.Headings {
		if h.Text != "" {
			return h.Text
		}
	}
	return ""
}

// incidentOf reads the incident that a post reports; nil when it reports none.
func incidentOf(p post.Parsed) (*incident.Incident, []diag.Diagnostic) {
	claim, wrong := claimOf(p)
	in, found := incident.Read(incident.Source{
		Name: p.Post.Source, Title: p.Post.Title, TitleLine: p.Post.Lines.Title, Tags: p.Post.Tags, Published: p.Post.Published,
		Text: p.Text, BodyLine: p.Post.Lines.Body, Claim: claim,
	})
	return in, append(wrong, found...)
}

// claimOf reads the values of the front matter's incident block.
func claimOf(p post.Parsed) (incident.Claim, []diag.Diagnostic) {
	c := p.Post.Incident
	claim := incident.Claim{
		Given: c.Stated, None: c.No,
		Started: claimed(c.Started, readMoment), Detected: claimed(c.Detected, readMoment),
		Mitigated: claimed(c.Mitigated, readMoment), Resolved: claimed(c.Resolved, readMoment),
		Duration: claimed(c.Duration, readDuration), Severity: claimed(c.Severity, readName),
	}
	if len(c.Services) > 0 {
		claim.Services = incident.Claimed[[]string]{State: incident.Value, Value: c.Services, Line: c.Line, Text: strings.Join(c.Services, ", ")}
	}
	if c.Duration.Text != "" && claim.Duration.State == incident.Absent {
		return claim, []diag.Diagnostic{{Line: c.Duration.Line, Code: "duration-unknown", Severity: diag.Error, Text: diag.Line([]byte(p.Text), c.Duration.Line),
			Message: fmt.Sprintf("%q is no duration", c.Duration.Text), Hint: "write it like 12m, 1h 20m or 3 days"}}
	}
	return claim, nil
}

func claimed[T any](s post.Stated, read func(string) (T, bool)) incident.Claimed[T] {
	out := incident.Claimed[T]{Line: s.Line, Text: s.Text}
	if s.Text == "" {
		return out
	}
	if s.None() {
		out.State = incident.Unknown
	} else if value, ok := read(s.Text); ok {
		out.State, out.Value = incident.Value, value
	}
	return out
}

func readMoment(text string) (when.Moment, bool) {
	m, err := when.ParseDate(text)
	return m, err == nil
}

func readDuration(text string) (time.Duration, bool) {
	d, length := when.ReadDuration(text)
	return d.Length, length > 0 && length == len(text)
}

func readName(text string) (string, bool) { return text, text != "" }
