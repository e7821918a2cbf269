package build

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"candor/internal/cache"
	"candor/internal/tree"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// The benchmarks build generated posts of about 7 KB with two code blocks
// each, no two alike, on a tmpfs where there is one. cpu-s/op is user and
// system time of all threads; peak-MB is the highest resident set.
//
//	go test ./internal/build -run '^$' -bench 'Build|Again|Floor' -benchtime 1x

var benchSizes = []int{1_000, 10_000}

func BenchmarkBuild(b *testing.B) {
	for _, n := range benchSizes {
		for _, plain := range []bool{true, false} {
			b.Run(fmt.Sprintf("posts=%d/highlight=%v", n, !plain), func(b *testing.B) {
				content := generate(b, n)
				measure(b, func(out string) {
					buildInto(b, content, out, plain)
				})
			})
		}
	}
}

// BenchmarkAgain builds what was built before, in a cache of its own: with
// nothing changed, and with one more line in one post.
func BenchmarkAgain(b *testing.B) {
	for _, n := range benchSizes {
		for _, edited := range []bool{false, true} {
			b.Run(fmt.Sprintf("posts=%d/edited=%v", n, edited), func(b *testing.B) {
				content, out := generate(b, n), filepath.Join(tmpfs(b), "public")
				buildInto(b, content, out, true)
				measure(b, func(string) {
					if edited {
						appendTo(b, filepath.Join(content, "incident-00007.md"), "One more line.\n")
					}
					buildInto(b, content, out, true)
				})
			})
		}
	}
}

func appendTo(tb testing.TB, name, text string) {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString(text); err != nil {
		tb.Fatal(err)
	}
}

// BenchmarkFloor is what any generator must do: parse and render Markdown, and
// write one file in one folder per post.
func BenchmarkFloor(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprintf("posts=%d", n), func(b *testing.B) {
			content := generate(b, n)
			measure(b, func(out string) { floor(b, content, out) })
		})
	}
}

func floor(tb testing.TB, content, out string) {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM))
	names, _ := filepath.Glob(filepath.Join(content, "*.md"))
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		_, body, _ := bytes.Cut(src[4:], []byte("---\n"))
		var html bytes.Buffer
		if err := md.Convert(body, &html); err != nil {
			tb.Fatal(err)
		}
		dir := filepath.Join(out, strings.TrimSuffix(filepath.Base(name), ".md"))
		if err := os.MkdirAll(dir, 0o777); err != nil {
			tb.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "index.html"), html.Bytes(), 0o666); err != nil {
			tb.Fatal(err)
		}
	}
}

func buildInto(tb testing.TB, content, out string, plain bool) {
	tb.Helper()
	dir := filepath.Join(filepath.Dir(out), "cache")
	scratch := cache.Scratch(dir)
	defer scratch.Close()
	store, err := cache.Open(dir, "test")
	if err != nil {
		tb.Fatal(err)
	}
	defer store.Close()
	t, err := tree.Open(out)
	if err != nil {
		tb.Fatal(err)
	}
	defer t.Close()
	in := Input{Content: Folder{os.DirFS(content), "content/"}, BaseURL: "https://example.org/", Now: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC), Plain: plain, Cache: NewCache(store, "test"), Scratch: scratch}
	result, err := Run(context.Background(), in, t)
	if err != nil || result.Failed(false) { // random words are read as contradictions at times: warnings
		tb.Fatal(err, result.Findings)
	}
	if _, err := t.Commit(); err != nil {
		tb.Fatal(err)
	}
	if err := in.Cache.Keep(); err != nil {
		tb.Fatal(err)
	}
}

// measure runs work once per iteration into an empty folder.
func measure(b *testing.B, work func(out string)) {
	var cpu time.Duration
	var peak int
	for b.Loop() {
		b.StopTimer()
		dir := tmpfs(b)
		runtime.GC()
		resetPeak()
		before := cpuTime()
		b.StartTimer()
		work(filepath.Join(dir, "public"))
		b.StopTimer()
		cpu += cpuTime() - before
		peak = max(peak, peakMB())
		os.RemoveAll(dir)
		b.StartTimer()
	}
	b.ReportMetric(cpu.Seconds()/float64(b.N), "cpu-s/op")
	b.ReportMetric(float64(peak), "peak-MB")
}

