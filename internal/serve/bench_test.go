package serve

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// BenchmarkSave measures, in Chromium, from the save of a post to the reloaded
// page that shows it: the watcher's patience, the build, the event and the
// reload.
//
//	go test ./internal/serve -run '^$' -bench Save -benchtime 20x
func BenchmarkSave(b *testing.B) {
	for _, n := range []int{1_000, 10_000} {
		b.Run(fmt.Sprintf("posts=%d", n), func(b *testing.B) {
			dir := b.TempDir()
			b.Setenv("TMPDIR", dir)
			r := start(b, manyPosts(n))
			tab := open(b, r.url+"/blog/post-00007/")
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				text := fmt.Sprintf("Save number %d.", i)
				began := time.Now()
				r.write("content/post-00007.md", manyPost(7)+text)
				tab.await(shows(text))
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Milliseconds()), "median-ms")
			b.ReportMetric(float64(took[len(took)-1].Milliseconds()), "worst-ms")
		})
	}
}

func manyPosts(n int) map[string]string {
	files := make(map[string]string, n)
	for i := range n {
		files[fmt.Sprintf("content/post-%05d.md", i)] = manyPost(i)
	}
	return files
}

// manyPost is a post of about 7 KB, like no other.
func manyPost(i int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: Incident %d\npubDate: 2020-01-01\nauthor: Team %d\ntags: [tag-%d, tag-%d]\nincident: {severity: major, services: [svc-%d]}\n---\n\n", i, i%7, i%11, i%13, i%20)
	for part := range 12 {
		fmt.Fprintf(&b, "## Part %d\n\n", part)
		for line := range 8 {
			fmt.Fprintf(&b, "At step %d the service number %d was slow, and `call_%d` took %d ms for host-%d. ", line, (i+part)%97, (i*part)%503, i%1009, (i+line)%211)
		}
		b.WriteString("\n\n")
	}
	b.WriteString("## Timeline\n\n")
	for m := range 8 {
		fmt.Fprintf(&b, "- %02d:%02d UTC: step %d of host-%d\n", 10+m/4, m%4*15, m, i%211)
	}
	return b.String() + "\n"
}
