package feed

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"candor/internal/post"
	"candor/internal/site"
	"candor/internal/site/sitetest"
	"candor/internal/when"
)

// day is a date of 2024.
func day(month time.Month, day int) when.Moment {
	return when.Moment{Time: time.Date(2024, month, day, 0, 0, 0, 0, time.UTC), Precision: when.Day}
}

// ordinary returns n posts of consecutive days, the first the oldest.
func ordinary(n int) []*post.Post {
	posts := make([]*post.Post, n)
	for i := range posts {
		posts[i] = &post.Post{
			Slug:        fmt.Sprintf("post-%03d", i+1),
			Title:       fmt.Sprintf("Outage %d", i+1),
			Description: fmt.Sprintf("What happened on day %d", i+1),
			Published:   day(1, 1+i),
			Authors:     []post.Author{{Name: "Ada Writer"}},
			Tags:        []string{"deploy"},
			Incident:    post.Claim{Services: []string{"dns"}, Severity: post.Stated{Text: "major"}},
		}
	}
	return posts
}

// hostile is one post with everything in it that has broken feeds.
func hostile() *post.Post {
	return &post.Post{
		Slug:        "störung-größer",
		Title:       "R&D <b>down</b> ]]> \x00\x08\x1b\u2028\uFFFE\u0090\xff \"quoted\" it's",
		Description: "a < b && c > d ]]> <script>alert(1)</script> \x0b &amp; \"x\"",
		Published:   day(6, 1),
		Authors: []post.Author{
			{Name: "Ann & <Co>", Email: "ann@example.org", URL: "https://ann.example/?a=1&b=2"},
			{Name: "Bob\x07", Email: "bob@example.org", URL: "javascript:alert(1)", Avatar: "https://bob.example/b.png"},
		},
		Tags:     []string{"C&A", "x<y", "]]>", "dns"},
		Incident: post.Claim{Services: []string{"DNS", "a\x01b"}},
	}
}

// hostilePage is a body no renderer of ours writes.
const hostilePage = `<p class="x" id="y" onclick="alert(1)" style="color:red">a ]]> b` + "\x00\x08\x0c\r\x7f\u0085\xff\uFFFE\u2028" + ` &amp; "c"</p>
<script>alert("]]>")</script><p><a href="#f">here</a> <img src="pic.png" alt=""> <a href="javascript:alert(1)">x</a></p>`

// setting is what tests vary of a site.
type setting func(*site.Config)

func newSite(t testing.TB, base string, posts []*post.Post, settings ...setting) *site.Site {
	t.Helper()
	b, err := site.ParseBase(base)
	if err != nil {
		t.Fatal(err)
	}
	c := site.Defaults()
	c.Description = "What broke and why"
	for _, set := range settings {
		set(&c)
	}
	return site.New(c, b, posts, sitetest.Facts(posts))
}

// pages gives every post the same page body.
func pages(s *site.Site, page string) Source {
	body := func(dst []byte, e *site.Entry) ([]byte, error) { return Body(dst, []byte(page), s.Base, e.Path), nil }
	return Source{Body: body, Cost: func(e *site.Entry) int {
		b, _ := body(nil, e)
		return Cost(e, b)
	}}
}

// files writes every feed file of the site.
func files(t testing.TB, s *site.Site, src Source) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, b := range Batches(s, src) {
		var wrote []string
		err := b.Write(func(path string, data []byte) error {
			if _, twice := out[path]; twice {
				t.Errorf("%s is written twice", path)
			}
			out[path] = string(data)
			wrote = append(wrote, path)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Join(wrote, " ") != strings.Join(b.Paths, " ") {
			t.Errorf("a batch of %v wrote %v", b.Paths, wrote)
		}
	}
	return out
}

// program skips the test when an outside program is missing, but fails it in
// CI, where all of them are installed.
func program(t testing.TB, name, debian string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		missing(t, name, debian)
	}
	return path
}

func missing(t testing.TB, name, debian string) {
	t.Helper()
	message := fmt.Sprintf("%s is missing: apt-get install %s", name, debian)
	if os.Getenv("CI") == "true" {
		t.Fatal(message)
	}
	t.Skip(message)
}
