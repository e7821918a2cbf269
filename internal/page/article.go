package page

import (
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
		Headline: e.Title, Description: h.Description, URL: h.Canonical, Image: h.Image,
		Language: m.Site.Language, Published: Stamp(e.Published), Modified: Stamp(e.Modified()),
		Publisher: Agent{"Organization", m.Site.Title, m.Site.Base.Absolute("/")}, Keywords: h.Tags,
	}
	if e.Incident.Stated {
		a.Type = "Report"
	}
	for _, author := range e.Authors {
		a.Authors = append(a.Authors, Agent{"Person", author.Name, author.URL})
	}
	for _, c := range e.Corrections {
		a.Corrections = append(a.Corrections, Correction{"CorrectionComment", c.Text, Stamp(c.Date)})
	}
	return a
}
