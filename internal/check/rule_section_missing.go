package check

import (
	"slices"
	"strings"

	"candor/internal/diag"
)

var sectionMissing = Rule{
	Code: "section-missing", About: Completeness, Severity: diag.Hint,
	Reason:  "Readers of a post-mortem ask the same questions every time: what happened, to whom, when, why, how did you notice, and what will be different.",
	Example: "A post without a word on detection. check: {sections: [summary, impact]} asks for less; the sets google, atlassian, pagerduty and brief are known too.",
	post:    findSectionMissing,
}

// section is something that a post-mortem should tell.
type section struct {
	name     string
	headings []string // words of a heading, or of a bold label, that tells it
	told     func(p *Post) bool
	hint     string
}

var sections = []section{
	{"summary", []string{"summary", "overview", "tl;dr", "tldr", "what happened", "abstract", "introduction", "in short", "synopsis"}, toldSummary, "begin with one or two sentences: what failed, for whom, from when to when"},
	{"impact", []string{"impact", "affected", "consequence", "who was", "customer", "user experience", "effects", "scope", "damage", "severity"}, toldImpact, "add a section Impact: what could users not do, and how many of them?"},
	{"timeline", []string{"timeline", "chronology", "key events", "sequence of events", "what happened", "log", "history"}, func(p *Post) bool { return len(p.timeline()) > 1 }, "add a section Timeline: when it began, was noticed, eased and ended"},
	{"cause", []string{"cause", "why", "trigger", "contributing", "analysis", "background", "what went wrong", "technical details", "details", "explanation", "problem", "fault", "what broke", "diagnosis", "identified"}, toldCause, "add a section Cause: what set it off, and what let it become an incident?"},
	{"detection", []string{"detect", "discover", "how we found", "how we noticed", "alert", "monitoring", "identif", "reported"}, toldDetection, "add a section Detection: how did you learn of it, and what would have told you sooner?"},
	{"follow-ups", []string{"action", "follow", "next step", "remediation", "prevent", "improve", "lessons", "what we", "what's next", "going forward", "future", "corrective", "changes", "learn", "moving forward", "recommendation", "todo", "steps", "mitigation"}, func(p *Post) bool { return len(p.Post.Actions) > 0 }, "add a section Follow-ups, or actions in the front matter: what will be different?"},
}

// sectionSets are what well-known public templates ask for.
var sectionSets = map[string][]string{
	"google":    {"summary", "impact", "cause", "detection", "timeline", "follow-ups"}, // the SRE book's example post-mortem
	"atlassian": {"summary", "impact", "cause", "detection", "timeline", "follow-ups"},
	"pagerduty": {"summary", "impact", "cause", "timeline", "follow-ups"},
	"brief":     {"impact", "timeline", "cause", "follow-ups"},
	"none":      {},
}

func knownSection(name string) bool {
	_, set := sectionSets[name]
	return set || slices.ContainsFunc(sections, func(s section) bool { return s.name == name })
}

func sectionNames() string {
	var names []string
	for _, s := range sections {
		names = append(names, s.name)
	}
	return strings.Join(names, ", ") + "; or a set: atlassian, brief, google, pagerduty, none"
}

func findSectionMissing(p *Post) []Finding {
	if p.Facts == nil {
		return nil
	}
	asked := p.Config.Check.Sections
	var missing []section
	for _, s := range sections {
		if !asks(asked, s.name) || p.hasHeading(s.headings) || s.told(p) {
			continue
		}
		missing = append(missing, s)
	}
	var list []Finding
	for _, s := range missing {
		list = append(list, p.whole("the post has no "+s.name, s.hint))
	}
	return list
}

// asks reports whether a site asks for a section, by its name or by a set.
func asks(asked []string, name string) bool {
	if asked == nil {
		return true
	}
	return slices.ContainsFunc(asked, func(a string) bool { return a == name || slices.Contains(sectionSets[a], name) })
}

// hasHeading reports whether a heading, or the label that begins a paragraph,
// holds one of the words.
func (p *Post) hasHeading(words []string) bool {
	for _, b := range p.prose() {
		text := b.text
		if b.kind != heading {
			end := -1
			if b.has&colon != 0 {
				end = strings.IndexByte(text[:min(len(text), 49)], ':')
			}
			if end < 0 {
				continue
			}
			text = text[:end]
		}
		text = strings.ToLower(text)
		if slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, w) }) {
			return true
		}
	}
	return false
}

// The words of the text that tell something without a section of its own.
func toldSummary(p *Post) bool {
	if p.Post.Description != "" {
		return true
	}
	for _, b := range p.prose() {
		if b.kind == heading {
			continue
		}
		return b.section < 0 || p.blocks[b.section].at == p.blocks[0].at
	}
	return false
}

func toldImpact(p *Post) bool {
	return len(p.Facts.Impact) > 0 || p.says("affected", "impacted", "users could not", "customers could not", "unable to", "unavailable", "experienced", "were lost", "data loss", "nobody could", "no one could", "users saw", "customers saw", "could not", "failed for")
}

func toldCause(p *Post) bool {
	return p.says("caused by", "the cause", "root cause", "because", "due to", "triggered by", "as a result of")
}

func toldDetection(p *Post) bool {
	return p.Facts.Detected != nil || p.says("alerted", "we noticed", "noticed", "was detected", "we detected", "reported", "paged", "discovered", "became aware")
}

// says reports whether the text holds one of the phrases.
func (p *Post) says(phrases ...string) bool {
	for _, b := range p.prose() {
		if slices.ContainsFunc(phrases, func(w string) bool {
			return strings.Contains(b.text, w) || strings.HasPrefix(b.text, strings.ToUpper(w[:1])+w[1:])
		}) {
			return true
		}
	}
	return false
}
