package feed

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"candor/internal/incident"
	"candor/internal/post"
	"candor/internal/site"
	"candor/internal/when"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func moment(text string) when.Moment {
	var m when.Moment
	if err := m.UnmarshalText([]byte(text)); err != nil {
		panic(err)
	}
	return m
}

// factual is a site with one incident that has every kind of fact, one of
// which nothing is known, and a post that reports none.
func factual(t *testing.T) *site.Site {
	t.Helper()
	posts := []*post.Post{
		{Source: "full.md", Slug: "full", Title: "Full", Published: moment("2024-05-02")},
		{Source: "bare.md", Slug: "bare", Title: "Bare", Published: moment("2024-05-01")},
		{Source: "none.md", Slug: "none", Title: "None", Published: moment("2024-04-01")},
	}
	evidence := incident.Evidence{Line: 21, Text: "5:05pm UTC", Rule: "sentence"}
	fact := func(at string) *incident.Fact { return &incident.Fact{Moment: moment(at), Evidence: evidence} }
	facts := map[*post.Post]*incident.Incident{
		posts[0]: {
			Zone: "UTC", Started: fact("2024-04-30T17:05Z"), Detected: fact("2024-04-30T17"), Mitigated: fact("2024-04-30"), Resolved: fact("2024-04-30T21:05:30-04:00"),
			Duration: &incident.Duration{Length: 240 * time.Minute, Stated: true, Evidence: evidence},
			Timeline: []incident.Event{{At: moment("2024-04-30T17:05Z"), Line: 30, Text: "<b>"}, {Line: 31, Text: "later"}},
			Severity: &incident.Label{Name: "major", Evidence: evidence}, Services: []incident.Label{{Name: "blob", Evidence: evidence}},
			Impact: []incident.Count{{Number: 3492, Unit: "read requests", Evidence: evidence}},
		},
		posts[1]: {},
	}
	base, err := site.ParseBase("https://example.org/repo/")
	if err != nil {
		t.Fatal(err)
	}
	return site.New(site.Defaults(), base, posts, facts)
}

func TestIncidentsFitTheirPublishedSchema(t *testing.T) {
	s := factual(t)
	all := files(t, s, pages(s, ""))
	document, err := jsonschema.UnmarshalJSON(strings.NewReader(all[schemaPath]))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	check := func(text string) error {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		return schema.Validate(value)
	}
	if err := check(all[incidentsPath]); err != nil {
		t.Errorf("%v\n%s", err, all[incidentsPath])
	}
	for was, is := range map[string]string{
		`"2024-04-30T17:05Z","precision"`: `"30 April 2024","precision"`, `"line":21`: `"line":0`, `"stated":true`: `"stated":"yes"`, `"impact":[]`: `"other":[]`,
	} {
		if broken := strings.ReplaceAll(all[incidentsPath], was, is); broken == all[incidentsPath] || check(broken) == nil {
			t.Errorf("the schema accepts %s for %s", is, was)
		}
	}
}

func TestIncidentsListEveryIncidentAndNoOtherPost(t *testing.T) {
	s := factual(t)
	var got []map[string]any
	if err := json.Unmarshal([]byte(files(t, s, pages(s, ""))[incidentsPath]), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0]["url"] != "https://example.org/repo/blog/full/" || got[1]["slug"] != "bare" {
		t.Errorf("%v", got)
	}
}

func TestTheJSONFeedCarriesTheFactsAsAnExtension(t *testing.T) {
	s := factual(t)
	data := files(t, s, pages(s, ""))["/feed.json"]
	wantParts(t, data, `"_incident":{"about":"https://example.org/repo/incidents.schema.json","zone":"UTC","started":{"at":"2024-04-30T17:05Z","precision":"minute"`,
		`"mitigated":{"at":"2024-04-30","precision":"day"`, `"duration":{"minutes":240,"stated":true`)
	if n := bytes.Count([]byte(data), []byte("_incident")); n != 2 {
		t.Errorf("%d items have facts", n)
	}
}
