package feed

import (
	"strings"

	"candor/internal/site"
)

// postsPath is the list of all posts for scripts.
const postsPath = "/posts.json"

// summary is a post in posts.json. The fields, their order and their form are
// those of the feed that this file replaces.
type summary struct {
	Title       string `json:"title"`
	Slug        string `json:"slug"`
	Link        string `json:"link"` // without base path
	Description string `json:"description"`
	PubDate     string `json:"pubDate"`
	Author      string `json:"author"`
}

// httpTime is the form of JavaScript's toUTCString (RFC 9110 section 5.6.7).
const httpTime = "Mon, 02 Jan 2006 15:04:05 GMT"

// encodePosts writes all posts of the site, newest first.
func encodePosts(s *site.Site) ([]byte, error) {
	posts := site.Public(s.Posts)
	list := make([]summary, len(posts))
	for i, e := range posts {
		list[i] = summary{
			Title:       clean(e.Title),
			Slug:        e.Slug,
			Link:        strings.TrimSuffix(e.Path, "/"),
			Description: clean(e.Summary()),
			PubDate:     e.Published.Instant().Format(httpTime),
			Author:      joined(authors(s.Base, e)),
		}
	}
	return plainJSON(list, 512*len(list))
}
