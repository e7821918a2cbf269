package check_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/build"
	"candor/internal/check"
	"candor/internal/diag"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write what the rules find into testdata")

// checkFiles applies all rules to a content folder.
func checkFiles(tb testing.TB, files map[string]string) []diag.Diagnostic {
	tb.Helper()
	content := fstest.MapFS{}
	for name, text := range files {
		content[name] = &fstest.MapFile{Data: []byte(text)}
	}
	in := build.Input{Content: build.Folder{FS: content}, BaseURL: "https://example.org/", Now: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}
	result, err := build.Check(context.Background(), in, answers)
	if err != nil {
		tb.Fatal(err)
	}
	return result.Findings
}

// answers plays the other sites.
func answers(addresses []string) map[string]check.Answer {
	all := map[string]check.Answer{}
	for _, a := range addresses {
		switch {
		case strings.Contains(a, "/gone"):
			all[a] = check.Answer{Gone: true, Why: "it answers 404"}
		case strings.Contains(a, "/silent"):
			all[a] = check.Answer{Why: "it did not answer in time"}
		}
	}
	return all
}

// Every rule has an archive of posts. Those whose name begins with "fires"
// must have a finding of the rule, those that begin with "not" none; want.txt
// says which. A file must be fine otherwise: nothing but hints of other rules.
func TestRules(t *testing.T) {
	for _, rule := range check.Rules {
		t.Run(rule.Code, func(t *testing.T) {
			t.Parallel()
			name := filepath.Join("testdata", rule.Code+".txtar")
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			files, want := map[string]string{}, ""
			for _, f := range archive.Files {
				if f.Name == "want.txt" {
					want = string(f.Data)
				} else {
					files[f.Name] = unescape(string(f.Data))
				}
			}
			got := judge(t, rule, files)
			if *update {
				writeWant(t, name, archive, got)
			} else if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// unescape joins what must not stand in one piece in a repository that is
// scanned for secrets.
func unescape(text string) string { return strings.ReplaceAll(text, "\u2063", "") }

func judge(t *testing.T, rule check.Rule, files map[string]string) string {
	var got strings.Builder
	found := map[string]bool{}
	for _, d := range checkFiles(t, files) {
		if d.Code == rule.Code {
			fmt.Fprintf(&got, "%s:%d:%d: %s: %s\n", d.File, d.Line, d.Column, d.Severity, d.Message)
			found[d.File] = true
			if d.Severity > rule.Severity {
				t.Errorf("%s is graver than its rule", d.File)
			}
		} else if d.Severity == diag.Error && d.Code != "secret" {
			t.Errorf("%s:%d: another error: %s [%s]", d.File, d.Line, d.Message, d.Code)
		}
	}
	fires, nots := 0, 0
	for name := range files {
		switch base := filepath.Base(name); {
		case strings.HasPrefix(base, "fires"):
			fires++
			if !found[name] {
				t.Errorf("%s must fire", name)
			}
		case strings.HasPrefix(base, "not"):
			nots++
			if found[name] {
				t.Errorf("%s must not fire", name)
			}
		}
	}
	if fires == 0 || nots == 0 {
		t.Errorf("there are %d cases that must fire and %d that must not", fires, nots)
	}
	return got.String()
}

func writeWant(t *testing.T, name string, archive *txtar.Archive, want string) {
	kept := archive.Files[:0]
	for _, f := range archive.Files {
		if f.Name != "want.txt" {
			kept = append(kept, f)
		}
	}
	archive.Files = append(kept, txtar.File{Name: "want.txt", Data: []byte(want)})
	if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestEveryArchiveBelongsToARule(t *testing.T) {
	names, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range names {
		if code := strings.TrimSuffix(filepath.Base(name), ".txtar"); check.Find(code) == nil {
			t.Errorf("%s: there is no rule %s", name, code)
		}
	}
}

func TestEveryRuleIsDocumented(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range check.Rules {
		if r.Reason == "" || r.Example == "" || r.About == "" || !strings.Contains(r.Off(), r.Code) || seen[r.Code] {
			t.Errorf("%s lacks a reason, an example or a name of its own", r.Code)
		}
		seen[r.Code] = true
		for _, text := range []string{r.Reason, r.Example} {
			if !strings.HasSuffix(text, ".") || bytes.ContainsAny([]byte(text), "\n") {
				t.Errorf("%s: %q is no sentence", r.Code, text)
			}
		}
	}
}
