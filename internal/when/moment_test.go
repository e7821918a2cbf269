package when

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// anyMoment draws a moment as this package makes them.
func anyMoment(t *rapid.T) Moment {
	p := Precision(rapid.IntRange(int(Day), int(Second)).Draw(t, "precision"))
	seconds := rapid.Int64Range(86400, 4102444799).Draw(t, "seconds")
	m := Moment{Time: time.Unix(seconds, 0).UTC(), Precision: p}
	if p > Day && rapid.Bool().Draw(t, "zoned") {
		m.Zoned = true
		m.Time = fixed(m.Time.In(time.FixedZone("", 900*rapid.IntRange(-56, 56).Draw(t, "offset"))))
	}
	size := [...]time.Duration{Day: 24 * time.Hour, Hour: time.Hour, Minute: time.Minute, Second: time.Second}[p]
	_, offset := m.Time.Zone()
	shift := time.Duration(offset) * time.Second
	m.Time = m.Time.Add(shift).Truncate(size).Add(-shift)
	return m
}

func TestMomentSurvivesItsText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := anyMoment(t)
		text, err := want.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var got Moment
		if err := got.UnmarshalText(text); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s changed: %s", text, diff)
		}
		if read, err := ParseDate(string(text)); want.Precision != Hour && (err != nil || read.String() != string(text)) {
			t.Errorf("ParseDate(%s) = %v, %v", text, read, err)
		}
	})
}

func TestMomentIsCutAsLayoutsCutIt(t *testing.T) {
	zones := [...]string{Day: "", Hour: "Z07:00", Minute: "Z07:00", Second: "Z07:00"}
	rapid.Check(t, func(t *rapid.T) {
		m := anyMoment(t)
		m.Time = m.Time.AddDate(rapid.IntRange(-3000, 9000).Draw(t, "years"), 0, 0)
		layout := layouts[m.Precision]
		if m.Zoned {
			layout += zones[m.Precision]
		}
		if got, want := m.String(), m.Time.Format(layout); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}
