package check

import (
	"candor/internal/markdown"
	"candor/internal/site"
)

// Site is what the rules over a whole site read.
type Site struct {
	*site.Site
	Links   *site.Resolver
	Files   map[string]bool // every file of the output, by its address from the root
	Texts   map[string]Text // by source
	Assets  []Asset
	Answers map[string]Answer // by address without fragment; nil where nobody asked
}

// Answer is what another site said about an address.
type Answer struct {
	Gone bool   // nobody will find anything there
	Why  string // a clause; empty where all is well
}

// Text is what is kept of a post's body for the rules over the site.
type Text struct {
	Holes   []markdown.Hole
	Links   []Link
	Anchors func() map[string]bool // ids in the body of its page
}

// Link is a reference that needs nothing of the site, and its place in the file.
type Link struct {
	Ref          string
	Line, Column int
}

// Asset is a file that stands beside a post.
type Asset struct {
	Source string // below the content folder
	Bytes  int64
}