func tmpfs(tb testing.TB) string {
	base := "/dev/shm"
	if _, err := os.Stat(base); err != nil {
		base = ""
	}
	dir, err := os.MkdirTemp(base, "candor-bench-")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &u)
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func resetPeak() { os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

func peakMB() int {
	status, _ := os.ReadFile("/proc/self/status")
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	kb, _ := strconv.Atoi(strings.TrimSpace(strings.SplitN(rest, "kB", 2)[0]))
	return kb / 1024
}

// generate writes n posts about nothing, always the same ones for one n.
func generate(tb testing.TB, n int) string {
	dir := tmpfs(tb)
	generateInto(tb, dir, n)
	return dir
}

func generateInto(tb testing.TB, dir string, n int) {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	day := time.Date(2015, 1, 1, 0, 0, 0, 0, time.UTC)
	for i := range n {
		src := samplePost(r, i, day.AddDate(0, 0, i/3))
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("incident-%05d.md", i)), src, 0o666); err != nil {
			tb.Fatal(err)
		}
	}
}

var sampleWords = strings.Fields(`the service database queue latency returned error deploy release engineer graph alert
	pager traffic region cache primary replica slow connection pool exhausted retry storm timeout customer request
	status page shard root cause change config flag migration schema lock wait node memory disk network packet loss`)

func samplePost(r *rand.Rand, i int, day time.Time) []byte {
	var b bytes.Buffer
	sentence := func() {
		for w := range 8 + r.IntN(10) {
			if w > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(sampleWords[r.IntN(len(sampleWords))])
		}
		b.WriteString(". ")
	}
	fmt.Fprintf(&b, "---\ntitle: \"Incident %d: %s %s\"\ndescription: What happened to the %s\npubDate: %s\nauthor: Team %d\ntags: [%s, %s]\nincident:\n  severity: major\n  services: [svc-%d]\n---\n\n",
		i, sampleWords[r.IntN(50)%len(sampleWords)], sampleWords[i%len(sampleWords)], sampleWords[i%len(sampleWords)], day.Format("2006-01-02"), i%7, sampleWords[i%11], sampleWords[i%13+11], i%20)
	for _, heading := range []string{"Summary", "Impact", "Timeline", "Root cause", "Follow-ups"} {
		fmt.Fprintf(&b, "## %s\n\n", heading)
		if heading == "Timeline" {
			for m := range 8 {
				fmt.Fprintf(&b, "- **%02d:%02d UTC** - ", 10+m/4, m%4*15+r.IntN(15)) // in order
				sentence()
				b.WriteByte('\n')
			}
			b.WriteByte('\n')
		}
		for range 3 {
			for range 3 {
				sentence()
			}
			fmt.Fprintf(&b, "See [the report](https://example.org/%d) and `%s_%d`.\n\n", r.IntN(1e6), sampleWords[r.IntN(len(sampleWords))], r.IntN(1000))
		}
		if heading == "Impact" || heading == "Root cause" {
			sampleCode(&b, r, i)
		}
	}
	return b.Bytes()
}

func sampleCode(b *bytes.Buffer, r *rand.Rand, i int) {
	fmt.Fprintf(b, "```ts\nexport async function handler%d(req: Request): Promise<Response> {\n", i)
	for line := range 12 {
		fmt.Fprintf(b, "  const value%d = await fetchValue(\"%s\", { retries: %d, timeout: %d }); // %s\n", line, sampleWords[r.IntN(len(sampleWords))], r.IntN(9), r.IntN(9000), sampleWords[r.IntN(len(sampleWords))])
	}
	b.WriteString("  return new Response(JSON.stringify({ ok: true }), { status: 200 });\n}\n```\n\n")
}
