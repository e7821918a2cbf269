package markdown

import (
	"testing"

	"candor/internal/pack/packtest"
)

func TestWhatABodyNeedsIsPackedWhole(t *testing.T) {
	packtest.RoundTrips(t, (*Heading).Pack)
	packtest.RoundTrips(t, (*Hole).Pack)
}
