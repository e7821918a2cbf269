package page

import (
	"cmp"
	"maps"
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
	relatedMax = 4  // shown
	nearest    = 12 // considered of each group, on each side
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
func (m *Maker) related(v View, e *site.Entry) []Related {
	found := map[*site.Entry]relation{}
	for _, name := range causesOf(e) {
		relate(found, e, m.causes.of(m.Site, name), relation{weightCause, "cause", name})
	}
	for _, g := range e.Services {
		relate(found, e, g.Posts, relation{weightService, "service", g.Name})
	}
	for _, g := range e.Tags {
		relate(found, e, g.Posts, relation{weightTag, "tag", g.Name})
	}
	order := slices.SortedFunc(maps.Keys(found), func(a, b *site.Entry) int {
		return cmp.Or(cmp.Compare(found[b].weight, found[a].weight), cmp.Compare(distance(a, e), distance(b, e)), cmp.Compare(a.Index, b.Index))
	})
	var list []Related
	for _, other := range order[:min(relatedMax, len(order))] {
		list = append(list, Related{v.Row(other), found[other].kind, found[other].name})
	}
	return list
}

// relation is how much two posts share, and the weightiest of it.
type relation struct {
	weight     int
	kind, name string
}

// relate adds what e shares with the posts around it in a group.
func relate(found map[*site.Entry]relation, e *site.Entry, group []*site.Entry, r relation) {
	at, _ := slices.BinarySearchFunc(group, e.Index, func(other *site.Entry, index int) int { return cmp.Compare(other.Index, index) })
	for _, other := range group[max(0, at-nearest):min(len(group), at+nearest+1)] {
		if other == e || other.Facts == nil {
			continue
		}
		known, ok := found[other]
		if !ok {
			known = r
			known.weight = 0
		}
		known.weight += r.weight
		found[other] = known
	}
}

func distance(a, b *site.Entry) int { return max(a.Index-b.Index, b.Index-a.Index) }
