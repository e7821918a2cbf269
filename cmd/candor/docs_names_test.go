package main

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"candor/internal/page"
	"candor/internal/site"
	"candor/internal/when"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// documentation reads a page of it.
func documentation(t *testing.T, name string) string {
	t.Helper()
	src, err := os.ReadFile("../../content/pages/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return string(src)
}

// section is the part of a page below the heading that begins with these words.
func section(t *testing.T, doc, heading string) string {
	t.Helper()
	at := regexp.MustCompile(`(?m)^(#+) ` + regexp.QuoteMeta(heading) + `(?:\W.*)?$`).FindStringSubmatchIndex(doc)
	if at == nil {
		t.Errorf("there is no section %q", heading)
		return ""
	}
	rest, level := doc[at[1]:], at[3]-at[2]
	if next := regexp.MustCompile(`(?m)^#{1,` + strconv.Itoa(level) + `} `).FindStringIndex(rest); next != nil {
		rest = rest[:next[0]]
	}
	return rest
}

func TestEveryFrontMatterKeyIsDocumented(t *testing.T) {
	doc := documentation(t, "front-matter.md")
	names := append(literals(t, "../../internal/post/decode.go", "[]key"), literals(t, "../../internal/post/decode_lists.go", "[]field")...)
	if len(names) < 40 {
		t.Fatal("only these keys were found:", names)
	}
	for _, name := range names {
		if !strings.Contains(doc, "`"+name+"`") {
			t.Errorf("front-matter.md does not name %s", name)
		}
	}
}

func TestEveryDocumentedFormOfADateIsRead(t *testing.T) {
	table, _, _ := strings.Cut(strings.TrimSpace(section(t, documentation(t, "front-matter.md"), "Dates")), "\n\n")
	rows := regexp.MustCompile("`([^`]*)`").FindAllStringSubmatch(table, -1)
	if len(rows) < 10 {
		t.Fatal(rows)
	}
	for _, row := range rows {
		if _, err := when.ParseDate(row[1]); err != nil {
			t.Error(err)
		}
	}
}

func TestEverySettingIsDocumented(t *testing.T) {
	doc := documentation(t, "configuration.md")
	var check func(reflect.Type)
	check = func(typ reflect.Type) {
		for _, f := range reflect.VisibleFields(typ) {
			if !strings.Contains(doc, "`"+f.Tag.Get("yaml")+"`") {
				t.Errorf("configuration.md does not name %s", f.Tag.Get("yaml"))
			}
			inner := f.Type
			for inner.Kind() == reflect.Map || inner.Kind() == reflect.Slice {
				inner = inner.Elem()
			}
			if inner.Kind() == reflect.Struct {
				check(inner)
			}
		}
	}
	check(reflect.TypeFor[site.Config]())
}

func TestEveryCommandAndFlagIsDocumented(t *testing.T) {
	doc := documentation(t, "commands.md")
	root := rootCommand(newUI(io.Discard, io.Discard))
	root.InitDefaultCompletionCmd("completion") // as cobra does before it runs
	for _, c := range root.Commands() {
		if !c.IsAvailableCommand() || c.Name() == "help" {
			continue
		}
		text := section(t, doc, "candor "+c.Name())
		flags := map[string]bool{"help": true}
		for _, of := range append([]*cobra.Command{c}, c.Commands()...) {
			of.Flags().VisitAll(func(f *pflag.Flag) {
				flags[f.Name] = true
				if !f.Hidden && f.Name != "help" && !strings.Contains(text, "`--"+f.Name+"`") {
					t.Errorf("commands.md does not name --%s of %s", f.Name, c.Name())
				}
				if f.Shorthand != "" && f.Name != "help" && !strings.Contains(text, "`-"+f.Shorthand+"`") {
					t.Errorf("commands.md does not name -%s of %s", f.Shorthand, c.Name())
				}
			})
		}
		for _, m := range regexp.MustCompile(`\| (.*?) \|`).FindAllStringSubmatch(text, -1) {
			for _, name := range regexp.MustCompile("`--([a-z-]+)`").FindAllStringSubmatch(m[1], -1) {
				if !flags[name[1]] {
					t.Errorf("candor %s has no flag --%s", c.Name(), name[1])
				}
			}
		}
	}
}

// views are what the templates are drawn with, by kind of page.
var views = map[string]any{
	"home": page.HomeView{}, "post": page.PostView{}, "page": page.PostView{}, "archive": page.ArchiveView{},
	"group": page.GroupView{}, "groups": page.GroupsView{}, "insights": page.InsightsView{}, "subscribe": page.SubscribeView{}, "404": page.HomeView{}, "redirect": page.RedirectView{}, "search": page.SearchView{},
}

func TestEveryTemplateAndItsDataAreDocumented(t *testing.T) {
	doc := documentation(t, "theming.md")
	kinds := section(t, doc, "Kinds of pages")
	seen := map[reflect.Type]bool{}
	checkFields(t, doc, reflect.TypeFor[page.Row](), seen) // what a method gives
	for _, kind := range page.Kinds {
		view := views[kind.Name]
		if view == nil {
			t.Errorf("the view of %s is not in the table of this test", kind.Name)
			continue
		}
		typ := reflect.TypeOf(view)
		if !regexp.MustCompile("(?m)^\\| `" + kind.Name + "\\.html` \\|.*`" + typ.String() + "` \\|$").MatchString(kinds) {
			t.Errorf("theming.md does not say that %s.html shows a %s", kind.Name, typ)
		}
		checkFields(t, doc, typ, seen)
	}
}

// checkFields looks for every field of a type, and of those in it, in the
// section of the type. What stands in other packages is no data for templates.
func checkFields(t *testing.T, doc string, typ reflect.Type, seen map[reflect.Type]bool) {
	for slices.Contains([]reflect.Kind{reflect.Pointer, reflect.Slice, reflect.Map}, typ.Kind()) {
		typ = typ.Elem()
	}
	if seen[typ] || typ.Kind() != reflect.Struct || !slices.Contains([]string{"page", "site", "post", "feed", "incident"}, filepath.Base(typ.PkgPath())) || slices.Contains(described, typ.String()) {
		return
	}
	seen[typ] = true
	text := section(t, doc, typ.String())
	for i := range typ.NumField() {
		f := typ.Field(i)
		if f.Anonymous {
			checkFields(t, doc, f.Type, seen)
			continue
		}
		if f.IsExported() && !strings.Contains(text, "`."+f.Name+"`") {
			t.Errorf("theming.md does not name %s.%s", typ, f.Name)
		}
		if f.IsExported() {
			checkFields(t, doc, f.Type, seen)
		}
	}
}

// described are types without a section: settings have a page, and others are
// of no use in a template, or small enough to be told with the field.
var described = []string{"site.Config", "site.Base", "site.Person", "site.GroupKind", "post.Lines", "post.Author"}

func TestEveryFunctionOfTemplatesIsDocumented(t *testing.T) {
	text := section(t, documentation(t, "theming.md"), "Functions")
	names := literals(t, "../../internal/theme/functions.go", "template.FuncMap")
	if len(names) < 5 {
		t.Fatal(names)
	}
	for _, name := range names {
		if !strings.Contains(text, "| `"+name+" ") {
			t.Errorf("theming.md does not name the function %s", name)
		}
	}
}

func TestEveryPageOfTheDocumentationIsListed(t *testing.T) {
	index := documentation(t, "docs.md")
	for _, file := range documents(t)[1:] {
		name := filepath.Base(file)
		if name != "docs.md" && name != "about.md" && !strings.Contains(index, "]("+name+")") {
			t.Errorf("docs.md does not list %s", name)
		}
	}
}

// literals lists the keys of map literals of a type in a Go file, and the texts
// that stand directly in those of a slice's structs.
func literals(t *testing.T, file, typ string) []string {
	t.Helper()
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]bool{}
	add := func(e ast.Expr) {
		if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			text, _ := strconv.Unquote(lit.Value)
			found[text] = true
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || lit.Type == nil || !bytes.Equal(src[set.Position(lit.Type.Pos()).Offset:set.Position(lit.Type.End()).Offset], []byte(typ)) {
			return true
		}
		for _, e := range lit.Elts {
			switch e := e.(type) {
			case *ast.KeyValueExpr:
				add(e.Key)
			case *ast.CompositeLit:
				for _, field := range e.Elts {
					add(field)
					if list, ok := field.(*ast.CompositeLit); ok {
						for _, text := range list.Elts {
							add(text)
						}
					}
				}
			}
		}
		return true
	})
	return slices.Sorted(maps.Keys(found))
}
