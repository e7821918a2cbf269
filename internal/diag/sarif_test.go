package diag

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// sarifSchema is OASIS's, as an npm package carries it.
const sarifSchema = "../../.ci/npm/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"

var forSARIF = []Diagnostic{
	{File: "content/a b%ä.md", Line: 12, Column: 8, Code: "time-order", Severity: Warning, Message: "a step back", Hint: "correct it", Text: "- 14:43 \u2028<x>"},
	{File: "content/site.yaml", Code: "config-invalid", Severity: Error, Message: "no such key"},
	{File: "content/b.md", Line: 3, Code: "unknown-key", Message: "who knows"},
	{File: "content/b.md", Line: 4, Code: "unknown-key", Message: "who knows"},
}

var sarifTool = Tool{Name: "Candor", Version: "v1", Rules: []Rule{{Code: "time-order", Severity: Warning, Short: "truth", Full: "Why.", Help: "How."}}}

func TestSARIFFitsItsSchema(t *testing.T) {
	schema, err := os.Open(sarifSchema)
	if err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("%v: npm ci --prefix .ci/npm", err)
		}
		t.Skipf("%v: npm ci --prefix .ci/npm", err)
	}
	defer schema.Close()
	doc, err := jsonschema.UnmarshalJSON(schema)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]Diagnostic{nil, forSARIF} {
		var b strings.Builder
		if err := WriteSARIF(&b, list, sarifTool); err != nil {
			t.Fatal(err)
		}
		log, err := jsonschema.UnmarshalJSON(strings.NewReader(b.String()))
		if err != nil {
			t.Fatal(err)
		}
		if err := compiled.Validate(log); err != nil {
			t.Errorf("%v\n%s", err, b.String())
		}
	}
	if compiled.Validate(map[string]any{"version": "2.1.0"}) == nil {
		t.Error("the schema takes anything")
	}
}

func TestSARIFNamesRulesPlacesAndLevels(t *testing.T) {
	var b strings.Builder
	WriteSARIF(&b, forSARIF, sarifTool)
	var log sarifLog
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	for _, r := range run.Results {
		if run.Tool.Driver.Rules[r.Index].ID != r.Rule {
			t.Errorf("%s has the index of %s", r.Rule, run.Tool.Driver.Rules[r.Index].ID)
		}
	}
	if n := len(run.Tool.Driver.Rules); n != 3 {
		t.Errorf("%d rules", n)
	}
	first, second := run.Results[0], run.Results[1]
	want := sarifResult{Rule: "time-order", Level: "warning", Message: sarifText{"a step back. correct it"}, Locations: first.Locations}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	place := first.Locations[0].Physical
	if place.Artifact.URI != "content/a%20b%25%C3%A4.md" || place.Region.Line != 12 || place.Region.Column != 8 || !strings.Contains(place.Region.Snippet.Text, "14:43") {
		t.Errorf("%+v %+v", place, place.Region)
	}
	if second.Locations[0].Physical.Region != nil {
		t.Error("a finding about a whole file has a region")
	}
}
