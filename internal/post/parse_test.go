package post

import (
	"fmt"
	"strings"
	"testing"

	"candor/internal/diag"

	"go.yaml.in/yaml/v4"

	"github.com/adrg/frontmatter"
	"github.com/google/go-cmp/cmp"
)

func parse(t *testing.T, name, src string) Parsed {
	t.Helper()
	return Parse(name, []byte(src), Options{})
}

// codes lists findings as "line code" for comparison.
func codes(list []diag.Diagnostic) []string {
	var out []string
	for _, d := range list {
		out = append(out, fmt.Sprintf("%d %s", d.Line, d.Code))
	}
	return out
}

func TestFrontMatterIsReadInEveryLanguageAndLayout(t *testing.T) {
	yaml := "---\ntitle: \"A: B\"\npubDate: 2025-04-02\nauthor: Sophie Houser\n---\nText.\n"
	for name, src := range map[string]string{
		"YAML":             yaml,
		"CRLF":             strings.ReplaceAll(yaml, "\n", "\r\n"),
		"BOM":              "\ufeff" + yaml,
		"blank lines":      "\n\n" + yaml + "\n\n",
		"blank in between": "\n---\n\ntitle: \"A: B\"\n\npubDate: 2025-04-02\nauthor: Sophie Houser\n---\n\n\nText.",
		"trailing spaces":  strings.ReplaceAll(yaml, "---\n", "---  \t\n"),
		"TOML":             "+++\ntitle = \"A: B\"\ndate = 2025-04-02\nauthor = 'Sophie Houser'\n+++\nText.\n",
		"JSON":             "{\n  \"title\": \"A: B\",\n  \"pubDate\": \"2025-04-02\",\n  \"author\": [\"Sophie Houser\"]\n}\n\nText.\n",
		"JSON in one line": `{"title": "A: B", "pubDate": "2025-04-02", "author": {"name": "Sophie Houser"}}` + "\nText.\n",
	} {
		t.Run(name, func(t *testing.T) {
			got := parse(t, "a.md", src)
			if len(got.Findings) > 0 {
				t.Fatalf("findings: %v", got.Findings)
			}
			p := got.Post
			if p.Title != "A: B" || p.Published.String() != "2025-04-02" || len(p.Authors) != 1 || p.Authors[0].Name != "Sophie Houser" || p.Lead != "Text." {
				t.Errorf("read as %+v", p)
			}
		})
	}
}

func TestAFrontMatterOfCommentsIsEmpty(t *testing.T) {
	for _, src := range []string{"---\n# later\n---\nText.\n", "---\n\n  # a: b\n#\n---\nText.\n", "---\n---\nText.\n"} {
		got := parse(t, "2024-01-01-a.md", src)
		if diff := cmp.Diff([]string{"1 title-missing"}, codes(got.Findings)); diff != "" {
			t.Errorf("%q: %s", src, diff)
		}
		if got.Document == nil || got.Post.Lead != "Text." {
			t.Errorf("%q is read as %+v", src, got.Post)
		}
	}
}

func TestAFileWithoutItsFrontMatterKeepsItsLines(t *testing.T) {
	for src, want := range map[string]string{
		"---\na: b: c\n---\nText.\n":        "\n\n\nText.\n",
		"\n---\r\na: [\r\n---\r\nText.\r\n": "\n\n\n\nText.\r\n",
		"+++\na = \n+++\n\nText.":           "\n\n\n\nText.",
		"---\na: b\n\nText.\n":              "---\na: b\n\nText.\n",  // nothing closes it
		"{\"a\": 1,,}\nText.\n":             "{\"a\": 1,,}\nText.\n", // where it ends is not known
		"Text.\n\n---\n":                    "Text.\n\n---\n",
		"":                                  "",
	} {
		if got := string(BlankMatter([]byte(src))); got != want {
			t.Errorf("%q becomes %q, not %q", src, got, want)
		}
	}
}

