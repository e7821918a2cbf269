package when

import (
	"testing"

	"candor/internal/pack/packtest"
)

func TestAPackedMomentIsWhole(t *testing.T) {
	packtest.RoundTrips(t, (*Moment).Pack)
}
