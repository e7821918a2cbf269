package serve

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// gathered runs script against gather in a bubble of false time and returns
// the batches that a taker, who needs busy for each, got and when.
func gathered(t *testing.T, busy time.Duration, script func(send func(string))) []string {
	var got []string
	synctest.Test(t, func(t *testing.T) {
		paths, batches := make(chan string), make(chan batch)
		started := time.Now()
		go gather(paths, batches)
		taken := make(chan struct{})
		go func() {
			defer close(taken)
			for batch := range batches {
				b := batch.sorted()
				got = append(got, fmt.Sprintf("%v %s…%s (%d)", time.Since(started), b[0], b[len(b)-1], len(b)))
				time.Sleep(busy)
			}
		}()
		script(func(path string) { paths <- path })
		time.Sleep(time.Minute)
		close(paths)
		<-taken
	})
	return got
}

func TestASaveIsABatch(t *testing.T) {
	got := gathered(t, 0, func(send func(string)) {
		send("b.md") // written in pieces
		time.Sleep(quietOne / 2)
		send("b.md")
		send("a.md")
		time.Sleep(time.Second)
		send("c.md")
	})
	if diff := cmp.Diff([]string{"15ms a.md…b.md (2)", "1.015s c.md…c.md (1)"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestABurstIsOneBatchThoughItFalters(t *testing.T) {
	got := gathered(t, 0, func(send func(string)) {
		for i := range 200 {
			send(fmt.Sprintf("%03d.md", i))
			if i%50 == 49 {
				time.Sleep(quietMany / 2)
			}
		}
	})
	if diff := cmp.Diff([]string{"375ms 000.md…199.md (200)"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestChangesDuringABuildAreTheNextBatch(t *testing.T) {
	got := gathered(t, 5*time.Second, func(send func(string)) {
		for i := range 4 {
			send(fmt.Sprintf("%d.md", i))
			time.Sleep(time.Second)
		}
	})
	if diff := cmp.Diff([]string{"10ms 0.md…0.md (1)", "5.01s 1.md…3.md (3)"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestChangesWithoutEndAreBuiltAllTheSame(t *testing.T) {
	got := gathered(t, 0, func(send func(string)) {
		for range 2000 {
			send("log.md")
			time.Sleep(quietOne / 2)
		}
	})
	if len(got) < 4 || len(got) > 6 {
		t.Errorf("%d batches in 10 seconds: %v", len(got), got)
	}
}
