package site

import (
	"fmt"
	"net/url"
	"strings"
)

// Base is where a site is published: an origin and the path in front of every
// address of the site. It is the only place that turns the site's own paths
// into addresses.
type Base struct {
	origin string // https://example.org
	prefix string // "" or /repo
}

// LocalBase is used when nobody said where the site will be published.
const LocalBase = "http://localhost:8080"

// ParseBase reads an absolute http or https URL without query or fragment.
func ParseBase(text string) (Base, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return Base{}, fmt.Errorf("%q is no URL", text)
	case u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return Base{}, fmt.Errorf("%q does not start with http:// or https:// and a host", text)
	case u.RawQuery != "" || u.Fragment != "" || u.User != nil:
		return Base{}, fmt.Errorf("%q has a query, a fragment or a user in it", text)
	case strings.Contains(u.Path, "//") || strings.Contains(u.Path+"/", "/../") || strings.ContainsAny(u.Path+u.Host, "\"'<> \\"):
		return Base{}, fmt.Errorf("the path of %q is not clean", text)
	}
	return Base{strings.ToLower(u.Scheme + "://" + u.Host), strings.TrimSuffix(u.EscapedPath(), "/")}, nil
}

// Path is the address of a path of the site ("/blog/x/") relative to the
// origin, percent-encoded. A query or fragment is not part of path.
func (b Base) Path(path string) string { return b.prefix + escape(path) }

// Absolute is the full URL of a path of the site.
func (b Base) Absolute(path string) string { return b.origin + b.prefix + escape(path) }

// Origin is the scheme and host, without a slash at the end.
func (b Base) Origin() string { return b.origin }

// Prefix is the base path, without a slash at the end.
func (b Base) Prefix() string { return b.prefix }

// escape percent-encodes what RFC 3986 does not allow in a path.
func escape(path string) string {
	for i := 0; i < len(path); i++ {
		if c := path[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || strings.IndexByte("/-._~", c) >= 0) {
			return (&url.URL{Path: path}).EscapedPath()
		}
	}
	return path
}
