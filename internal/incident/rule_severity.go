package incident

import "strings"

var severityLabels = map[string]bool{"severity": true, "severity level": true, "incident severity": true, "priority": true, "sev": true, "incident level": true, "impact level": true}

// severityRule reads the severity where the text labels it.
func severityRule(r *reader) {
	for _, l := range r.labelled {
		if !severityLabels[l.name] {
			continue
		}
		if name := severityName(l.value); name != "" {
			r.severity = &Label{name, r.evidence(l.block, l.from, l.start+len(name), "severity")}
			return
		}
	}
}

// severityName returns the name that a value begins with. A choice that a
// template leaves open (P1 / P2 / P3) is none.
func severityName(value string) string {
	name := value
	if end := strings.IndexAny(value, "(,;.\n–—|"); end >= 0 {
		name = value[:end]
	}
	if before, _, found := strings.Cut(name, " - "); found {
		name = before
	}
	name = strings.TrimSpace(name)
	if len(name) == 0 || len(name) > 24 || len(strings.Fields(name)) > 3 || strings.Contains(name, "/") || !strings.HasPrefix(value, name) {
		return ""
	}
	return name
}
