package main

import (
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// searched is a built site on a server that compresses, as hosts do.
type searched struct {
	testing.TB
	url string
	ctx context.Context // of the browser's tab

	mu      sync.Mutex
	fetched map[string]int // bytes as sent, by path without the base path
}

// openSearch builds a site of these files and opens the browser on a page.
func openSearch(t testing.TB, content map[string]string, page string) *searched {
	t.Helper()
	dir := t.TempDir()
	s := &searched{TB: t, fetched: map[string]int{}}
	out := filepath.Join(dir, "public")
	server := httptest.NewServer(http.StripPrefix("/base", s.serve(http.FileServer(http.Dir(out)))))
	t.Cleanup(server.Close)
	s.url = server.URL + "/base"
	buildFiles(t, content, filepath.Join(dir, "content"), out, s.url+"/")
	s.ctx = chromium(t)
	s.visit(page)
	return s
}

func (s *searched) serve(files http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains("|.html|.txt|.json|.js|.css|", "|"+path.Ext(r.URL.Path)+"|") || strings.HasSuffix(r.URL.Path, "/") {
			w.Header().Set("Content-Encoding", "gzip")
			zip, _ := gzip.NewWriterLevel(&meter{w, s, r.URL.Path}, 6)
			defer zip.Close()
			w = zipped{w, zip}
		}
		files.ServeHTTP(w, r)
	})
}

type zipped struct {
	http.ResponseWriter
	zip *gzip.Writer
}

func (z zipped) Write(b []byte) (int, error) { return z.zip.Write(b) }
func (z zipped) WriteHeader(code int) {
	z.Header().Del("Content-Length")
	z.ResponseWriter.WriteHeader(code)
}

type meter struct {
	http.ResponseWriter
	s    *searched
	path string
}

func (c *meter) Write(b []byte) (int, error) {
	c.s.mu.Lock()
	defer c.s.mu.Unlock()
	c.s.fetched[c.path] += len(b)
	return c.ResponseWriter.Write(b)
}

// forget begins the account of what is fetched anew, without the browser's
// own copies.
func (s *searched) forget() {
	s.Helper()
	if _, err := chromedp.Call(s.ctx, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true}); err != nil {
		s.Fatal(err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.fetched)
}

func (s *searched) visit(page string) {
	s.Helper()
	if err := chromedp.Do(s.ctx, chromedp.Navigate(s.url+page)); err != nil {
		s.Fatal(err)
	}
}

// await waits until an expression is true in the page.
func (s *searched) await(expression string) {
	s.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if met, err := chromedp.Run(s.ctx, chromedp.Evaluate[bool](expression)); err == nil && met {
			return
		}
	}
	text, err := chromedp.Run(s.ctx, chromedp.Evaluate[string](`location + "\n" + document.querySelector("main").innerText`))
	s.Fatalf("never true: %s\n%s (%v)", expression, text, err)
}

func (s *searched) keys(keys string) {
	s.Helper()
	if err := chromedp.Do(s.ctx, chromedp.KeyEvent(keys)); err != nil {
		s.Fatal(err)
	}
}

// ask replaces the query.
func (s *searched) ask(query string) {
	s.Helper()
	if err := chromedp.Do(s.ctx, chromedp.Evaluate[chromedp.Void](fmt.Sprintf(
		`{ const q = document.getElementById("site-words"); q.value = %q; q.form.requestSubmit() }`, query))); err != nil {
		s.Fatal(err)
	}
}

// finds waits for these titles, in this order.
func (s *searched) finds(titles ...string) {
	s.Helper()
	s.await(fmt.Sprintf(`[...document.querySelectorAll("#site-results h3 a")].map((a) => a.textContent).join("|") === %q`, strings.Join(titles, "|")))
}

func (s *searched) says(text string) {
	s.Helper()
	s.await(fmt.Sprintf(`document.getElementById("site-found").textContent === %q`, text))
}

func incidentPost(title, date, incident, body string) string {
	return fmt.Sprintf("---\ntitle: %q\npubDate: %s\nincident: {%s}\n---\n%s\n", title, date, incident, body)
}

