package scaffold

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode"

	"candor/internal/post"
	"candor/internal/site"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

var noon = time.Date(2025, 4, 2, 12, 0, 0, 0, time.UTC)

func filled(t *testing.T, outline Outline, title string, c site.Config) string {
	t.Helper()
	fields, err := NewFields(title, "", true, noon, c)
	if err != nil {
		t.Fatal(err)
	}
	text, err := outline.Post(fields)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func candors(t *testing.T) []Outline {
	t.Helper()
	list, err := Outlines(nil, "")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestOutlinesGivePostsWithoutFindings(t *testing.T) {
	for _, o := range candors(t) {
		parsed := post.Parse("x.md", []byte(filled(t, o, "Checkout was down", site.Defaults())), post.Options{})
		if len(parsed.Findings) > 0 {
			t.Errorf("%s: %v", o.Name, parsed.Findings)
		}
		p := parsed.Post
		if p.Title != "Checkout was down" || p.Slug != "checkout-was-down" || p.Published.String() != "2025-04-02" || !p.Draft {
			t.Errorf("%s: %q %q %s draft %v", o.Name, p.Title, p.Slug, p.Published, p.Draft)
		}
		if len(p.Headings) < 4 || o.Summary == "" {
			t.Errorf("%s: %d headings, summary %q", o.Name, len(p.Headings), o.Summary)
		}
	}
}

func TestGuidingCommentsAreNotPublished(t *testing.T) {
	for _, o := range candors(t) {
		doc := post.Parse("x.md", []byte(filled(t, o, "Checkout was down", site.Defaults())), post.Options{}).Document
		html := doc.Render().HTML
		if text := string(html); strings.Contains(text, "<!--") || strings.Contains(text, "HH:MM") || strings.Contains(text, "<p") {
			t.Errorf("%s: %s", o.Name, text)
		}
	}
}

// What is commented out of the front matter must be right once it is needed.
func TestFrontMatterIsValidUncommented(t *testing.T) {
	comment := regexp.MustCompile(`(?m)^( *)# `)
	for _, o := range candors(t) {
		text := filled(t, o, "Checkout was down", site.Defaults())
		matter, body, _ := strings.Cut(text, "\n---\n")
		matter = comment.ReplaceAllString(matter, "$1")
		p := post.Parse("x.md", []byte(matter+"\n---\n"+body), post.Options{})
		if len(p.Findings) > 0 {
			t.Fatalf("%s: %v\n%s", o.Name, p.Findings, matter)
		}
		in := p.Post.Incident
		if in.Started.Text != "2025-04-02 14:05 UTC" || in.Resolved.Text == "" || len(p.Post.Actions) != 1 {
			t.Errorf("%s: %+v, actions %v\n%s", o.Name, in, p.Post.Actions, matter)
		}
	}
}

func TestAnyTitleGivesAPostWithThatTitle(t *testing.T) {
	outlines := candors(t)
	rapid.Check(t, func(t *rapid.T) {
		title := rapid.OneOf(rapid.String(), rapid.StringMatching(`[-"':\\#&*!|>%@\x60{}\[\], \n\t\x00-\x1fa0~é日\x{2028}\x{85}]{0,80}`)).Draw(t, "title")
		fields, err := NewFields(title, "fixed", true, noon, site.Defaults())
		if err != nil {
			if oneLine(title) != "" {
				t.Fatal(err)
			}
			return
		}
		text, err := rapid.SampledFrom(outlines).Draw(t, "outline").Post(fields)
		if err != nil {
			if strings.TrimFunc(title, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r >= 0xFFFE && r <= 0xFFFF }) != "" {
				t.Fatal(err)
			}
			return
		}
		got := post.Parse("fixed.md", text, post.Options{}).Post
		want := strings.Map(func(r rune) rune {
			if unicode.Is(unicode.Cc, r) && r < 0x80 || r == 0xFFFE || r == 0xFFFF {
				return -1
			}
			return r
		}, oneLine(title))
		if oneLine(want) != got.Title || got.Slug != "fixed" || !got.Draft {
			t.Fatalf("title %q, want %q\n%s", got.Title, oneLine(want), text)
		}
	})
}

func TestSlugOfATitleIsStableAndFitsAFileName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		title := rapid.String().Draw(t, "title")
		fields, err := NewFields(title, "", true, noon, site.Defaults())
		if err != nil {
			return
		}
		slug := string(fields.Slug)
		if slug != post.Slug(slug) || len(fields.File()) > 255 || strings.HasSuffix(slug, "-") {
			t.Fatalf("%q", slug)
		}
	})
}

func TestNewFields(t *testing.T) {
	for _, c := range []struct{ title, slug, want, problem string }{
		{"Checkout was down", "", "checkout-was-down", ""},
		{"Störung: 日本語", "", "störung-日本語", ""},
		{"???", "", "", "no letter or digit"},
		{"???", "Checkout 2", "checkout-2", ""},
		{"Checkout", "!!", "", "no letter or digit"},
		{" \n ", "x", "", "empty"},
		{strings.Repeat("word ", 40), "", strings.TrimSuffix(strings.Repeat("word-", 12), "-"), ""},
		{strings.Repeat("語", 100), "", strings.Repeat("語", 60), ""},
	} {
		f, err := NewFields(c.title, c.slug, true, noon, site.Defaults())
		if string(f.Slug) != c.want || (err != nil) != (c.problem != "") || err != nil && !strings.Contains(err.Error(), c.problem) {
			t.Errorf("%q, %q: slug %q, error %v; want %q, %q", c.title, c.slug, f.Slug, err, c.want, c.problem)
		}
	}
}

