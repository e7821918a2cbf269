package page

import (
	"strings"
	"time"

	"candor/internal/site"
)

// Article is a post as schema.org's BlogPosting, or Report for one about an
// incident, in JSON-LD.
type Article struct {
	Context     string       `json:"@context"`
	Type        string       `json:"@type"`
	ID          string       `json:"@id"`
	Headline    string       `json:"headline"`
	Description string       `json:"description,omitempty"`
	URL         string       `json:"url"`
	Image       string       `json:"image,omitempty"`
	Language    string       `json:"inLanguage"`
	Published   string       `json:"datePublished"` // no finer than the author gave it
	Modified    string       `json:"dateModified"`
	Authors     []Agent      `json:"author,omitempty"`
	Publisher   Agent        `json:"publisher"`
	Keywords    []string     `json:"keywords,omitempty"`
	Corrections []Correction `json:"correction,omitempty"`
	About       *Event       `json:"about,omitempty"`
}

// Event is the incident as schema.org's Event. Its times are ISO 8601, cut to
// what is known.
type Event struct {
	Type     string `json:"@type"`
	Name     string `json:"name"`
	Start    string `json:"startDate,omitempty"`
	End      string `json:"endDate,omitempty"`
	Duration string `json:"duration,omitempty"` // ISO 8601: PT4H17M
}

// Agent is who writes or publishes.
type Agent struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url,omitempty"`
}

// Correction is schema.org's CorrectionComment.
type Correction struct {
	Type string `json:"@type"`
	Text string `json:"text"`
	Date string `json:"datePublished"`
}

func (m *Maker) article(e *site.Entry, h Head) Article {
	a := Article{
		Context: "https://schema.org", Type: "BlogPosting", ID: e.ID,
		Headline: e.Title, Description: h.Description, URL: h.Canonical,
		Language: m.Site.Language, Published: Stamp(e.Published), Modified: Stamp(e.Modified()),
		Publisher: Agent{"Organization", m.Site.Title, m.Site.Base.Absolute("/")}, Keywords: h.Tags,
	}
	if h.Picture != m.sitePicture() { // which tells nothing of the post
		a.Image = h.Image
	}
	if e.Facts != nil {
		a.Type, a.About = "Report", event(e)
	}
	for _, author := range e.Authors {
		a.Authors = append(a.Authors, Agent{"Person", author.Name, author.URL})
	}
	for _, c := range e.Corrections {
		a.Corrections = append(a.Corrections, Correction{"CorrectionComment", c.Text, Stamp(c.Date)})
	}
	return a
}

// event is what is known of the incident; nil when that is nothing.
func event(e *site.Entry) *Event {
	ev := Event{Type: "Event", Name: e.Title}
	if f := e.Facts.Started; f != nil {
		ev.Start = f.String()
	}
	if f := e.Facts.Resolved; f != nil {
		ev.End = f.String()
	}
	if d := e.Facts.Duration; d != nil {
		ev.Duration = "PT" + strings.ToUpper(d.Length.Round(time.Second).String())
	}
	if ev.Start == "" && ev.End == "" && ev.Duration == "" {
		return nil
	}
	return &ev
}
