package page

import (
	"cmp"
	"slices"
	"sync"

	"candor/internal/post"
	"candor/internal/site"
)

// Related is an incident that shares a cause, service or tag with another.
type Related struct {
	Row
	Kind   string // what they share: cause, service or tag
	Shared string // its name
}

const (
	relatedMax = 4 // shown
	nearest    = 8 // considered of each group, on each side
)

// What two incidents share, by how much it says.
const (
	weightTag     = 1
	weightService = 2
	weightCause   = 4
)

// causes files the incidents by cause, once.
type causes struct {
	once sync.Once
	by   map[string][]*site.Entry // by slug; newest first
}

func (c *causes) of(s *site.Site, name string) []*site.Entry {
	c.once.Do(func() {
		c.by = map[string][]*site.Entry{}
		for _, e := range s.Posts {
			for _, name := range causesOf(e) {
				slug := post.Slug(name)
				if list := c.by[slug]; len(list) == 0 || list[len(list)-1] != e {
					c.by[slug] = append(list, e)
				}
			}
		}
	})
	return c.by[post.Slug(name)]
}

func causesOf(e *site.Entry) []string {
	return e.Post.Incident.Causes[:min(site.MaxTags, len(e.Post.Incident.Causes))]
}

// related finds the incidents that share most with e, in time that does not
// grow with the site: of each group only the posts next to e are considered.
func (m *Maker) related(e *site.Entry) []Related {
	groups := m.kin(e)
	found := make([]share, 0, 2*nearest*len(groups))
	for i, group := range groups {
		for _, other := range near(group.posts, e) {
			if other != e && other.Facts != nil {
				found = append(found, newShare(other, i))
			}
		}
	}
	slices.Sort(found)
	best := make([]relation, 0, relatedMax)
	for len(found) > 0 {
		r := relation{to: m.Site.Posts[found[0].post()], by: found[0].group()}
		n := 0
		for ; n < len(found) && found[n].post() == r.to.Index; n++ {
			r.weight += groups[found[n].group()].weight
		}
		best = keepBest(best, r, e)
		found = found[n:]
	}
	list := make([]Related, len(best))
	for i, r := range best {
		list[i] = Related{m.row(r.to), groups[r.by].kind, groups[r.by].name}
	}
	return list
}

// share says that a post is in a group: the post's index, then the group's
// number, so that numeric order brings together what a post shares.
type share uint64

func newShare(e *site.Entry, group int) share { return share(e.Index)<<32 | share(group) }
func (s share) post() int                     { return int(s >> 32) }
func (s share) group() int                    { return int(uint32(s)) }

// relation is what a post shares with another.
type relation struct {
	to     *site.Entry
	weight int // how much that says
	by     int // the number of the group that says most
}

// keepBest puts r in its place in a list of those that say most, then of those
// that are nearest to e.
func keepBest(list []relation, r relation, e *site.Entry) []relation {
	at, _ := slices.BinarySearchFunc(list, r, func(a, b relation) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(distance(a.to, e), distance(b.to, e)), cmp.Compare(a.to.Index, b.to.Index))
	})
	if at == relatedMax {
		return list
	}
	return slices.Insert(list[:min(len(list), relatedMax-1)], at, r)
}

// kin is a group of posts that have something in common.
type kin struct {
	weight     int
	kind, name string
	posts      []*site.Entry // newest first
}

// kin lists the groups of e.
func (m *Maker) kin(e *site.Entry) []kin {
	if e.Page {
		return nil
	}
	causes := causesOf(e)
	list := make([]kin, 0, len(causes)+len(e.Services)+len(e.Tags))
	for _, name := range causes {
		list = append(list, kin{weightCause, "cause", name, m.causes.of(m.Site, name)})
	}
	for _, g := range e.Services {
		list = append(list, kin{weightService, "service", g.Name, g.Posts})
	}
	for _, g := range e.Tags {
		list = append(list, kin{weightTag, "tag", g.Name, g.Posts})
	}
	return list
}

// near is the part of a group around e.
func near(group []*site.Entry, e *site.Entry) []*site.Entry {
	at, _ := slices.BinarySearchFunc(group, e.Index, func(other *site.Entry, index int) int { return cmp.Compare(other.Index, index) })
	return group[max(0, at-nearest):min(len(group), at+nearest+1)]
}

func distance(a, b *site.Entry) int { return max(a.Index-b.Index, b.Index-a.Index) }
