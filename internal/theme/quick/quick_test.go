package quick

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"io"
	"strings"
	"testing"
	"time"
)

type size int

func (s size) String() string { return fmt.Sprintf("<%d MB>", int(s)) }

type part struct {
	Name string
	Size size
	Sub  *part
}

func (p part) Big() bool              { return p.Size > 5 }
func (p *part) Pointed() string       { return "&" + p.Name }
func (p part) Join(s string) string   { return p.Name + s }
func (p part) Fails() (string, error) { return "half", errors.New("no") }

type embedded struct{ Inner string }

type view struct {
	embedded
	*part
	Title  string
	Body   template.HTML
	Link   string
	Safe   template.URL
	Parts  []part
	Empty  []part
	Any    any
	None   any
	N      int
	Ratio  float64
	When   time.Time
	Names  map[string]string
	hidden string
}

func (v *view) Marked() template.HTML {
	html, _ := v.AppendMarked(nil)
	return template.HTML(html)
}

func (v *view) AppendMarked(dst []byte) ([]byte, error) {
	return append(append(append(dst, "<mark>"...), template.HTMLEscapeString(v.Title)...), "</mark>"...), nil
}

func (p part) AppendBroken(dst []byte) ([]byte, error) {
	return append(dst, "half"...), errors.New("no")
}
func (p part) Broken() (template.HTML, error) { return "half", errors.New("no") }

var funcs = template.FuncMap{
	"upper": strings.ToUpper,
	"twice": func(n int, s string) string { return strings.Repeat(s, 2*n) },
	"fail":  func(string) (string, error) { return "half", errors.New("no") },
	"day":   func(t time.Time) string { return t.Format("2 <b> Jan") },
}

type (
	bigger  interface{ Big() bool }
	failing interface{ Fails() (string, error) }
	marked  interface {
		AppendMarked(dst []byte) ([]byte, error)
	}
	broken interface {
		AppendBroken(dst []byte) ([]byte, error)
	}
)

var direct = Direct{
	Funcs:   map[string]Func{"upper": Unary(strings.ToUpper), "day": Unary(funcs["day"].(func(time.Time) string))},
	Methods: map[string]Method{"String": Getter(fmt.Stringer.String), "Big": Getter(bigger.Big), "Fails": Trier(failing.Fails)},
	Writers: map[string]Writer{"Marked": Appender(marked.AppendMarked), "Broken": Appender(broken.AppendBroken)},
}

func sample(text, link string) *view {
	return &view{
		embedded: embedded{text}, part: &part{Name: text}, Title: text, Body: template.HTML("<p>" + text + "</p>"), Link: link, Safe: template.URL(link),
		Parts: []part{{text, 3, nil}, {link, 8, &part{Name: text}}}, Any: text, N: 2, Ratio: 1.5,
		When: time.Date(2025, 4, 2, 0, 0, 0, 0, time.UTC), Names: map[string]string{"a": text}, hidden: text,
	}
}

func parsed(tb testing.TB, text string) *template.Template {
	tb.Helper()
	t, err := template.New("t").Funcs(funcs).Parse(text)
	if err != nil {
		tb.Fatal(err)
	}
	if err := t.Execute(io.Discard, sample("a", "/b")); err != nil {
		tb.Fatal(err)
	}
	return t
}

