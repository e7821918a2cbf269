package page

import (
	"bytes"
	"encoding/json"
	"html/template"
	"strconv"

	"candor/internal/escape"
)

// Metadata is the part of the head that is for machines: policy, description,
// Open Graph (ogp.me), cards, feed discovery and JSON-LD. It is written here
// and not in a template so that a site's own layout cannot lose half of it.
func (h Head) Metadata() (template.HTML, error) {
	html, err := h.AppendMetadata(nil)
	return template.HTML(html), err
}

// AppendMetadata appends the form of Metadata to dst.
func (h Head) AppendMetadata(dst []byte) ([]byte, error) {
	w := &metadata{dst}
	if h.Policy != "" {
		w.tag(`<meta http-equiv="Content-Security-Policy" content="`, h.Policy)
	}
	w.tag(`<meta name="description" content="`, h.Description)
	if h.Refresh != "" {
		w.tag(`<meta http-equiv="refresh" content="0; url=`, h.Refresh)
	}
	if h.NoIndex {
		w.out = append(w.out, "<meta name=\"robots\" content=\"noindex\">\n"...)
	}
	if h.Canonical != "" {
		w.tag(`<link rel="canonical" href="`, h.Canonical)
		w.property("og:url", h.Canonical)
	}
	w.property("og:type", h.Type)
	w.property("og:title", h.Name)
	w.property("og:description", h.Description)
	w.property("og:site_name", h.site.Title)
	w.property("og:locale", h.site.Locale())
	w.card(h)
	w.article(h)
	for _, f := range h.Feeds {
		w.open(`<link rel="alternate" type="`, f.MediaType)
		w.open(`" title="`, f.Title)
		w.tag(`" href="`, h.site.Base.Path(f.Path))
	}
	if h.Data != nil {
		w.out = append(w.out, `<script type="application/ld+json">`...)
		if err := json.NewEncoder(w).Encode(h.Data); err != nil { // escapes <, > and &
			return nil, err
		}
		w.out = append(bytes.TrimSuffix(w.out, []byte("\n")), "</script>\n"...)
	}
	return bytes.TrimSuffix(w.out, []byte("\n")), nil
}

type metadata struct{ out []byte }

// Write implements io.Writer.
func (w *metadata) Write(data []byte) (int, error) {
	w.out = append(w.out, data...)
	return len(data), nil
}

// open writes the value of an attribute and leaves it open.
func (w *metadata) open(before, value string) {
	w.out = escape.HTML.Append(append(w.out, before...), value)
}

// tag finishes a tag whose last attribute is open.
func (w *metadata) tag(before, value string) {
	w.open(before, value)
	w.out = append(w.out, "\">\n"...)
}

func (w *metadata) property(name, value string) {
	w.open(`<meta property="`, name)
	w.tag(`" content="`, value)
}

func (w *metadata) name(name, value string) {
	w.open(`<meta name="`, name)
	w.tag(`" content="`, value)
}

// card is for Twitter and those who read its tags.
func (w *metadata) card(h Head) {
	kind := "summary"
	if h.Image != "" {
		kind = "summary_large_image"
		w.property("og:image", h.Image)
		if h.ImageWidth > 0 {
			w.property("og:image:width", strconv.Itoa(h.ImageWidth))
			w.property("og:image:height", strconv.Itoa(h.ImageHeight))
		}
		w.property("og:image:alt", h.ImageAlt)
		w.name("twitter:image", h.Image)
		w.name("twitter:image:alt", h.ImageAlt)
	}
	w.name("twitter:card", kind)
	w.name("twitter:title", h.Name)
	w.name("twitter:description", h.Description)
}

func (w *metadata) article(h Head) {
	for _, name := range h.Authors {
		w.name("author", name)
	}
	if h.Published != "" {
		w.property("article:published_time", h.Published)
		w.property("article:modified_time", h.Modified)
	}
	for _, tag := range h.Tags {
		w.property("article:tag", tag)
	}
}
