package page

import (
	"fmt"
	"strings"
	"testing"

	"candor/internal/incident"
	"candor/internal/when"

	"github.com/google/go-cmp/cmp"
)

func TestTimesOfAnyZoneAreToldInUTCToo(t *testing.T) {
	for text, want := range map[string]string{
		"2025-04-02T10:11-04:00": "14:11\u00a0UTC",
		"2025-04-02T22:11-04:00": "3\u00a0Apr, 02:11\u00a0UTC",
		"2025-01-01T00:30+05:30": "31\u00a0Dec, 19:00\u00a0UTC",
		"2025-04-02T10:11Z":      "",
		"2025-04-02T10:11":       "zone not stated",
		"2025-04-02T10":          "zone not stated",
		"2025-04-02":             "",
	} {
		if got := momentNote(told{}.fact(t, text).Moment); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestOnlyTimesWithAZoneCanBeShownInAnother(t *testing.T) {
	for text, want := range map[string]bool{"2025-04-02T10:11Z": true, "2025-04-02T10:11:12+02:00": true, "2025-04-02T10:11": false, "2025-04-02T10Z": false, "2025-04-02": false} {
		m := telling(t, told{slug: "a", published: "2025-04-03", started: text})
		if v := factsView(m.Site.Posts[0]); v.Facts[0].Clock != want || v.Clocks() != want {
			t.Errorf("%s: %+v", text, v)
		}
	}
}

func TestTheTimelineNamesADayOnce(t *testing.T) {
	m := telling(t, told{slug: "a", published: "2025-04-03", started: "2025-04-02T23:50Z"})
	e := m.Site.Posts[0]
	for _, text := range []string{"2025-04-02T23:50Z", "2025-04-02T23:55Z", "", "2025-04-02T23:58Z", "2025-04-03T00:10Z", "2025-04-04"} {
		var at when.Moment
		if err := at.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		e.Facts.Timeline = append(e.Facts.Timeline, incident.Event{At: at})
	}
	var got []string
	for _, row := range factsView(e).Timeline {
		got = append(got, fmt.Sprintf("%s|%s|%s", row.Day, row.Time, row.Offset))
	}
	want := []string{"2 April 2025|23:50\u00a0UTC|T+0", "|23:55\u00a0UTC|T+5 min", "||", "|23:58\u00a0UTC|T+8 min", "3 April 2025|00:10\u00a0UTC|T+20 min", "4 April 2025||"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	html := draw(t, m, "post")
	if strings.Count(html, `class="own"`) != 1+4 || !strings.Contains(html, `id="site-zone"`) {
		t.Errorf("%d places for the own zone in\n%s", strings.Count(html, `class="own"`), html)
	}
}

func TestAnHourHasAValidDatetime(t *testing.T) {
	html := draw(t, telling(t, told{slug: "a", published: "2025-04-03", started: "2025-04-02T10Z"}), "post")
	if want := "<time datetime=\"2025-04-02\">2 April 2025, 10 h\u00a0UTC</time>"; !strings.Contains(html, want) {
		t.Errorf("no %s in\n%s", want, html)
	}
}
