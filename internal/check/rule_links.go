package check

import (
	"fmt"
	"net/url"
	"path"
	"strings"

	"candor/internal/diag"
	"candor/internal/markdown"
	"candor/internal/site"
)

var linkBroken = Rule{
	Code: "link-broken", About: Links, Severity: diag.Warning,
	Reason:  "A link that leads nowhere wastes the reader's time, and a missing picture the author's.",
	Example: "[the earlier outage](other.md) without such a post: name a file beside the post, another post, or an address from the root.",
	site:    findLinkBroken,
}

var anchorMissing = Rule{
	Code: "anchor-missing", About: Links, Severity: diag.Warning,
	Reason:  "A link to a part of a page that is not there drops the reader at its top, to search by hand.",
	Example: "[the cause](#root-cause) over a heading Cause: link to #cause.",
	site:    findAnchorMissing,
}

// findLinkBroken checks what leads from a post to an address from the root;
// build reports the other kinds by itself.
func findLinkBroken(s *Site) []Placed {
	var list []Placed
	s.each(func(e *site.Entry, t Text, h markdown.Hole, target site.Target) {
		if target.Problem != site.Fine || !strings.HasPrefix(h.Ref, "/") || s.exists(target.Path) {
			return
		}
		list = append(list, Placed{Source: e.Source, Line: h.Line, Column: h.Column, Message: fmt.Sprintf("%s leads to nothing on this site", quoted(h.Ref)),
			Hint: "name a file beside the post, another post's file, or an address that exists"})
	})
	return list
}

// exists reports whether the output has a file for an address.
func (s *Site) exists(address string) bool {
	return s.Files[address] || s.Files[path.Join(address, "index.html")]
}

// findAnchorMissing checks the fragments of links within the site.
func findAnchorMissing(s *Site) []Placed {
	var list []Placed
	pages := map[string]Text{}
	for _, e := range s.Entries() {
		pages[e.Path] = s.Texts[e.Source]
	}
	missing := func(e *site.Entry, line, column int, ref, fragment, page string) {
		t, ok := pages[page]
		id, err := url.PathUnescape(fragment)
		if !ok || err != nil || id == "" || id == "top" || strings.HasPrefix(id, ":~:") || strings.HasPrefix(id, "site-") {
			return
		}
		anchors := t.Anchors()
		if anchors[id] {
			return
		}
		list = append(list, Placed{Source: e.Source, Line: line, Column: column, Message: fmt.Sprintf("%s: that page has no part of this name", quoted(ref)), Hint: "link to the id of one of its headings" + nearest(id, anchors)})
	}
	s.each(func(e *site.Entry, t Text, h markdown.Hole, target site.Target) {
		if _, fragment, ok := strings.Cut(h.Ref, "#"); ok && target.Problem == site.Fine {
			missing(e, h.Line, h.Column, h.Ref, fragment, target.Path)
		}
	})
	for _, e := range s.Entries() {
		for _, l := range s.Texts[e.Source].Links {
			if fragment, ok := strings.CutPrefix(l.Ref, "#"); ok {
				missing(e, l.Line, l.Column, l.Ref, fragment, e.Path)
			}
		}
	}
	return list
}

// nearest proposes an id that is contained in, or contains, a missing one.
func nearest(id string, anchors map[string]bool) string {
	best := ""
	for a := range anchors {
		if (strings.Contains(a, id) || strings.Contains(id, a)) && (best == "" || len(a) < len(best) || len(a) == len(best) && a < best) {
			best = a
		}
	}
	if best == "" {
		return ""
	}
	return ", such as #" + best
}

// each visits every reference from a post into the site.
func (s *Site) each(visit func(*site.Entry, Text, markdown.Hole, site.Target)) {
	for _, e := range s.Entries() {
		t := s.Texts[e.Source]
		for _, h := range t.Holes {
			if h.Kind == markdown.URL {
				visit(e, t, h, s.Links.Resolve(e, h.Ref))
			}
		}
	}
}

var linkDead = Rule{
	Code: "link-dead", About: Links, Severity: diag.Warning,
	Reason:  "A source that is gone can be found again on the day it goes, rarely a year later.",
	Example: "https://example.com/gone answers 404: link to an archived copy. Only candor check --external asks; a site that does not answer at all is a hint.",
	site:    findLinkDead,
}

// findLinkDead reports what other sites were asked about.
func findLinkDead(s *Site) []Placed {
	var list []Placed
	for _, e := range s.Entries() {
		for _, l := range s.Texts[e.Source].Links {
			address, _, _ := strings.Cut(l.Ref, "#")
			if a := s.Answers[address]; a.Why != "" {
				list = append(list, Placed{Source: e.Source, Line: l.Line, Column: l.Column, Mild: !a.Gone, Message: fmt.Sprintf("%s: %s", quoted(l.Ref), a.Why),
					Hint: "link to where it is now, or to an archived copy"})
			}
		}
	}
	return list
}

// Outside lists the addresses on other sites that posts link to, without
// fragments, each once.
func (s *Site) Outside() []string {
	var list []string
	seen := map[string]bool{}
	for _, e := range s.Entries() {
		for _, l := range s.Texts[e.Source].Links {
			if address, _, _ := strings.Cut(l.Ref, "#"); strings.HasPrefix(address, "http") && !seen[address] {
				seen[address] = true
				list = append(list, address)
			}
		}
	}
	return list
}
