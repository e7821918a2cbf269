package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// published serves a site below /base/ and keeps what was asked for.
type published struct {
	*httptest.Server
	mu    sync.Mutex
	asked []string
}

func publish(t *testing.T, dir string, handler http.HandlerFunc) *published {
	t.Helper()
	p := &published{}
	files := http.StripPrefix("/base/", http.FileServerFS(os.DirFS(dir)))
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.asked = append(p.asked, r.URL.Path)
		p.mu.Unlock()
		if handler != nil {
			handler(w, r)
			return
		}
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(p.Close)
	return p
}

// smallSite writes posts of the given names and returns their folder.
func smallSite(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("site.yaml", "feed: {items: 1}\n")
	for i, name := range names {
		write(name+".md", "---\ntitle: "+name+"\ndate: 2024-01-0"+string(rune('1'+i))+"\ntags: [x]\n---\nText of "+name+".\n")
	}
	return dir
}

func candor(args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(args, &out, &err)
	return code, out.String(), err.String()
}

// against compares a site with what stands at an address.
func against(t *testing.T, content, address string) (code int, stdout, stderr string) {
	t.Helper()
	t.Setenv("SOURCE_DATE_EPOCH", "1767225600")
	return candor("diff", "--content", content, "--templates", t.TempDir(), "--static", t.TempDir(), "--cache", t.TempDir(), "--base-url", "https://example.org/base/", "--against", address)
}

// buildSite writes the site of a folder as it is published.
func buildSite(t *testing.T, content, base string) string {
	t.Helper()
	t.Setenv("SOURCE_DATE_EPOCH", "1767225600")
	out := filepath.Join(t.TempDir(), "public")
	if code, _, stderr := candor("build", "-q", "--content", content, "--templates", t.TempDir(), "--static", t.TempDir(), "--cache", t.TempDir(), "--base-url", base, "--out", out); code != exitFine {
		t.Fatal(stderr)
	}
	return out
}

func TestDiffWithAnAddressFetchesFeedsAndFactsOnly(t *testing.T) {
	old := smallSite(t, "a", "b", "c")
	p := publish(t, buildSite(t, old, "https://example.org/base/"), nil)
	if code, stdout, stderr := against(t, old, p.URL+"/base/"); code != exitFine || !strings.Contains(stdout, "Nothing changes") {
		t.Errorf("%d %s%s", code, stdout, stderr)
	}
	for _, path := range p.asked {
		name := filepath.Base(path)
		if !strings.HasPrefix(path, "/base/") || name != "incidents.json" && !strings.Contains(path, "/feeds/") && name != "rss.xml" && name != "atom.xml" && name != "feed.json" {
			t.Errorf("%s was fetched", path)
		}
	}
	code, stdout, _ := against(t, smallSite(t, "a", "new", "c"), p.URL+"/base")
	if code != exitFindings || !strings.Contains(stdout, "1 item vanishes, 1 item is new") {
		t.Errorf("%d %s", code, stdout)
	}
}

// The archive pages of the old site may be more than those of the new one.
func TestDiffFollowsArchivePages(t *testing.T) {
	var p *published
	p = publish(t, "", func(w http.ResponseWriter, r *http.Request) {
		page := func(older, id string) {
			w.Write([]byte(`<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><atom:link rel="prev-archive" href="` + older + `"/><item><guid>` + id + `</guid><title>` + id + `</title></item></channel></rss>`))
		}
		switch r.URL.Path {
		case "/rss.xml":
			page(p.URL+"/feeds/rss-7.xml", "new")
		case "/feeds/rss-7.xml":
			page(p.URL+"/feeds/rss-6.xml", "middle")
		case "/feeds/rss-6.xml":
			page("http://192.0.2.1/feeds/rss-5.xml", "oldest") // another origin, which is not asked
		default:
			http.NotFound(w, r)
		}
	})
	code, stdout, stderr := against(t, smallSite(t, "a"), p.URL)
	if code != exitFindings || !strings.Contains(stdout, "3 items vanish") || stderr != "" {
		t.Errorf("%d %s%s", code, stdout, stderr)
	}
}

func TestDiffStaysWithinItsLimits(t *testing.T) {
	elsewhere := publish(t, "", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("<rss><channel/></rss>")) })
	for _, c := range []struct {
		name    string
		handler http.HandlerFunc
		says    string
	}{
		{"nothing there", http.NotFound, "there is no feed that could be read"},
		{"a page for every address", func(w http.ResponseWriter, r *http.Request) { w.Write([]byte("<!doctype html><title>App</title>")) }, "there is no feed that could be read"},
		{"another origin", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+r.URL.Path, http.StatusFound)
		}, "another origin"},
		{"another scheme", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://"+r.Host+r.URL.Path, http.StatusFound)
		}, "another origin"},
		{"no web address", func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "file:///etc/passwd", http.StatusFound)
		}, "another origin"},
		{"a circle", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) }, "redirects more than 5 times"},
		{"an error", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(http.StatusBadGateway) }, "the server says 502 Bad Gateway"},
		{"no end", func(w http.ResponseWriter, r *http.Request) {
			for block := make([]byte, 1<<20); r.Context().Err() == nil; {
				if _, err := w.Write(block); err != nil {
					return
				}
			}
		}, "more than 32 MB"},
		{"archive pages without end", func(w http.ResponseWriter, r *http.Request) {
			w.Write([]byte(`{"version":"https://jsonfeed.org/version/1.1","next_url":"` + r.URL.Path + `x","items":[]}`))
		}, "more than 2000 feeds"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := publish(t, "", c.handler)
			code, stdout, stderr := against(t, smallSite(t, "a"), p.URL)
			if code != exitFailure || stdout != "" || !strings.Contains(stderr, c.says) || !strings.HasPrefix(stderr, "candor: --against "+p.URL) {
				t.Errorf("%d %s%s", code, stdout, stderr)
			}
		})
	}
	if len(elsewhere.asked) > 0 {
		t.Errorf("the other origin was asked for %v", elsewhere.asked)
	}
}

func TestDiffFollowsRedirectsWithinTheOrigin(t *testing.T) {
	site := smallSite(t, "a")
	out := buildSite(t, site, "https://example.org/base/")
	p := publish(t, "", func(w http.ResponseWriter, r *http.Request) {
		if rest, moved := strings.CutPrefix(r.URL.Path, "/old/"); moved {
			http.Redirect(w, r, "/now/"+rest, http.StatusMovedPermanently)
			return
		}
		http.StripPrefix("/now/", http.FileServerFS(os.DirFS(out))).ServeHTTP(w, r)
	})
	if code, stdout, stderr := against(t, site, p.URL+"/old/"); code != exitFine || !strings.Contains(stdout, "Nothing changes") {
		t.Errorf("%d %s%s", code, stdout, stderr)
	}
}
