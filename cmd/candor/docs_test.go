package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"candor/internal/diag"
	"candor/internal/markdown"
	"candor/internal/post"
	"candor/internal/site"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"go.yaml.in/yaml/v4"
)

// The documentation is README.md and the demo's pages. Its samples run in
// order, each document's in a folder of its own. After the language, the line
// that opens a sample says what is to be done with it:
//
//	sh                run it; the folder it ends in is the next one's
//	sh fails          run it; it must not succeed
//	sh no-run         it needs a network, or never ends: only known programs, and flags that candor has
//	LANG output       what the commands before it print; a line of … stands for any others
//	LANG in PATH      a part of this file, white space aside
//	LANG PATH         write it into this file
//	yaml              front matter: read it
//	markdown          a post, or its text: read it
//	markdown shown    the same, and the document itself has the text a second time
//	json              parse it
//
// At the end the folder, if it holds a site, must build without a warning.

// unrun are the programs that a sample marked no-run may call.
var unrun = []string{"aws", "candor serve", "go", "netlify", "npx"}

// begun are the documents that begin a site themselves. The others begin in
// the one that candor init makes.
var begun = []string{"README.md", "getting-started.md"}

func documents(t *testing.T) []string {
	t.Helper()
	pages, err := filepath.Glob("../../content/pages/*.md")
	if err != nil || len(pages) < 5 {
		t.Fatal(pages, err)
	}
	return append([]string{"../../README.md"}, pages...)
}

func TestSamplesOfTheDocumentationWork(t *testing.T) {
	need(t, "install a POSIX shell", "sh", "-c", "true")
	for _, file := range documents(t) {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			src, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			r := &reader{T: t, src: src, dir: t.TempDir()}
			if !slices.Contains(begun, filepath.Base(file)) {
				run([]string{"init", "--ci", "none", r.dir}, io.Discard, io.Discard)
			}
			for _, s := range samples(src) {
				r.try(s)
			}
			if _, err := os.Stat(filepath.Join(r.dir, "content")); err == nil {
				if err := r.shell("candor build --strict --base-url https://example.org/ --out '" + t.TempDir() + "'"); err != nil {
					t.Errorf("in the end the site does not build:\n%s", r.printed)
				}
			}
		})
	}
}

// sample is a fenced block of code.
type sample struct {
	line       int
	lang, rest string // of the line that opens it
	text       string
}

func samples(src []byte) []sample {
	var list []sample
	_ = ast.Walk(goldmark.DefaultParser().Parse(text.NewReader(src)), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		fence, ok := n.(*ast.FencedCodeBlock)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		s := sample{text: string(fence.Lines().Value(src))}
		s.line, _ = diag.Position(src, fence.Pos())
		if fence.Info != nil {
			s.lang, s.rest, _ = strings.Cut(string(fence.Info.Segment.Value(src)), " ")
		}
		list = append(list, s)
		return ast.WalkContinue, nil
	})
	return list
}

// reader does what a document says.
type reader struct {
	*testing.T
	src     []byte
	dir     string // where it is now
	printed string // by the last commands
}

func (r *reader) try(s sample) {
	r.Helper()
	word, path, _ := strings.Cut(s.rest, " ")
	switch {
	case s.lang == "sh":
		r.commands(s)
	case word == "output":
		r.compare(s)
	case word == "in":
		r.contains(s, path)
	case strings.ContainsAny(word, "./"):
		r.write(s, word)
	default:
		r.read(s)
	}
	if s.lang == "json" && !json.Valid([]byte(s.text)) {
		r.Errorf("line %d: this is no JSON", s.line)
	}
}

func (r *reader) commands(s sample) {
	r.Helper()
	if s.rest == "no-run" {
		r.look(s)
		return
	}
	err := r.shell(s.text)
	switch {
	case s.rest != "" && s.rest != "fails":
		r.Errorf("line %d: sh %s is unknown", s.line, s.rest)
	case s.rest == "" && err != nil:
		r.Errorf("line %d: the sample fails: %v\n%s", s.line, err, r.printed)
	case s.rest == "fails" && err == nil:
		r.Errorf("line %d: the sample succeeds", s.line)
	}
}

// shell runs commands with the real main and keeps what they print.
func (r *reader) shell(commands string) error {
	r.Helper()
	where := filepath.Join(r.TempDir(), "where")
	c := exec.Command("sh", "-euc", commands+"\npwd >'"+where+"'")
	c.Dir, c.Env = r.dir, append(os.Environ(), "SOURCE_DATE_EPOCH=1767225600") // 2026-01-01
	out, err := c.CombinedOutput()
	r.printed = string(out)
	if dir, err := os.ReadFile(where); err == nil {
		r.dir = strings.TrimSpace(string(dir))
	}
	return err
}

