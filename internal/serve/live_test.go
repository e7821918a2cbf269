package serve

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"candor/internal/diag"

	"github.com/google/go-cmp/cmp"
)

// cancelled is a context that has ended and carries a value.
func cancelled(t testing.TB, key, value any) context.Context {
	ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key, value))
	cancel()
	return ctx
}

// told is an event as the script reads it.
type told struct {
	Version  string
	Findings []struct {
		File, Severity, Message string
		Line                    int
	}
	More int
}

// eventsOf reads a stream of events one by one.
func eventsOf(t testing.TB, url string) func() told {
	t.Helper()
	r, err := http.Get(url + eventsPath)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Body.Close() })
	if got := r.Header.Get("Content-Type"); got != "text/event-stream" {
		t.Fatalf("%s, Content-Type %s", r.Status, got)
	}
	lines := bufio.NewScanner(r.Body)
	return func() told {
		t.Helper()
		for lines.Scan() {
			if data, found := strings.CutPrefix(lines.Text(), "data: "); found {
				var e told
				if err := json.Unmarshal([]byte(data), &e); err != nil {
					t.Fatal(err)
				}
				return e
			}
		}
		t.Fatal("the stream ended:", lines.Err())
		return told{}
	}
}

func TestEventsTellTheStateAndItsSuccessors(t *testing.T) {
	s := fixed(newState("v1", nil, nil))
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	next := eventsOf(t, srv.URL)
	expect := func(want string) {
		t.Helper()
		if diff := cmp.Diff(want, fmt.Sprintf("%+v", next())); diff != "" {
			t.Error(diff)
		}
	}
	expect("{Version:v1 Findings:[] More:0}")
	s.publish(newState("v1", nil, []diag.Diagnostic{{File: "a.md", Line: 2, Message: "x\n\ndata: y", Severity: diag.Error}}))
	expect("{Version:v1 Findings:[{File:a.md Severity:error Message:x\n\ndata: y Line:2}] More:0}")
	s.publish(newState("v2", nil, nil))
	expect("{Version:v2 Findings:[] More:0}")
}

func TestEventsAreForOwnPagesOnly(t *testing.T) {
	s := fixed(newState("v1", nil, nil))
	for _, c := range []struct {
		name, value string
		want        int
	}{
		{"Accept", "text/event-stream", 200},
		{"Sec-Fetch-Site", "same-origin", 200},
		{"Sec-Fetch-Site", "none", 200},
		{"Sec-Fetch-Site", "same-site", 403},
		{"Sec-Fetch-Site", "cross-site", 403},
		{"Origin", "http://127.0.0.1:8080", 200},
		{"Origin", "http://127.0.0.1:3000", 403},
		{"Origin", "https://evil.example", 403},
		{"Origin", "null", 403},
	} {
		r := request("GET", eventsPath).WithContext(cancelled(t, struct{}{}, nil))
		r.Header.Set(c.name, c.value)
		if got := answer(s, r).Code; got != c.want {
			t.Errorf("%s: %s: %d, want %d", c.name, c.value, got, c.want)
		}
	}
}

func TestManyFindingsAreCutWithTheirNumber(t *testing.T) {
	e := newState("v1", nil, make([]diag.Diagnostic, findingsSent+7)).event()
	if len(e.Findings) != findingsSent || e.More != 7 {
		t.Errorf("%d and %d more", len(e.Findings), e.More)
	}
}

func TestSlowReadersDoNotHoldUpBuilds(t *testing.T) {
	s := fixed(newState("v0", nil, nil))
	srv := httptest.NewServer(s)
	t.Cleanup(srv.Close)
	next := eventsOf(t, srv.URL)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := range 1000 {
			s.publish(newState(fmt.Sprint("v", i+1), nil, make([]diag.Diagnostic, 100)))
		}
	}()
	select {
	case <-done:
	case <-time.After(10 * time.Second):
		t.Fatal("publish waits for a reader")
	}
	for next().Version != "v1000" {
	}
}
