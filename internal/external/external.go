// Package external asks other sites whether the addresses that posts link to
// still answer. It is the only part of Candor that sends requests out, and only
// candor check --external uses it.
//
// Posts are written by strangers, so it never connects to an address of a
// private network, whatever name or redirect leads there; it asks one question
// at a time per host, with a pause, and reads no more of an answer than its
// first bytes.
package external

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// Answer is what a site said.
type Answer struct {
	Status int       `json:"status"` // of HTTP; 0 when there was no answer
	Gone   bool      `json:"gone"`   // 404, 410, or no such host: nobody will find anything there
	Why    string    `json:"why"`    // a clause, for people
	Asked  time.Time `json:"asked"`
}

// Asker asks. The zero value is ready for use.
type Asker struct {
	Now     time.Time     // of the answers
	Known   Cache         // answers of earlier runs
	Pause   time.Duration // between two questions to one host; 0 is half a second
	Timeout time.Duration // of one question; 0 is ten seconds
	Hosts   int           // asked at the same time; 0 is eight

	allowed func(netip.Addr) bool // for tests; nil is public addresses
}

const (
	defaultPause   = 500 * time.Millisecond
	defaultTimeout = 10 * time.Second
	defaultHosts   = 8
	maxRedirects   = 5
	perHost        = 200 // questions to one host in one run
)

// Ask returns the answers for addresses that begin with http:// or https://,
// without their fragments. Where a host has been asked often enough the rest
// waits for another run, and is not in the result. It ends early with ctx.
func (a *Asker) Ask(ctx context.Context, addresses []string) map[string]Answer {
	answers := map[string]Answer{}
	byHost := map[string][]string{}
	for _, address := range addresses {
		u, err := url.Parse(address)
		if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
			continue
		}
		address, _, _ = strings.Cut(address, "#")
		if answer, known := a.Known.lookup(address, a.Now); known {
			answers[address] = answer
		} else if list := byHost[u.Host]; len(list) < perHost && !slices.Contains(list, address) {
			byHost[u.Host] = append(list, address)
		}
	}
	var mu sync.Mutex
	var wg sync.WaitGroup
	slots := make(chan struct{}, or(a.Hosts, defaultHosts))
	client := a.client()
	for _, list := range byHost {
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			for i, address := range list {
				if i > 0 && !wait(ctx, or(a.Pause, defaultPause)) {
					return
				}
				answer := a.one(ctx, client, address)
				if ctx.Err() != nil {
					return
				}
				mu.Lock()
				answers[address] = answer
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return answers
}

func or[T comparable](value, otherwise T) T {
	var zero T
	if value == zero {
		return otherwise
	}
	return value
}

func wait(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// one asks for the head of a page, and where a server does not like that, for
// the page.
func (a *Asker) one(ctx context.Context, client *http.Client, address string) Answer {
	answer := a.try(ctx, client, http.MethodHead, address)
	if answer.Status >= 400 || answer.Status == 0 && !answer.Gone {
		answer = a.try(ctx, client, http.MethodGet, address)
	}
	return answer
}

func (a *Asker) try(ctx context.Context, client *http.Client, method, address string) Answer {
	ctx, cancel := context.WithTimeout(ctx, or(a.Timeout, defaultTimeout))
	defer cancel()
	answer := Answer{Asked: a.Now}
	req, err := http.NewRequestWithContext(ctx, method, address, nil)
	if err != nil {
		answer.Why = "the address cannot be asked"
		return answer
	}
	req.Header.Set("User-Agent", "Candor link check")
	resp, err := client.Do(req)
	if err != nil {
		answer.Gone, answer.Why = failure(err)
		return answer
	}
	defer resp.Body.Close()
	_, _ = io.CopyN(io.Discard, resp.Body, 1024)
	answer.Status = resp.StatusCode
	switch {
	case resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone:
		answer.Gone, answer.Why = true, fmt.Sprintf("it answers %d", resp.StatusCode)
	case resp.StatusCode >= 500:
		answer.Why = fmt.Sprintf("it answers %d", resp.StatusCode)
	}
	return answer
}

// errPrivate says that a name leads into a private network.
var errPrivate = errors.New("it leads into a private network")

// failure says why there is no answer, and whether there never will be one.
func failure(err error) (gone bool, why string) {
	var dns *net.DNSError
	switch {
	case errors.Is(err, errPrivate):
		return false, errPrivate.Error()
	case errors.As(err, &dns) && dns.IsNotFound:
		return true, "there is no such host"
	case errors.Is(err, context.DeadlineExceeded):
		return false, "it did not answer in time"
	}
	return false, "it cannot be reached"
}

// client never connects to an address that is not public, and uses no proxy,
// which would do so on its behalf.
func (a *Asker) client() *http.Client {
	allowed := a.allowed
	if allowed == nil {
		allowed = public
	}
	dialer := &net.Dialer{Timeout: or(a.Timeout, defaultTimeout)}
	return &http.Client{
		Transport: &http.Transport{
			DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
				return dial(ctx, dialer, network, address, allowed)
			},
			TLSHandshakeTimeout: or(a.Timeout, defaultTimeout), MaxResponseHeaderBytes: 1 << 16, DisableKeepAlives: true,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return errors.New("too many redirects")
			}
			if req.URL.Scheme != "http" && req.URL.Scheme != "https" {
				return errors.New("it leads to another protocol")
			}
			return nil
		},
	}
}

// dial resolves a name itself and connects to the very address it has looked
// at, so that no second look-up can give another one.
func dial(ctx context.Context, d *net.Dialer, network, address string, allowed func(netip.Addr) bool) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	ips, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	if err != nil {
		return nil, err
	}
	err = errPrivate
	for _, ip := range ips {
		if ip = ip.Unmap(); !allowed(ip) {
			continue
		}
		var conn net.Conn
		if conn, err = d.DialContext(ctx, network, net.JoinHostPort(ip.String(), port)); err == nil {
			return conn, nil
		}
	}
	return nil, err
}

// special are address blocks that are neither private nor public: shared
// address space (RFC 6598), protocol assignments, documentation, benchmarks,
// reserved, and IPv6 ways to write IPv4 addresses.
var special = prefixes("0.0.0.0/8 100.64.0.0/10 192.0.0.0/24 192.0.2.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 240.0.0.0/4 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/23 2001:db8::/32 2002::/16")

func prefixes(list string) []netip.Prefix {
	var all []netip.Prefix
	for _, s := range strings.Fields(list) {
		all = append(all, netip.MustParsePrefix(s))
	}
	return all
}

// public reports whether an address is one of the public internet.
func public(ip netip.Addr) bool {
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !ip.IsLoopback() && !ip.IsLinkLocalUnicast() &&
		!slices.ContainsFunc(special, func(p netip.Prefix) bool { return p.Contains(ip) })
}
