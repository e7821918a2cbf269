// Package card draws the pictures that chats and social networks show beside
// a link: one for the site, and one for each post where the site wants that.
//
// [Draw] turns what a card says into a PNG of [Width] × [Height] pixels, the
// same bytes on every machine. Outlines of letters are flattened and filled
// without floating-point sums, which processors round differently. [Card.Key]
// names those bytes before they are drawn, for addresses and caches.
//
// The font is Go (https://go.dev/blog/go-fonts), which comes as a module: it
// has Latin, Greek and Cyrillic letters, no marks that combine, and no script
// that needs shaping. A post whose title has others cannot have a card of its
// own; see [Card.Legible].
package card

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"runtime"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Size of every card in pixels: the 1.91 to 1 that Open Graph's readers crop
// to.
const (
	Width  = 1200
	Height = 630
)

// version is part of every key. It changes with the look of cards.
const version = 3

// Card is what a picture says. Without a Title it is the site's own.
type Card struct {
	Site     string // its name
	About    string // what it says of itself; only on its own card
	Title    string // of the post
	Date     string // of the post, like "2 Apr 2025"; these may be ""
	Severity string // of the incident
	Grade    int    // of the severity, from 1 (mild) to 4 (grave); 0 when not known
	Duration string // of the incident, like "12 min"
}

// Legible reports whether the font has the letters of what a post's card must
// say. A site whose name it lacks shows its mark instead.
func (c Card) Legible() bool {
	c = c.clean()
	return covered(c.Title) && covered(c.Severity) && covered(c.Date) && covered(c.Duration)
}

// Key names the bytes that Draw makes: 32 hexadecimal digits, equal for cards
// that look the same. The compressor's work may differ between versions of Go.
func (c Card) Key() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %s %#v", version, runtime.Version(), c.clean()))
	return hex.EncodeToString(sum[:16])
}

// Alt says in words what the picture shows.
func (c Card) Alt() string {
	full := c.clean()
	if full.Title == "" {
		if !covered(full.Site) || !covered(full.About) {
			full.About = ""
		}
		return sentences(full.Site, full.About)
	}
	parts := []string{full.Title}
	for _, note := range []struct{ label, value string }{{"Severity: ", full.Severity}, {"Duration: ", full.Duration}, {"Published: ", full.Date}} {
		if note.value != "" {
			parts = append(parts, note.label+note.value)
		}
	}
	return sentences(append(parts, full.Site)...)
}

// sentences joins the parts that are not empty, with full stops where they
// have no end of their own.
func sentences(parts ...string) string {
	var b strings.Builder
	for _, part := range parts {
		if s := b.String(); s != "" && part != "" {
			if last, _ := utf8.DecodeLastRuneInString(s); !strings.ContainsRune(".?!…", last) {
				b.WriteByte('.')
			}
			b.WriteByte(' ')
		}
		b.WriteString(part)
	}
	return b.String()
}

// clean is the card with its texts in the form in which they are drawn.
func (c Card) clean() Card {
	for _, text := range []*string{&c.Site, &c.About, &c.Title, &c.Date, &c.Severity, &c.Duration} {
		*text = clean(*text)
	}
	return c
}

// longest is how many letters of a text are looked at, more than a card can
// show.
const longest = 1000

// clean makes one line of a text: composed letters, single spaces, and nothing
// that is there only to steer how it is shown.
func clean(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\u00a0' || r == '\u202f':
			return '\u00a0' // does not break
		case unicode.IsSpace(r):
			return ' '
		case r == '\u2010' || r == '\u2011':
			return '-'
		case unicode.In(r, unicode.Cc, unicode.Cf):
			return -1
		}
		return r
	}, s)
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' }), " ")
	n := 0
	for i := range s {
		if n++; n > longest {
			s = s[:i]
			break
		}
	}
	return norm.NFC.String(s)
}
