// Package sitetest helps the tests of packages that work on sites.
package sitetest

import (
	"strings"
	"unicode"

	"candor/internal/incident"
	"candor/internal/post"
)

// Facts is what reading the posts would find: the names in their front matter,
// without the control characters that reading drops.
func Facts(posts []*post.Post) map[*post.Post]*incident.Incident {
	facts := map[*post.Post]*incident.Incident{}
	for _, p := range posts {
		if !p.Incident.Stated && p.Incident.Services == nil {
			continue
		}
		in := &incident.Incident{}
		for _, name := range p.Incident.Services {
			in.Services = append(in.Services, incident.Label{Name: strings.Map(plain, name)})
		}
		if p.Incident.Severity.Text != "" {
			in.Severity = &incident.Label{Name: p.Incident.Severity.Text}
		}
		facts[p] = in
	}
	return facts
}

func plain(r rune) rune {
	if unicode.IsControl(r) {
		return -1
	}
	return r
}
