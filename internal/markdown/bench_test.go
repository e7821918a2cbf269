package markdown

import (
	"io"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// post is about 7 KB of what post-mortems are made of.
func post(code bool) []byte {
	section := `## What happened %

At 14:05 UTC an engineer ran the *migration* that ` + "`drops_column`" + ` **before** the deploy finished.
Requests to [the API](https://example.com/api?x=1&y=2) failed with 500s; see [the earlier report](../earlier.md#cause).
Customers saw errors for 12 minutes, and the queue took another 20 to drain. We are sorry for that,
and want to say what we learned & what we do about it.

- **14:05** - the migration starts
- **14:07** - alerts fire, [runbook](https://example.com/runbook) opened
  - the on-call engineer joins
- **14:17** - rolled back; error rate < 0.1%

| Time (UTC) | Event | Who |
|:-----------|:-----:|----:|
| 14:05 | Migration starts | deploy bot |
| 14:07 | Alert fires for ` + "`http-vals`" + ` | pager |
| 14:17 | Rolled back | Sophie |

> [!NOTE]
> No data was lost.

![Error rate](./report/errors.png "Errors per minute")

1. First we looked at the logs.
2. Then we rolled *back*.

`
	if code {
		section += "```go\nfunc handler(w http.ResponseWriter, r *http.Request) {\n\tif err := db.Ping(); err != nil { // gone\n\t\thttp.Error(w, \"db\", 500)\n\t\treturn\n\t}\n}\n```\n\n"
	}
	return []byte(strings.Repeat(section, 6))
}

func BenchmarkFloor(b *testing.B) {
	md, src := goldmark.New(goldmark.WithExtensions(extension.GFM)), post(true)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		if err := md.Convert(src, io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRender(b *testing.B) { benchmarkRender(b, post(true), Options{}) }

func BenchmarkRenderHighlighted(b *testing.B) {
	benchmarkRender(b, post(true), Options{Highlight: NewHighlighter()})
}

func BenchmarkRenderHTML(b *testing.B) {
	benchmarkRender(b, append([]byte("<details><summary>x</summary>\n\ntext\n\n</details>\n\n"), post(true)...), Options{})
}

func benchmarkRender(b *testing.B, src []byte, opt Options) {
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		Parse(src, opt).Render()
	}
}