func TestDateIsTodayInTheZoneOfTheSiteAndNeverInTheFuture(t *testing.T) {
	for _, c := range []struct{ zone, now, date, day string }{
		{"UTC", "2025-04-02T23:59:59Z", "2025-04-02", "2025-04-02"},
		{"America/New_York", "2025-04-03T01:00:00Z", "2025-04-02", "2025-04-02"},
		{"Asia/Tokyo", "2025-04-02T20:00:00Z", "2025-04-03T05:00:00+09:00", "2025-04-03"},
		{"Asia/Tokyo", "2025-04-03T00:00:00Z", "2025-04-03", "2025-04-03"},
	} {
		now, _ := time.Parse(time.RFC3339, c.now)
		config := site.Defaults()
		config.Timezone = c.zone
		f, err := NewFields("x", "", true, now, config)
		if err != nil || f.Date != c.date || f.Day != c.day {
			t.Errorf("%s at %s: %s, %s, %v; want %s, %s", c.zone, c.now, f.Date, f.Day, err, c.date, c.day)
		}
		text, err := candors(t)[0].Post(f)
		if err != nil {
			t.Fatal(err)
		}
		if p := post.Parse("x.md", text, post.Options{}).Post; p.Published.Instant().After(now) {
			t.Errorf("%s at %s: published at %s", c.zone, c.now, p.Published)
		}
	}
}

func TestAuthorIsFilledInWhenThereIsOne(t *testing.T) {
	config := site.Defaults()
	config.Authors = map[string]site.Person{"platform: team": {}}
	if text := filled(t, candors(t)[0], "x", config); !strings.Contains(text, "\nauthor: 'platform: team'\n") {
		t.Error(text)
	}
	config.Authors["security"] = site.Person{}
	if text := filled(t, candors(t)[0], "x", config); !strings.Contains(text, "# a name, or one of: platform: team, security\n") {
		t.Error(text)
	}
}

func TestNamesOfTheSiteCannotLeaveTheirComment(t *testing.T) {
	config := site.Defaults()
	config.Severities = []string{"minor\ndraft: false", "major"}
	text := filled(t, candors(t)[0], "x", config)
	if p := post.Parse("x.md", []byte(text), post.Options{}); !p.Post.Draft || len(p.Findings) > 0 {
		t.Errorf("draft %v, %v", p.Post.Draft, p.Findings)
	}
}

func TestOwnOutlinesAddToAndReplaceCandors(t *testing.T) {
	own := fstest.MapFS{
		"posts/full.md":      {Data: []byte("{{/* Ours,\n at length */ -}}\n{{template \"front matter\" .}}\n\n## Ours\n")},
		"posts/near-miss.md": {Data: []byte("---\ntitle: {{.Title}}\ndate: {{.Date}}\n---\n")},
		"posts/notes.txt":    {Data: []byte("{{")},
		"posts/old/x.md":     {Data: []byte("{{")},
		"layout.html":        {Data: []byte("{{")},
	}
	list, err := Outlines(own, "templates/")
	if err != nil {
		t.Fatal(err)
	}
	var got [][2]string
	for _, o := range list {
		got = append(got, [2]string{o.Name, o.Summary})
		filled(t, o, "It's: so", site.Defaults())
	}
	want := [][2]string{
		{"brief", list[0].Summary},
		{"full", "Ours, at length"},
		{"security", list[2].Summary},
		{"near-miss", "templates/posts/near-miss.md"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestOutlineThatGivesNoPostIsNamed(t *testing.T) {
	for text, problem := range map[string]string{
		"---\ntitle: {{.Title}\n---\n":                                    "templates/posts/x.md:2",
		"---\ntitle: {{.Owner}}\n---\n":                                   "Owner",
		"---\npubDate: {{.Date}}\n---\n":                                  "no title",
		"no front matter":                                                 "no front matter",
		"{{define \"a\"}}{{template \"a\" .}}{{end}}{{template \"a\" .}}": "templates/posts/x.md",
	} {
		list, err := Outlines(fstest.MapFS{"posts/x.md": {Data: []byte(text)}}, "templates/")
		if err != nil {
			t.Fatal(err)
		}
		o, err := Find(list, "x")
		if err != nil {
			t.Fatal(err)
		}
		fields, _ := NewFields("x", "", true, noon, site.Defaults())
		if _, err := o.Post(fields); err == nil || !strings.Contains(err.Error(), problem) || !strings.Contains(err.Error(), "templates/posts/x.md") {
			t.Errorf("%q: %v, want %q", text, err, problem)
		}
	}
}

func TestFindListsTheOutlinesThereAre(t *testing.T) {
	for _, name := range []string{"", "Full", "../brief", "front-matter"} {
		if _, err := Find(candors(t), name); err == nil || !strings.Contains(err.Error(), "brief, full, security") {
			t.Errorf("Find(%q): %v", name, err)
		}
	}
}
