package scaffold

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"candor/internal/post"
	"candor/internal/site"

	"go.yaml.in/yaml/v4"
)

// Fields are what an outline can refer to, as {{.Title}} and so on.
type Fields struct {
	Title      Value
	Slug       Value
	Author     Value  // the id of the site's only author, else ""
	Date       string // today; with the time of day where the date alone is still in the future
	Day        string // today, always as 2025-04-02
	Draft      bool
	Authors    List // ids, as in site.yaml
	Severities List // from mild to grave
	Services   List // slugs
}

// Value is a text that prints as a YAML value on one line, in quotes where it
// needs them, so that no title can break the front matter.
type Value string

func (v Value) String() string {
	out, err := yaml.Dump(oneLine(string(v)), yaml.WithLineWidth(-1))
	if err != nil { // no string fails
		return `""`
	}
	return strings.TrimSpace(string(out))
}

// List prints on one line, for a comment.
type List []string

func (l List) String() string { return oneLine(strings.Join(l, ", ")) }

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// maxSlug bounds a slug made from a title, in characters: a file name has
// 255 bytes, a character up to four.
const maxSlug = 60

// NewFields describes a post that is begun at now, which is today in the
// site's time zone. slug may be "": then it comes from the title.
func NewFields(title, slug string, draft bool, now time.Time, c site.Config) (Fields, error) {
	title = oneLine(strings.ToValidUTF8(title, "\ufffd"))
	if title == "" {
		return Fields{}, errors.New(`the title is empty: say what happened, like "Checkout was down"`)
	}
	name := post.Slug(slug)
	switch {
	case slug != "" && name == "":
		return Fields{}, fmt.Errorf("the slug %q has no letter or digit", slug)
	case slug == "":
		name = shorten(post.Slug(title))
	}
	if name == "" {
		return Fields{}, errors.New("the title has no letter or digit to make an address from: name one with --slug")
	}
	zone, err := time.LoadLocation(c.Timezone)
	if err != nil {
		return Fields{}, err
	}
	f := Fields{
		Title: Value(title), Slug: Value(name), Draft: draft,
		Date: date(now.In(zone)), Day: now.In(zone).Format(time.DateOnly),
		Authors:    slices.Sorted(maps.Keys(c.Authors)),
		Severities: c.Severities,
		Services:   slices.Sorted(maps.Keys(c.Services)),
	}
	if len(f.Authors) == 1 {
		f.Author = Value(f.Authors[0])
	}
	return f, nil
}

// File is the name of the post's file.
func (f Fields) File() string { return string(f.Slug) + ".md" }

// date is the day of t. East of Greenwich a day begins before midnight UTC,
// which is what a date without a time means: there the time is given as well,
// or the post would count as one of the future for some hours.
func date(t time.Time) string {
	day := t.Format(time.DateOnly)
	if midnight, err := time.Parse(time.DateOnly, day); err == nil && midnight.After(t) {
		return t.Format("2006-01-02T15:04:05-07:00")
	}
	return day
}

// shorten cuts a slug after the last word that fits.
func shorten(slug string) string {
	runes := []rune(slug)
	if len(runes) <= maxSlug {
		return slug
	}
	cut := string(runes[:maxSlug])
	if runes[maxSlug] != '-' {
		if i := strings.LastIndexByte(cut, '-'); i > 0 {
			cut = cut[:i]
		}
	}
	return strings.TrimRight(cut, "-")
}
