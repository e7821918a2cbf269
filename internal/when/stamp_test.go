package when

import (
	"fmt"
	"strings"
	"testing"
)

// show writes a stamp down as the tests expect it.
func show(st Stamp) string {
	if st.IsZero() {
		return ""
	}
	var b strings.Builder
	if st.Approx {
		b.WriteString("~")
	}
	if st.Weekday != 0 {
		fmt.Fprintf(&b, "w%d ", st.Weekday)
	}
	if st.Relative {
		fmt.Fprintf(&b, "today-%d ", st.Days)
	}
	if !st.Date.IsZero() {
		fmt.Fprintf(&b, "%04d-%02d-%02d ", st.Date.Year, st.Date.Month, st.Date.Day)
	}
	switch st.Clock.Precision {
	case Hour:
		fmt.Fprintf(&b, "%02dh ", st.Clock.Hour)
	case Minute:
		fmt.Fprintf(&b, "%02d:%02d ", st.Clock.Hour, st.Clock.Minute)
	case Second:
		fmt.Fprintf(&b, "%02d:%02d:%02d ", st.Clock.Hour, st.Clock.Minute, st.Clock.Second)
	}
	b.WriteString(st.Zone.Name)
	out := strings.TrimSpace(b.String())
	if st.Impossible != "" {
		out += " !"
	}
	if st.Until != nil {
		out += " .. " + show(*st.Until)
	}
	return out
}

func TestReadStampReadsTheStartOfAnEntry(t *testing.T) {
	for _, test := range []struct{ text, want, rest string }{
		{"12:00am ET - text", "00:00 ET", " - text"},
		{"1:35 PM ET- text", "13:35 ET", "- text"},
		{"00:40 UTC: text", "00:40 UTC", ": text"},
		{"12:32 UTC – text", "12:32 UTC", " – text"},
		{"08:42:33 text", "08:42:33", " text"},
		{"2019-10-20 00:55: text", "2019-10-20 00:55", ": text"},
		{"2024-06-28 7:09 AM Eastern:", "2024-06-28 07:09 Eastern", ":"},
		{"14:55", "14:55", ""},
		{"19. April, 11:00", "0000-04-19 11:00", ""},
		{"1410 UTC text", "14:10 UTC", " text"},
		{"18:15:00 - (approximately) text", "~18:15:00", " text"},
		{"15h50 UTC", "15:50 UTC", ""},
		{"14:20-14:45 text", "14:20 .. 14:45", " text"},
		{"~13:30-13:45", "~13:30 .. 13:45", ""},
		{"14:20 – 14:45 UTC text", "14:20 UTC .. 14:45 UTC", " text"},
		{"14:20 to 14:45", "14:20 .. 14:45", ""},
		{"5:00-5:30pm", "17:00 .. 17:30", ""},
		{"00:25 - 00:29 AM", "00:25 .. 00:29", ""},
		{"16:05:57-58", "16:05:57 .. 16:05:58", ""},
		{"2024-01-14 10:18", "2024-01-14 10:18", ""},
		{"2024-01-14 --:--", "2024-01-14", ""},
		{"2024-01-14 14:?? text", "2024-01-14 14h", " text"},
		{"20:07 EDT (00:07 UTC): text", "20:07 EDT", ": text"},
		{"10:03 PT / 13:03 ET: text", "10:03 PT", ": text"},
		{"22:30 UTC (Oct 29) - text", "0000-10-29 22:30 UTC", " - text"},
		{"2023-09-18 15.26 Compared", "2023-09-18 15:26", " Compared"},
		{"2025-07-26 Saturday", "w7 2025-07-26", ""},
		{"Saturday 30 November 2019, we", "w7 2019-11-30", ", we"},
		{"Mon 10:00 text", "w2 10:00", " text"},
		{"today at 10:11am", "today-0 10:11", ""},
		{"yesterday around 5pm PT", "~today-1 17h PT", ""},
		{"Jan 14, 10:18 AM", "0000-01-14 10:18", ""},
		{"10:18 on Jan 14", "0000-01-14 10:18", ""},
		{"January 14-19, 2026", "2026-01-14 .. 2026-01-19", ""},
		{"April 6 to April 11, 2023", "2023-04-06 .. 2023-04-11", ""},
		{"6th to 11th April", "", "6th to 11th April"},
		{"2020-08-27 to 2020-09-03 x", "2020-08-27 .. 2020-09-03", " x"},
		{"06/04/2023 21:42 - text", "2023-06-04 21:42", " - text"},
		{"19.09.2023", "2023-09-19", ""},
		{"10:11 BST (UTC+1) x", "10:11 BST", " x"},
		{"09:41 (GMT+1), we", "09:41 GMT+1", ", we"},
		{"10:30 US/Pacific", "10:30 US/Pacific", ""},
		{"2024-05-02T10:11:12Z", "2024-05-02 10:11:12 Z", ""},
		{"24:10 text", "24:10 !", " text"},
		{"23:00 AM text", "23:00 !", " text"},
		{"12:28p text", "12:28", " text"},
		{"noon text", "12h", " text"},
		{"14:02 - 2020-01-05 backup restored", "14:02", " - 2020-01-05 backup restored"},
		{"14:02 Central servers fail", "14:02", " Central servers fail"},
		{"00:16:3e:aa", "", "00:16:3e:aa"},
		{"22025-03-18 10:00", "", "22025-03-18 10:00"},
		{"2X:XX text", "", "2X:XX text"},
		{"10:1 text", "", "10:1 text"},
		{"03-26 23:04 The node", "0000-03-26 23:04", " The node"},
		{"26/3 23:04 The node", "0000-03-26 23:04", " The node"},
		{"10-15 minutes", "", "10-15 minutes"},
		{"1.2.2024 release", "2024-02-01", " release"},
	} {
		st, n := ReadStamp(test.text)
		if got := show(st); got != test.want || test.text[n:] != test.rest {
			t.Errorf("ReadStamp(%q) = %q, rest %q; want %q, rest %q", test.text, got, test.text[n:], test.want, test.rest)
		}
	}
}

