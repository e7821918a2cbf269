package page

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"candor/internal/incident"
	"candor/internal/post"
	"candor/internal/site"
	"candor/internal/theme"
	"candor/internal/when"
	"candor/static"
	"candor/templates"

	"github.com/google/go-cmp/cmp"
)

// told is a post and what it tells of an incident.
type told struct {
	slug, published             string
	started, detected, resolved string // as when.Moment.String writes them
	duration                    time.Duration
	stated                      bool
	severity                    string
	services, tags, causes      []string
	none                        bool // it reports no incident
}

func (p told) fact(t testing.TB, text string) *incident.Fact {
	if text == "" {
		return nil
	}
	var m when.Moment
	if err := m.UnmarshalText([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return &incident.Fact{Moment: m}
}

// telling makes a site of posts, with its own templates.
func telling(t testing.TB, list ...told) *Maker {
	t.Helper()
	base, err := site.ParseBase("https://example.org/")
	if err != nil {
		t.Fatal(err)
	}
	var posts []*post.Post
	facts := map[*post.Post]*incident.Incident{}
	for _, p := range list {
		one := &post.Post{Slug: p.slug, Title: strings.ToUpper(p.slug), Published: moment(t, p.published), Tags: p.tags, Incident: post.Claim{Causes: p.causes}}
		posts = append(posts, one)
		if p.none {
			continue
		}
		in := &incident.Incident{Started: p.fact(t, p.started), Detected: p.fact(t, p.detected), Resolved: p.fact(t, p.resolved)}
		if p.duration != 0 {
			in.Duration = &incident.Duration{Length: p.duration, Stated: p.stated}
		}
		if p.severity != "" {
			in.Severity = &incident.Label{Name: p.severity}
		}
		for _, name := range p.services {
			in.Services = append(in.Services, incident.Label{Name: name})
		}
		facts[one] = in
	}
	look, diags, err := theme.Load(templates.FS, static.FS, base, "templates/")
	if err != nil || len(diags) > 0 {
		t.Fatal(err, diags)
	}
	s := site.New(site.Defaults(), base, posts, facts)
	return &Maker{Site: s, Theme: look, Links: s.Resolver(), Body: func(dst []byte, _ *site.Entry) ([]byte, error) { return append(dst, "<p>x</p>"...), nil }}
}

func insightsOf(t testing.TB, m *Maker) InsightsView {
	t.Helper()
	v, err := kind(t, "insights").Pages(m)[0].View()
	if err != nil {
		t.Fatal(err)
	}
	return v.(InsightsView)
}

func draw(t testing.TB, m *Maker, name string) string {
	t.Helper()
	var b bytes.Buffer
	if err := m.Draw(&b, name, kind(t, name).Pages(m)[0]); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestCasesAreWhatThePostsSay(t *testing.T) {
	v := insightsOf(t, telling(t,
		told{slug: "stated", published: "2024-05-01", started: "2024-04-30T23:30-04:00", detected: "2024-04-30T23:45-04:00", duration: 2 * time.Hour, stated: true, severity: "critical"},
		told{slug: "computed", published: "2023-05-01", started: "2023-04-30T10:00Z", detected: "2023-04-30T10:00Z", duration: time.Hour},
		told{slug: "unknown", published: "2022-05-01"},
		told{slug: "half-zoned", published: "2021-05-01", started: "2021-04-30T10:00Z", detected: "2021-04-30T10:05"},
		told{slug: "backwards", published: "2020-05-01", started: "2020-04-30T10:00Z", detected: "2020-04-30T09:00Z"},
		told{slug: "by-day", published: "2019-05-01", started: "2019-04-30", detected: "2019-04-30T09:00Z"},
		told{slug: "story", published: "2018-05-01", none: true},
	))
	var got []string
	for _, c := range v.Cases {
		got = append(got, fmt.Sprintf("%s %s %t|%s|%s %s", c.Slug, c.Date(), c.Started, c.Detect, c.Resolve, c.ResolveNote))
	}
	want := []string{
		"stated 2024-04-30 true|15 min|2 h stated",
		"computed 2023-04-30 true|under 1 min|1 h computed",
		"unknown 2022-05-01 false|| ",
		"half-zoned 2021-04-30 true|| ",
		"backwards 2020-04-30 true|| ",
		"by-day 2019-04-30 true|| ",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if v.Total != 6 || v.Unknown != 4 || len(v.Scatter.Dots) != 2 || v.Scatter.Dots[0].Class != "stated grade-4" || v.Scatter.Dots[1].Class != "computed grade-0" {
		t.Errorf("%d incidents, %d not in the chart, dots %+v", v.Total, v.Unknown, v.Scatter.Dots)
	}
	if v.Detect.Count != 2 || v.Resolve.Count != 2 {
		t.Errorf("%d times to detect, %d to resolve", v.Detect.Count, v.Resolve.Count)
	}
}

func TestChartsAreDrawnWithoutStyleOrScript(t *testing.T) {
	html := draw(t, telling(t,
		told{slug: "b", published: "2025-07-02", started: "2025-07-01T10:00Z", detected: "2025-07-01T10:10Z", duration: 6 * time.Hour, severity: "major"},
		told{slug: "a", published: "2025-01-02", started: "2025-01-01T10:00Z", duration: time.Hour, stated: true},
	), "insights")
	for name, want := range map[string]string{
		"the scatter": `<svg class="tall" role="img" aria-labelledby="durations-title"><title id="durations-title">2 incidents by date and duration, from 1 h (A) to 6 h (B)</title>` +
			`<line class="grid" x1="0" x2="100%" y1="88.0%" y2="88.0%"/><text y="88.0%" dy="-4">1 h</text><line class="grid" x1="0" x2="100%" y1="5.0%" y2="5.0%"/><text y="5.0%" dy="-4">6 h</text>` +
			`<line class="grid" x1="14.0%" x2="14.0%" y1="88%" y2="90%"/><text class="middle" x="14.0%" y="96%">Jan 2025</text>` +
			`<line class="grid" x1="33.2%" x2="33.2%" y1="88%" y2="90%"/><text class="middle" x="33.2%" y="96%">Mar 2025</text>` +
			`<line class="grid" x1="53.0%" x2="53.0%" y1="88%" y2="90%"/><text class="middle" x="53.0%" y="96%">May 2025</text>` +
			`<line class="grid" x1="72.8%" x2="72.8%" y1="88%" y2="90%"/><text class="middle" x="72.8%" y="96%">Jul 2025</text>` +
			`<line class="grid" x1="93.0%" x2="93.0%" y1="88%" y2="90%"/><text class="middle" x="93.0%" y="96%">Sep 2025</text>` +
			`<circle class="computed grade-2" cx="72.8%" cy="5.0%" r="6"><title>B: 6 h</title></circle><circle class="stated grade-0" cx="14.0%" cy="88.0%" r="4"><title>A: 1 h</title></circle></svg>`,
		"times to detect": `<svg height="52" role="img" aria-label="Time to detect, 1 incident: shortest 10 min, longest 10 min"><line class="grid" x1="0" x2="100%" y1="27" y2="27"/>` +
			`<circle cx="7.2%" cy="21" r="5"/><text class="middle" x="6.0%" y="47">10 min</text><text class="middle" x="94.0%" y="47">1 h</text></svg>`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("%s is not\n%s\nin\n%s", name, want, html)
		}
	}
}

func TestFewLengthsHaveNoQuantilesToSpeakOf(t *testing.T) {
	names := func(n int) string {
		var cases []Case
		for i := range n {
			cases = append(cases, Case{Resolve: Length{Duration: time.Duration(i+1) * time.Minute, Known: true}})
		}
		var list []string
		for _, q := range newSpread("", cases, func(c Case) Length { return c.Resolve }).Quantiles {
			list = append(list, q.Name+" "+q.Text)
		}
		return strings.Join(list, ", ")
	}
	for n, want := range map[int]string{
		2:  "shortest 1 min, longest 2 min",
		3:  "shortest 1 min, half within 2 min, longest 3 min",
		8:  "shortest 1 min, a quarter within 2 min, half within 4 min, three quarters within 6 min, longest 8 min",
		10: "shortest 1 min, a quarter within 3 min, half within 5 min, three quarters within 8 min, nine of ten within 9 min, longest 10 min",
	} {
		if got := names(n); got != want {
			t.Errorf("%d: %s\nwant %s", n, got, want)
		}
	}
}

func TestQuartersCountTenYearsAndWhatWasBefore(t *testing.T) {
	q := insightsOf(t, telling(t, told{slug: "a", published: "2025-11-01"}, told{slug: "b", published: "2025-10-01"}, told{slug: "c", published: "2016-01-01"}, told{slug: "d", published: "2015-12-31"})).Quarters
	if diff := cmp.Diff([]Period{{"Q4 2025", 2}, {"Q1 2016", 1}}, q.Rows); diff != "" || q.Earlier != 1 || len(q.Dots) != 3 {
		t.Errorf("%+v\n%s", q, diff)
	}
	if diff := cmp.Diff([]string{"2016", "2018", "2020", "2022", "2024"}, texts(q.Years)); diff != "" {
		t.Error(diff)
	}
}

func TestALargeSiteHasALightPage(t *testing.T) {
	var list []told
	for i := range 3000 {
		list = append(list, told{slug: fmt.Sprintf("p%04d", i), published: "2024-01-01", duration: time.Duration(i+1) * time.Minute, services: []string{fmt.Sprintf("s%d", i%100)}})
	}
	m := telling(t, list...)
	v := insightsOf(t, m)
	if v.Total != 3000 || len(v.Cases) != casesMax || len(v.Scatter.Dots) != casesMax || len(v.Services) != talliesMax || v.Resolve.Count != 3000 || len(v.Resolve.Dots) > spreadColumns*columnDots {
		t.Errorf("%d incidents, %d cases, %d services, %d times of which %d dots", v.Total, len(v.Cases), len(v.Services), v.Resolve.Count, len(v.Resolve.Dots))
	}
	html := draw(t, m, "insights")
	for _, want := range []string{"3000 incidents, one by one", "the newest 1000", "All services"} {
		if !strings.Contains(html, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestASiteWithoutIncidentsSaysWhatWillBeThere(t *testing.T) {
	for name, m := range map[string]*Maker{"empty": telling(t), "stories only": telling(t, told{slug: "a", published: "2024-01-01", none: true})} {
		if html := draw(t, m, "insights"); !strings.Contains(html, "No post reports an incident yet") || strings.Contains(html, "<svg") {
			t.Errorf("%s: %s", name, html)
		}
		if html := draw(t, m, "home"); strings.Contains(html, "twelve months") {
			t.Errorf("%s: a strip of months without incidents", name)
		}
	}
}

func TestMonthsEndWithTheNewestPost(t *testing.T) {
	list := []told{
		{slug: "story", published: "2025-11-20", none: true},
		{slug: "began-before", published: "2025-01-02", started: "2024-12-31T23:00Z"},
		{slug: "too-old", published: "2024-12-01", started: "2024-11-30"},
	}
	for i := range marksMax + 2 {
		list = append(list, told{slug: fmt.Sprintf("m%d", i), published: "2025-03-04", severity: "major"})
	}
	view, _ := kind(t, "home").Pages(telling(t, list...))[0].View()
	m := view.(HomeView).Months
	if m.From != "December 2024" || m.To != "November 2025" || m.Count != 1+marksMax+2 || len(m.List) != 12 {
		t.Fatalf("%s to %s, %d incidents in %d months", m.From, m.To, m.Count, len(m.List))
	}
	if dec := m.List[0]; dec.Short != "Dec" || len(dec.Marks) != 1 || dec.Marks[0].Slug != "began-before" {
		t.Errorf("%+v", dec)
	}
	if march := m.List[3]; march.Name != "March 2025" || len(march.Marks) != marksMax || march.More != 2 || march.Marks[0].Grade != 2 {
		t.Errorf("%+v", march)
	}
}

func TestAServiceHasItsOwnHistory(t *testing.T) {
	m := telling(t, told{slug: "a", published: "2025-03-04", services: []string{"dns"}}, told{slug: "b", published: "2023-03-04", services: []string{"dns"}}, told{slug: "c", published: "2025-12-04", services: []string{"web"}})
	for _, p := range kind(t, "group").Pages(m) {
		if p.Path != "/services/dns/" {
			continue
		}
		view, _ := p.View()
		v := view.(GroupView)
		if diff := cmp.Diff([]Period{{"2025", 1}, {"2023", 1}}, v.Years); diff != "" || v.Months.Count != 1 || v.Months.To != "December 2025" {
			t.Errorf("%+v %s", v.Months, diff)
		}
		return
	}
	t.Error("there is no page of the service")
}
