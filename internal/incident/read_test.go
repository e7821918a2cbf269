package incident

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"candor/internal/when"
)

var update = flag.Bool("update", false, "rewrite the expected results in testdata")

// source makes a Source of a post with simple front matter.
func source(name, text string) Source {
	src := Source{Name: name, Text: text, BodyLine: 1}
	fence := text[:min(len(text), 4)]
	matter, _, ok := strings.Cut(text[len(fence):], "\n"+fence)
	if !ok || fence != "---\n" && fence != "+++\n" {
		return src
	}
	src.BodyLine = strings.Count(matter, "\n") + 4
	for line := range strings.Lines(matter) {
		key, value, _ := strings.Cut(strings.Replace(strings.TrimSpace(line), " = ", ": ", 1), ": ")
		switch value = strings.Trim(value, `"`); key {
		case "title":
			src.Title = value
		case "tags":
			src.Tags = strings.Split(strings.Trim(value, "[]"), ", ")
		case "date", "pubDate":
			src.Published, _ = when.ParseDate(value)
		}
	}
	return src
}

// summary writes down what was read, one fact a line.
func summary(src Source) string {
	var b strings.Builder
	in, findings := Read(src)
	if in == nil {
		return "no incident\n"
	}
	fmt.Fprintf(&b, "zone %s\n", in.Zone)
	for _, e := range in.Timeline {
		at := e.At.String()
		if at == "" {
			at = "?"
		}
		if !e.Until.IsZero() {
			at += ".." + e.Until.String()
		}
		if e.At.Approx {
			at = "~" + at
		}
		fmt.Fprintf(&b, "%d: %s %s\n", e.Line, at, e.Text)
	}
	for of, f := range []*Fact{in.Started, in.Detected, in.Mitigated, in.Resolved} {
		if f != nil {
			approx := ""
			if f.Approx {
				approx = "~"
			}
			fmt.Fprintf(&b, "%s %s%s (%s, line %d)\n", [...]string{"started", "detected", "mitigated", "resolved"}[of], approx, f.Moment, f.Evidence.Rule, f.Evidence.Line)
		}
	}
	if d := in.Duration; d != nil {
		fmt.Fprintf(&b, "duration %s stated=%t about=%t (%s, line %d)\n", d.Length, d.Stated, d.Approx, d.Evidence.Rule, d.Evidence.Line)
	}
	if in.Severity != nil {
		fmt.Fprintf(&b, "severity %s\n", in.Severity.Name)
	}
	if in.Services != nil {
		fmt.Fprintf(&b, "services %s\n", strings.Join(names(in.Services), " | "))
	}
	for _, c := range in.Impact {
		fmt.Fprintf(&b, "impact %v %s (line %d)\n", c.Number, c.Unit, c.Evidence.Line)
	}
	for _, f := range findings {
		fmt.Fprintf(&b, "finding %d %s\n", f.Line, f.Code)
	}
	return b.String()
}

// TestRead reads the posts in testdata that show one shape or rule each. Each
// file holds posts, each followed by all that is to be read from it.
func TestRead(t *testing.T) {
	var files []string
	for _, folder := range [...]string{"posts", "rules", "shapes"} {
		more, err := filepath.Glob("testdata/" + folder + "/*.txt")
		if err != nil || more == nil {
			t.Fatal(more, err)
		}
		files = append(files, more...)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var out []txtar.File
		for i, post := range archive.Files {
			if strings.HasPrefix(post.Name, "= ") {
				continue
			}
			src := source(filepath.Base(file), string(post.Data))
			got := summary(src)
			out = append(out, post, txtar.File{Name: "= " + post.Name, Data: []byte(got)})
			want := ""
			if i+1 < len(archive.Files) && strings.HasPrefix(archive.Files[i+1].Name, "= ") {
				want = string(archive.Files[i+1].Data)
			}
			if diff := cmp.Diff(want, got); diff != "" && !*update {
				t.Errorf("%s: %s (-want +got):\n%s", file, post.Name, diff)
			}
		}
		if *update {
			archive.Files = out
			if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestEveryShapeAndRuleHasTestData(t *testing.T) {
	for _, s := range Shapes {
		if _, err := os.Stat("testdata/shapes/" + s.Name + ".txt"); err != nil || s.Doc == "" {
			t.Errorf("shape %s: %v, doc %q", s.Name, err, s.Doc)
		}
	}
	for _, r := range Rules {
		if _, err := os.Stat("testdata/rules/" + r.Name + ".txt"); err != nil || r.Doc == "" {
			t.Errorf("rule %s: %v, doc %q", r.Name, err, r.Doc)
		}
	}
}

func names(labels []Label) []string {
	list := make([]string, len(labels))
	for i, l := range labels {
		list[i] = l.Name
	}
	return list
}
