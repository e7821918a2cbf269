package markdown

import (
	"strings"
	"testing"
)

func TestMDXLeavesMarkdown(t *testing.T) {
	for name, c := range map[string]struct{ src, want string }{
		"import":                {"import X from './x.astro'\nimport {\n  Y\n} from 'y'\n\ntext", "text"},
		"prose that imports":    {"import duties rose.\n", "import duties rose.\n"},
		"prose that exports":    {"export failed at noon\n", "export failed at noon\n"},
		"export":                {"export const meta = {\n  a: 1\n}\n\ntext", "text"},
		"import inside prose":   {"We\nimport 'x'\n", "We\nimport 'x'\n"},
		"comment":               {"a {/* not\nshown */} b\n", "a\n b\n"},
		"unclosed comment":      {"a {/* b\n", "a {/* b\n"},
		"component alone":       {"<Callout type=\"x\">\n**b**\n</Callout>\n", "**b**\n"},
		"component in a line":   {"<Callout>text</Callout>\n", "text\n"},
		"self-closing":          {"a <Icon name={x > 1 ? '}' : \"b\"} /> b\n", "a  b\n"},
		"component over lines":  {"<Chart\n  data={[1, 2]}\n/>\ntext\n", "text\n"},
		"no hard break is made": {"one <Icon/>\ntwo\n", "one\ntwo\n"},
		"emphasis stays":        {"**<X/>bold**\n", "**bold**\n"},
		"code span":             {"`<Foo>` and ``<Bar> ` ``\n", "`<Foo>` and ``<Bar> ` ``\n"},
		"code block":            {"```jsx\nimport 'x'\n<Foo/>\n````\n<Bar/>", "```jsx\nimport 'x'\n<Foo/>\n````\n"},
		"fence of another kind": {"~~~\n```\n<Foo/>\n~~~\n<Foo/>\n", "~~~\n```\n<Foo/>\n~~~\n"},
		"lower case stays":      {"<b>x</b> a < B c <https://x.y>\n", "<b>x</b> a < B c <https://x.y>\n"},
		"escaped":               {"\\<Foo> \\{/* x */}\n", "\\<Foo> \\{/* x */}\n"},
		"unclosed tag":          {"a <Foo b\n\nc\n", "a <Foo b\n\nc\n"},
		"fragment":              {"<>\ntext\n</>\n", "text\n"},
		"attributes in braces":  {"<div style={{ color: 'red' }} id=\"x\">x</div>\n", "<div>x</div>\n"},
		"expression":            {"{props.x}\n", "{props.x}\n"},
	} {
		t.Run(name, func(t *testing.T) {
			d := Parse([]byte(c.src), Options{MDX: true})
			if len(d.Source) != len(c.src) {
				t.Errorf("the length changed from %d to %d", len(c.src), len(d.Source))
			}
			var got []string
			for line := range strings.Lines(string(d.Source)) {
				if line = strings.TrimRight(line, "\t\n"); line != "" {
					got = append(got, line)
				}
			}
			want := strings.ReplaceAll(strings.TrimRight(c.want, "\n"), "\n\n", "\n")
			if strings.Join(got, "\n") != want {
				t.Errorf("got %q, want %q", got, want)
			}
			for i, b := range []byte(c.src) {
				if (b == '\n') != (d.Source[i] == '\n') {
					t.Fatalf("the line end at %d moved", i)
				}
			}
		})
	}
}

func TestMDXNamesEachComponentOnce(t *testing.T) {
	d := Parse([]byte("<Foo>\n<Foo>\nx\n</Foo>\n<Bar/>\n"), Options{MDX: true, FirstLine: 5})
	if got := findings(d); got != "5:1 component-unknown, 9:1 component-unknown" {
		t.Error(got)
	}
}
