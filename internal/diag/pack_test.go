package diag

import (
	"testing"

	"candor/internal/pack/packtest"
)

func TestAPackedFindingIsWhole(t *testing.T) {
	packtest.RoundTrips(t, (*Diagnostic).Pack)
}