func TestSynonymsOfOtherGeneratorsAreUnderstood(t *testing.T) {
	got := parse(t, "a.md", `---
title: T
date: May 2, 2024
lastmod: 2024-05-03
excerpt: In short
category: ops
categories: [db, Ops, ""]
tags: db
generated: 1701894028874
---
`).Post
	if got.Published.String() != "2024-05-02" || got.Updated.String() != "2024-05-03" || got.Description != "In short" {
		t.Errorf("read as %+v", got)
	}
	if diff := cmp.Diff([]string{"db", "ops"}, got.Tags); diff != "" {
		t.Error(diff)
	}
	if got.Extra["generated"] != "1701894028874" {
		t.Errorf("the unknown key is lost: %v", got.Extra)
	}
}

func TestOwnKeyWinsOverItsSynonym(t *testing.T) {
	got := parse(t, "a.md", "---\ntitle: T\ndate: 2020-01-01\npubDate: 2021-01-01\n---\n").Post
	if got.Published.String() != "2021-01-01" {
		t.Errorf("published %s", got.Published)
	}
}

func TestAuthorsComeAsTextListOrMaps(t *testing.T) {
	for src, want := range map[string][]Author{
		"author: a":         {{Name: "a"}},
		"author: [a, b, a]": {{Name: "a"}, {Name: "b"}},
		"authors:\n  - a\n  - {name: B, url: https://b}": {{Name: "a"}, {Name: "B", URL: "https://b"}},
		"author: {name: B, email: b@example.org}":        {{Name: "B", Email: "b@example.org"}},
		"author: ~":                     nil,
		"x: &a {name: A}\nauthor: [*a]": {{Name: "A"}},
		"author: {name: B, avatar: /b.png, url: /about/}": {{Name: "B", Avatar: "/b.png", URL: "/about/"}},
	} {
		got := parse(t, "2024-01-01-a.md", "---\ntitle: T\n"+src+"\n---\n")
		if diff := cmp.Diff(want, got.Post.Authors); diff != "" {
			t.Errorf("%s: %s", src, diff)
		}
	}
}

