package lock

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"candor/internal/diag"
)

// Post is what a build knows of a post that it publishes.
type Post struct {
	Source  string   // below the content folder
	Path    string   // address from the root of the site
	Aliases []string // former addresses, from the root
	ID      string   // as the front matter gives it; "" for none
	URL     string   // the whole canonical address

	SlugLine, IDLine, AliasLine int // in the file; 0 where it does not say
}

// Site is the present state of a site.
type Site struct {
	Lock   string   // how findings name site.lock
	Folder string   // what comes before sources in findings: "content/"
	Posts  []Post   // in any order
	Others []string // addresses of pages that are no posts, and their aliases

	Hidden map[string]bool // sources of posts that are there but not published now
	Broken map[string]bool // sources that could not be read: nothing is said of them
}

// Outcome is how a site differs from its lock.
type Outcome struct {
	IDs      map[string]string // source → id in feeds
	Findings []diag.Diagnostic // all errors
	Next     File              // what the lock should be; only without findings
	Added    []Entry           // posts that the lock does not have
	Changed  []Entry           // with a new address, alias or file
	Dropped  []Entry           // whose addresses now lead to other posts
}

// Current reports whether the lock says what is published.
func (o Outcome) Current() bool { return len(o.Added)+len(o.Changed)+len(o.Dropped) == 0 }

// Compare settles the id of every post and finds addresses and ids that would
// vanish or change.
func Compare(old File, site Site) Outcome {
	site.Posts = slices.Clone(site.Posts)
	slices.SortFunc(site.Posts, func(a, b Post) int { return strings.Compare(a.Source, b.Source) })
	c := newComparison(old, site)
	c.match()
	c.takeovers()
	for e := range c.old {
		c.keep(e)
	}
	c.identify()
	c.record(old)
	return c.out
}

// none stands where an entry has no post, or a post no entry.
const none = -1

// comparison numbers posts and entries by their place in their lists.
type comparison struct {
	Site
	old      []Entry
	out      Outcome
	byFeedID map[string]int // entries
	byPath   map[string]int
	bySource map[string]int
	served   map[string]bool // every address that the site answers
	entry    []int           // post → its entry
	post     []int           // entry → its post
	stated   []bool          // entry → a post says in its front matter that it is the one
	disputed []bool          // entry → a finding asks whose it is
	asked    map[string]bool // source → a finding asks whether it is such a post
}

func newComparison(old File, site Site) *comparison {
	c := &comparison{
		Site: site, old: old.Entries, served: make(map[string]bool, len(site.Posts)), asked: map[string]bool{},
		byFeedID: map[string]int{}, byPath: map[string]int{}, bySource: map[string]int{},
		entry: slices.Repeat([]int{none}, len(site.Posts)), post: slices.Repeat([]int{none}, len(old.Entries)),
		stated: make([]bool, len(old.Entries)), disputed: make([]bool, len(old.Entries)),
	}
	for i, e := range c.old {
		c.byFeedID[e.FeedID], c.byPath[address(e.Path)], c.bySource[e.Source] = i, i, i
	}
	for _, a := range site.Others {
		c.served[address(a)] = true
	}
	for _, p := range site.Posts {
		c.served[address(p.Path)] = true
		for _, a := range p.Aliases {
			c.served[address(a)] = true
		}
	}
	return c
}

func find(in map[string]int, key string) int {
	if i, ok := in[key]; ok {
		return i
	}
	return none
}

func (c *comparison) hold(post, entry int) { c.entry[post], c.post[entry] = entry, post }

// keep checks that every address of an entry still leads somewhere.
func (c *comparison) keep(e int) {
	entry := c.old[e]
	if c.disputed[e] || c.post[e] == none && c.Broken[entry.Source] {
		return
	}
	var lost []string
	for _, a := range entry.Addresses() {
		if !c.served[address(a)] {
			lost = append(lost, a)
		}
	}
	switch {
	case len(lost) == 0:
	case c.post[e] != none:
		c.out.add(c.moved(c.Posts[c.post[e]], entry, lost))
	default:
		c.out.add(c.vanished(entry, lost))
	}
}

// identify settles the ids and checks that no two posts have one.
func (c *comparison) identify() {
	c.out.IDs = make(map[string]string, len(c.Posts))
	first := make(map[string]Post, len(c.Posts))
	for i, p := range c.Posts {
		id := cmp.Or(p.ID, p.URL)
		if e := c.entry[i]; e != none {
			id = c.old[e].FeedID
		}
		c.out.IDs[p.Source] = id
		other, twice := first[id]
		if !twice {
			first[id] = p
		} else if !c.asked[p.Source] && !c.asked[other.Source] && p.Path != other.Path { // for one address there is a finding already
			c.out.add(c.taken(p, other, id))
		}
	}
}

// record makes the file that says what is published now.
func (c *comparison) record(old File) {
	used := make(map[string]bool, len(c.Posts))
	for _, e := range c.old {
		used[e.ID] = true
	}
	for i, p := range c.Posts {
		if c.entry[i] == none {
			e := p.entry(unused(path.Base(p.Path), used), c.out.IDs[p.Source])
			if problem := e.problem(); problem != "" {
				c.out.add(c.unfit(p, problem))
			}
			c.out.Added = append(c.out.Added, e)
		}
	}
	slices.SortFunc(c.out.Added, func(a, b Entry) int { return strings.Compare(a.ID, b.ID) })
	next := old.edited(c.next, c.out.Added)
	if len(c.out.Findings) == 0 {
		c.out.Next = next
	}
}

// next is what becomes of an entry; nil when its post is gone.
func (c *comparison) next(old Entry) *Entry {
	e := c.bySource[old.Source]
	if c.post[e] == none {
		if c.Broken[old.Source] {
			return &old
		}
		c.out.Dropped = append(c.out.Dropped, old)
		return nil
	}
	now := c.Posts[c.post[e]].entry(old.ID, old.FeedID)
	if now.same(old) {
		return &old
	}
	c.out.Changed = append(c.out.Changed, now)
	return &now
}

func (p Post) entry(id, feedID string) Entry {
	former := slices.DeleteFunc(slices.Sorted(slices.Values(p.Aliases)), func(a string) bool { return address(a) == address(p.Path) })
	former = slices.CompactFunc(former, func(a, b string) bool { return address(a) == address(b) })
	return Entry{ID: id, Path: p.Path, Former: former, FeedID: feedID, Source: p.Source}
}

// unused returns slug, with a number if a line has that name already.
func unused(slug string, used map[string]bool) string {
	id := slug
	for n := 2; used[id]; n++ {
		id = slug + "-" + strconv.Itoa(n)
	}
	used[id] = true
	return id
}

func (o *Outcome) add(d diag.Diagnostic) { o.Findings = append(o.Findings, d) }
