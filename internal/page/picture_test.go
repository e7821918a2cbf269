package page

import (
	"strings"
	"testing"
	"testing/fstest"

	"candor/internal/card"
	"candor/internal/post"
	"candor/internal/site"
	"candor/internal/theme"
)

func withCards(t *testing.T, cards string, posts ...*post.Post) *Maker {
	config := site.Defaults()
	config.Cards, config.Description = cards, "What went wrong."
	return maker(t, config, posts...)
}

func outage(t *testing.T) *post.Post {
	return &post.Post{Slug: "outage", Title: `Checkout & "payments"`, Published: moment(t, "2024-03-02"), Aliases: []string{"/old/"}, Lines: post.Lines{Aliases: []int{1}},
		Incident: post.Claim{Stated: true, Severity: post.Stated{Text: "major"}}}
}

// pictureTags are the lines on pictures in the head of a kind's first page.
func pictureTags(t *testing.T, m *Maker, kindName string) string {
	t.Helper()
	view, err := kind(t, kindName).Pages(m)[0].View()
	if err != nil {
		t.Fatal(err)
	}
	meta, err := view.(interface {
		Metadata() (string, error)
	}).Metadata()
	if err != nil {
		t.Fatal(err)
	}
	var tags strings.Builder
	for line := range strings.Lines(meta) {
		if strings.HasPrefix(line, "<meta") && (strings.Contains(line, "image") || strings.Contains(line, "twitter:card")) {
			tags.WriteString(line)
		}
	}
	return tags.String()
}

// Metadata lets tests take the head of any view.
func (v View) Metadata() (string, error) {
	meta, err := v.Head.Metadata()
	return string(meta), err
}

func TestPagesNameTheirPicture(t *testing.T) {
	siteCard := card.Card{Site: "Incidents", About: "What went wrong."}
	postCard := card.Card{Site: "Incidents", Title: `Checkout & "payments"`, Date: "2 Mar 2024", Severity: "major", Grade: 2}
	drawn := func(c card.Card, alt string) string {
		address := "https://example.org/repo/assets/card." + c.Key()[:16] + ".png"
		return `<meta property="og:image" content="` + address + `">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="` + alt + `">
<meta name="twitter:image" content="` + address + `">
<meta name="twitter:image:alt" content="` + alt + `">
<meta name="twitter:card" content="summary_large_image">
`
	}
	const none = "<meta name=\"twitter:card\" content=\"summary\">\n"
	ofSite := drawn(siteCard, "Incidents. What went wrong.")
	ofPost := drawn(postCard, "Checkout &amp; &#34;payments&#34;. Severity: major. Published: 2 Mar 2024. Incidents")
	for _, test := range []struct{ cards, home, post string }{
		{site.CardOfSite, ofSite, ofSite}, {site.CardsEach, ofSite, ofPost}, {site.NoCards, none, none},
	} {
		m := withCards(t, test.cards, outage(t))
		for kind, want := range map[string]string{"home": test.home, "archive": test.home, "post": test.post, "redirect": test.post} {
			if got := pictureTags(t, m, kind); got != want {
				t.Errorf("cards: %s, %s:\n%s\nwant\n%s", test.cards, kind, got, want)
			}
		}
	}
}

func TestOwnPicturesWin(t *testing.T) {
	p := outage(t)
	p.Image = "/chart.png"
	m := withCards(t, site.CardsEach, p)
	static, err := theme.LoadStatic(fstest.MapFS{"card.png": {Data: []byte("png")}})
	if err != nil {
		t.Fatal(err)
	}
	m.Theme = &theme.Theme{Static: static}
	for kind, want := range map[string]string{"post": "https://example.org/repo/chart.png", "home": "https://example.org/repo/card.png"} {
		tags := pictureTags(t, m, kind)
		if !strings.Contains(tags, `<meta property="og:image" content="`+want+`">`) || strings.Contains(tags, "width") {
			t.Errorf("%s:\n%s", kind, tags)
		}
	}
	if cards, _ := SocialCards(m); len(cards) > 0 {
		t.Errorf("pictures that no page names are drawn: %v", cards)
	}
}

func TestPostsWithLettersThatTheFontLacksShowTheSitesCard(t *testing.T) {
	japanese, arabic, twin := outage(t), outage(t), outage(t)
	japanese.Slug, japanese.Title = "ja", "決済の障害"
	arabic.Slug, arabic.Title = "ar", "عطل في الدفع"
	twin.Slug = "outage-2"
	m := withCards(t, site.CardsEach, japanese, arabic, twin, outage(t))
	cards, without := SocialCards(m)
	if len(cards) != 2 || len(without) != 2 {
		t.Errorf("%d pictures for the site and two posts that look the same; %d posts without", len(cards), len(without))
	}
	home := pictureTags(t, m, "home")
	for _, p := range kind(t, "post").Pages(m) {
		view, _ := p.View()
		foreign := p.Path == "/blog/ja/" || p.Path == "/blog/ar/"
		if meta, _ := view.(PostView).Metadata(); strings.Contains(meta, home) != foreign || strings.Contains(meta, `"image":`) == foreign {
			t.Errorf("%s:\n%s", p.Path, meta)
		}
	}
}
