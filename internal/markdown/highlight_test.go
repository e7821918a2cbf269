package markdown

import (
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"candor/internal/markdown/lex"
)

const goCode = "package main\n\n// main says hello.\nfunc main() {\n\tprintln(\"<&>\", 'x', 0x1F) // \u00e9\n}\n"

func TestHighlightedCodeSaysTheSame(t *testing.T) {
	for language, code := range map[string]string{
		"go": goCode, "python": "def f(x):\n    return f\"{x!r}\"  # c\n", "yaml": "a: 1\nb: [x, \"y\"]\n",
		"bash": "for i in *; do echo \"$i\" | grep -v x; done\n", "sql": "SELECT * FROM t WHERE a < 1;\n",
		"html": "<p class=\"x\">a &amp; b</p><script>x()</script>\n", "diff": "- a\n+ b\n", "json": "{\"a\": [1, null]}",
		"js": "const x = `a${1}`;\r\nlet y = /re/g\r\n",
	} {
		t.Run(language, func(t *testing.T) {
			out, result := NewHighlighter().appendHTML(nil, language, []byte(code))
			if result != highlighted {
				t.Fatal("not highlighted")
			}
			if !strings.Contains(string(out), "<span") {
				t.Error("no tokens")
			}
			if problem := wellFormed(out); problem != "" {
				t.Error(problem)
			}
			text := html.UnescapeString(regexp.MustCompile("<[^>]*>").ReplaceAllString(string(out), ""))
			if want := strings.ReplaceAll(code, "\r\n", "\n"); text != want {
				t.Errorf("says %q, want %q", text, want)
			}
			for _, m := range regexp.MustCompile(`class="([^"]*)"`).FindAllStringSubmatch(string(out), -1) {
				if !knownClasses()[m[1]] {
					t.Errorf("class %q is not one of chroma's", m[1])
				}
			}
		})
	}
}

func TestCodeStaysPlain(t *testing.T) {
	h := NewHighlighter()
	h.lexers.Store("breaks", lex.Lexer(func(string) ([]lex.Token, error) { panic("a lexer's fault") }))
	h.lexers.Store("fails", lex.Lexer(func(string) ([]lex.Token, error) { return nil, lex.ErrUnreadable }))
	for language, code := range map[string]string{
		"text": "x", "no-such-language": "x", "breaks": "x", "fails": "x", "go": strings.Repeat("x ", maxHighlighted),
		"js": strings.Repeat("'", 99) + strings.Repeat("\n'", 99),
	} {
		if out, result := h.appendHTML([]byte("before"), language, []byte(code)); result == highlighted || string(out) != "before" {
			t.Errorf("%s: %d %q", language, result, out)
		}
	}
}

func TestEachDistinctBlockIsReadByChromaOnce(t *testing.T) {
	h, read := NewHighlighter(), 0
	for _, language := range []string{"x", "y"} {
		h.lexers.Store(language, lex.Lexer(func(code string) ([]lex.Token, error) {
			read++
			return []lex.Token{{Class: lex.Keyword, End: len(code)}}, nil
		}))
	}
	for range 3 {
		for _, block := range []struct{ language, code string }{{"x", "a<b"}, {"x", "ab"}, {"y", "ab"}} {
			out, _ := h.appendHTML([]byte("before "), block.language, []byte(block.code))
			if want := `before <span class="k">` + html.EscapeString(block.code) + "</span>"; string(out) != want {
				t.Errorf("got %s, want %s", out, want)
			}
		}
	}
	if read != 3 {
		t.Errorf("3 blocks were read %d times", read)
	}
}

func TestBlocksThatAreKeptAreBounded(t *testing.T) {
	var c blockCache
	block := make([]byte, maxHighlighted)
	first := blockID("go", nil)
	for i := range 4 * maxCached / len(block) {
		c.put(blockID("go", []byte{byte(i), byte(i >> 8)}), block)
		if i == 0 {
			c.put(first, []byte("first"))
		}
		if html, ok := c.get(first); !ok || string(html) != "first" {
			t.Fatalf("after %d blocks one that is asked for is forgotten", i)
		}
	}
	if kept := len(block) * (len(c.newer) + len(c.older)); kept > maxCached+2*len(block) {
		t.Errorf("%d bytes are kept", kept)
	}
}

func TestSlowCodeStaysPlainWithAFinding(t *testing.T) {
	h := NewHighlighter()
	h.patience = 20 * time.Millisecond
	src := "```c\n" + strings.Repeat("/*", 20_000) + "\n```\n\n```go\nx := 1\n```\n"
	d := Parse([]byte(src), Options{Highlight: h})
	body := d.Render()
	if got := findings(d); got != "1:1 code-slow" {
		t.Error(got)
	}
	if strings.Contains(string(body.HTML), "<span") {
		t.Error("a block after the slow one is highlighted")
	}
}

func TestHighlighterIsSharedByWorkers(t *testing.T) {
	h := NewHighlighter()
	want := string(Parse([]byte("```go\n"+goCode+"```\n"), Options{Highlight: h}).Render().HTML)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				if got := string(Parse([]byte("```go\n"+goCode+"```\n"), Options{Highlight: h}).Render().HTML); got != want {
					t.Errorf("got %q, want %q", got, want)
				}
			}
		})
	}
	wg.Wait()
}
