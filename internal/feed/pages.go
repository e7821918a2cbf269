package feed

import (
	"candor/internal/site"
)

// limit bounds one feed document.
type limit struct {
	items int
	bytes int
	cost  func(*site.Entry) int // of one item, in bytes
}

// limitOf is the limit for the documents of a feed: what site.yaml allows,
// less the feed's own head.
func limitOf(s *site.Site, g *site.Group, cost func(*site.Entry) int) limit {
	address := len(s.Base.Absolute("/"))
	head := headCost + 5*address + 2*textCost(title(s, g)) + textCost(description(s, g)) + textCost(s.Title)
	return limit{
		items: s.Feed.Items,
		bytes: s.Feed.Kilobytes*1024 - head,
		cost:  func(e *site.Entry) int { return cost(e) + (3+len(e.Authors))*address },
	}
}

// newest returns the newest entries that fit into one document, at least one.
func (l limit) newest(entries []*site.Entry) []*site.Entry {
	used := 0
	for i, e := range entries {
		used += l.cost(e)
		if i > 0 && (i == l.items || used > l.bytes) {
			return entries[:i]
		}
	}
	return entries
}

// archives cuts entries, newest first, into full documents, oldest first. A
// document is full when the next entry does not fit, so entries added later
// never change it; what is newer than the last full one is left out.
func (l limit) archives(entries []*site.Entry) [][]*site.Entry {
	var pages [][]*site.Entry
	end, used := len(entries), 0
	for i := len(entries) - 1; i >= 0; i-- {
		cost := l.cost(entries[i])
		if count := end - 1 - i; count > 0 && (count == l.items || used+cost > l.bytes) {
			pages = append(pages, entries[i+1:end])
			end, used = i+1, 0
		}
		used += cost
	}
	return pages
}
