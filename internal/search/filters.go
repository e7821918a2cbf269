package search

import (
	"maps"
	"slices"
	"strconv"

	"candor/internal/site"
)

// filters are the terms of the groups that a search can be limited to.
func filters(e *site.Entry) []string {
	terms := []string{"/year/" + strconv.Itoa(e.Published.Time.Year())}
	for _, g := range e.Services {
		terms = append(terms, "/service/"+g.Slug)
	}
	if e.Severity != nil {
		terms = append(terms, "/severity/"+e.Severity.Slug)
	}
	return terms
}

// filterLists are the postings of these terms, in their order.
func filterLists(posts []*site.Entry) []*list {
	by := map[string]*list{}
	for doc, e := range posts {
		for _, term := range filters(e) {
			if by[term] == nil {
				by[term] = &list{term: term}
			}
			by[term].add(int32(doc), 0)
		}
	}
	lists := make([]*list, 0, len(by))
	for _, term := range slices.SortedFunc(maps.Keys(by), compareUTF16) {
		lists = append(lists, by[term])
	}
	return lists
}