func TestBadFrontMatterSaysWhereAndWhat(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"unclosed", "---\ntitle: T\n\nText\n", []string{"1 front-matter-unclosed"}},
		{"unclosed JSON", "{\n\"title\": \"T\"\n", []string{"1 front-matter-unclosed"}},
		{"colon in a value", "\n---\ndate: 2024-01-01\ntitle: Postmortem: X\n---\n", []string{"4 front-matter-syntax"}},
		{"tab", "---\ntitle: T\nauthor:\n\tname: x\n---\n", []string{"4 front-matter-syntax"}},
		{"open quote", "---\ndate: 2024-01-01\ntitle: 'T\n---\n", []string{"3 front-matter-syntax"}},
		{"duplicate key", "---\ntitle: T\ndate: 2024-01-01\ntitle: U\n---\n", []string{"4 front-matter-duplicate"}},
		{"TOML without quotes", "+++\ndate = 2024-01-01\ntitle = T\n+++\n", []string{"3 front-matter-syntax"}},
		{"TOML dots", "+++\ntitle = 'T'\n" + strings.Repeat("a.", 8000) + "b = 1\n+++\n", []string{"3 front-matter-syntax"}},
		{"JSON comma", "{\n\"title\": \"T\",\n}\n\n", []string{"3 front-matter-syntax"}},
		{"not a mapping", "---\n- a\n- b\n---\n", []string{"2 front-matter-type", "1 title-missing", "1 date-missing"}},
		{"no title", "---\ndate: 2024-01-01\n---\n", []string{"1 title-missing"}},
		{"empty title", "---\ndate: 2024-01-01\ntitle: \"\"\n---\n", []string{"3 title-missing"}},
		{"title of the wrong type", "---\ndate: 2024-01-01\ntitle: [a]\n---\n", []string{"3 front-matter-type"}},
		{"no date", "---\ntitle: T\n---\n", []string{"1 date-missing"}},
		{"empty block", "---\n---\nText\n", []string{"1 title-missing", "1 date-missing"}},
		{"impossible date", "---\ntitle: T\npubDate: 2024-06-31\n---\n", []string{"3 date-impossible"}},
		{"ambiguous date", "---\ntitle: T\npubDate: 03/04/2024\n---\n", []string{"3 date-ambiguous"}},
		{"no date at all", "---\ntitle: T\npubDate: soon\n---\n", []string{"3 date-unknown"}},
		{"date of the wrong type", "---\ntitle: T\npubDate: {a: b}\n---\n", []string{"3 front-matter-type"}},
		{"draft of the wrong type", "---\ntitle: T\ndate: 2024-01-01\ndraft: maybe\n---\n", []string{"4 front-matter-type"}},
		{"tags of the wrong type", "---\ntitle: T\ndate: 2024-01-01\ntags: [[a]]\n---\n", []string{"4 front-matter-type"}},
		{"action status", "---\ntitle: T\ndate: 2024-01-01\nactions:\n  - {text: A, status: soon}\n---\n", []string{"5 front-matter-type"}},
		{"correction without text", "---\ntitle: T\ndate: 2024-01-01\ncorrections:\n  - {date: 2024-01-02}\n---\n", []string{"5 correction-incomplete"}},
		{"incident time", "---\ntitle: T\ndate: 2024-01-01\nincident:\n  started: 2024-13-01\n---\n", []string{"5 date-impossible"}},
		{"alias outside", "---\ntitle: T\ndate: 2024-01-01\naliases: [/a/../../b, \"/a b\", /ok/]\n---\n", []string{"4 alias-invalid", "4 alias-invalid"}},
		{"slug outside", "---\ntitle: T\ndate: 2024-01-01\nslug: ../../etc\n---\n", []string{"4 slug-invalid"}},
		{"device slug", "---\ntitle: T\ndate: 2024-01-01\nslug: CON\n---\n", []string{"4 slug-invalid"}},
		{"id", "---\ntitle: T\ndate: 2024-01-01\nid: 17\n---\n", []string{"4 id-invalid"}},
		{"mistyped key", "---\ntitel: T\ntitle: T\ndate: 2024-01-01\n---\n", []string{"2 unknown-key"}},
		{"script link", "---\ntitle: T\ndate: 2024-01-01\nauthor: {name: A, url: \"javascript:x\"}\n---\n", []string{"4 link-invalid"}},
		{"none at all", "Just text.\n", []string{"1 front-matter-missing"}},
		{"empty file", "", []string{"0 file-empty"}},
		{"only spaces", " \n\n", []string{"0 file-empty"}},
		{"not UTF-8", "---\ntitle: T\nx: a\xffb\n---\n", []string{"3 not-utf8"}},
		{"5 MB", "---\ntitle: T\ndate: 2024-01-01\n---\n" + strings.Repeat("a", MaxBytes), []string{"0 file-too-large"}},
		{"64 KB of front matter", "---\ntitle: T\nx: " + strings.Repeat("a", maxMatter) + "\n---\n", []string{"2 front-matter-too-long"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := parse(t, "a.md", c.src)
			if diff := cmp.Diff(c.want, codes(got.Findings)); diff != "" {
				t.Error(diff)
			}
			for _, d := range got.Findings {
				if d.Hint == "" || d.Message == "" || d.File != "a.md" {
					t.Errorf("a finding without file, message or advice: %+v", d)
				}
				if d.Line > 0 && d.Text != diag.Line([]byte(got.Text), d.Line) && got.Document != nil {
					t.Errorf("line %d is quoted as %q", d.Line, d.Text)
				}
			}
		})
	}
}

func TestAdviceShowsTheMendedLine(t *testing.T) {
	got := parse(t, "a.md", "---\ntitle: Postmortem: \"X\"\n---\n").Findings
	if len(got) != 1 || !strings.Contains(got[0].Hint, `title: "Postmortem: \"X\""`) {
		t.Errorf("%+v", got)
	}
	if got := parse(t, "a.md", "---\ntitle: T\ndescripton: x\ndate: 2024-01-01\n---\n").Findings; len(got) != 1 || got[0].Hint != "did you mean description?" {
		t.Errorf("%+v", got)
	}
}

