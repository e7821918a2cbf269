package diff

import (
	"maps"
	"net/url"
	"slices"
	"strings"
)

// compareFeeds tells what happens in every feed that changes.
func compareFeeds(before, after side, returns map[string]string) []Feed {
	list := []Feed{}
	paths := slices.Sorted(maps.Keys(before.feeds))
	for name := range after.feeds {
		if before.feeds[name] == nil {
			paths = append(paths, name)
		}
	}
	slices.Sort(paths)
	for _, name := range paths {
		old, now := before.feeds[name], after.feeds[name]
		switch {
		case old == nil:
			list = append(list, Feed{Path: name, Kind: New, Items: []Change{}})
		case now == nil:
			list = append(list, Feed{Path: name, Kind: Gone, Items: gone(old, after, returns)})
		default:
			if items := compareItems(old, now, after, returns); len(items) > 0 {
				list = append(list, Feed{Path: name, Kind: Changed, Items: items})
			}
		}
	}
	return list
}

// pair finds items that vanish and come back under another id: old id → new.
func pair(before, after side) map[string]string {
	fresh := map[string][]string{} // what tells an item again → ids of the new site only
	for _, id := range slices.Sorted(maps.Keys(after.known)) {
		if _, known := before.known[id]; !known {
			for _, mark := range after.known[id].marks() {
				fresh[mark] = append(fresh[mark], id)
			}
		}
	}
	returns, used := map[string]string{}, map[string]bool{}
	for _, id := range slices.Sorted(maps.Keys(before.known)) {
		if _, stays := after.known[id]; stays {
			continue
		}
		for _, mark := range before.known[id].marks() {
			i := slices.IndexFunc(fresh[mark], func(id string) bool { return !used[id] })
			if i >= 0 {
				returns[id] = fresh[mark][i]
				used[fresh[mark][i]] = true
				break
			}
		}
	}
	return returns
}

// marks are what two items have in common that are one to the reader's eye:
// the path of the address; the title with the date.
func (it item) marks() []string {
	var list []string
	if u, err := url.Parse(it.url); err == nil && strings.Trim(u.Path, "/") != "" {
		list = append(list, "at "+strings.TrimSuffix(u.Path, "/"))
	}
	if it.title != "" && it.published != "" {
		list = append(list, "is "+it.published+" "+it.title)
	}
	return list
}

func (it item) change(k Kind) Change { return Change{Kind: k, ID: it.id, Title: it.title, URL: it.url} }

// compareItems lists what happens in one feed: what is in it in its order,
// then what no longer is.
func compareItems(old, now *document, after side, returns map[string]string) []Change {
	had := make(map[string]item, len(old.items))
	back := map[string]item{} // by the new id
	for _, it := range old.items {
		had[it.id] = it
		if id := returns[it.id]; id != "" {
			back[id] = it
		}
	}
	var list []Change
	has := make(map[string]bool, len(now.items))
	for _, it := range now.items {
		has[it.id] = true
		if was, same := had[it.id]; same {
			if c := compareItem(was, it); c.Kind != "" && !it.archived {
				list = append(list, c)
			}
		} else if was, again := back[it.id]; again {
			c := it.change(Returns)
			c.OldID = was.id
			list = append(list, c)
		} else {
			list = append(list, it.change(New))
		}
	}
	for _, it := range old.items {
		if has[it.id] || has[returns[it.id]] || returns[it.id] == "" && aged(it, now, after) {
			continue
		}
		list = append(list, leave(it, after, returns))
	}
	return list
}

// gone lists the items that a feed takes with it.
func gone(old *document, after side, returns map[string]string) []Change {
	list := []Change{}
	for _, it := range old.items {
		if c := leave(it, after, returns); c.Kind != Left {
			list = append(list, c)
		}
	}
	return list
}

// leave tells what happens to an item that its feed no longer has.
func leave(it item, after side, returns map[string]string) Change {
	if _, stays := after.known[it.id]; stays {
		return it.change(Left)
	}
	if id := returns[it.id]; id != "" {
		c := after.known[id].change(Returns)
		c.OldID = it.id
		return c
	}
	return it.change(Gone)
}

// aged reports whether an item gave way to newer ones, as the limit of a feed
// has it, and is still on the site.
func aged(it item, now *document, after side) bool {
	if _, stays := after.known[it.id]; !stays || it.published == "" || len(now.items) == 0 {
		return false
	}
	return !slices.ContainsFunc(now.items, func(other item) bool { return other.published < it.published })
}

// compareItem returns no kind when a reader would see no difference.
func compareItem(old, now item) Change {
	c := now.change(Changed)
	for _, f := range []Field{
		{"title", old.title, now.title}, {"address", old.url, now.url},
		{"published", old.published, now.published}, {"updated", old.updated, now.updated},
		{"authors", old.authors, now.authors}, {"summary", plain(old.summary), plain(now.summary)},
	} {
		if f.Old != f.New {
			c.Fields = append(c.Fields, f)
		}
	}
	if old.content != now.content {
		c.Text = compareText(visible([]byte(old.content)), visible([]byte(now.content)))
	}
	if len(c.Fields) == 0 && c.Text == nil {
		c.Kind = ""
	}
	return c
}

// plain is a short piece of HTML as text in one line.
func plain(html string) string { return strings.Join(visible([]byte(html)), " ") }
