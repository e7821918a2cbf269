package markdown

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"candor/internal/diag"
)

// findings lists a document's findings as "line:column code".
func findings(d *Document) string {
	var list []string
	for _, f := range d.Findings {
		list = append(list, fmt.Sprintf("%d:%d %s", f.Line, f.Column, f.Code))
	}
	return strings.Join(list, ", ")
}

// filled shows a body's holes as {ref} and {size ref}.
func filled(b Body) string {
	return string(b.Fill(nil, func(_ int, h Hole) string {
		if h.Kind == Size {
			return " {size " + h.Ref + "}"
		}
		return "{" + h.Ref + "}"
	}))
}

func TestFillPutsEachHoleInItsPlace(t *testing.T) {
	body := Parse([]byte("[a](./a.md) ![b](./b.png)\n"), Options{}).Render()
	got := string(body.Fill([]byte("before "), func(i int, h Hole) string {
		return []string{"/a/", "/b.png", ` width="1" height="2"`}[i]
	}))
	want := `before <p><a href="/a/">a</a> <img src="/b.png" alt="b" width="1" height="2" loading="lazy" decoding="async"></p>` + "\n"
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestReferencesCarryTheirPlaceInTheFile(t *testing.T) {
	src := "para\n\nüüü [a](./a.md \"t\") [w](https://example.com/ü) [f](#x) ![i](i.png)\n\n- [r]\n\n[r]: /root\n\n<https://x.org>\n"
	for name, html := range map[string]string{"Markdown": "", "with HTML": "<kbd>x</kbd>\n"} {
		t.Run(name, func(t *testing.T) {
			d := Parse([]byte(src+html), Options{FirstLine: 10})
			body := d.Render()
			var holes []Hole
			for _, h := range body.Holes {
				h.At = 0
				holes = append(holes, h)
			}
			wantHoles := []Hole{
				{0, URL, "./a.md", 12, 5}, {0, URL, "i.png", 12, 56}, {0, Size, "i.png", 12, 56}, {0, URL, "/root", 14, 3},
			}
			if diff := cmp.Diff(wantHoles, holes); diff != "" {
				t.Error(diff)
			}
			var links []string
			for _, l := range body.Links {
				line, column := d.Position(l.At)
				links = append(links, fmt.Sprint(l.Ref, " ", line, " ", column))
			}
			if diff := cmp.Diff([]string{"https://example.com/ü 12 21", "#x 12 48", "https://x.org 18 1"}, links); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHeadingsAreThoseOfThePublishedBody(t *testing.T) {
	d := Parse([]byte("# Post-mortem: *The* `db`\n\n# Impact\n\ntext\n\n### Who & what\n\n> ## Quoted\n"),
		Options{FirstLine: 5, Title: "Post-Mortem:  the db"})
	want := []Heading{{2, "impact", "Impact", 7}, {4, "who--what", "Who & what", 11}, {3, "quoted", "Quoted", 13}}
	if diff := cmp.Diff(want, d.Headings); diff != "" {
		t.Error(diff)
	}
}

func TestAFindingSaysWhereAndShowsTheLine(t *testing.T) {
	d := Parse([]byte("one\n\nsee [é](javascript:x) and [this](javascript:y)\r\nlast"), Options{FirstLine: 4})
	d.Render()
	want := []diag.Diagnostic{
		{Line: 6, Column: 5, Code: "link-unsafe", Severity: diag.Warning, Text: "see [é](javascript:x) and [this](javascript:y)"},
		{Line: 6, Column: 27, Code: "link-unsafe", Severity: diag.Warning, Text: "see [é](javascript:x) and [this](javascript:y)"},
	}
	for i := range d.Findings {
		d.Findings[i].Message, d.Findings[i].Hint = "", ""
	}
	if diff := cmp.Diff(want, d.Findings); diff != "" {
		t.Error(diff)
	}
}

func TestManyFindingsOfOneKindAreCutWithANotice(t *testing.T) {
	d := Parse([]byte(strings.Repeat("[x](javascript:y)\n", 500)), Options{})
	d.Render()
	if n := len(d.Findings); n != maxSame+1 || d.Findings[maxSame].Code != "more-findings" {
		t.Errorf("%d findings, the last %+v", n, d.Findings[n-1])
	}
}

func TestLineCountsFromTheFile(t *testing.T) {
	d := Parse([]byte("a\nb\n\nc"), Options{FirstLine: 3})
	for offset, want := range []int{3, 3, 4, 4, 5, 6, 6} {
		if got := d.Line(offset); got != want {
			t.Errorf("offset %d: line %d, want %d", offset, got, want)
		}
	}
}
