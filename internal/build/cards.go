package build

import (
	"candor/internal/card"
	"candor/internal/diag"
	"candor/internal/page"
	"candor/internal/tree"
)

// Cards keeps pictures from one build to the next, by their keys. Its methods
// are called from any goroutine.
type Cards interface {
	// Use tells that a picture is of this build, also where it is not asked for.
	Use(key string)
	// Get returns a picture as it was put, or nil.
	Get(key string) []byte
	// Put may keep a picture. It does not change or hold on to it.
	Put(key string, png []byte)
}

// claimCards registers the files of pictures, and says which posts have none.
func (r *run) claimCards(c *claims) {
	cards, without := page.SocialCards(&page.Maker{Site: r.site, Theme: r.theme})
	r.cards = cards
	for _, card := range cards {
		c.add(card.Path, claimant{what: "the site itself"})
	}
	for _, e := range without {
		r.findings.add(diag.Diagnostic{File: r.Content.Name + e.Source, Line: e.Lines.Title, Code: "card-letters", Severity: diag.Hint,
			Message: "the font of cards lacks letters of this title or severity, so chats show the site's card", Hint: "give the post an image, or set cards: site in site.yaml"})
	}
}

// drawCards publishes the pictures that pages name.
func (r *run) drawCards() error {
	return r.each("cards", len(r.cards), func(i int) error {
		c := r.cards[i]
		if r.Cards != nil {
			r.Cards.Use(c.Card.Key())
		}
		return r.make("/"+c.Path, keyOf([]byte(c.Card.Key())), func(put putter) error {
			png, err := r.picture(c.Card)
			if err != nil {
				return err
			}
			return put(c.Path, tree.Asset, png)
		})
	})
}

func (r *run) picture(c card.Card) ([]byte, error) {
	if r.Cards == nil {
		return card.Draw(c)
	}
	key := c.Key()
	if png := r.Cards.Get(key); card.Whole(png) {
		return png, nil
	}
	png, err := card.Draw(c)
	if err == nil {
		r.Cards.Put(key, png)
	}
	return png, err
}
