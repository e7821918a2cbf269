// Package post reads one source file: its front matter, its Markdown and its
// place in the content folder. It knows nothing of other files, so any number
// of posts can be read at once; what a post needs from elsewhere stays open
// (see markdown.Hole) until the site is known.
//
// Everything wrong with the file is a finding. Parse returns a Post even then,
// as far as it could be read, so that all findings of a run appear together.
package post

import (
	"candor/internal/markdown"
	"candor/internal/when"
)

// Post is one understood source file: a post of the blog, or a page of its own.
type Post struct {
	Source string // path below the content folder, with slashes
	Folder string // folder of its own files below the content folder; it need not exist
	Page   bool   // from pages/: no date, no feed, an address of its own
	Slug   string

	Title       string
	Description string // "" when the front matter gives none
	Published   when.Moment
	Updated     when.Moment // zero unless the front matter gives it
	Authors     []Author
	Tags        []string
	Image       string // as written: a path beside the post or from the root
	Draft       bool
	ID          string   // permanent id; "" means the canonical address
	Aliases     []string // former addresses, from the root: "/old/"
	Incident    Claim
	Corrections []Correction
	Actions     []Action
	Extra       map[string]string // unknown keys with scalar values, as written

	Lead     string // plain text of the first paragraph
	Words    int    // of prose and code, for the reading time
	Headings []markdown.Heading
	Lines    Lines
}

// Author is a person or team as a post names it. Where only Name is set it may
// be a key of the site's author list.
type Author struct {
	Name   string
	URL    string
	Email  string
	Avatar string
}

// Claim is what the front matter's incident block says. The author always has
// the last word over what is read from the text.
type Claim struct {
	Stated    bool // there is an incident block
	Line      int  // where it begins
	No        bool // incident: false
	Started   Stated
	Detected  Stated
	Mitigated Stated
	Resolved  Stated
	Duration  Stated
	Severity  Stated
	Services  []string
	Causes    []string
}

// Stated is one value as the author wrote it, with its place in the file.
// The zero value means the key is absent or ~: read it from the text.
type Stated struct {
	Text string
	Line int
}

// None reports whether the author says that the value is not known.
func (s Stated) None() bool { return s.Text == "none" }

// Correction is a change made after publication that readers should know of.
type Correction struct {
	Date        when.Moment
	Substantive bool // it moves the post's updated date; otherwise it is editorial
	Text        string
}

// Action is a follow-up. Kind and Status hold one of ActionKinds and
// ActionStates, or "".
type Action struct {
	Text   string
	Kind   string
	Status string
	Link   string
}

// The words an action list may use.
var (
	ActionKinds  = []string{"prevent", "mitigate", "detect"}
	ActionStates = []string{"open", "done", "dropped"}
)

// Lines says where in the file things stand, for findings made later; 0 where
// the file does not say.
type Lines struct {
	Title, Published, Slug, ID, Image, Authors int
	Aliases                                    []int // one per alias
	Actions                                    []int // one per action
	Body                                       int   // the first line of the Markdown
}

// Modified is the later of publication, the front matter's update and the last
// substantive correction.
func (p *Post) Modified() when.Moment {
	latest := p.Published
	if p.Updated.Instant().After(latest.Instant()) {
		latest = p.Updated
	}
	for _, c := range p.Corrections {
		if c.Substantive && c.Date.Instant().After(latest.Instant()) {
			latest = c.Date
		}
	}
	return latest
}

// Summary is the description, else the first paragraph.
func (p *Post) Summary() string {
	if p.Description != "" {
		return p.Description
	}
	return p.Lead
}