// look checks commands that cannot run here.
func (r *reader) look(s sample) {
	r.Helper()
	for line := range strings.Lines(strings.ReplaceAll(s.text, "\\\n", " ")) {
		line, _, _ = strings.Cut(strings.TrimSpace(line), " #")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		if !slices.ContainsFunc(unrun, func(p string) bool { return strings.HasPrefix(line+" ", p+" ") }) {
			r.Errorf("line %d: %q could run, or is not known", s.line, line)
		}
		if i := slices.Index(words, "candor"); i == 0 || slices.Contains(words, "./cmd/candor") {
			r.flags(s.line, words[1+max(i, slices.Index(words, "./cmd/candor")):])
		}
	}
}

// flags checks that a command line of candor's could be read.
func (r *reader) flags(line int, args []string) {
	r.Helper()
	c, rest, err := rootCommand(newUI(io.Discard, io.Discard)).Find(args)
	if err = errors.Join(err, c.ParseFlags(rest)); err != nil {
		r.Errorf("line %d: candor %s: %v", line, strings.Join(args, " "), err)
	}
}

// varying is what differs from run to run.
var varying = regexp.MustCompile(`[\d.]+( pages| files written| unchanged| s\b)`)

// compare checks what the commands before a sample printed.
func (r *reader) compare(s sample) {
	r.Helper()
	got, want := varying.ReplaceAllString(r.printed, "N$1"), varying.ReplaceAllString(s.text, "N$1")
	if !strings.Contains(want, "…\n") {
		if diff := cmp.Diff(want, got); diff != "" {
			r.Errorf("line %d: the commands print something else (-shown +printed):\n%s", s.line, diff)
		}
		return
	}
	rest := got
	for _, part := range regexp.MustCompile(`(?m)^ *…\n`).Split(want, -1) {
		_, after, found := strings.Cut(rest, part)
		if !found {
			r.Errorf("line %d: the commands do not print\n%s\nin\n%s", s.line, part, got)
		}
		rest = after
	}
}

func (r *reader) contains(s sample, path string) {
	r.Helper()
	data, err := os.ReadFile(filepath.Join(r.dir, path))
	squeeze := func(s string) string { return strings.Join(strings.Fields(s), "") }
	if err != nil || !strings.Contains(squeeze(string(data)), squeeze(s.text)) {
		r.Errorf("line %d: %s does not have this, but\n%s\n%v", s.line, path, data, err)
	}
}

// write puts a sample in its place.
func (r *reader) write(s sample, path string) {
	r.Helper()
	file := filepath.Join(r.dir, filepath.FromSlash(path))
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o777), os.WriteFile(file, []byte(s.text), 0o666)); err != nil {
		r.Fatal(err)
	}
	var value any
	switch {
	case path == "content/site.yaml":
		_, found := site.ReadConfig(path, []byte(s.text))
		r.report(s, found)
	case s.lang == "yaml":
		if err := yaml.Load([]byte(s.text), &value); err != nil {
			r.Errorf("line %d: %v", s.line, err)
		}
	case s.lang == "toml":
		if err := toml.Unmarshal([]byte(s.text), &value); err != nil {
			r.Errorf("line %d: %v", s.line, err)
		}
	}
}

// read tries what a post may hold.
func (r *reader) read(s sample) {
	r.Helper()
	const head = "title: T\npubDate: 2025-01-01\n"
	src := s.text
	switch {
	case s.lang == "json":
		return
	case s.lang == "markdown" && !strings.HasPrefix(src, "---\n"):
		src = "---\n" + head + "---\n" + src
	case s.lang == "yaml":
		for line := range strings.Lines(head) {
			if key, _, _ := strings.Cut(line, ":"); !strings.Contains("\n"+src, "\n"+key+":") {
				src = line + src
			}
		}
		src = "---\n" + src + "---\n"
	case s.lang != "markdown":
		r.Errorf("line %d: nothing is known of %s without a file", s.line, s.lang)
		return
	}
	if s.rest == "shown" && bytes.Count(r.src, []byte(s.text)) < 2 {
		r.Errorf("line %d: what this sample looks like is not shown", s.line)
	}
	parsed := post.Parse("sample.md", []byte(src), post.Options{Highlight: markdown.NewHighlighter()})
	parsed.Document.Render()
	r.report(s, append(parsed.Findings, parsed.Document.Findings...))
}

func (r *reader) report(s sample, found []diag.Diagnostic) {
	r.Helper()
	for _, d := range found {
		r.Errorf("line %d, in line %d of the sample: %s [%s]", s.line, d.Line, d.Message, d.Code)
	}
}
