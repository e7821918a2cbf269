package serve

import (
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"candor/internal/diag"
	"candor/internal/tree"

	"github.com/google/go-cmp/cmp"
)

const page = "<!DOCTYPE html><html><head><title>x</title></head><body>x</body></html>"

// memory is a tree of files.
func memory(t testing.TB, files map[string]string) *tree.Memory {
	t.Helper()
	m := new(tree.Memory)
	for name, data := range files {
		if _, err := m.Put(name, tree.Page, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// fixed is a server whose site never changes.
func fixed(now *state) *server {
	s := &server{Site: Site{Host: "127.0.0.1"}, base: "http://127.0.0.1:8080"}
	s.current.Store(now)
	return s
}

func request(method, target string) *http.Request {
	r := httptest.NewRequest(method, target, nil)
	r.Host = "127.0.0.1:8080"
	return r
}

func answer(s *server, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func TestPathsLeadToFilesAsOnAStaticHost(t *testing.T) {
	s := fixed(newState("v1", memory(t, map[string]string{
		"index.html": page, "404.html": page, "blog/a b/index.html": page, "rss.xml": "<rss/>",
		"blog/ä/index.html": page, "blog/a b/plan.pdf": "%PDF",
	}), nil))
	for _, c := range []struct {
		path     string
		status   int
		location string
	}{
		{"/", 200, ""},
		{"/index.html", 200, ""},
		{"/rss.xml", 200, ""},
		{"/rss.xml/", 404, ""},
		{"/blog/a%20b/", 200, ""},
		{"/blog/a%20b", 301, "/blog/a%20b/"},
		{"/blog/a%20b?x=1&y", 301, "/blog/a%20b/?x=1&y"},
		{"/blog/%C3%A4", 301, "/blog/%C3%A4/"},
		{"/blog/a%20b/plan.pdf", 200, ""},
		{"/blog", 404, ""},
		{"/blog/", 404, ""},
		{"//blog/a%20b", 404, ""},
		{"/../index.html", 404, ""},
		{"/%2e%2e/index.html", 404, ""},
		{"/.candor/", 404, ""},
		{"/.candor/live.js", 200, ""},
		{"/.candor/live.css", 200, ""},
		{"/404.html", 200, ""},
	} {
		r := answer(s, request("GET", c.path))
		if r.Code != c.status || r.Header().Get("Location") != c.location {
			t.Errorf("%s: %d to %q, want %d to %q", c.path, r.Code, r.Header().Get("Location"), c.status, c.location)
		}
		if r.Header().Get("Cache-Control") != "no-store" || r.Header().Get("X-Content-Type-Options") != "nosniff" {
			t.Errorf("%s: headers %v", c.path, r.Header())
		}
	}
}

func TestOnlyFilesNamedAfterTheirContentAreKept(t *testing.T) {
	s := fixed(newState("v1", memory(t, map[string]string{"assets/site.0a1b2c3d.css": "", "assets/site.css": "", "assets/x/y.0a1b2c3d.js": "", "index.html": page}), nil))
	for path, want := range map[string]bool{"/assets/site.0a1b2c3d.css": true, "/assets/site.css": false, "/assets/x/y.0a1b2c3d.js": false, "/": false, "/assets/gone.0a1b2c3d.css": false} {
		if got := answer(s, request("GET", path)).Header().Get("Cache-Control"); want != strings.Contains(got, "immutable") {
			t.Errorf("%s: Cache-Control %q", path, got)
		}
	}
}

// Whatever is asked for, a redirect stays on this server and leads to a page.
func FuzzRedirectsStayHere(f *testing.F) {
	for _, path := range []string{"/blog", "//blog", "/\\blog", "/./blog", "/blog/%2e%2e/blog", "//evil.example/../blog", "/evil.example", "/blog?//evil.example"} {
		f.Add(path)
	}
	s := fixed(newState("v1", memory(f, map[string]string{"blog/index.html": page, "evil.example/index.html": page}), nil))
	f.Fuzz(func(t *testing.T, target string) {
		r := request("GET", "/")
		u, err := url.ParseRequestURI(target)
		if err != nil || u.IsAbs() {
			return
		}
		r.URL = u
		w := answer(s, r)
		if w.Code != http.StatusMovedPermanently {
			return
		}
		to, err := url.Parse(w.Header().Get("Location"))
		if err != nil || to.Host != "" || to.Scheme != "" || to.Path != "/blog/" && to.Path != "/evil.example/" {
			t.Errorf("%q leads to %q", target, w.Header().Get("Location"))
		}
	})
}

func TestTypesAreKnownAndSaidInUTF8(t *testing.T) {
	for name, want := range map[string]string{
		"index.html": "text/html; charset=utf-8", "rss.xml": "application/rss+xml; charset=utf-8",
		"services/dns/atom.xml": "application/atom+xml; charset=utf-8", "feed.json": "application/feed+json; charset=utf-8",
		"feeds/rss-2.xml": "application/rss+xml; charset=utf-8", "blog/feeds/rss-2.xml": "application/xml; charset=utf-8",
		"posts.json": "application/json; charset=utf-8", "sitemap.xml": "application/xml; charset=utf-8",
		"feeds.opml": "text/x-opml; charset=utf-8", "assets/site.1.css": "text/css; charset=utf-8",
		"favicon.svg": "image/svg+xml; charset=utf-8", "blog/x/A.PNG": "image/png", "_headers": "text/plain; charset=utf-8",
		"blog/x/facts.csv": "text/csv; charset=utf-8", "x": "application/octet-stream", ".nojekyll": "application/octet-stream",
	} {
		if got := contentType(name); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestOnlyReadingIsAnswered(t *testing.T) {
	s := fixed(newState("v1", memory(t, map[string]string{"index.html": page, "404.html": page}), nil))
	for _, method := range []string{"POST", "PUT", "DELETE", "OPTIONS", "CONNECT"} {
		if r := answer(s, request(method, "/")); r.Code != 405 || r.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: %d %v", method, r.Code, r.Header())
		}
	}
	for _, path := range []string{"/", "/missing"} {
		get, head := answer(s, request("GET", path)), answer(s, request("HEAD", path))
		if head.Code != get.Code || head.Body.Len() > 0 || head.Header().Get("Content-Length") != get.Header().Get("Content-Length") {
			t.Errorf("HEAD %s: %d %q %v", path, head.Code, head.Body, head.Header())
		}
	}
}

func TestPartsOfAFileAreServed(t *testing.T) {
	s := fixed(newState("v1", memory(t, map[string]string{"a.mp4": "0123456789"}), nil))
	r := request("GET", "/a.mp4")
	r.Header.Set("Range", "bytes=2-4")
	if w := answer(s, r); w.Code != 206 || w.Body.String() != "234" {
		t.Errorf("%d %q", w.Code, w.Body)
	}
}

func TestOnlyOwnNamesAreAnswered(t *testing.T) {
	s := fixed(newState("v1", memory(t, map[string]string{"index.html": page}), nil))
	s.Host = "Desk.example"
	local := &net.TCPAddr{IP: net.IPv4(192, 168, 1, 5), Port: 8080}
	for host, want := range map[string]int{
		"localhost": 200, "localhost:8080": 200, "LOCALHOST:9000": 200, "127.0.0.1:8080": 200, "127.0.0.1": 200,
		"[::1]:8080": 200, "[::1]": 200, "desk.example:8080": 200, "192.168.1.5:8080": 200,
		"": 421, "evil.example": 421, "evil.example:8080": 421, "localhost.evil.example": 421, "127.0.0.1.nip.io": 421,
		"192.168.1.6:8080": 421, "8.8.8.8": 421, "localhost:8080:8080": 421, "localhost@evil.example": 421,
	} {
		for _, path := range []string{"/", "/missing", eventsPath, scriptPath} {
			r := request("GET", path)
			r = r.WithContext(cancelled(t, http.LocalAddrContextKey, local))
			r.Host = host
			got := answer(s, r).Code
			if (got == 421) != (want == 421) {
				t.Errorf("host %q, %s: %d", host, path, got)
			}
		}
	}
}

func TestLiveScriptIsAddedToHTMLOnly(t *testing.T) {
	files := map[string]string{
		"index.html": page, "bare.html": "<p>no head", "body.html": "<body>x</body>", "404.html": page,
		"a.svg": "<svg></svg>", "rss.xml": "<rss></head></body></rss>", "a.js": "'</head>'",
	}
	now := newState("v1", memory(t, files), nil)
	s := fixed(now)
	const script = `<script type="module" src="/.candor/live.js?version=v1"></script>`
	for name, want := range map[string]string{
		"index.html": strings.Replace(page, "</head>", script+"</head>", 1),
		"missing":    strings.Replace(page, "</head>", script+"</head>", 1),
		"bare.html":  "<p>no head" + script,
		"body.html":  "<body>x" + script + "</body>",
		"a.svg":      files["a.svg"], "rss.xml": files["rss.xml"], "a.js": files["a.js"],
	} {
		if diff := cmp.Diff(want, answer(s, request("GET", "/"+name)).Body.String()); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	for name, want := range files {
		if got, _ := now.files.Lookup(name); string(got) != want {
			t.Errorf("%s was changed in the tree: %s", name, got)
		}
	}
}

func TestWithoutASiteAPageSaysWhy(t *testing.T) {
	s := fixed(newState("", nil, []diag.Diagnostic{{
		File: "content/a.md", Line: 3, Column: 1, Severity: diag.Error, Code: "x", Message: "no <script>alert(1)</script>", Text: "title: <b>",
	}}))
	w := answer(s, request("GET", "/blog/a/"))
	body := w.Body.String()
	if w.Code != 503 || !strings.Contains(body, "content/a.md:3:1: error: no &lt;script&gt;") || strings.Contains(body, "<b>") {
		t.Errorf("%d %s", w.Code, body)
	}
	if !strings.Contains(body, `src="/.candor/live.js?version="`) || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
		t.Errorf("it cannot reload: %v %s", w.Header(), body)
	}
}
