package main

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// demoFact is what a careful reader finds in a post of the demo: the four
// moments with ~ for about, the duration the author states in minutes, and
// how many entries the timeline has.
type demoFact struct {
	Started, Detected, Mitigated, Resolved string
	Stated                                 float64
	Events                                 int
}

var demoFacts = map[string]demoFact{
	"amazon-s3-us-east-1.md":                      {"2017-02-28T09:37-08:00", "", "", "2017-02-28T13:54-08:00", 0, 5},
	"backward-incompatible-database-migration.md": {"2025-04-02T10:11", "", "", "", 12, 0},
	"cloudflare-feature-file.md":                  {"2025-11-18T11:20Z", "2025-11-18T11:31Z", "2025-11-18T14:30Z", "2025-11-18T17:06Z", 0, 11},
	"cloudflare-waf-regex.md":                     {"2019-07-02T13:42Z", "2019-07-02T13:45Z", "2019-07-02T14:07Z", "2019-07-02T14:09Z", 27, 9},
	"crowdstrike-channel-file-291/index.md":       {"2024-07-19T04:09Z", "", "2024-07-19T05:27Z", "", 0, 3},
	"facebook-backbone.md":                        {"~2021-10-04T15:50Z", "", "", "2021-10-04T21:20Z", 0, 4},
	"fastly-edge-outage.md":                       {"2021-06-08T09:47Z", "2021-06-08T09:48Z", "2021-06-08T12:35Z", "2021-06-08T12:44Z", 0, 10},
	"finance/knight-capital-order-router.md":      {"2012-08-01T09:30-04:00", "", "", "", 45, 3},
	"github-mysql-failover.md":                    {"2018-10-21T22:52Z", "2018-10-21T22:54Z", "", "2018-10-22T23:03Z", 1451, 16},
	"gitlab-database-removal.md":                  {"", "", "", "~2017-02-01T18:00Z", 1080, 6},
	"left-pad.md":                                 {"~2016-03-22T14:30-07:00", "", "", "2016-03-22T16:55-07:00", 150, 4},
	"roblox-73-hours.md":                          {"", "2021-10-28T13:37-07:00", "", "2021-10-31T16:45-07:00", 4380, 9},
	"slack-first-working-day.md":                  {"~2021-01-04T06:00-08:00", "~2021-01-04T06:45-08:00", "", "2021-01-04T10:40-08:00", 0, 6},
}

func TestFactsOfTheDemoAreThoseOfACarefulReader(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if code := run([]string{"facts", "--format", "json", "../../content"}, &stdout, &stderr); code != exitFine {
		t.Fatalf("exit code %d: %s", code, stderr.String())
	}
	type fact struct {
		At     string
		Approx bool
	}
	var records []struct {
		File     string
		Incident *struct {
			Started, Detected, Mitigated, Resolved *fact
			Duration                               *struct {
				Minutes float64
				Stated  bool
			}
			Timeline []json.RawMessage
		}
	}
	if err := json.Unmarshal(stdout.Bytes(), &records); err != nil {
		t.Fatal(err)
	}
	text := func(f *fact) string {
		switch {
		case f == nil:
			return ""
		case f.Approx:
			return "~" + f.At
		}
		return f.At
	}
	seen := 0
	for _, r := range records {
		name := r.File[len("../../content/"):]
		want, post := demoFacts[name]
		if r.Incident == nil || !post {
			if post != (r.Incident != nil) {
				t.Errorf("%s: reports an incident: %v", name, r.Incident != nil)
			}
			continue
		}
		seen++
		in := r.Incident
		got := demoFact{text(in.Started), text(in.Detected), text(in.Mitigated), text(in.Resolved), 0, len(in.Timeline)}
		if in.Duration != nil && in.Duration.Stated {
			got.Stated = in.Duration.Minutes
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
	if seen != len(demoFacts) {
		t.Errorf("%d of %d posts were read", seen, len(demoFacts))
	}
}
