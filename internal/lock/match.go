package lock

import "candor/internal/diag"

// match gives posts their lines: to those that name the id of one, then to
// those that name none, by their place. What then stands in a line's place
// with an id that is not known would change the id.
func (c *comparison) match() {
	known := func(p Post) int {
		if p.ID == "" {
			return none
		}
		return find(c.byFeedID, p.ID)
	}
	for i, p := range c.Posts {
		if e := known(p); e != none && c.post[e] == none {
			c.hold(i, e)
			c.stated[e] = true
		}
	}
	for i, p := range c.Posts {
		if p.ID == "" {
			c.matchPlace(i)
		}
	}
	for i, p := range c.Posts {
		if p.ID != "" && known(p) == none {
			c.matchRest(i)
		}
	}
}

// place finds the lines that have the address and the file of a post.
func (c *comparison) place(p Post) (at, from int) {
	return find(c.byPath, address(p.Path)), find(c.bySource, p.Source)
}

// matchPlace gives post i, which names no id, the line of its place.
func (c *comparison) matchPlace(i int) {
	p := c.Posts[i]
	at, from := c.place(p)
	if at != from && from != none && c.stated[from] {
		from = none // the post that was in this file went elsewhere and says so
	}
	e := max(at, from)
	switch {
	case e == none:
	case at != none && from != none && at != from:
		c.dispute(p, c.swapped(p, c.old[at], c.old[from]), at, from)
	case c.post[e] == none:
		c.hold(i, e)
	case at == from:
		c.dispute(p, c.taken(p, c.Posts[c.post[e]], c.old[e].FeedID), e)
	default:
		c.dispute(p, c.contested(c.old[e], c.Posts[c.post[e]], p), e)
	}
}

// matchRest looks whether post i, which names a new id, stands in the place of
// a line that no post has.
func (c *comparison) matchRest(i int) {
	at, from := c.place(c.Posts[i])
	for _, e := range []int{at, from} {
		if e != none && c.post[e] == none && !c.disputed[e] {
			c.hold(i, e)
			c.out.add(c.changedID(c.Posts[i], c.old[e]))
			return
		}
	}
}

// dispute asks whose lines these are, and keeps other findings about them away.
func (c *comparison) dispute(p Post, question diag.Diagnostic, entries ...int) {
	c.asked[p.Source] = true
	for _, e := range entries {
		c.disputed[e] = true
	}
	c.out.add(question)
}

// takeovers looks at new posts with an alias that was the address of a post
// that is gone: they may be that post, renamed.
func (c *comparison) takeovers() {
	for i, p := range c.Posts {
		if c.entry[i] != none || p.ID != "" {
			continue
		}
		for _, a := range p.Aliases {
			if e := find(c.byPath, address(a)); e != none && c.post[e] == none && !c.disputed[e] {
				c.dispute(p, c.unclear(p, c.old[e]), e)
			}
		}
	}
}
