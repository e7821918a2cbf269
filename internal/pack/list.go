package pack

import (
	"maps"
	"slices"
	"unsafe"
)

// count moves the length of a list, or -1 for nil. Each element takes a byte or
// more, so a length beyond the bytes left is a mistake.
func (c *Coder) count(n int, given bool) int {
	switch {
	case c.reading:
		u := c.get()
		if u > uint64(c.left())+1 {
			u = 0
			c.fail(errShort)
		}
		return int(u) - 1
	case given:
		c.put(uint64(n) + 1)
	default:
		c.put(0)
	}
	return n
}

// Slice moves a list whose elements each moves; every element must take at
// least one byte. Nil stays nil, and empty stays empty.
func Slice[T any](c *Coder, s *[]T, each func(*T, *Coder)) {
	n := c.count(len(*s), *s != nil)
	if !c.reading {
		for i := range *s {
			each(&(*s)[i], c)
		}
		return
	}
	*s = nil
	if n < 0 {
		return
	}
	var zero T
	list := make([]T, 0, min(n, 1+c.left()/max(1, int(unsafe.Sizeof(zero)))*maxGrowth))
	for len(list) < n && c.err == nil {
		list = append(list, zero)
		each(&list[len(list)-1], c)
	}
	if c.err == nil {
		*s = list
	}
}

// maxGrowth is how much larger than the bytes left the room may be that a list
// gets before its elements are read. Lists that need more grow as they are.
const maxGrowth = 8

// Strings moves a list of texts.
func (c *Coder) Strings(s *[]string) {
	Slice(c, s, func(s *string, c *Coder) { c.String(s) })
}

// Ints moves a list of numbers.
func (c *Coder) Ints(s *[]int) {
	Slice(c, s, func(n *int, c *Coder) { c.Int(n) })
}

// Pointer moves what p points to, or that it points to nothing.
func Pointer[T any](c *Coder, p **T, each func(*T, *Coder)) {
	given := *p != nil
	c.Bool(&given)
	if c.reading {
		*p = nil
		if given {
			*p = new(T)
		}
	}
	if given {
		each(*p, c)
	}
	if c.err != nil {
		*p = nil
	}
}

// Map moves texts by key. Nil stays nil, and empty stays empty.
func (c *Coder) Map(m *map[string]string) {
	n := c.count(len(*m), *m != nil)
	if !c.reading {
		for _, k := range slices.Sorted(maps.Keys(*m)) {
			v := (*m)[k]
			c.String(&k)
			c.String(&v)
		}
		return
	}
	*m = nil
	if n < 0 {
		return
	}
	all := map[string]string{}
	var last, k, v string
	for range n {
		c.String(&k)
		c.String(&v)
		if len(all) > 0 && k <= last {
			c.fail(errMapOrder)
		}
		if c.err != nil {
			return
		}
		all[k], last = v, k
	}
	*m = all
}
