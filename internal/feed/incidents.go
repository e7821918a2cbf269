package feed

import (
	"bytes"
	_ "embed"

	"candor/internal/incident"
	"candor/internal/site"
)

const (
	incidentsPath = "/incidents.json"
	schemaPath    = "/incidents.schema.json"
)

// Schema is the JSON Schema (2020-12) of incidents.json.
//
//go:embed incidents.schema.json
var Schema []byte

// report is a post's incident in incidents.json: the record that candor facts
// prints, with the post's id and address.
type report struct {
	ID  string `json:"id"`
	URL string `json:"url"`
	incident.Record
}

// extension is the object _incident of a JSON Feed item
// (https://www.jsonfeed.org/version/1.1/#extensions-a-name-extensions-a).
type extension struct {
	About string `json:"about"` // where the form is described
	*incident.Incident
}

// MarshalJSON puts about first and the facts after it.
func (x extension) MarshalJSON() ([]byte, error) {
	return plainMembers(struct {
		About string `json:"about"`
	}{x.About}, x.Incident)
}

// encodeIncidents writes the facts of every incident, newest first.
func encodeIncidents(s *site.Site) ([]byte, error) {
	list := []report{}
	for _, e := range site.Public(s.Posts) {
		if e.Facts != nil {
			list = append(list, report{clean(e.ID), s.Base.Absolute(e.Path), incident.Record{
				File: e.Source, Title: clean(e.Title), Slug: e.Slug, Published: incident.Date{Moment: e.Published}, Incident: e.Facts,
			}})
		}
	}
	return plainJSON(list, 2048*len(list))
}

func encodeSchema(*site.Site) ([]byte, error) { return Schema, nil }

// plainMembers writes several objects as one.
func plainMembers(objects ...any) ([]byte, error) {
	var out []byte
	for i, object := range objects {
		part, err := plainJSON(object, 512)
		if err != nil {
			return nil, err
		}
		part = bytes.TrimSpace(part)
		if i > 0 {
			out = append(out[:len(out)-1], ',')
			part = part[1:]
		}
		out = append(out, part...)
	}
	return out, nil
}
