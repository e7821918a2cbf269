package scaffold

import (
	"path"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"candor/internal/diag"
	"candor/internal/post"
	"candor/internal/site"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"
)

func files(t *testing.T, ci string) map[string]string {
	t.Helper()
	list, err := Site(ci, true)
	if err != nil {
		t.Fatal(err)
	}
	byPath := map[string]string{}
	for _, f := range list {
		byPath[f.Path] = string(f.Data)
	}
	return byPath
}

func TestSiteHasThePipelineAskedFor(t *testing.T) {
	common := []string{".gitignore", "content/example.md", "content/pages/policy.md", "content/site.yaml"}
	for ci, pipeline := range map[string][]string{
		GitHub: {".github/workflows/publish.yml"},
		GitLab: {".gitlab-ci.yml"},
		NoCI:   nil,
	} {
		got := files(t, ci)
		for _, name := range append(pipeline, common...) {
			if got[name] == "" {
				t.Errorf("%s: no %s", ci, name)
			}
		}
		if want := len(common) + len(pipeline); len(got) != want {
			t.Errorf("%s: %d files, want %d", ci, len(got), want)
		}
	}
	for _, ci := range []string{"", "site", "..", "jenkins"} {
		if _, err := Site(ci, true); err == nil {
			t.Errorf("Site(%q) gives no error", ci)
		}
	}
}

func TestSiteWithPostsGetsNoExample(t *testing.T) {
	list, err := Site(NoCI, false)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Path == examplePost {
			t.Errorf("%s is there", f.Path)
		}
	}
}

func TestPostAndPageOfTheFirstSiteHaveNoFindings(t *testing.T) {
	for name, text := range files(t, NoCI) {
		if path.Ext(name) == ".md" {
			if found := post.Parse(strings.TrimPrefix(name, "content/"), []byte(text), post.Options{}).Findings; len(found) > 0 {
				t.Errorf("%s: %v", name, found)
			}
		}
	}
}

// uncommented is site.yaml with every setting made active.
func uncommented(t *testing.T) string {
	return regexp.MustCompile(`(?m)^# `).ReplaceAllString(files(t, NoCI)["content/site.yaml"], "")
}

func TestSiteYAMLLoadsAsItIsAndUncommented(t *testing.T) {
	for name, text := range map[string]string{"as it is": files(t, NoCI)["content/site.yaml"], "uncommented": uncommented(t)} {
		if _, found := site.ReadConfig("site.yaml", []byte(text)); diag.Count(found, diag.Hint)+diag.Count(found, diag.Warning)+diag.Count(found, diag.Error) > 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
}

// A commented setting that is no example shows the default.
func TestSiteYAMLShowsTheDefaults(t *testing.T) {
	got, _ := site.ReadConfig("site.yaml", []byte(uncommented(t)))
	want := site.Defaults()
	got.Description, got.BaseURL, got.EditURL, got.Authors, got.Services, got.Navigation, got.Links, got.ImageHosts = "", "", "", nil, nil, nil, nil, nil
	got.Check = site.Check{ImageKilobytes: got.Check.ImageKilobytes} // its lists are examples
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-default +site.yaml)\n%s", d)
	}
}

func TestSiteYAMLNamesAndExplainsEverySetting(t *testing.T) {
	text := uncommented(t)
	var doc yaml.Node
	if err := yaml.Load([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(text, "\n")
	for name, line := range settings(t, reflect.TypeFor[site.Config](), doc.Content[0], "") {
		if _, comment, _ := strings.Cut(lines[line-1], "  # "); len(comment) < 5 {
			t.Errorf("line %d: %s has no comment", line, name)
		}
	}
}

// settings finds every field of the configuration in the file, with its line.
func settings(t *testing.T, typ reflect.Type, n *yaml.Node, prefix string) map[string]int {
	found := map[string]int{}
	switch typ.Kind() {
	case reflect.Map, reflect.Slice:
		if elem := typ.Elem(); elem.Kind() == reflect.Struct {
			item := n.Content[len(n.Content)-1] // the value of an entry, or an item
			return settings(t, elem, item, prefix)
		}
	case reflect.Struct:
		for i := range typ.NumField() {
			field := typ.Field(i)
			key, _, _ := strings.Cut(field.Tag.Get("yaml"), ",")
			at := -1
			for j := 0; j+1 < len(n.Content); j += 2 {
				if n.Content[j].Value == key {
					at = j
				}
			}
			if at < 0 {
				t.Errorf("site.yaml does not show %s%s: add it to skeleton/site/content/site.yaml", prefix, key)
				continue
			}
			found[prefix+key] = n.Content[at].Line
			for name, line := range settings(t, field.Type, n.Content[at+1], prefix+key+".") {
				found[name] = line
			}
		}
	}
	return found
}

// workflow is the part of a GitHub workflow that rights depend on.
type workflow struct {
	Permissions map[string]string
	Jobs        map[string]struct {
		Permissions map[string]string
		Steps       []struct {
			Uses string
			Run  string
		}
	}
}

func TestWorkflowGivesTheRightToPublishToTheDeploymentOnly(t *testing.T) {
	var w workflow
	if err := yaml.Load([]byte(files(t, GitHub)[".github/workflows/publish.yml"]), &w); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(map[string]string{"contents": "read"}, w.Permissions); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]string{"contents": "read", "pages": "read"}, w.Jobs["build"].Permissions); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff(map[string]string{"pages": "write", "id-token": "write"}, w.Jobs["deploy"].Permissions); d != "" {
		t.Error(d)
	}
}

func TestWorkflowTakesNoValueIntoAShellCommand(t *testing.T) {
	var w workflow
	if err := yaml.Load([]byte(files(t, GitHub)[".github/workflows/publish.yml"]), &w); err != nil {
		t.Fatal(err)
	}
	builds := false
	for name, job := range w.Jobs {
		for _, step := range job.Steps {
			if strings.Contains(step.Run, "${{") {
				t.Errorf("%s: %s", name, step.Run)
			}
			if step.Uses != "" && !strings.HasPrefix(step.Uses, "actions/") {
				t.Errorf("%s uses %s, which is not GitHub's own", name, step.Uses)
			}
			builds = builds || strings.Contains(step.Run, `build --base-url "$BASE_URL" --strict`)
		}
	}
	if !builds {
		t.Error("no step builds the site")
	}
}

func TestGitLabPipelinePublishesTheFolderThatCandorWrites(t *testing.T) {
	var p struct {
		Pages struct {
			Script    []string
			Artifacts struct{ Paths []string }
		}
	}
	if err := yaml.Load([]byte(files(t, GitLab)[".gitlab-ci.yml"]), &p); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{`candor build --base-url "$CI_PAGES_URL" --strict`}, p.Pages.Script); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"public"}, p.Pages.Artifacts.Paths); d != "" {
		t.Error(d)
	}
}
