// Package lock keeps what the world knows of a site's posts in one small file,
// content/site.lock, which the team commits. With it, a published address
// always leads somewhere, and a post stays one item for every feed reader,
// whatever happens to its file, its slug or the site's base URL.
//
// The file has one line per published post, of four columns with a tab between
// them, sorted by the first:
//
//	id       the post's name in this file, for ever: the slug under which it was first recorded
//	path     its address from the root of the site; after spaces, its aliases, which are published too
//	feed-id  its id in every feed and in incidents.json: what the front matter's id said, else its
//	         whole URL, when it was first recorded
//	source   its file below the content folder, quoted as in Go where the name has control characters
//
// Blank lines and lines that begin with # are kept. Order is for people and
// for merges; reading does not need it. Two branches that add posts merge
// without a conflict unless their lines are neighbours.
//
// A post is matched with its line by the id in its front matter, else by its
// address and its file together. Where these lead to different lines, or to a
// line that another post claims, nothing is guessed: the author says which
// post it is by writing the id.
//
// The package is data and pure functions; commands read and write the file.
package lock

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Name is the file, below the content folder.
const Name = "site.lock"

// header is the first line of a new file. It never changes, so that it never
// conflicts.
const header = "# Published posts, kept by candor lock; commit this file. Columns: id, path and aliases, feed-id, source."

// Entry is one line.
type Entry struct {
	ID     string
	Path   string
	Former []string // addresses that lead to Path
	FeedID string
	Source string
	Line   int // in the file, from 1; 0 for one that is not yet in it
}

// Addresses lists every address of the post.
func (e Entry) Addresses() []string { return append([]string{e.Path}, e.Former...) }

// same reports whether two entries say the same, wherever they stand.
func (e Entry) same(other Entry) bool {
	return e.ID == other.ID && e.FeedID == other.FeedID && e.Source == other.Source && e.Path == other.Path &&
		slices.Equal(slices.Sorted(slices.Values(e.Former)), slices.Sorted(slices.Values(other.Former)))
}

// String is the line without its end.
func (e Entry) String() string {
	return e.ID + "\t" + strings.Join(e.Addresses(), " ") + "\t" + e.FeedID + "\t" + quoted(e.Source)
}

// quoted writes a file name so that it fits a line.
func quoted(name string) string {
	if utf8.ValidString(name) && !strings.HasPrefix(name, `"`) && !strings.ContainsFunc(name, unicode.IsControl) {
		return name
	}
	return strconv.Quote(name)
}

// File is a site.lock with its comments. The zero value is an empty one.
type File struct {
	Entries []Entry // in the order of the file
	lines   []string
}

// Bytes is the file as it is written.
func (f File) Bytes() []byte {
	lines := f.lines
	if len(lines) == 0 {
		lines = []string{header}
	}
	return []byte(strings.Join(lines, "\n") + "\n")
}

// edited returns f with each entry replaced by what change makes of it, or
// dropped where that is nil, and with more entries in their places. All other
// lines stay as they are.
func (f File) edited(change func(Entry) *Entry, more []Entry) File {
	var next File
	add := func(e Entry) {
		next.lines = append(next.lines, e.String())
		e.Line = len(next.lines)
		next.Entries = append(next.Entries, e)
	}
	lines := f.lines
	if len(lines) == 0 {
		lines = []string{header}
	}
	entries := f.Entries
	for i, line := range lines {
		if len(entries) == 0 || entries[0].Line != i+1 {
			next.lines = append(next.lines, line)
			continue
		}
		for len(more) > 0 && more[0].ID < entries[0].ID {
			add(more[0])
			more = more[1:]
		}
		if e := change(entries[0]); e != nil {
			add(*e)
		}
		entries = entries[1:]
	}
	for _, e := range more {
		add(e)
	}
	return next
}
