package incident

import (
	"strings"
	"testing"

	"candor/internal/when"
)

func TestEventsAreNamedByTheirTimes(t *testing.T) {
	at := func(text string) Event {
		m, err := when.ParseDate(text)
		if err != nil {
			t.Fatal(err)
		}
		return Event{At: m}
	}
	in := &Incident{Timeline: []Event{at("2018-10-21 22:52 UTC"), at("2018-10-21 22:52 UTC"), {}, at("2018-10-22"), at("2018-10-22 00:05:07 UTC"), {}}}
	want := "event-20181021-2252 event-20181021-2252.2 event event-20181022 event-20181022-000507 event.2"
	if got := strings.Join(in.EventNames(), " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	in.Timeline = append([]Event{at("2018-10-21 22:40 UTC")}, in.Timeline...)
	if got := in.EventNames()[1]; got != "event-20181021-2252" {
		t.Errorf("an entry before it makes it %s", got)
	}
}