// known are templates that this package draws by itself.
var known = []string{
	`<p>{{.Title}} {{.Body}} {{.N}} {{.Ratio}} {{.When}} {{.Any}}</p>`,
	`<title>{{.Title}}</title><textarea>{{.Title}}</textarea>`,
	`<a href="{{.Link}}" title="{{.Title}}">x</a>`,
	`<a href="/x/{{.Link}}?q={{.Title}}&r={{.Link}}#{{.Title}}">x</a>`,
	`<a href='#{{.Title}}' title='{{.Title}}'>x</a>`,
	`<img src="{{.Link}}" alt="{{.Title}}" width="{{.N}}">`,
	`<svg><rect class="{{.Title}}" x="{{.N}}"/><title>{{.Title}}</title></svg>`,
	`{{.Inner}} {{.Name}} {{.Big}} {{.Pointed}} {{.Join "+"}} {{.Join .Title}} {{.Link | .Join}}`,
	`{{range .Parts}}<li>{{.Name}}{{.Size}}{{.Big}}{{.Pointed}}{{with .Sub}}{{.Name}}{{else}}none{{end}}{{$.Title}}</li>{{end}}`,
	`{{range $i, $p := .Parts}}{{if $i}}, {{end}}{{$i}} {{$p.Name}}{{end}}{{range $p := .Parts}}{{$p.Size}}{{end}}`,
	`{{range .Empty}}x{{else}}{{.Title}} no{{end}}`,
	`{{if .Empty}}a{{else if .None}}b{{else if and .Title .N}}c{{end}}{{if or .Empty .Title}}d{{end}}{{if not .Empty}}e{{end}}`,
	`{{if .Names}}a{{end}}{{if .Ratio}}b{{end}}{{if .When}}c{{end}}{{if .Sub}}d{{end}}`,
	`{{$x := .Title}}{{if $y := .Link}}{{$x}}{{$y}}{{$x = $y}}{{end}}{{$x}}{{with $z := .N}}{{$z}}{{.}}{{end}}`,
	`{{if eq .N 2}}a{{end}}{{if ne .Title "x"}}b{{end}}{{if lt .N 3}}c{{end}}{{if ge (len .Parts) 2}}d{{end}}{{if le .N 1}}e{{else if gt .N 1}}f{{end}}`,
	`{{upper .Title}} {{upper "a"}} {{.Title | upper}} {{upper "b"}} {{twice .N "<"}} {{twice (len .Parts) .Link}} {{day .When}} {{print "/" .Title .N}}`,
	`{{define "p"}}{{.Name}}{{$.Size}}{{end}}{{range .Parts}}{{template "p" .}}{{end}}{{template "q"}}{{define "q"}}plain{{end}}`,
	`{{define "r"}}{{.Name}}{{with .Sub}}{{template "r" .}}{{end}}{{end}}{{range .Parts}}{{template "r" .}}{{end}}`,
	`<p>{{.Marked}} {{$.Marked}} {{if .Marked}}a{{end}}{{with .Marked}}{{.}}{{end}}{{$m := .Marked}}{{$m}} {{len .Marked}}</p><i title="{{len .Marked}}">x</i>`,
	`{{- /* nothing */ -}}{{block "main" .}}{{.Title}}{{end}}`,
}

// left are those that it leaves to html/template.
var left = []string{
	`<script>var x = {{.Title}}</script>`,
	`<style>p{color: {{.Title}}}</style>`,
	`<p title={{.Title}}>x</p>`,
	`<p {{.Title}}>x</p>`,
	`<a href="{{.Safe}}">x</a>`,
	`<p title="{{.Body}}">x</p>`,
	`<!-- {{.Title}} -->`,
	`{{.Sub}}`,
	`{{.None}}`,
	`{{.Names.a}}{{range .Names}}x{{end}}`,
	`{{range .Parts}}{{break}}{{end}}`,
	`{{index .Parts 0}}`,
	`{{printf "%d" .N}}`,
	`{{.Title | html}}`,
	`{{define "a"}}{{.}}{{end}}<p title="{{template "a" .Title}}">x</p>`,
	`{{if eq .N 1 2}}x{{end}}`,
	`{{with 1.5}}{{.}}{{end}}`,
}

func TestKnownTemplatesAreDrawnAsByHTMLTemplate(t *testing.T) {
	for _, text := range known {
		compare(t, text, sample(`a & <b> "c" 'd' +`, "/x y/?a=b&c#d"), true)
	}
}

func TestOthersAreLeftToHTMLTemplate(t *testing.T) {
	for _, text := range left {
		compare(t, text, sample("x", "/y"), false)
	}
}

// compare draws a template in both ways.
func compare(t *testing.T, text string, data any, must bool) {
	t.Helper()
	slow := parsed(t, text)
	var want, got bytes.Buffer
	if err := slow.Execute(&want, data); err != nil {
		t.Fatal(err)
	}
	got.WriteString("before ")
	quick := New(slow, funcs, direct)
	for range 3 { // with what the first has found, and in the room that it had
		got.Truncate(len("before "))
		done := quick.Draw(&got, data)
		switch {
		case done != must:
			t.Errorf("%s: drawn: %v", text, done)
		case done && got.String() != "before "+want.String():
			t.Errorf("%s:\n got %s\nwant %s", text, got.String(), want.String())
		case !done && got.String() != "before ":
			t.Errorf("%s: left to html/template, but wrote %q", text, got.String())
		}
	}
}

