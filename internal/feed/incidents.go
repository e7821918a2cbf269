package feed

import (
	_ "embed"

	"candor/internal/appendjson"
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

// encodeIncidents writes the facts of every incident, newest first: the record
// that candor facts prints, with the post's id and address.
func encodeIncidents(s *site.Site) ([]byte, error) {
	var list []*site.Entry
	for _, e := range site.Public(s.Posts) {
		if e.Facts != nil {
			list = append(list, e)
		}
	}
	out := make([]byte, 0, 2048*len(list)+3)
	out = appendjson.Array(out, list, func(dst []byte, e *site.Entry) []byte {
		dst = appendjson.String(append(dst, `{"id":`...), clean(e.ID))
		dst = appendjson.String(append(dst, `,"url":`...), s.Base.Absolute(e.Path))
		record := incident.Record{File: e.Source, Title: clean(e.Title), Slug: e.Slug, Published: e.Published, Incident: e.Facts}
		return append(record.AppendMembers(append(dst, ',')), '}')
	})
	return append(out, '\n'), nil
}

func encodeSchema(*site.Site) ([]byte, error) { return Schema, nil }
