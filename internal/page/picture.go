package page

import (
	"sync"

	"candor/internal/card"
	"candor/internal/site"
)

// Picture is what chats and social networks show beside a link to a page.
type Picture struct {
	Image       string // full URL; "" when there is none
	ImageAlt    string
	ImageWidth  int // pixels; 0 when not known
	ImageHeight int
}

// ownCard is the static file that replaces the card of the site.
const ownCard = "card.png"

// SocialCard is a picture that the build draws.
type SocialCard struct {
	Path string // below the output folder
	card.Card
}

// SocialCards lists the pictures that pages name, each once. without are the posts
// that have none of their own, since the font lacks letters of theirs.
func SocialCards(m *Maker) (cards []SocialCard, without []*site.Entry) {
	known := map[string]bool{}
	add := func(c card.Card) {
		if path := cardPath(c); !known[path] {
			known[path] = true
			cards = append(cards, SocialCard{path[1:], c})
		}
	}
	if m.Site.Cards != site.NoCards && !m.hasOwnCard() {
		add(m.siteCard())
	}
	for _, e := range m.Site.Posts {
		if !m.wantsCard(e) {
			continue
		}
		if c := m.postCard(e); c.Legible() {
			add(c)
		} else {
			without = append(without, e)
		}
	}
	return cards, without
}

// cardPath is the address of a card, which holds a hash of what it shows.
func cardPath(c card.Card) string { return "/assets/card." + c.Key()[:16] + ".png" }

func (m *Maker) hasOwnCard() bool { return m.Theme != nil && m.Theme.Static.Path(ownCard) != "" }

func (m *Maker) wantsCard(e *site.Entry) bool {
	return m.Site.Cards == site.CardsEach && e.Image == "" && !e.Page
}

func (m *Maker) siteCard() card.Card {
	return card.Card{Site: m.Site.Title, About: m.Site.Description}
}

func (m *Maker) postCard(e *site.Entry) card.Card {
	c := card.Card{Site: m.Site.Title, Title: e.Title, Grade: m.Site.Grade(e.Severity)}
	if !e.Published.IsZero() {
		c.Date = e.Published.Time.Format("2 Jan 2006")
	}
	if e.Severity != nil {
		c.Severity = e.Severity.Name
	}
	if d := (Row{Entry: e}).Duration(); d.Known {
		c.Duration = d.String()
	}
	return c
}

func (m *Maker) cardPicture(c card.Card) Picture {
	return Picture{m.Site.Base.Absolute(cardPath(c)), c.Alt(), card.Width, card.Height}
}

// sitePicture is for pages without one of their own.
func (m *Maker) sitePicture() Picture {
	m.picture.once.Do(func() {
		switch {
		case m.Site.Cards == site.NoCards:
		case m.hasOwnCard():
			m.picture.Picture = Picture{Image: m.Site.Base.Absolute(m.Theme.Static.Path(ownCard)), ImageAlt: m.Site.Title}
		default:
			m.picture.Picture = m.cardPicture(m.siteCard())
		}
	})
	return m.picture.Picture
}

// oncePicture is the site's, made when it is first asked for.
type oncePicture struct {
	Picture
	once sync.Once
}

// pictureOf is what is shown for a post or page: its own, or the site's.
func (m *Maker) pictureOf(e *site.Entry) Picture {
	if e.Image != "" {
		return Picture{Image: m.Site.Base.Absolute(m.Links.Resolve(e, e.Image).Path), ImageAlt: e.Title}
	}
	if m.wantsCard(e) {
		if c := m.postCard(e); c.Legible() {
			return m.cardPicture(c)
		}
	}
	return m.sitePicture()
}
