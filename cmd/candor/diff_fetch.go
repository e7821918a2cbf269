package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"candor/internal/diff"
	"candor/internal/site"
)

// What candor diff takes from the network: feeds and incidents.json of one
// origin, within these limits. A limit that is met is an error.
const (
	fetchTimeout   = 30 * time.Second // for one file
	fetchTotal     = 5 * time.Minute  // for all
	fetchBytes     = 512 << 20        // of all
	fetchAtOnce    = 4
	fetchFiles     = 2000
	fetchRedirects = 5
)

// fetched is a site as far as it was fetched, by path.
type fetched map[string][]byte

func (f fetched) Paths() []string { return slices.Sorted(maps.Keys(f)) }

func (f fetched) Lookup(name string) ([]byte, bool) {
	data, ok := f[name]
	return data, ok
}

// fetchSite fetches from address the feeds that the new site has, the archive
// pages they lead to, and incidents.json.
func fetchSite(ctx context.Context, address string, now diff.Files) (fetched, error) {
	base, err := site.ParseBase(address)
	if err != nil {
		return nil, err
	}
	f := &fetcher{base: base, client: newClient(), found: fetched{}, asked: map[string]bool{}}
	wanted := []string{"incidents.json"}
	for _, name := range now.Paths() {
		if data, ok := now.Lookup(name); ok && diff.IsFeed(name, data) {
			wanted = append(wanted, name)
		}
	}
	ctx, cancel := context.WithTimeoutCause(ctx, fetchTotal, fmt.Errorf("it took more than %v to fetch", fetchTotal))
	defer cancel()
	for len(wanted) > 0 {
		if wanted, err = f.all(ctx, wanted); err != nil {
			return nil, err
		}
	}
	return f.found, nil
}

// newClient returns a client that stays with one origin.
func newClient() *http.Client {
	return &http.Client{Timeout: fetchTimeout, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if first := via[0].URL; r.URL.Scheme != first.Scheme || r.URL.Host != first.Host {
			return fmt.Errorf("it redirects to %s://%s, another origin: pass that address if it is yours", r.URL.Scheme, r.URL.Host)
		}
		if len(via) > fetchRedirects {
			return fmt.Errorf("it redirects more than %d times", fetchRedirects)
		}
		return nil
	}}
}

type fetcher struct {
	base   site.Base
	client *http.Client

	mu    sync.Mutex
	found fetched
	size  int
	asked map[string]bool // also what is not there
}

// all fetches files and returns the archive pages that they lead to.
func (f *fetcher) all(ctx context.Context, names []string) (more []string, err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	work := make(chan string)
	var wg sync.WaitGroup
	for range min(fetchAtOnce, len(names)) {
		wg.Go(func() {
			for name := range work {
				if err := f.one(ctx, name); err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, name := range names {
		if f.asked[name] || ctx.Err() != nil {
			continue
		}
		f.asked[name] = true
		if len(f.asked) > fetchFiles {
			cancel(fmt.Errorf("the site has more than %d feeds: compare with a folder", fetchFiles))
			break
		}
		work <- name
	}
	close(work)
	wg.Wait()
	for _, name := range names {
		if older := f.name(diff.Older(name, f.found[name])); older != "" && !f.asked[older] {
			more = append(more, older)
		}
	}
	return more, context.Cause(ctx)
}

// name is the path of an address below the site; "" for any other.
func (f *fetcher) name(address string) string {
	u, err := url.Parse(address)
	if address == "" || err != nil || u.RawQuery != "" {
		return ""
	}
	escaped, ours := strings.CutPrefix(u.EscapedPath(), f.base.Prefix()+"/")
	rest, err := url.PathUnescape(escaped)
	if !ours || err != nil || u.Host != "" && !strings.EqualFold(u.Scheme+"://"+u.Host, f.base.Origin()) || path.Clean("/"+rest) != "/"+rest {
		return ""
	}
	return rest
}

// one fetches a file. One that is not there is no error.
func (f *fetcher) one(ctx context.Context, name string) error {
	address := f.base.Absolute("/" + name)
	data, err := f.get(ctx, address)
	if err != nil {
		return fmt.Errorf("fetching %s: %w", address, err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.size += len(data); f.size > fetchBytes {
		return fmt.Errorf("its feeds have more than %d MB: compare with a folder", fetchBytes>>20)
	}
	if data != nil {
		f.found[name] = data
	}
	return nil
}

func (f *fetcher) get(ctx context.Context, address string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("User-Agent", "candor-diff")
	response, err := f.client.Do(r)
	var inner *url.Error
	switch {
	case err != nil && ctx.Err() != nil:
		return nil, context.Cause(ctx)
	case errors.As(err, &inner):
		return nil, inner.Err // the address is in the message already
	case err != nil:
		return nil, err
	}
	defer response.Body.Close()
	switch response.StatusCode {
	case http.StatusOK:
	case http.StatusNotFound, http.StatusGone:
		return nil, nil
	default:
		return nil, fmt.Errorf("the server says %s", response.Status)
	}
	data, err := io.ReadAll(io.LimitReader(response.Body, maxFile+1))
	if err == nil && len(data) > maxFile {
		err = fmt.Errorf("it has more than %d MB", maxFile>>20)
	}
	return data, err
}
