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
	found := make([]relation, 0, 2*nearest*len(groups))
	for i, group := range groups {
		for _, other := range near(group.posts, e) {
			if other != e && other.Facts != nil {
				found = append(found, relation{other, int32(group.weight), int32(i)})
			}
		}
	}
	found = merge(found)
	slices.SortFunc(found, func(a, b relation) int {
		return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(distance(a.to, e), distance(b.to, e)), cmp.Compare(a.to.Index, b.to.Index))
	})
	list := make([]Related, 0, min(relatedMax, len(found)))
	for _, r := range found[:min(relatedMax, len(found))] {
		list = append(list, Related{m.row(r.to), groups[r.by].kind, groups[r.by].name})
	}
	return list
}

// relation is what a post shares with another.
type relation struct {
	to     *site.Entry
	weight int32 // how much that says
	by     int32 // the number of the group that says most
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

// merge adds up the weights of each post, and keeps its first group.
func merge(found []relation) []relation {
	slices.SortFunc(found, func(a, b relation) int {
		if a.to != b.to {
			return cmp.Compare(a.to.Index, b.to.Index)
		}
		return cmp.Compare(a.by, b.by)
	})
	merged := found[:0]
	for _, r := range found {
		if last := len(merged) - 1; last >= 0 && merged[last].to == r.to {
			merged[last].weight += r.weight
		} else {
			merged = append(merged, r)
		}
	}
	return merged
}

func distance(a, b *site.Entry) int { return max(a.Index-b.Index, b.Index-a.Index) }
