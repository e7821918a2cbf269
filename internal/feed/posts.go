package feed

import (
	"strings"

	"candor/internal/appendjson"
	"candor/internal/site"
)

// postsPath is the list of all posts for scripts.
const postsPath = "/posts.json"

// httpTime is the form of JavaScript's toUTCString (RFC 9110 section 5.6.7).
const httpTime = "Mon, 02 Jan 2006 15:04:05 GMT"

// encodePosts writes all posts of the site, newest first. The fields, their
// order and their form are those of the feed that this file replaces.
func encodePosts(s *site.Site) ([]byte, error) {
	posts := site.Public(s.Posts)
	out := appendjson.Array(make([]byte, 0, 512*len(posts)), posts, func(dst []byte, e *site.Entry) []byte {
		dst = appendjson.String(append(dst, `{"title":`...), clean(e.Title))
		dst = appendjson.String(append(dst, `,"slug":`...), e.Slug)
		dst = appendjson.String(append(dst, `,"link":`...), strings.TrimSuffix(e.Path, "/")) // without base path
		dst = appendjson.String(append(dst, `,"description":`...), clean(e.Summary()))
		dst = e.Published.Instant().AppendFormat(append(dst, `,"pubDate":`...), `"`+httpTime+`"`)
		dst = appendjson.String(append(dst, `,"author":`...), joined(authors(s.Base, e)))
		return append(dst, '}')
	})
	return append(out, '\n'), nil
}
