package incident

import (
	"encoding/json"

	"candor/internal/when"
)

// Record is one post in the JSON of `candor facts` and of incidents.json.
type Record struct {
	File      string    `json:"file"`
	Title     string    `json:"title"`
	Slug      string    `json:"slug"`
	Published Date      `json:"published"`
	Incident  *Incident `json:"incident"` // null for a post that reports none
}

// Date is a moment that JSON shows as a date, or as null when it is zero.
type Date struct{ when.Moment }

// MarshalJSON shows the date alone.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(d.Time.Format("2006-01-02"))
}

// orNull is a moment that JSON shows as null when it is zero.
type orNull struct{ when.Moment }

func (m orNull) MarshalJSON() ([]byte, error) {
	if m.IsZero() {
		return []byte("null"), nil
	}
	return json.Marshal(m.String())
}

// MarshalJSON writes the fields in the order in which people ask for them.
func (in *Incident) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Zone      *string   `json:"zone"`
		Started   *Fact     `json:"started"`
		Detected  *Fact     `json:"detected"`
		Mitigated *Fact     `json:"mitigated"`
		Resolved  *Fact     `json:"resolved"`
		Duration  *Duration `json:"duration"`
		Timeline  []Event   `json:"timeline"`
		Severity  *string   `json:"severity"`
		Services  []string  `json:"services"`
		Impact    []Count   `json:"impact"`
	}{
		stringOrNull(in.Zone), in.Started, in.Detected, in.Mitigated, in.Resolved, in.Duration,
		orEmpty(in.Timeline), in.severityName(), names(in.Services), orEmpty(in.Impact),
	})
}

// MarshalJSON shows the moment and its evidence.
func (f Fact) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		At        when.Moment    `json:"at"`
		Precision when.Precision `json:"precision"`
		Approx    bool           `json:"approx"`
		Evidence  Evidence       `json:"evidence"`
	}{f.Moment, f.Precision, f.Approx, f.Evidence})
}

// MarshalJSON shows the length in minutes.
func (d Duration) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Minutes  float64  `json:"minutes"`
		Stated   bool     `json:"stated"`
		Evidence Evidence `json:"evidence"`
	}{d.Length.Minutes(), d.Stated, d.Evidence})
}

// MarshalJSON shows an unknown time as null.
func (e Event) MarshalJSON() ([]byte, error) {
	var precision *string
	if !e.At.IsZero() {
		precision = stringOrNull(e.At.Precision.String())
	}
	return json.Marshal(struct {
		At        orNull  `json:"at"`
		End       orNull  `json:"end"`
		Precision *string `json:"precision"`
		Approx    bool    `json:"approx"`
		Line      int     `json:"line"`
		Text      string  `json:"text"`
	}{orNull{e.At}, orNull{e.Until}, precision, e.At.Approx, e.Line, e.Text})
}

// MarshalJSON shows the number, its unit and its line.
func (c Count) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Number float64 `json:"number"`
		Unit   string  `json:"unit"`
		Line   int     `json:"line"`
	}{c.Number, c.Unit, c.Evidence.Line})
}

func (in *Incident) severityName() *string {
	if in.Severity == nil {
		return nil
	}
	return &in.Severity.Name
}

func stringOrNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

func names(labels []Label) []string {
	list := make([]string, len(labels))
	for i, l := range labels {
		list[i] = l.Name
	}
	return list
}
