package build

import (
	"context"
	"fmt"
	"os"
	"testing"
	"time"
)

// BenchmarkCheck reads the posts of BenchmarkBuild and applies every rule. It
// must take less than half the CPU time of a build without highlighting.
//
//	go test ./internal/build -run '^$' -bench 'Check|Build/.*highlight=false' -benchtime 1x
func BenchmarkCheck(b *testing.B) {
	for _, n := range benchSizes {
		b.Run(fmt.Sprintf("posts=%d", n), func(b *testing.B) {
			content := generate(b, n)
			measure(b, func(string) {
				in := Input{Content: Folder{os.DirFS(content), "content/"}, BaseURL: "https://example.org/", Now: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)}
				if _, err := Check(context.Background(), in, nil); err != nil {
					b.Fatal(err)
				}
			})
		})
	}
}