func TestScanFindsTimesInProse(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"Users reported issues at 02:50 (via GitHub), 05:16 and 06:27 (both via Slack).", []string{"02:50", "05:16", "06:27"}},
		{"failed between ~4pm and ~5:15pm.", []string{"~16h .. ~17:15"}},
		{"failed between the hours of 19:00 and 21:00 UTC.", []string{"19:00 UTC .. 21:00 UTC"}},
		{"failed between 2019-02-25 23:04 and 2019-02-26 08:12. As", []string{"2019-02-25 23:04 .. 2019-02-26 08:12"}},
		{"On 28th February, it went down from 15:30 to 18:10 UTC.", []string{"0000-02-28", "15:30 UTC .. 18:10 UTC"}},
		{"today at 10:11am we had a 12-minute outage", []string{"today-0 10:11"}},
		{"We may 5 times march 3 miles", nil},
		{"Upgraded v1.24.0 to 1.35, 10.0.0.1:8080, 16:9 and 12,000", nil},
		{"http://x/2024-01-02/ and #2019-01-01", nil},
		{"Around 9:30 UTC, and by 9:40 UTC", []string{"~09:30 UTC", "09:40 UTC"}},
		{"yesterday's deployment and today’s fix", nil},
	} {
		var got []string
		for _, f := range Scan(test.text) {
			got = append(got, show(f.Stamp))
		}
		if strings.Join(got, "|") != strings.Join(test.want, "|") {
			t.Errorf("Scan(%q) = %q, want %q", test.text, got, test.want)
		}
	}
}

func TestFindZone(t *testing.T) {
	for text, want := range map[string]string{
		"All times in PDT (UTC-7).":          "PDT",
		"Timeline (times in CEST)":           "CEST",
		"Date and Time in CET":               "CET",
		"all times are Europe/London":        "Europe/London",
		"Times are in Eastern Daylight Time": "Eastern Daylight Time",
		"All times are Pacific.":             "Pacific",
		"Timeline of events":                 "",
		"Central database, Z-index":          "",
	} {
		if z, _ := FindZone(text); z.Name != want {
			t.Errorf("FindZone(%q) = %q, want %q", text, z.Name, want)
		}
	}
}
