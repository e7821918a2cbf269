package check_test

import (
	"testing"

	"candor/internal/check"
	"candor/internal/pack/packtest"
)

func TestWhatAPostSilencesIsPackedWhole(t *testing.T) {
	packtest.RoundTrips(t, (*check.Ignores).Pack)
}
