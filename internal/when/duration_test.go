package when

import (
	"testing"
	"time"
)

func TestReadDuration(t *testing.T) {
	for _, test := range []struct {
		text   string
		want   time.Duration
		approx bool
		rest   string
	}{
		{"12-minute outage", 12 * time.Minute, false, " outage"},
		{"1h 20m", 80 * time.Minute, false, ""},
		{"0h 30m", 30 * time.Minute, false, ""},
		{"Exactly 4 hours and 20 minutes.", 260 * time.Minute, false, "."},
		{"1h20m.", 80 * time.Minute, false, "."},
		{"about 13 minutes", 13 * time.Minute, true, ""},
		{"1 hour and 31 minutes", 91 * time.Minute, false, ""},
		{"2 hours, 5 minutes", 125 * time.Minute, false, ""},
		{"two and a half hours", 150 * time.Minute, false, ""},
		{"round about four and a half days", 108 * time.Hour, true, ""},
		{"73 hours", 73 * time.Hour, false, ""},
		{"1.5 hours", 90 * time.Minute, false, ""},
		{"half an hour", 30 * time.Minute, false, ""},
		{"an hour and a half", 90 * time.Minute, false, ""},
		{"10-15 minutes", 15 * time.Minute, true, ""},
		{"10 to 15 minutes", 15 * time.Minute, true, ""},
		{"nearly 2 hours", 2 * time.Hour, true, ""},
		{"~45 mins", 45 * time.Minute, true, ""},
		{"90 seconds", 90 * time.Second, false, ""},
		{"3 days", 72 * time.Hour, false, ""},
		{"5 million", 0, false, "5 million"},
		{"5M", 0, false, "5M"},
		{"several hours", 0, false, "several hours"},
		{"99999 weeks", 0, false, "99999 weeks"},
	} {
		d, n := ReadDuration(test.text)
		if d.Length != test.want || d.Approx != test.approx || test.text[n:] != test.rest {
			t.Errorf("ReadDuration(%q) = %v %v, rest %q", test.text, d.Length, d.Approx, test.text[n:])
		}
	}
}
