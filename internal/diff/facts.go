package diff

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// factsPath is where a site of Candor's has the facts of its incidents.
const factsPath = "incidents.json"

// report is an incident in incidents.json, as far as it is compared: facts,
// not the lines that they were read from.
type report struct {
	ID       string    `json:"id"`
	URL      string    `json:"url"`
	Title    string    `json:"title"`
	Incident *incident `json:"incident"`
}

type incident struct {
	Zone      *string   `json:"zone"`
	Started   *moment   `json:"started"`
	Detected  *moment   `json:"detected"`
	Mitigated *moment   `json:"mitigated"`
	Resolved  *moment   `json:"resolved"`
	Duration  *duration `json:"duration"`
	Severity  *string   `json:"severity"`
	Services  []string  `json:"services"`
	Impact    []count   `json:"impact"`
	Timeline  []event   `json:"timeline"`
}

type moment struct {
	At     string `json:"at"`
	Approx bool   `json:"approx"`
}

type duration struct {
	Minutes float64 `json:"minutes"`
}

type count struct {
	Number float64 `json:"number"`
	Unit   string  `json:"unit"`
}

type event struct {
	At     *string `json:"at"`
	End    *string `json:"end"`
	Approx bool    `json:"approx"`
	Text   string  `json:"text"`
}

// compareFacts tells what changes in incidents.json, where incidents may have
// new ids; the note says why that could not be found out.
func compareFacts(old, now Files, returns map[string]string) (list []Change, note string) {
	list = []Change{}
	before, err := readFacts(old)
	if err != nil {
		return list, fmt.Sprintf("%s could not be read: %v", factsPath, err)
	}
	if before == nil {
		return list, "the old site has no " + factsPath
	}
	after, err := readFacts(now)
	if err != nil {
		return list, fmt.Sprintf("the new %s could not be read: %v", factsPath, err)
	}
	had := make(map[string]report, len(before))
	for i, r := range before {
		before[i].ID = cmp.Or(returns[r.ID], r.ID)
		had[before[i].ID] = r
	}
	for _, r := range after {
		was, known := had[r.ID]
		delete(had, r.ID)
		if c := compareReport(was, r); !known {
			list = append(list, r.change(New))
		} else if len(c.Fields) > 0 || c.Text != nil {
			list = append(list, c)
		}
	}
	for _, r := range before {
		if _, left := had[r.ID]; left {
			list = append(list, r.change(Gone))
			delete(had, r.ID)
		}
	}
	return list, ""
}

// readFacts returns nil when there is no file. One id is one incident.
func readFacts(files Files) ([]report, error) {
	data, ok := files.Lookup(factsPath)
	if !ok {
		return nil, nil
	}
	list := []report{}
	err := json.Unmarshal(data, &list)
	seen := make(map[string]bool, len(list))
	list = slices.DeleteFunc(list, func(r report) bool {
		twice := seen[r.ID]
		seen[r.ID] = true
		return twice
	})
	return list, err
}

func (r report) change(k Kind) Change {
	return Change{Kind: k, ID: r.ID, Title: line(r.Title), URL: r.URL}
}

func compareReport(old, now report) Change {
	c := now.change(Changed)
	a, b := old.facts(), now.facts()
	before, after := a.values(), b.values()
	for i, f := range after {
		if f.New != before[i].New {
			c.Fields = append(c.Fields, Field{f.Name, before[i].New, f.New})
		}
	}
	c.Text = compareText(a.timeline(), b.timeline())
	return c
}

func (r report) facts() incident {
	if r.Incident == nil {
		return incident{}
	}
	return *r.Incident
}

// values are the single facts in the order in which people ask for them.
func (in incident) values() []Field {
	impact := make([]string, len(in.Impact))
	for i, c := range in.Impact {
		impact[i] = number(c.Number) + " " + c.Unit
	}
	return []Field{
		{Name: "started", New: in.Started.String()}, {Name: "detected", New: in.Detected.String()},
		{Name: "mitigated", New: in.Mitigated.String()}, {Name: "resolved", New: in.Resolved.String()},
		{Name: "duration", New: in.Duration.String()}, {Name: "time zone", New: known(in.Zone)},
		{Name: "severity", New: known(in.Severity)}, {Name: "services", New: strings.Join(in.Services, ", ")},
		{Name: "impact", New: strings.Join(impact, ", ")},
	}
}

// timeline is one line per event.
func (in incident) timeline() []string {
	lines := make([]string, len(in.Timeline))
	for i, e := range in.Timeline {
		at := known(e.At)
		if e.Approx {
			at = "about " + at
		}
		if e.End != nil {
			at += " to " + *e.End
		}
		lines[i] = line(at + " " + e.Text)
	}
	return lines
}

// String is "" for a time that is not known.
func (m *moment) String() string {
	switch {
	case m == nil:
		return ""
	case m.Approx:
		return "about " + m.At
	}
	return m.At
}

// String is "" for a duration that is not known.
func (d *duration) String() string {
	if d == nil {
		return ""
	}
	return number(d.Minutes) + " min"
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func known(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
