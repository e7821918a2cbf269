package build

import (
	"flag"
	"os"
	"testing"
)

// The side-by-side comparison in .github/bench gives other generators the
// posts of the benchmarks, and runs the floor as a process like theirs.
var (
	generateDir = flag.String("generate", "", "folder for TestGenerate to write posts into")
	posts       = flag.Int("posts", 1_000, "how many posts TestGenerate writes")
	floorOut    = flag.String("floor", "", "folder for TestFloor to write into")
	floorFrom   = flag.String("from", "", "folder of posts for TestFloor")
)

// TestGenerate is no test: it writes the posts of the benchmarks.
func TestGenerate(t *testing.T) {
	if *generateDir == "" {
		t.Skip("run by .github/bench/run, with -generate DIR -posts N")
	}
	if err := os.MkdirAll(*generateDir, 0o777); err != nil {
		t.Fatal(err)
	}
	generateInto(t, *generateDir, *posts)
}

// TestFloor is no test: it is BenchmarkFloor as a program.
func TestFloor(t *testing.T) {
	if *floorOut == "" {
		t.Skip("run by .github/bench/run, with -from DIR -floor DIR")
	}
	floor(t, *floorFrom, *floorOut)
}
