package page

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"candor/internal/incident"
	"candor/internal/markdown"
	"candor/internal/site"
)

// BenchmarkPosts draws the pages of posts of the usual size.
func BenchmarkPosts(b *testing.B) {
	var list []told
	for i := range 200 {
		list = append(list, told{
			slug: fmt.Sprintf("outage-%03d", i), published: fmt.Sprintf("2024-%02d-%02d", 1+i/28, 1+i%28), severity: "major",
			started: "2024-01-01T10:11Z", detected: "2024-01-01T10:15Z", resolved: "2024-01-01T12:11Z",
			services: []string{"dns", fmt.Sprint("s", i%10)}, tags: []string{"deploy", fmt.Sprint("t", i%20)}, causes: []string{"order"},
		})
	}
	m := telling(b, list...)
	body := []byte(strings.Repeat("<p>The queue grew until the workers ran out of memory.</p>\n", 150))
	m.Body = func(dst []byte, _ *site.Entry) ([]byte, error) { return append(dst, body...), nil }
	m.Site.Description, m.Site.Title = "What broke and why", "Incidents"
	for _, e := range m.Site.Posts {
		e.Headings = []markdown.Heading{{Level: 2, ID: "a", Text: "Summary"}, {Level: 2, ID: "b", Text: "Impact"}, {Level: 2, ID: "c", Text: "Timeline"}, {Level: 2, ID: "d", Text: "Actions"}}
		for i := range 6 {
			e.Facts.Timeline = append(e.Facts.Timeline, incident.Event{At: moment(b, fmt.Sprintf("2024-01-01 10:%02d UTC", 11+i)), Text: "the queue grew & the workers stopped"})
		}
	}
	pages := posts(m)
	var out bytes.Buffer
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		out.Reset()
		if err := m.Draw(&out, "post", pages[i%len(pages)]); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(out.Len()))
}
