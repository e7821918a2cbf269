package post

import (
	"testing"

	"candor/internal/pack/packtest"
)

func TestAPackedPostIsWhole(t *testing.T) {
	packtest.RoundTrips(t, (*Post).Pack)
}
