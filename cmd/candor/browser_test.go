package main

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// browser is one process for all tests, each of which has a tab in it.
var browser struct {
	once  sync.Once
	ctx   context.Context
	close func()
	err   error
}

func startBrowser() {
	program := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			program = found
			break
		}
	}
	if program == "" {
		browser.err = fmt.Errorf("needs Chromium: apt-get install chromium")
		return
	}
	profile, err := os.MkdirTemp("", "candor-browser")
	if err != nil {
		browser.err = err
		return
	}
	ctx, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(
		chromedp.ExecPath(program), chromedp.UserDataDir(profile), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true)))
	browser.close = func() {
		cancel()
		os.RemoveAll(profile)
	}
	browser.ctx, browser.err = ctx, chromedp.Do(ctx)
}

// closeBrowser ends what startBrowser began.
func closeBrowser() {
	if browser.close != nil {
		browser.close()
	}
}

// chromium opens a tab. Whatever the browser has to say on a page in it fails
// the test, and so does a request to another host than this one.
func chromium(t testing.TB) context.Context {
	t.Helper()
	browser.once.Do(startBrowser)
	if browser.err != nil {
		missing(t, browser.err.Error())
	}
	said := &complaints{}
	ctx, cancel := chromedp.NewContext(browser.ctx, chromedp.WithListener(said.hear))
	ctx, timeout := context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(func() {
		timeout()
		cancel()
		said.mu.Lock()
		defer said.mu.Unlock()
		for _, text := range said.texts {
			t.Error(text)
		}
	})
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	return ctx
}

// complaints collects what a page should not give reason for.
type complaints struct {
	mu    sync.Mutex
	texts []string
}

func (c *complaints) hear(event any) {
	text := ""
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if !strings.HasSuffix(e.Entry.URL, "/favicon.ico") { // a feed has no way to name its icon
			text = fmt.Sprint(e.Entry.Text, " ", e.Entry.URL)
		}
	case *runtime.EventExceptionThrown:
		text = fmt.Sprint(e.ExceptionDetails.Exception.Description)
	case *runtime.EventConsoleAPICalled:
		text = fmt.Sprint("console: ", e.Args)
	case *network.EventRequestWillBeSent:
		if url := e.Request.URL; !strings.HasPrefix(url, "http://127.0.0.1:") && !strings.HasPrefix(url, "data:") && !strings.HasPrefix(url, "about:") {
			text = "a request to " + url
		}
	}
	if text == "" {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !slices.Contains(c.texts, text) {
		c.texts = append(c.texts, text)
	}
}

// visitor is someone who reads a site in a browser.
type visitor struct {
	testing.TB
	ctx context.Context
	url string // of the site's root, without the slash
}

// visitDemo opens the demonstration.
func visitDemo(t testing.TB) *visitor {
	t.Helper()
	return visitSite(t, demoSite(t))
}

// visitSite serves a site as its _headers ask for, and opens a tab.
func visitSite(t testing.TB, s builtSite) *visitor {
	t.Helper()
	policy := contentSecurityPolicy(t, s)
	files := http.StripPrefix(s.prefix, http.FileServer(http.Dir(s.out)))
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", policy)
		files.ServeHTTP(w, r)
	}))
	t.Cleanup(server.Close)
	return &visitor{t, chromium(t), server.URL + s.prefix}
}

func contentSecurityPolicy(t testing.TB, s builtSite) string {
	t.Helper()
	headers, err := os.ReadFile(filepath.Join(s.out, "_headers"))
	if err != nil {
		t.Fatal(err)
	}
	_, policy, found := strings.Cut(string(headers), "Content-Security-Policy: ")
	if !found {
		t.Fatalf("no policy in\n%s", headers)
	}
	policy, _, _ = strings.Cut(policy, "\n")
	return policy
}

func (v *visitor) do(actions ...chromedp.Action[chromedp.Void]) {
	v.Helper()
	if err := chromedp.Do(v.ctx, actions...); err != nil {
		v.Fatal(err)
	}
}

func (v *visitor) read(path string) {
	v.Helper()
	v.do(chromedp.Navigate(v.url + path))
}

func (v *visitor) run(script string) {
	v.Helper()
	v.do(chromedp.Evaluate[chromedp.Void](script))
}

// text is the value of an expression in the page.
func (v *visitor) text(expression string) string {
	v.Helper()
	got, err := chromedp.Run(v.ctx, chromedp.Evaluate[string](expression))
	if err != nil {
		v.Fatal(expression, err)
	}
	return got
}

func (v *visitor) expect(expression, want string) {
	v.Helper()
	if got := v.text(expression); got != want {
		v.Errorf("%s is %q, want %q", expression, got, want)
	}
}

// prefer sets media features, as a device or its owner does.
func (v *visitor) prefer(features map[string]string) {
	v.Helper()
	params := emulation.SetEmulatedMediaParams{}
	for name, value := range features {
		params.Features = append(params.Features, &emulation.MediaFeature{Name: name, Value: value})
	}
	if _, err := chromedp.Call(v.ctx, emulation.SetEmulatedMedia, params); err != nil {
		v.Fatal(err)
	}
}

func (v *visitor) zone(name string) {
	v.Helper()
	if _, err := chromedp.Call(v.ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: name}); err != nil {
		v.Fatal(err)
	}
}

func (v *visitor) noScripts() {
	v.Helper()
	if _, err := chromedp.Call(v.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		v.Fatal(err)
	}
}

// kindsOf lists an address for each kind of page that a site has: the site's
// own right below the root, and the largest of the texts there and of every
// folder below; and the posts that are like no other. Pages that lead elsewhere
// at once are left out.
func kindsOf(t testing.TB, s builtSite) []string {
	t.Helper()
	largest := map[string]string{}
	sizes := map[string]int{}
	err := fs.WalkDir(os.DirFS(s.out), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".html" {
			return err
		}
		src, err := os.ReadFile(filepath.Join(s.out, name))
		if err != nil || strings.Contains(string(src), `http-equiv="refresh"`) {
			return err
		}
		address := "/" + strings.TrimSuffix(name, "index.html")
		kind := address
		if parts := strings.Split(address, "/"); len(parts) > 3 {
			kind = fmt.Sprint(parts[1], len(parts))
		} else if strings.Contains(string(src), `<article class="post`) {
			kind = "page"
		}
		if len(src) > sizes[kind] {
			sizes[kind], largest[kind] = len(src), address
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, address := range largest {
		list = append(list, address)
	}
	list = append(list, s.posts...)
	slices.Sort(list)
	return slices.Compact(list)
}
