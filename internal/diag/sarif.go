package diag

import (
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strings"
)

// Rule is what there is to know of a code.
type Rule struct {
	Code     string
	Severity Severity
	Short    string // what it guards, in a few words
	Full     string // why
	Help     string // an example, and how to silence it
}

// Tool is the program that a SARIF log names.
type Tool struct {
	Name    string
	Version string // may be empty
	Rules   []Rule
}

// WriteSARIF prints findings as a SARIF 2.1.0 log, as code scanning services
// read it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
// Codes that the tool does not describe get a rule with no more than a name.
func WriteSARIF(w io.Writer, list []Diagnostic, tool Tool) error {
	run := sarifRun{ColumnKind: "unicodeCodePoints", Results: []sarifResult{}}
	run.Tool.Driver = sarifDriver{Name: tool.Name, Version: tool.Version, Rules: []sarifRule{}}
	index := map[string]int{}
	for _, r := range tool.Rules {
		index[r.Code] = len(run.Tool.Driver.Rules)
		run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, described(r))
	}
	for _, d := range list {
		at, known := index[d.Code]
		if !known {
			at = len(run.Tool.Driver.Rules)
			index[d.Code] = at
			run.Tool.Driver.Rules = append(run.Tool.Driver.Rules, sarifRule{ID: d.Code, Name: pascal(d.Code)})
		}
		run.Results = append(run.Results, result(d, at))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(sarifLog{Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0", Runs: []sarifRun{run}})
}

func described(r Rule) sarifRule {
	return sarifRule{ID: r.Code, Name: pascal(r.Code), Short: &sarifText{r.Short}, Full: &sarifText{r.Full}, Help: &sarifText{r.Help},
		Default: &sarifLevel{levels[r.Severity].sarif}}
}

func result(d Diagnostic, rule int) sarifResult {
	text := d.Message
	if d.Hint != "" {
		text += ". " + d.Hint
	}
	var place sarifPlace
	place.Artifact.URI = address(d.File)
	if d.Line > 0 {
		place.Region = &sarifRegion{Line: d.Line, Column: d.Column}
		if d.Text != "" {
			place.Region.Snippet = &sarifText{d.Text}
		}
	}
	return sarifResult{Rule: d.Code, Index: rule, Level: levels[d.Severity].sarif, Message: sarifText{text}, Locations: []sarifLocation{{place}}}
}

// address is a file name as a relative reference (RFC 3986).
func address(file string) string {
	parts := strings.Split(file, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.Join(parts, "/")
}

// pascal writes a code as rule names are written: TimeOrder.
func pascal(code string) string {
	parts := strings.Split(code, "-")
	for i, p := range parts {
		parts[i] = strings.ToUpper(p[:min(1, len(p))]) + p[min(1, len(p)):]
	}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "")
}

// The parts of a log that we write.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver sarifDriver `json:"driver"`
		} `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifDriver struct {
		Name    string      `json:"name"`
		Version string      `json:"version,omitempty"`
		Rules   []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID      string      `json:"id"`
		Name    string      `json:"name"`
		Short   *sarifText  `json:"shortDescription,omitempty"`
		Full    *sarifText  `json:"fullDescription,omitempty"`
		Help    *sarifText  `json:"help,omitempty"`
		Default *sarifLevel `json:"defaultConfiguration,omitempty"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		Rule      string          `json:"ruleId"`
		Index     int             `json:"ruleIndex"`
		Level     string          `json:"level"`
		Message   sarifText       `json:"message"`
		Locations []sarifLocation `json:"locations"`
	}
	sarifLocation struct {
		Physical sarifPlace `json:"physicalLocation"`
	}
	sarifPlace struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	}
	sarifRegion struct {
		Line    int        `json:"startLine"`
		Column  int        `json:"startColumn,omitempty"`
		Snippet *sarifText `json:"snippet,omitempty"`
	}
)