var someIncidents = map[string]string{
	"pool.md": incidentPost("Pool exhausted", "2024-03-01", "severity: major, services: [api]",
		"A first paragraph about nothing much.\n\nThe connection pool of the primary `db_1` was *ex*hausted by retries.\n\n## Next steps\n\nAlert <on> it."),
	"dns.md": incidentPost("DNS in São Paulo", "2025-05-01", "severity: minor, services: [dns]",
		"The pool had no connection to resolve with. 障害発生中 was on the status page."),
	"deploy.md": incidentPost("A deployment of <script>", "2025-06-01", "severity: major, services: [dns, api]",
		"Connections failed after a deploy."),
}

func TestSearchFindsWordsBeginningsAndPhrases(t *testing.T) {
	s := openSearch(t, someIncidents, "/search/")
	s.ask("pool")
	s.finds("Pool exhausted", "DNS in São Paulo") // in a title before in a text
	s.says("2 posts")
	s.ask("connec")
	s.finds("A deployment of <script>", "DNS in São Paulo", "Pool exhausted")
	s.ask(`"connection pool"`)
	s.finds("Pool exhausted")
	s.says("1 post")
	s.ask(`"connect"`)
	s.says("No post has all of this. Try fewer words, or fewer letters of them.")
	s.ask("sao PAULO")
	s.finds("DNS in São Paulo")
	s.ask("害発生")
	s.finds("DNS in São Paulo")
	s.ask("exhaus retries")
	s.finds("Pool exhausted")
	s.await(`document.querySelector(".excerpt").innerText.includes("connection pool of the primary db_1 was exhausted by retries")`)
	s.await(`[...document.querySelectorAll("h3 mark, .excerpt mark")].map((m) => m.textContent).join("|") === "exhausted|exhausted|retries"`)
	s.ask("")
	s.finds()
	s.says("")
}

func TestSearchFiltersByServiceSeverityAndYear(t *testing.T) {
	s := openSearch(t, someIncidents, "/search/?service=dns")
	s.finds("A deployment of <script>", "DNS in São Paulo")
	s.visit("/search/?severity=major&year=2024&q=pool")
	s.finds("Pool exhausted")
	s.visit("/search/?q=pool&service=none")
	s.finds("Pool exhausted", "DNS in São Paulo")
	s.await(`location.search === "?q=pool"`)
}

func TestSearchWorksWithTheKeyboard(t *testing.T) {
	s := openSearch(t, someIncidents, "/")
	focused := func(text string) {
		t.Helper()
		s.await(fmt.Sprintf("(document.activeElement.id || document.activeElement.textContent) === %q", text))
	}
	if err := chromedp.Do(s.ctx, chromedp.SendKeys("#site-words", "pool\r")); err != nil {
		t.Fatal(err)
	}
	s.finds("Pool exhausted", "DNS in São Paulo")
	s.await(`location.pathname === "/base/search/" && location.search === "?q=pool"`)
	for _, step := range []struct{ key, focused string }{
		{"/", "site-words"},
		{kb.ArrowDown, "Pool exhausted"}, {kb.ArrowDown, "DNS in São Paulo"}, {kb.ArrowDown, "DNS in São Paulo"},
		{kb.ArrowUp, "Pool exhausted"}, {kb.ArrowUp, "site-words"}, {kb.ArrowUp, "site-words"},
		{kb.ArrowDown, "Pool exhausted"}, {kb.Escape, "site-words"}, {kb.ArrowDown, "Pool exhausted"},
	} {
		s.keys(step.key)
		focused(step.focused)
	}
	s.keys(kb.Enter)
	s.await(`location.pathname === "/base/blog/pool/"`)
}

func TestSearchWithoutScriptsOffersTheArchive(t *testing.T) {
	s := openSearch(t, someIncidents, "/")
	if _, err := chromedp.Call(s.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	s.visit("/search/?q=pool")
	s.await(`document.querySelector(".no-script a").checkVisibility() && document.querySelector(".no-script a").pathname === "/base/archive/" && !document.getElementById("site-search").checkVisibility()`)
}
