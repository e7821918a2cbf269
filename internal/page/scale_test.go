package page

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func texts(ticks []Tick) []string {
	var list []string
	for _, t := range ticks {
		list = append(list, t.Text)
	}
	return list
}

const day = 24 * time.Hour

func TestTheLogScaleEndsAtLengthsThatPeopleCountIn(t *testing.T) {
	for _, c := range []struct {
		shortest, longest time.Duration
		want              []string
	}{
		{12 * time.Minute, 73 * time.Hour, []string{"10 min", "1 h", "6 h", "1 day", "1 week"}},
		{time.Minute, time.Hour, []string{"1 min", "10 min", "1 h"}},
		{43 * time.Second, 50 * time.Second, []string{"10 s", "1 min"}},
		{time.Hour, time.Hour, []string{"1 h", "6 h"}},
		{0, time.Minute, []string{"1 s", "10 s", "1 min"}},
		{0, 0, []string{"1 s", "10 s"}},
		{290 * 365 * day, 290 * 365 * day, []string{"10 years", "100 years"}},
	} {
		if diff := cmp.Diff(c.want, texts(newLogScale(c.shortest, c.longest).ticks(axis{0, 1}))); diff != "" {
			t.Errorf("%v to %v (-want +got)\n%s", c.shortest, c.longest, diff)
		}
	}
}

func TestTheLogScaleGivesEachFactorTheSameRoom(t *testing.T) {
	s := newLogScale(time.Minute, 24*time.Hour)
	for length, want := range map[time.Duration]float64{time.Minute: 0, 24 * time.Hour: 1, 12 * time.Minute: math.Log(12) / math.Log(1440)} {
		if got := s.share(length); math.Abs(got-want) > 1e-9 {
			t.Errorf("%v stands at %v, want %v", length, got, want)
		}
	}
	if ten, twenty, forty := s.share(10*time.Minute), s.share(20*time.Minute), s.share(40*time.Minute); math.Abs((twenty-ten)-(forty-twenty)) > 1e-9 {
		t.Errorf("10, 20 and 40 minutes stand at %v, %v, %v", ten, twenty, forty)
	}
}

func TestEveryLengthHasItsPlaceOnItsScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		lengths := rapid.SliceOfN(rapid.Int64Range(0, int64(100*365*day)), 1, 20).Draw(t, "lengths")
		shortest, longest := lengths[0], lengths[0]
		for _, l := range lengths {
			shortest, longest = min(shortest, l), max(longest, l)
		}
		s := newLogScale(time.Duration(shortest), time.Duration(longest))
		for _, l := range lengths {
			if share := s.share(time.Duration(l)); share < -1e-9 || share > 1+1e-9 {
				t.Fatalf("%v stands at %v on %v", time.Duration(l), share, texts(s.ticks(axis{0, 1})))
			}
		}
	})
}

func TestTheDateScaleHasLabelsThatFit(t *testing.T) {
	for _, c := range []struct {
		first, last string
		want        []string
	}{
		{"2025-04-02", "2025-04-02", []string{"Apr 2025", "May 2025"}},
		{"2024-12-05", "2025-03-31", []string{"Dec 2024", "Jan 2025", "Feb 2025", "Mar 2025", "Apr 2025"}},
		{"2024-08-05", "2025-12-31", []string{"Jul 2024", "Jan 2025", "Jul 2025", "Jan 2026"}},
		{"2016-03-22", "2025-11-18", []string{"2016", "2018", "2020", "2022", "2024", "2026"}},
		{"1970-01-01", "2100-12-31", []string{"1950", "2000", "2050", "2100", "2150"}},
	} {
		if diff := cmp.Diff(c.want, texts(newDateScale(moment(t, c.first).Time, moment(t, c.last).Time).ticks(axis{0, 1}))); diff != "" {
			t.Errorf("%s to %s (-want +got)\n%s", c.first, c.last, diff)
		}
	}
}

func TestTheDateScalePlacesDays(t *testing.T) {
	s := newDateScale(moment(t, "2020-02-02").Time, moment(t, "2020-03-30").Time)
	for text, want := range map[string]float64{"2020-02-01": 0, "2020-03-01": 29.0 / 60, "2020-04-01": 1} {
		if got := s.share(moment(t, text).Time); math.Abs(got-want) > 1e-9 {
			t.Errorf("%s stands at %v, want %v", text, got, want)
		}
	}
}

func TestQuantilesAreLengthsThatWereObserved(t *testing.T) {
	var ten []time.Duration
	for i := range 10 {
		ten = append(ten, time.Duration(i+1)*time.Minute)
	}
	for _, c := range []struct {
		lengths []time.Duration
		percent int
		want    time.Duration
	}{
		{ten, 25, 3 * time.Minute}, {ten, 50, 5 * time.Minute}, {ten, 75, 8 * time.Minute}, {ten, 90, 9 * time.Minute}, {ten, 100, 10 * time.Minute},
		{ten[:1], 50, time.Minute}, {ten[:3], 50, 2 * time.Minute}, {ten[:4], 50, 2 * time.Minute}, {ten[:3], 1, time.Minute},
	} {
		if got := quantile(c.lengths, c.percent); got != c.want {
			t.Errorf("%d %% of %d lengths lie within %v, want %v", c.percent, len(c.lengths), got, c.want)
		}
	}
}

func TestPercentIsWrittenForSVG(t *testing.T) {
	for share, want := range map[float64]string{0: "0.0%", .1234: "12.3%", .9996: "100.0%", 1: "100.0%", -1: "0.0%", 2: "100.0%", math.Copysign(0, -1): "0.0%"} {
		if got := percent(share); got != want {
			t.Errorf("percent(%v) = %s, want %s", share, got, want)
		}
	}
}

func TestColumnsStackADotForEachOrForSeveral(t *testing.T) {
	for _, c := range []struct {
		counts       []int
		perDot, dots int
	}{
		{[]int{0, 0}, 1, 0}, {[]int{3, 1}, 1, 4}, {[]int{10}, 1, 10}, {[]int{11, 1}, 2, 7}, {[]int{1000, 99, 101}, 100, 10 + 1 + 2}, {[]int{2001}, 500, 5},
	} {
		got := stack(c.counts)
		if got.PerDot != c.perDot || len(got.Dots) != c.dots {
			t.Errorf("%v: %d dots of %d, want %d of %d", c.counts, len(got.Dots), got.PerDot, c.dots, c.perDot)
		}
	}
}

func TestQuartersAreNamed(t *testing.T) {
	for text, want := range map[string]string{"2024-12-31": "Q4 2024", "2025-01-01": "Q1 2025", "2025-06-30": "Q2 2025"} {
		if got := quarterName(quarterOf(moment(t, text).Time)); got != want {
			t.Errorf("%s is in %s, want %s", text, got, want)
		}
	}
}
