package incident

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"candor/internal/when"
)

const claimed = `---
title: "Post-mortem: API"
---
# Outage on 2024-05-02

**Severity:** minor

## Timeline (UTC)

- 09:00 outage starts
- 09:05 alert fires
- 09:30 resolved
`

func at(t *testing.T, text string) when.Moment {
	t.Helper()
	m, err := when.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestFrontMatterHasTheLastWord(t *testing.T) {
	src := source("post.md", claimed)
	src.Claim = Claim{
		Given:    true,
		Started:  Claimed[when.Moment]{Value, at(t, "2024-05-02 08:58 UTC"), 3, "2024-05-02 08:58 UTC"},
		Detected: Claimed[when.Moment]{State: Unknown},
		Duration: Claimed[time.Duration]{Value, 32 * time.Minute, 4, "32m"},
		Severity: Claimed[string]{Value, "major", 5, "major"},
		Services: Claimed[[]string]{Value, []string{"api"}, 6, "[api]"},
	}
	in, _ := Read(src)
	if got := in.Started.String(); got != "2024-05-02T08:58Z" || in.Started.Evidence.Rule != "front-matter" || in.Started.Evidence.Line != 3 {
		t.Errorf("started is %v from %+v", got, in.Started.Evidence)
	}
	if in.Detected != nil {
		t.Errorf("detected is %v, though the author says that it is not known", in.Detected.Moment)
	}
	if in.Resolved == nil || in.Resolved.String() != "2024-05-02T09:30Z" {
		t.Errorf("resolved is %v, want what the text says", in.Resolved)
	}
	if in.Duration.Length != 32*time.Minute || !in.Duration.Stated {
		t.Errorf("duration is %+v", in.Duration)
	}
	if in.Severity.Name != "major" || len(in.Services) != 1 || in.Services[0].Name != "api" {
		t.Errorf("severity %+v, services %+v", in.Severity, in.Services)
	}
}

func TestAnUnknownEndLeavesNoDuration(t *testing.T) {
	src := source("post.md", claimed)
	src.Claim.Given = true
	src.Claim.Resolved.State = Unknown
	if in, _ := Read(src); in.Resolved != nil || in.Duration != nil {
		t.Errorf("resolved %v, duration %v: want neither", in.Resolved, in.Duration)
	}
}

func TestAPostThatReportsNoneByItsFrontMatter(t *testing.T) {
	src := source("post.md", claimed)
	src.Claim = Claim{Given: true, None: true}
	if in, findings := Read(src); in != nil || findings != nil {
		t.Errorf("got %+v and %v", in, findings)
	}
}

func TestAnIncidentBlockMakesAnyPostAReport(t *testing.T) {
	src := source("post.md", "# Notes\n\nNothing to see.\n")
	if in, _ := Read(src); in != nil {
		t.Fatalf("got %+v without a block", in)
	}
	src.Claim.Given = true
	if in, _ := Read(src); in == nil {
		t.Error("got none with a block")
	}
}

func TestRecordJSON(t *testing.T) {
	src := source("post.md", claimed+"- ??:?? we look\n")
	in, _ := Read(src)
	in.Timeline = in.Timeline[2:]
	got, err := json.MarshalIndent([]Record{{"content/post.md", "T", "post", at(t, "2024-05-03T10:00Z"), in}, {File: "b.md"}}, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	want := `[
 {
  "file": "content/post.md",
  "title": "T",
  "slug": "post",
  "published": "2024-05-03",
  "incident": {
   "zone": "UTC",
   "started": {
    "at": "2024-05-02T09:00Z",
    "precision": "minute",
    "approx": false,
    "evidence": {
     "line": 10,
     "text": "09:00 outage starts",
     "rule": "event"
    }
   },
   "detected": {
    "at": "2024-05-02T09:05Z",
    "precision": "minute",
    "approx": false,
    "evidence": {
     "line": 11,
     "text": "09:05 alert fires",
     "rule": "event"
    }
   },
   "mitigated": null,
   "resolved": {
    "at": "2024-05-02T09:30Z",
    "precision": "minute",
    "approx": false,
    "evidence": {
     "line": 12,
     "text": "09:30 resolved",
     "rule": "event"
    }
   },
   "duration": {
    "minutes": 30,
    "stated": false,
    "evidence": {
     "line": 12,
     "text": "2024-05-02T09:00Z to 2024-05-02T09:30Z",
     "rule": "resolved-started"
    }
   },
   "timeline": [
    {
     "at": "2024-05-02T09:30Z",
     "end": null,
     "precision": "minute",
     "approx": false,
     "line": 12,
     "text": "resolved"
    },
    {
     "at": null,
     "end": null,
     "precision": null,
     "approx": false,
     "line": 13,
     "text": "??:?? we look"
    }
   ],
   "severity": "minor",
   "services": [],
   "impact": []
  }
 },
 {
  "file": "b.md",
  "title": "",
  "slug": "",
  "published": null,
  "incident": null
 }
]`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
}
