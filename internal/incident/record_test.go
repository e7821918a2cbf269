package incident

import (
	"encoding/json"
	"reflect"
	"testing"
	"time"

	"candor/internal/when"

	"github.com/google/go-cmp/cmp"
)

// jsonRecord is the form of a Record, for encoding/json.
type jsonRecord struct {
	File      string        `json:"file"`
	Title     string        `json:"title"`
	Slug      string        `json:"slug"`
	Published *string       `json:"published"`
	Incident  *jsonIncident `json:"incident"`
}

type jsonIncident struct {
	Zone      *string       `json:"zone"`
	Started   *jsonFact     `json:"started"`
	Detected  *jsonFact     `json:"detected"`
	Mitigated *jsonFact     `json:"mitigated"`
	Resolved  *jsonFact     `json:"resolved"`
	Duration  *jsonDuration `json:"duration"`
	Timeline  []jsonEvent   `json:"timeline"`
	Severity  *string       `json:"severity"`
	Services  []string      `json:"services"`
	Impact    []jsonCount   `json:"impact"`
}

type jsonFact struct {
	At        when.Moment    `json:"at"`
	Precision when.Precision `json:"precision"`
	Approx    bool           `json:"approx"`
	Evidence  jsonEvidence   `json:"evidence"`
}

type jsonEvidence struct {
	Line int    `json:"line"`
	Text string `json:"text"`
	Rule string `json:"rule"`
}

type jsonDuration struct {
	Minutes  float64      `json:"minutes"`
	Stated   bool         `json:"stated"`
	Evidence jsonEvidence `json:"evidence"`
}

type jsonEvent struct {
	At        *when.Moment    `json:"at"`
	End       *when.Moment    `json:"end"`
	Precision *when.Precision `json:"precision"`
	Approx    bool            `json:"approx"`
	Line      int             `json:"line"`
	Text      string          `json:"text"`
}

type jsonCount struct {
	Number float64 `json:"number"`
	Unit   string  `json:"unit"`
	Line   int     `json:"line"`
}

func orNull[T any](v T) *T {
	if reflect.ValueOf(v).IsZero() {
		return nil
	}
	return &v
}

func evidenceJSON(e Evidence) jsonEvidence { return jsonEvidence{e.Line, e.Text, e.Rule} }

func factJSON(f *Fact) *jsonFact {
	if f == nil {
		return nil
	}
	return &jsonFact{f.Moment, f.Precision, f.Approx, evidenceJSON(f.Evidence)}
}

func incidentJSON(in *Incident) *jsonIncident {
	if in == nil {
		return nil
	}
	out := &jsonIncident{
		Zone: orNull(in.Zone), Started: factJSON(in.Started), Detected: factJSON(in.Detected), Mitigated: factJSON(in.Mitigated), Resolved: factJSON(in.Resolved),
		Timeline: []jsonEvent{}, Services: []string{}, Impact: []jsonCount{},
	}
	if d := in.Duration; d != nil {
		out.Duration = &jsonDuration{d.Length.Minutes(), d.Stated, evidenceJSON(d.Evidence)}
	}
	for _, e := range in.Timeline {
		out.Timeline = append(out.Timeline, jsonEvent{orNull(e.At), orNull(e.Until), orNull(e.At.Precision), e.At.Approx, e.Line, e.Text})
	}
	if in.Severity != nil {
		out.Severity = &in.Severity.Name
	}
	for _, l := range in.Services {
		out.Services = append(out.Services, l.Name)
	}
	for _, c := range in.Impact {
		out.Impact = append(out.Impact, jsonCount{c.Number, c.Unit, c.Evidence.Line})
	}
	return out
}

func TestRecordsAreWrittenAsByEncodingJSON(t *testing.T) {
	hostile := "<b>&\"\\\x00\x1f\u2028\xff é"
	at := func(text string) when.Moment {
		var m when.Moment
		if err := m.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		return m
	}
	evidence := Evidence{Line: 21, Text: hostile, Rule: "sentence", Start: 3, End: 9}
	full := &Incident{
		Zone: hostile, Started: &Fact{at("2024-04-30T17:05Z"), evidence}, Detected: &Fact{at("2024-04-30T17"), evidence}, Mitigated: &Fact{at("2024-04-30"), evidence},
		Resolved: &Fact{at("2024-04-30T21:05:30-04:00"), evidence}, Duration: &Duration{Length: 100 * time.Second, Stated: true, Evidence: evidence},
		Timeline: []Event{{At: at("2024-04-30T17:05Z"), Until: at("2024-04-30T17:06Z"), Line: 30, Text: hostile}, {Line: 31}},
		Severity: &Label{Name: hostile}, Services: []Label{{Name: "a"}, {Name: hostile}}, Impact: []Count{{3492, hostile, evidence}, {1e21, "", evidence}},
	}
	full.Timeline[0].At.Approx = true
	for _, r := range []Record{{}, {File: "a", Title: hostile, Slug: "s", Published: at("2024-05-03T10:00Z"), Incident: full}, {Incident: &Incident{}}} {
		want := jsonRecord{File: r.File, Title: r.Title, Slug: r.Slug, Incident: incidentJSON(r.Incident)}
		if !r.Published.IsZero() {
			want.Published = orNull(r.Published.Time.Format("2006-01-02"))
		}
		wantText, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(wantText), string(got)); diff != "" {
			t.Error(diff)
		}
	}
}
