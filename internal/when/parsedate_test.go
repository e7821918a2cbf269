package when

import (
	"errors"
	"strings"
	"testing"
)

func TestParseDateReadsWhatPeopleWrite(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"2024-05-02", "2024-05-02"},
		{"2016-7-31", "2016-07-31"},
		{"2013/12/07", "2013-12-07"},
		{"2025-04-02T00:00:00.000Z", "2025-04-02T00:00:00Z"},
		{"2025-04-02T10:11", "2025-04-02T10:11"},
		{"2025-04-02 10:11", "2025-04-02T10:11"},
		{"2025-04-02 10:11:12.5 +0200", "2025-04-02T10:11:12+02:00"},
		{"2025-04-02T10:11:12+05:30", "2025-04-02T10:11:12+05:30"},
		{"2025-04-02 10:11 America/New_York", "2025-04-02T10:11-04:00"},
		{"2025-01-02 10:11 America/New_York", "2025-01-02T10:11-05:00"},
		{"2013/12/07 00:00 UTC", "2013-12-07T00:00Z"},
		{"May 2, 2024", "2024-05-02"},
		{"may 2nd, 2024", "2024-05-02"},
		{"MAY 2 2024", "2024-05-02"},
		{"Sept. 2, 2024", "2024-09-02"},
		{"January 13, 2023", "2023-01-13"},
		{"2 May 2024", "2024-05-02"},
		{"2nd of May 2024", "2024-05-02"},
		{"02-May-2024", "2024-05-02"},
		{"Thu, 22 Aug 2024 00:00:00 GMT", "2024-08-22T00:00:00Z"},
		{"Thu, 22 Aug 2024 02:00:00 +0200", "2024-08-22T02:00:00+02:00"},
		{"Thu Aug 22 14:03:05 UTC 2024", "2024-08-22T14:03:05Z"},
		{"May 2, 2024 5:05pm PT", "2024-05-02T17:05-07:00"},
		{"May 2, 2024 at 5pm ET", "2024-05-02T17-04:00"},
		{"25/12/2024", "2024-12-25"},
		{"05/05/2024", "2024-05-05"},
		{" 2024-05-02\n", "2024-05-02"},
		{"2024-02-29", "2024-02-29"},
	} {
		got, err := ParseDate(test.text)
		if err != nil || got.String() != test.want {
			t.Errorf("ParseDate(%q) = %v, %v; want %s", test.text, got, err, test.want)
		}
	}
}

func TestParseDateAsksWhichOfTwoReadings(t *testing.T) {
	_, err := ParseDate("03/04/2024")
	var ambiguous *AmbiguousError
	if !errors.As(err, &ambiguous) {
		t.Fatalf("got %v, want an AmbiguousError", err)
	}
	if got := err.Error(); !strings.Contains(got, "2024-03-04") || !strings.Contains(got, "2024-04-03") {
		t.Errorf("%q does not name both readings", got)
	}
}

func TestParseDateNamesWhatCannotBe(t *testing.T) {
	for text, want := range map[string]string{
		"2024-06-31":       "June has 30 days",
		"30 Feb 2023":      "February 2023 has 28 days",
		"2023-02-29":       "February 2023 has 28 days",
		"2023-13-01":       "no month 13",
		"2024-05-02 25:00": "24 hours",
		"2024-05-02T10:61": "60 minutes",
	} {
		_, err := ParseDate(text)
		var impossible *ImpossibleError
		if !errors.As(err, &impossible) || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), text) {
			t.Errorf("ParseDate(%q): %v; want it to say %q", text, err, want)
		}
	}
}

func TestParseDateRefusesTheRest(t *testing.T) {
	for _, text := range []string{
		"", "yesterday", "10:11", "May 2", "2024", "2024-05", "22025-03-18", "2024-05-02 and more", "2024-05-02 10:11 IST",
		"1701894028874", "2024-05-02T", "2024-05-02Tfoo", "2024-05-02 10:11 +99:00", "v1.2.2024",
	} {
		if got, err := ParseDate(text); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", text, got)
		}
	}
}

func TestDateInName(t *testing.T) {
	for name, want := range map[string]string{
		"2023-08-03-post-mortem.md":     "2023-08-03",
		"2019-03-26.md":                 "2019-03-26",
		"2023/08/03/x.md":               "2023-08-03",
		"2023_08_03_x.md":               "2023-08-03",
		"blog/outage-on-2023-08-03.md":  "2023-08-03",
		"2020-01-01/2023-08-03-late.md": "2023-08-03",
		"outage.md":                     "",
		"2023-13-03.md":                 "",
		"12023-10-03.md":                "",
		"2023-10-031.md":                "",
	} {
		if got, ok := DateInName(name); got.String() != want || ok != (want != "") {
			t.Errorf("DateInName(%q) = %v, %v; want %q", name, got, ok, want)
		}
	}
}
