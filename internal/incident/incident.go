// Package incident reads what a post tells of an incident: its timeline, when
// it started, was detected, mitigated and resolved, how long it lasted, what it
// hit. Every fact carries the line, the words and the rule it comes from. What
// the text does not say stays unknown, and the author's front matter always has
// the last word.
//
// One cheap pass cuts the body into blocks (headings, list items, table rows,
// paragraphs). The shapes listed in Shapes find timeline entries among them;
// the rules listed in Rules read facts from entries, labels and sentences.
package incident

import (
	"time"

	"candor/internal/when"
)

// Source is what the rules read of a post.
type Source struct {
	Name      string // file name, for the date it may carry
	Title     string
	TitleLine int // the line that gives it, from 1; 0 counts as 1
	Tags      []string
	Published when.Moment // zero when unknown
	Text      string      // the whole file, front matter included, lines ended by \n
	BodyLine  int         // the line, from 1, on which the Markdown body begins
	Claim     Claim       // what the front matter's incident block says
}

// Claim is what an author states about the incident in the front matter. It
// overrules whatever the text seems to say.
type Claim struct {
	Given     bool // there is an incident block: the post reports one
	None      bool // "incident: false": the post reports none
	Started   Claimed[when.Moment]
	Detected  Claimed[when.Moment]
	Mitigated Claimed[when.Moment]
	Resolved  Claimed[when.Moment]
	Duration  Claimed[time.Duration]
	Severity  Claimed[string]
	Services  Claimed[[]string]
}

// Claimed is one field of a claim.
type Claimed[T any] struct {
	State State
	Value T      // where State is Value
	Line  int    // the line of the file that states it, from 1
	Text  string // the value as written
}

// State says how a field of the front matter is filled.
type State uint8

const (
	Absent  State = iota // absent or ~: read from the text
	Unknown              // none: not known, whatever the text says
	Value                // given
)

// Incident is what a post tells of one incident, the main one where it tells of
// several. A nil fact is unknown.
type Incident struct {
	Zone                                   string // of the timeline, as written: UTC, ET, CEST; empty where none is stated
	Started, Detected, Mitigated, Resolved *Fact
	Duration                               *Duration
	Timeline                               []Event // in file order
	Severity                               *Label
	Services                               []Label
	Impact                                 []Count
}

// Evidence is where a fact comes from.
type Evidence struct {
	Line       int    `json:"line"` // from 1, front matter included
	Text       string `json:"text"` // the words, as written
	Rule       string `json:"rule"` // the name of the rule that read them
	Start, End int    `json:"-"`    // the bytes of Text in the file; equal where the words stand in no one place
}

// Fact is a moment of the incident.
type Fact struct {
	when.Moment
	Evidence Evidence
}

// Duration is how long the incident lasted.
type Duration struct {
	Length   time.Duration
	Approx   bool
	Stated   bool // written by the author; else the time from start to resolution
	Evidence Evidence
}

// Event is one entry of the timeline.
type Event struct {
	At         when.Moment // zero where it cannot be known
	Until      when.Moment // the end of a range, else zero
	Line       int         // the line on which the entry begins
	Text       string      // what happened, without markup and, where it is known, without the time
	Start, End int         // the bytes of the entry in the file
}

// Label is a name that the text or the front matter gives to something.
type Label struct {
	Name     string
	Evidence Evidence
}

// Count is a number of things hit.
type Count struct {
	Number   float64
	Unit     string
	Evidence Evidence
}