func TestAnAliasBombIsRefused(t *testing.T) {
	var b strings.Builder
	b.WriteString("---\ntitle: T\ndate: 2024-01-01\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d, ", i-1), 10), ", "))
	}
	b.WriteString("tags: *a11\n---\n")
	got := parse(t, "a.md", b.String())
	if diff := cmp.Diff([]string{"2 front-matter-aliases", "1 title-missing", "1 date-missing"}, codes(got.Findings)); diff != "" {
		t.Error(diff)
	}
}

func TestDateComesFromTheNameWhereNoKeyGivesOne(t *testing.T) {
	for name, src := range map[string]string{
		"2023-08-03-post-mortem.md": "---\ntitle: T\n---\n",
		"a.md":                      "---\ntitle: T\npath: /blog/2023/08/03/a/\n---\n",
		"b.md":                      "---\ntitle: T\npermalink: /2023-08-03-b/\nlayout: post\n---\n",
	} {
		got := parse(t, name, src)
		if got.Post.Published.String() != "2023-08-03" {
			t.Errorf("%s: published %q, %v", name, got.Post.Published, codes(got.Findings))
		}
	}
}

func TestTOMLDatesStayDates(t *testing.T) {
	for text, want := range map[string]string{"2021-03-04": "2021-03-04", "2021-03-04T05:06:07Z": "2021-03-04T05:06:07Z", "2021-03-04T05:06:07": "2021-03-04T05:06:07"} {
		got := parse(t, "a.md", "+++\ntitle = 'T'\ndate = "+text+"\n+++\n").Post
		if got.Published.String() != want {
			t.Errorf("%s is read as %s", text, got.Published)
		}
	}
}

func TestIncidentBlockSaysAbsentNoneOrValue(t *testing.T) {
	got := parse(t, "a.md", `---
title: T
date: 2024-01-01
incident:
  started: 2025-04-02 10:11 America/New_York
  detected: ~
  mitigated: none
  duration: 12m
  severity: major
  services: [http-vals]
  causes: [deploy-order]
---
`)
	want := Claim{
		Stated: true, Line: 5, Started: Stated{"2025-04-02 10:11 America/New_York", 5}, Mitigated: Stated{"none", 7},
		Duration: Stated{"12m", 8}, Severity: Stated{"major", 9}, Services: []string{"http-vals"}, Causes: []string{"deploy-order"},
	}
	if diff := cmp.Diff(want, got.Post.Incident); diff != "" || len(got.Findings) > 0 {
		t.Error(diff, got.Findings)
	}
	if !got.Post.Incident.Mitigated.None() || got.Post.Incident.Detected.None() {
		t.Error("none and ~ are not told apart")
	}
	if c := parse(t, "a.md", "---\ntitle: T\ndate: 2024-01-01\nincident: false\n---\n").Post.Incident; !c.No || c.Stated {
		t.Errorf("incident: false is read as %+v", c)
	}
}

func TestASubstantiveCorrectionMovesTheModifiedDate(t *testing.T) {
	p := parse(t, "a.md", `---
title: T
date: 2024-01-01
corrections:
  - {date: 2024-03-01, kind: editorial, text: "b"}
  - {date: 2024-02-01, kind: substantive, text: "a"}
---
`).Post
	if got := p.Modified().String(); got != "2024-02-01" {
		t.Errorf("modified %s", got)
	}
	if p.Corrections[0].Text != "a" {
		t.Error("corrections are not in the order of their dates")
	}
}

func TestPlacesOfFiles(t *testing.T) {
	for source, want := range map[string]Place{
		"a.md":              {Name: "a", Folder: "a"},
		"2024/a.mdx":        {Name: "a", Folder: "2024/a"},
		"a/index.md":        {Name: "a", Folder: "a"},
		"2024/a/index.md":   {Name: "a", Folder: "2024/a"},
		"index.md":          {Name: "index", Folder: "index"},
		"pages/about.md":    {Name: "about", Folder: "pages/about", Page: true},
		"pages/b/index.md":  {Name: "b", Folder: "pages/b", Page: true},
		"pages/index.md":    {Name: "index", Folder: "pages/index", Page: true},
		"pagesandmore/x.md": {Name: "x", Folder: "pagesandmore/x"},
	} {
		if got := Locate(source); got != want {
			t.Errorf("Locate(%q) = %+v, want %+v", source, got, want)
		}
	}
}

