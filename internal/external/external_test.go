package external

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

var now = time.Date(2024, 5, 2, 0, 0, 0, 0, time.UTC)

func asker() *Asker {
	return &Asker{Now: now, Pause: time.Millisecond, Timeout: 2 * time.Second, allowed: func(ip netip.Addr) bool { return ip.IsLoopback() }}
}

func TestOnlyWhatNobodyWillFindIsGone(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/ok":
		case "/moved":
			http.Redirect(w, r, "/ok", http.StatusMovedPermanently)
		case "/no-head":
			if r.Method == http.MethodHead {
				http.Error(w, "", http.StatusNotFound)
			}
		case "/loop":
			http.Redirect(w, r, "/loop", http.StatusFound)
		case "/members":
			http.Error(w, "", http.StatusForbidden)
		case "/broken":
			http.Error(w, "", http.StatusBadGateway)
		default:
			http.Error(w, "", http.StatusNotFound)
		}
	}))
	defer s.Close()
	var all []string
	want := map[string]struct {
		gone bool
		why  string
	}{"/ok": {}, "/moved": {}, "/no-head": {}, "/members": {}, "/broken": {false, "it answers 502"}, "/gone": {true, "it answers 404"}, "/loop": {false, "it cannot be reached"}}
	for path := range want {
		all = append(all, s.URL+path+"#part")
	}
	answers := asker().Ask(context.Background(), append(all, "ftp://example.org/", "mailto:x@example.org", "::"))
	if len(answers) != len(want) {
		t.Errorf("%d answers", len(answers))
	}
	for path, w := range want {
		if got := answers[s.URL+path]; got.Gone != w.gone || got.Why != w.why {
			t.Errorf("%s: %+v", path, got)
		}
	}
}

func TestPrivateNetworksAreNeverAsked(t *testing.T) {
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer s.Close()
	a := asker()
	a.allowed = nil
	answers := a.Ask(context.Background(), []string{s.URL + "/", strings.Replace(s.URL, "127.0.0.1", "localhost", 1) + "/"})
	for address, answer := range answers {
		if answer.Why != errPrivate.Error() || answer.Gone {
			t.Errorf("%s: %+v", address, answer)
		}
	}
	if asked.Load() > 0 {
		t.Error("the server was asked")
	}
	for _, ip := range []string{"127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1", "fd00::1", "64:ff9b::a00:1", "2002:a00:1::", "224.0.0.1", "255.255.255.255"} {
		if public(netip.MustParseAddr(ip).Unmap()) {
			t.Errorf("%s counts as public", ip)
		}
	}
	for _, ip := range []string{"1.1.1.1", "2606:4700::1111"} {
		if !public(netip.MustParseAddr(ip)) {
			t.Errorf("%s does not count as public", ip)
		}
	}
}

func TestAHostIsAskedOneQuestionAtATime(t *testing.T) {
	var at, most atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		most.Store(max(most.Load(), at.Add(1)))
		time.Sleep(2 * time.Millisecond)
		at.Add(-1)
	}))
	defer s.Close()
	var all []string
	for i := range perHost + 50 {
		all = append(all, fmt.Sprintf("%s/%d", s.URL, i))
	}
	if n := len(asker().Ask(context.Background(), all)); n != perHost || most.Load() != 1 {
		t.Errorf("%d answers, %d at a time", n, most.Load())
	}
}

func TestGoodAnswersAreRememberedForAWeek(t *testing.T) {
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.URL.Path == "/gone" {
			http.Error(w, "", http.StatusGone)
		}
	}))
	defer s.Close()
	urls := []string{s.URL + "/", s.URL + "/gone"}
	a := asker()
	stored := a.Known.Bytes(a.Ask(context.Background(), urls), now)
	for _, c := range []struct {
		after time.Duration
		want  int32
	}{{time.Hour, 2}, {8 * 24 * time.Hour, 3}} { // a page that is gone is asked for twice
		asked.Store(0)
		a := asker()
		a.Now, a.Known = now.Add(c.after), ReadCache(stored)
		if n := len(a.Ask(context.Background(), urls)); n != 2 || asked.Load() != c.want {
			t.Errorf("after %v: %d answers, %d questions", c.after, n, asked.Load())
		}
	}
	if len(ReadCache([]byte("{damaged"))) != 0 {
		t.Error("a damaged cache holds something")
	}
}

func TestAskingEndsWithTheContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	s := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { cancel() }))
	defer s.Close()
	a := asker()
	a.Pause = time.Hour
	if n := len(a.Ask(ctx, []string{s.URL + "/1", s.URL + "/2"})); n != 0 {
		t.Errorf("%d answers", n)
	}
}
