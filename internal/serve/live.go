package serve

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net/http"
	"path"
	"strings"

	"candor/internal/diag"
)

var (
	//go:embed live.js
	liveScript []byte
	//go:embed live.css
	liveStyle []byte
	//go:embed failed.html
	failedSource   string
	failedTemplate = template.Must(template.New("failed.html").Parse(failedSource))
)

// failedPolicy is the Content-Security-Policy of the page that stands in for
// a site that was never built.
const failedPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// findingsSent bounds what is shown over a page; the terminal has them all.
const findingsSent = 100

// event is what a page is told of a state: which version it should be, and
// what keeps a newer one from being made.
type event struct {
	Version  string            `json:"version"`
	Findings []diag.Diagnostic `json:"findings"` // gravest first
	More     int               `json:"more"`     // not sent
}

func (s *state) event() event {
	shown := s.findings[:min(len(s.findings), findingsSent)]
	return event{s.version, shown, len(s.findings) - len(shown)}
}

// events sends the current state and then each newer one, as server-sent
// events (HTML standard, section 9.2). States that come faster than the
// browser takes them are skipped.
func (s *server) events(w http.ResponseWriter, r *http.Request) {
	if !sameOrigin(r) {
		http.Error(w, "These events are for this site's own pages.", http.StatusForbidden)
		return
	}
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	for {
		now := s.current.Load()
		data, err := json.Marshal(now.event())
		if err != nil {
			return // strings and numbers do not fail
		}
		if _, err := fmt.Fprintf(w, "data: %s\n\n", data); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-now.superseded:
		case <-r.Context().Done():
			return
		}
	}
}

// live adds the script to an HTML file; others stay as they are.
func (s *state) live(name string, data []byte) []byte {
	if path.Ext(name) != ".html" {
		return data
	}
	script := `<script type="module" src="` + scriptPath + `?version=` + s.version + `"></script>`
	at := len(data)
	for _, end := range []string{"</head>", "</body>"} {
		if i := bytes.Index(data, []byte(end)); i >= 0 {
			at = i
			break
		}
	}
	out := make([]byte, 0, len(data)+len(script))
	out = append(out, data[:at]...)
	out = append(out, script...)
	return append(out, data[at:]...)
}

// failedPage says why there is no site yet. Its script shows the same over it,
// with the news.
func failedPage(s *state) []byte {
	var text strings.Builder
	var page bytes.Buffer
	_ = diag.WriteText(&text, s.findings, diag.Style{}) // neither writer fails
	if err := failedTemplate.Execute(&page, text.String()); err != nil {
		panic(err)
	}
	return s.live("failed.html", page.Bytes())
}