func TestErrorsAndPanicsAreLeftToHTMLTemplate(t *testing.T) {
	type bad struct{ view }
	for _, text := range []string{`{{fail .Title}}`, `{{.Fails}}`, `{{.Broken}}`, `{{.Sub.Name}}`, `{{.Nothing}}`, `{{.hidden}}`, `{{.Title.Nothing}}`, `{{define "l"}}{{template "l"}}{{end}}{{template "l"}}`} {
		slow, err := template.New("t").Funcs(funcs).Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if text[:3] != "{{d" { // html/template itself takes long to see that there is no end
			if err := slow.Execute(io.Discard, sample("x", "y")); err == nil {
				t.Errorf("%s: no error", text)
			}
		}
		var b bytes.Buffer
		if New(slow, funcs, direct).Draw(&b, bad{}) || b.Len() > 0 {
			t.Errorf("%s is drawn", text)
		}
	}
}

func TestOnePlaceMeetsValuesOfManyTypes(t *testing.T) {
	type other struct{ A, B, Name string }
	slow := parsed(t, `{{define "name"}}{{.Name}}{{end}}{{template "name" .}}`)
	quick := New(slow, funcs, direct)
	for range 3 {
		for data, want := range map[any]string{other{Name: "o"}: "o", part{Name: "p"}: "p", &part{Name: "q"}: "q"} {
			var b bytes.Buffer
			if !quick.Draw(&b, data) || b.String() != want {
				t.Errorf("got %q, want %q", b.String(), want)
			}
		}
	}
}

func TestAWriterLeavesOtherTypesAlone(t *testing.T) {
	type other struct{ Marked string }
	quick := New(parsed(t, `{{.Marked}}`), funcs, direct)
	for range 2 {
		for data, want := range map[any]string{other{"<"}: "&lt;", sample("a", "b"): "<mark>a</mark>"} {
			var b bytes.Buffer
			if !quick.Draw(&b, data) || b.String() != want {
				t.Errorf("got %q, want %q", b.String(), want)
			}
		}
	}
}

func TestWhatIsTheSameOnEveryPageOutlivesADrawing(t *testing.T) {
	for range 3 {
		for _, name := range []string{"a", "b"} {
			quick := New(parsed(t, `{{upper "`+name+`"}}`), funcs, direct)
			for other := range 3 {
				var b bytes.Buffer
				if want := strings.ToUpper(name); !quick.Draw(&b, nil) || b.String() != want {
					t.Errorf("got %q, want %q", b.String(), want)
				}
				New(parsed(t, fmt.Sprintf(`{{upper "x%d"}}`, other)), funcs, direct).Draw(&b, nil)
			}
		}
	}
}

func FuzzTextIsEscapedAsByHTMLTemplate(f *testing.F) {
	for _, s := range []string{"", "a\x00b", "javascript:alert(1)", "mailto:a@b", "http://x/%zz%20", "/a b?c=d&e#f", "é\xff\u2028", "//x:y", "HTTP:x", "a'\"+`<>&"} {
		f.Add(s, s)
	}
	slow := parsed(f, strings.Join(known[:8], "\n"))
	quick := New(slow, funcs, direct)
	f.Fuzz(func(t *testing.T, text, link string) {
		data := sample(text, link)
		var want, got bytes.Buffer
		if err := slow.Execute(&want, data); err != nil {
			t.Fatal(err)
		}
		if !quick.Draw(&got, data) {
			t.Fatal("not drawn")
		}
		if got.String() != want.String() {
			t.Errorf("got  %q\nwant %q", got.String(), want.String())
		}
	})
}

func BenchmarkDraw(b *testing.B) {
	slow := parsed(b, strings.Join(known, "\n"))
	quick := New(slow, funcs, direct)
	data := sample("text", "/link/")
	b.Run("html/template", func(b *testing.B) {
		for b.Loop() {
			slow.Execute(io.Discard, data)
		}
	})
	b.Run("quick", func(b *testing.B) {
		var out bytes.Buffer
		for b.Loop() {
			out.Reset()
			quick.Draw(&out, data)
		}
	})
}
