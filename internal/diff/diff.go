// Package diff tells what subscribers and readers will see when a site is
// published over another: which items of which feed appear, change, vanish or
// come back as new, which facts change, and what else pages say.
//
// It reads finished files, of any generator. Feeds are RSS, Atom or JSON Feed,
// recognized by what is in them; their archive pages (RFC 5005, next_url)
// belong to the feed that leads to them. An item is known to a feed reader by
// its id alone: one id is one item, wherever it stands and whatever it says.
// An item of the old site whose id the new one has nowhere has vanished; when
// a new item has its address, or its title and date, it has come back as new,
// and every subscriber is told of it again.
//
// Text is compared as a reader sees it: what is the same in other markup is the
// same. The package is data and pure functions; commands read and fetch.
package diff

import (
	"encoding/json"
	"errors"
	"io"
)

// Files is one side of a comparison: finished files by their path from the
// root of the site, without a slash in front.
type Files interface {
	Paths() []string // sorted
	Lookup(path string) ([]byte, bool)
}

// Kind is what happens to something.
type Kind string

const (
	New     Kind = "new"     // it was not there
	Changed Kind = "changed" // it is the same and says something else
	Returns Kind = "returns" // an item: the old one, which readers will see as new
	Gone    Kind = "gone"    // it is there no more
	Left    Kind = "left"    // an item: this feed no longer has it, the site does
)

// Report is everything that changes.
type Report struct {
	Against   string   `json:"against"`   // what the old site is, for people
	Feeds     []Feed   `json:"feeds"`     // by path
	Incidents []Change `json:"incidents"` // facts, in the order of the new incidents.json, then those that are gone
	Pages     []Change `json:"pages"`     // by path; null when they were not compared
	Notes     []string `json:"notes"`     // what could not be compared
}

// Feed is a feed that changes. A New one has no Items, a Gone one those that
// vanish or come back as new.
type Feed struct {
	Path  string   `json:"path"`
	Kind  Kind     `json:"kind"`
	Items []Change `json:"items"`
}

// Change is what happens to an item, an incident's facts or a page.
type Change struct {
	Kind   Kind    `json:"kind"`
	ID     string  `json:"id,omitempty"`    // of a page: its path
	OldID  string  `json:"oldId,omitempty"` // of an item that returns
	Title  string  `json:"title"`
	URL    string  `json:"url,omitempty"`
	Fields []Field `json:"fields,omitempty"`
	Text   *Text   `json:"text,omitempty"` // what else it says now
}

// Field is a value that changes; "" stands for none.
type Field struct {
	Name string `json:"name"`
	Old  string `json:"old"`
	New  string `json:"new"`
}

// Broken reports whether an item vanishes or comes back as new.
func (r Report) Broken() bool { return r.count(Gone)+r.count(Returns) > 0 }

// count is how many items something happens to, in whatever feeds.
func (r Report) count(k Kind) int {
	seen := map[string]bool{}
	for _, f := range r.Feeds {
		for _, c := range f.Items {
			if c.Kind == k {
				seen[c.ID] = true
			}
		}
	}
	return len(seen)
}

// Options say what is compared.
type Options struct {
	Against string // what the old site is, for people
	Pages   bool   // the old side has its pages
}

// ErrNoFeed is returned when the old side has no feed, and so is no site.
var ErrNoFeed = errors.New("there is no feed that could be read")

// Compare tells what changes when now is published over old.
func Compare(old, now Files, opt Options) (Report, error) {
	before, after := readSide(old), readSide(now)
	r := Report{Against: opt.Against, Notes: append([]string{}, before.notes...)}
	if len(before.feeds) == 0 {
		return r, ErrNoFeed
	}
	returns := pair(before, after)
	r.Feeds = compareFeeds(before, after, returns)
	var note string
	if r.Incidents, note = compareFacts(old, now, returns); note != "" {
		r.Notes = append(r.Notes, note)
	}
	if opt.Pages {
		r.Pages = comparePages(old, now)
	}
	return r, nil
}

// WriteJSON writes the report for programs.
func WriteJSON(w io.Writer, r Report) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}