func TestSlugs(t *testing.T) {
	for text, want := range map[string]string{
		"Hello, World!":         "hello-world",
		"2023-04-12-post":       "2023-04-12-post",
		"  --a__b--  ":          "a-b",
		"Straße ÄÖ":             "straße-äö",
		"e\u0301te":             "éte",
		"データベース":                "データベース",
		"हिन्दी":                "हिन्दी",
		"🔥🔥":                    "",
		"../../etc/passwd":      "etc-passwd",
		"PM2019-009 - K8s, net": "pm2019-009-k8s-net",
	} {
		got := Slug(text)
		if got != want {
			t.Errorf("Slug(%q) = %q, want %q", text, got, want)
		}
		if again := Slug(got); again != got {
			t.Errorf("Slug is not stable: %q, then %q", got, again)
		}
	}
}

func TestDatesInNamesStayUnlessStripped(t *testing.T) {
	for name, want := range map[string][2]string{
		"2023-08-03-post-mortem.md": {"2023-08-03-post-mortem", "post-mortem"},
		"2023-08-03.md":             {"2023-08-03", "2023-08-03"},
		"2023-99-03-x.md":           {"2023-99-03-x", "2023-99-03-x"},
	} {
		for i, strip := range []bool{false, true} {
			got := Parse(name, []byte("---\ntitle: T\ndate: 2024-01-01\n---\n"), Options{StripDates: strip}).Post.Slug
			if got != want[i] {
				t.Errorf("%s, strip %v: slug %q, want %q", name, strip, got, want[i])
			}
		}
	}
}

func TestLeadIsTheFirstParagraphInPlainText(t *testing.T) {
	got := parse(t, "a.md", "---\ntitle: T\ndate: 2024-01-01\n---\n# T\n\n![pic](x.png)\n\nA *bold* `code` &amp; [link](https://example.org)\nand more \\* <b>x</b>.\n").Post.Lead
	if want := "A bold code & link and more * x."; got != want {
		t.Errorf("lead %q, want %q", got, want)
	}
}

// Parsing never panics, every finding points into the file, and slugs, ids
// and aliases that come out are fit for addresses.
func FuzzParse(f *testing.F) {
	f.Add("a.md", "---\ntitle: T\npubDate: 2025-04-02\naliases: [/a/]\n---\n\n# T\n")
	f.Add("x.mdx", "+++\ntitle = 'T'\n[incident]\nseverity = 'x'\n+++\nimport a from 'b'\n\n<A>\n\nx\n\n</A>\n")
	f.Add("2024-01-02-x.markdown", "{\"title\": \"T\", \"tags\": [1, null, {}]}\n\ntext")
	f.Add("i.md", "---\na: &a [*a]\n<<: *a\n---\n")
	f.Fuzz(func(t *testing.T, name, src string) {
		got := Parse(name, []byte(src), Options{})
		lines := strings.Count(src, "\n") + 1
		for _, d := range got.Findings {
			if d.Line < 0 || d.Line > lines {
				t.Errorf("%s: line %d of %d", d.Code, d.Line, lines)
			}
		}
		if p := got.Post; strings.ContainsAny(p.Slug, "/\\.*\x00 ") || p.Slug != Slug(p.Slug) {
			t.Errorf("slug %q", p.Slug)
		}
		for _, a := range got.Post.Aliases {
			if !strings.HasPrefix(a, "/") || strings.ContainsAny(a, " *\n") || strings.Contains(a, "//") || strings.Contains(a, "..") && strings.Contains("/"+a+"/", "/../") {
				t.Errorf("alias %q", a)
			}
		}
	})
}

