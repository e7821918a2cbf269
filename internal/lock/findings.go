package lock

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"candor/internal/diag"
)

// The findings of a comparison. Each says what would happen to readers, and
// gives the front matter to paste.

func (c *comparison) about(p Post, line int, code, message, hint string) diag.Diagnostic {
	return diag.Diagnostic{File: c.Folder + p.Source, Line: max(line, 1), Code: code, Severity: diag.Error, Message: message, Hint: hint}
}

// moved: the post is there, and an address of it no longer is.
func (c *comparison) moved(p Post, e Entry, lost []string) diag.Diagnostic {
	return c.about(p, p.SlugLine, "address-lost",
		fmt.Sprintf("readers have %s for this post (line %d of %s), and nothing would answer there", join(lost), e.Line, c.Lock),
		fmt.Sprintf("write `%s` into its front matter", aliases(slices.Concat(p.Aliases, lost))))
}

// vanished: nothing tells where the post of an entry is.
func (c *comparison) vanished(e Entry, lost []string) diag.Diagnostic {
	why := "is gone from there"
	if c.Hidden[e.Source] {
		why = "is now a draft, a page, or dated in the future"
	}
	return diag.Diagnostic{File: c.Lock, Line: e.Line, Code: "address-lost", Severity: diag.Error,
		Message: fmt.Sprintf("%s%s was published at %s and %s", c.Folder, e.Source, join(lost), why),
		Hint: fmt.Sprintf("if the post moved, write `%s` and `%s` into its front matter; if another post replaces it, write only the aliases there; to withdraw it for good, delete this line",
			aliases(lost), idLine(e.FeedID))}
}

// changedID: the front matter names another id than the one that readers know.
func (c *comparison) changedID(p Post, e Entry) diag.Diagnostic {
	return c.about(p, p.IDLine, "id-changed",
		fmt.Sprintf("the id of this post would change, and feed readers would show it again as new; it was published as %s", e.FeedID),
		fmt.Sprintf("write `%s`, or leave the id out; if another post takes the place of that one, delete line %d of %s", idLine(e.FeedID), e.Line, c.Lock))
}

// unclear: a new post redirects from one that is gone.
func (c *comparison) unclear(p Post, e Entry) diag.Diagnostic {
	return c.about(p, p.AliasLine, "id-unclear",
		fmt.Sprintf("this takes over %s from %s%s without saying whether it is the same post", e.Path, c.Folder, e.Source),
		fmt.Sprintf("if it is, write `%s` into its front matter; if it is another post, write `%s`", idLine(e.FeedID), idLine(p.URL)))
}

// swapped: a post's file leads to one line and its address to another.
func (c *comparison) swapped(p Post, at, from Entry) diag.Diagnostic {
	return c.about(p, p.SlugLine, "id-unclear",
		fmt.Sprintf("this file was %s, and is now at %s, which was %s%s", from.Path, at.Path, c.Folder, at.Source),
		fmt.Sprintf("say which post it is: write `%s` or `%s` into its front matter", idLine(from.FeedID), idLine(at.FeedID)))
}

// contested: one post has a line's address, and another its file.
func (c *comparison) contested(e Entry, a, b Post) diag.Diagnostic {
	if address(a.Path) != address(e.Path) {
		a, b = b, a
	}
	return c.about(a, a.SlugLine, "id-unclear",
		fmt.Sprintf("this is now at %s, which was %s%s, and that file is now at %s", e.Path, c.Folder, e.Source, b.Path),
		fmt.Sprintf("write `%s` into the one that subscribers know, and `id: ` with an address of its own into the other", idLine(e.FeedID)))
}

// taken: two posts have one id.
func (c *comparison) taken(p, other Post, id string) diag.Diagnostic {
	if p.ID == "" && other.ID != "" && p.Source < other.Source {
		p, other = other, p // the one that claims it can give it up
	}
	return c.about(p, p.IDLine, "id-taken",
		fmt.Sprintf("this and %s%s have one id, %s, so that feed readers show only one of them", c.Folder, other.Source, id),
		"give one of them an `id:` of its own, such as its first address")
}

// unfit: the lock cannot hold the post.
func (c *comparison) unfit(p Post, problem string) diag.Diagnostic {
	return c.about(p, p.IDLine, "id-invalid", "this post cannot be recorded in "+c.Lock+": "+problem, "write the id as a URI, like tag:example.com,2025:my-post")
}

func join(addresses []string) string { return strings.Join(addresses, " and ") }

// aliases is the line of front matter that keeps addresses.
func aliases(addresses []string) string {
	texts := make([]string, len(addresses))
	for i, a := range addresses {
		texts[i] = scalar(a, "")
	}
	return "aliases: [" + strings.Join(texts, ", ") + "]"
}

func idLine(id string) string { return "id: " + scalar(id, ":,@") }

// scalar writes a text as YAML, in quotes where it could mean something else.
// also are characters that mean nothing where it stands.
func scalar(s, also string) string {
	special := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/._~-%+="+also, r)
	}
	if strings.ContainsFunc(s, special) || strings.HasSuffix(s, ":") {
		return strconv.Quote(s)
	}
	return s
}
