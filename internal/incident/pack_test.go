package incident

import (
	"testing"

	"candor/internal/pack/packtest"
)

func TestAPackedIncidentIsWhole(t *testing.T) {
	packtest.RoundTrips(t, (*Incident).Pack)
}