func FuzzFrontMatterEndsWhereTheFrontmatterPackageSays(f *testing.F) {
	for _, s := range []string{"---\ntitle: a\n---\nbody\n---\n", "\n \n---  \na: |\n  x\n  ---\nb\n", "+++\na = 1\n+++", "{\n\"a\": 1\n}\nbody", "---\n---", "---\n--\n", "---\r\na: b\r\n---\r\nx", "---\na\n--- \n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, src string) {
		_, lang := openingLine([]byte(src))
		if lang == nil || lang.delimiters && oneLine([]byte(src)) {
			return
		}
		format := frontmatter.NewFormat(lang.start, lang.end, func([]byte, any) error { return nil })
		format.UnmarshalDelims = lang.delimiters
		var v any
		body, err := frontmatter.MustParse(strings.NewReader(src), &v, format)
		block, _ := throughMatter([]byte(src), lang)
		if closed := len(block) < len(src); closed && (err != nil || string(block)+string(body) != src) || err == nil && len(body) != len(src)-len(block) {
			t.Errorf("%q: the block is %q, and the body %q (%v)", src, block, body, err)
		}
	})
}

func FuzzPlainFrontMatterIsReadAsByYAML(f *testing.F) {
	for _, block := range []string{
		"title: \"A b\"\ndate: 2019-07-25\ntags: [a, 'b', c d]\nincident:\n  severity: major\n  started: 2025-04-02 10:11 UTC\n\ndraft: false\n",
		"a: 1\nb: 1.5\nc: null\nd: ''\ne: []\nf: yes\nn: [ 1 ,true]\n  \ng:\n    x: 0x1f\n    y: 2025-13-01",
		"a: b: c\n", "a:\n", "a: b #c\n", "a: x\n  y\n", "a: x\n  b: y\n", "a: [b\n", "a: [b, ]", "a: 'b''c'", "a: \"b\\n\"", " a: b\n", "a:\n  b: c\n    d: e\n", "a:\n  b: c\n d: e\n",
		"a: b\na: c\n", "true: 1\n1: [2]\n", "a: [b:c]\n", "a: b:\n", "a: [\"b\":c]", "a: '#b'\n", "a: [b #c]\n", "a: b\n\n\n  c: d", "a:\n\n  b: c\n\n  d: e\nf: g",
	} {
		f.Add(block)
	}
	f.Fuzz(func(t *testing.T, block string) {
		got := plainYAML([]byte(block), 1)
		if got == nil {
			return
		}
		want, err := decodeYAML([]byte(block))
		if err != nil {
			t.Fatalf("%q is read, but YAML says: %v", block, err)
		}
		if dump(got) != dump(want) {
			t.Errorf("%q: got\n%s\nwant\n%s", block, dump(got), dump(want))
		}
	})
}

func dump(n *yaml.Node) string {
	s := fmt.Sprintf("(%d:%d %d %d %v %q", n.Line, n.Column, n.Kind, n.Style, n.Tag == "!!null", n.Value)
	for _, c := range n.Content {
		s += " " + dump(c)
	}
	return s + ")"
}

// TestCommonFrontMatterIsPlain keeps the short way from falling out of use.
func TestCommonFrontMatterIsPlain(t *testing.T) {
	block := "title: \"The day: DNS\"\npubDate: 2025-04-02\nauthor: Team 1\ntags: [dns, slow]\nincident:\n  severity: major\n  started: 2025-04-02 10:11 UTC\n  services: [api, web]\n"
	if plainYAML([]byte(block), 1) == nil {
		t.Error("not read")
	}
}

func FuzzASlugStaysAsItIs(f *testing.F) {
	for _, text := range []string{"", "a-b", "a--b", "-a", "a-", "A", "a1", "ä", "a.b"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if isSlug(text) && makeSlug(text) != text {
			t.Errorf("%q is no slug: %q", text, makeSlug(text))
		}
		if slug := Slug(text); Slug(slug) != slug {
			t.Errorf("%q becomes %q and then %q", text, slug, Slug(slug))
		}
	})
}
