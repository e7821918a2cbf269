package incident

import (
	"strconv"

	"candor/internal/appendjson"
	"candor/internal/when"
)

// Record is one post in the JSON of `candor facts` and of incidents.json.
type Record struct {
	File      string
	Title     string
	Slug      string
	Published when.Moment // of which only the date is shown
	Incident  *Incident   // nil for a post that reports none
}

// AppendJSON appends r as JSON.
func (r Record) AppendJSON(dst []byte) []byte {
	dst = append(dst, '{')
	dst = r.AppendMembers(dst)
	return append(dst, '}')
}

// AppendMembers appends what stands between the braces of r.
func (r Record) AppendMembers(dst []byte) []byte {
	dst = appendjson.String(append(dst, `"file":`...), r.File)
	dst = appendjson.String(append(dst, `,"title":`...), r.Title)
	dst = appendjson.String(append(dst, `,"slug":`...), r.Slug)
	dst = append(dst, `,"published":`...)
	if r.Published.IsZero() {
		dst = append(dst, "null"...)
	} else {
		dst = r.Published.Time.AppendFormat(dst, `"2006-01-02"`)
	}
	return r.Incident.AppendJSON(append(dst, `,"incident":`...))
}

// MarshalJSON implements json.Marshaler.
func (r Record) MarshalJSON() ([]byte, error) { return r.AppendJSON(nil), nil }

// AppendJSON appends an incident as JSON, null where there is none.
func (in *Incident) AppendJSON(dst []byte) []byte {
	if in == nil {
		return append(dst, "null"...)
	}
	dst = append(dst, '{')
	dst = in.AppendMembers(dst)
	return append(dst, '}')
}

// AppendMembers appends what stands between the braces of an incident, in the
// order in which people ask for it.
func (in *Incident) AppendMembers(dst []byte) []byte {
	dst = appendjson.Nullable(append(dst, `"zone":`...), in.Zone)
	dst = appendFact(append(dst, `,"started":`...), in.Started)
	dst = appendFact(append(dst, `,"detected":`...), in.Detected)
	dst = appendFact(append(dst, `,"mitigated":`...), in.Mitigated)
	dst = appendFact(append(dst, `,"resolved":`...), in.Resolved)
	dst = appendDuration(append(dst, `,"duration":`...), in.Duration)
	dst = appendjson.Array(append(dst, `,"timeline":`...), in.Timeline, appendEvent)
	dst = append(dst, `,"severity":`...)
	if in.Severity == nil {
		dst = append(dst, "null"...)
	} else {
		dst = appendName(dst, *in.Severity)
	}
	dst = appendjson.Array(append(dst, `,"services":`...), in.Services, appendName)
	return appendjson.Array(append(dst, `,"impact":`...), in.Impact, appendCount)
}

// MarshalJSON implements json.Marshaler.
func (in *Incident) MarshalJSON() ([]byte, error) { return in.AppendJSON(nil), nil }

// appendFact appends a moment and its evidence.
func appendFact(dst []byte, f *Fact) []byte {
	if f == nil {
		return append(dst, "null"...)
	}
	dst = appendMoment(append(dst, `{"at":`...), f.Moment)
	dst = appendjson.String(append(dst, `,"precision":`...), f.Precision.String())
	dst = strconv.AppendBool(append(dst, `,"approx":`...), f.Approx)
	return append(appendEvidence(dst, f.Evidence), '}')
}

// appendDuration appends a length in minutes.
func appendDuration(dst []byte, d *Duration) []byte {
	if d == nil {
		return append(dst, "null"...)
	}
	dst = appendjson.Number(append(dst, `{"minutes":`...), d.Length.Minutes())
	dst = strconv.AppendBool(append(dst, `,"stated":`...), d.Stated)
	return append(appendEvidence(dst, d.Evidence), '}')
}

func appendEvidence(dst []byte, e Evidence) []byte {
	dst = strconv.AppendInt(append(dst, `,"evidence":{"line":`...), int64(e.Line), 10)
	dst = appendjson.String(append(dst, `,"text":`...), e.Text)
	dst = appendjson.String(append(dst, `,"rule":`...), e.Rule)
	return append(dst, '}')
}

// appendEvent appends an entry of the timeline; what it does not know of its
// time is null.
func appendEvent(dst []byte, e Event) []byte {
	precision := ""
	if !e.At.IsZero() {
		precision = e.At.Precision.String()
	}
	dst = appendMoment(append(dst, `{"at":`...), e.At)
	dst = appendMoment(append(dst, `,"end":`...), e.Until)
	dst = appendjson.Nullable(append(dst, `,"precision":`...), precision)
	dst = strconv.AppendBool(append(dst, `,"approx":`...), e.At.Approx)
	dst = strconv.AppendInt(append(dst, `,"line":`...), int64(e.Line), 10)
	dst = appendjson.String(append(dst, `,"text":`...), e.Text)
	return append(dst, '}')
}

// appendMoment appends a time, or null.
func appendMoment(dst []byte, m when.Moment) []byte {
	if m.IsZero() {
		return append(dst, "null"...)
	}
	return append(m.Append(append(dst, '"')), '"')
}

func appendName(dst []byte, l Label) []byte { return appendjson.String(dst, l.Name) }

func appendCount(dst []byte, c Count) []byte {
	dst = appendjson.Number(append(dst, `{"number":`...), c.Number)
	dst = appendjson.String(append(dst, `,"unit":`...), c.Unit)
	dst = strconv.AppendInt(append(dst, `,"line":`...), int64(c.Evidence.Line), 10)
	return append(dst, '}')
}
