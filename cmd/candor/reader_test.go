package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// visitor is someone who reads the demonstration site in a browser.
type visitor struct {
	testing.TB
	ctx context.Context
	url string
}

func visit(t testing.TB, out string) *visitor {
	t.Helper()
	server := httptest.NewServer(http.FileServer(http.Dir(out)))
	t.Cleanup(server.Close)
	return &visitor{t, chromium(t), server.URL}
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

// kindsOfPages has an address of every kind.
var kindsOfPages = []string{
	"/", "/blog/github-mysql-failover/", "/blog/backward-incompatible-database-migration/", "/policy/", "/archive/", "/archive/2021/", "/services/", "/services/edge-network/",
	"/tags/", "/authors/reliability-desk/", "/severity/critical/", "/insights/", "/search/", "/subscribe/", "/404.html",
}

// What the reader chose must not move the page either: the second round has
// times in the own zone.
func TestPagesStandStillAndFitTheScreen(t *testing.T) {
	v := visit(t, buildDemo(t))
	for _, choice := range []string{"", "own"} {
		v.read("/")
		v.run(fmt.Sprintf(`localStorage.setItem("candor.zone", %q)`, choice))
		for _, width := range []int64{320, 1280} {
			v.do(chromedp.EmulateViewport(width, 800))
			for _, path := range kindsOfPages {
				v.read(path)
				v.run(`window.moved = 0; new PerformanceObserver((list) => { for (const e of list.getEntries()) moved += e.value }).observe({ type: "layout-shift", buffered: true })`)
				v.do(chromedp.Sleep(50 * time.Millisecond))
				if got := v.text(`String(moved)`); got != "0" {
					t.Errorf("%s at %d px, zone %q: the layout shifts by %s", path, width, choice, got)
				}
				if got := v.text(`String(document.scrollingElement.scrollWidth)`); got != fmt.Sprint(width) {
					t.Errorf("%s at %d px is %s px wide", path, width, got)
				}
				if got := v.text(`performance.getEntriesByType("resource").map((e) => e.name).filter((name) => !name.startsWith(location.origin)).join()`); got != "" {
					t.Errorf("%s asks for %s", path, got)
				}
			}
		}
	}
}

const paper = `getComputedStyle(document.body).backgroundColor`

func TestTheReadersColoursAreRemembered(t *testing.T) {
	v := visit(t, buildDemo(t))
	if _, err := chromedp.Call(v.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: "light"}}}); err != nil {
		t.Fatal(err)
	}
	v.read("/")
	light := v.text(paper)
	v.run(`document.getElementById("site-scheme").focus()`)
	v.do(chromedp.KeyEvent("d")) // as the option's first letter
	v.expect(`document.getElementById("site-scheme").value`, "dark")
	dark := v.text(paper)
	if dark == light {
		t.Fatalf("the paper stays %s", light)
	}
	v.read("/insights/")
	v.expect(paper, dark)
	v.expect(`document.getElementById("site-scheme").value`, "dark")
	v.expect(`getComputedStyle(document.documentElement).colorScheme`, "dark")
	v.run(`document.getElementById("site-scheme").focus()`)
	v.do(chromedp.KeyEvent("a"))
	v.expect(paper, light)
	v.expect(`String(localStorage.getItem("candor.scheme"))`, "null")
}

const started = `document.querySelector(".record dd").innerText.replace(/\s+/g, " ").trim()`

func TestTimesAreShownInTheReadersOwnZoneToo(t *testing.T) {
	v := visit(t, buildDemo(t))
	if _, err := chromedp.Call(v.ctx, emulation.SetTimezoneOverride, emulation.SetTimezoneOverrideParams{TimezoneID: "Asia/Tokyo"}); err != nil {
		t.Fatal(err)
	}
	v.read("/blog/github-mysql-failover/")
	v.expect(started, "21 October 2018, 22:52 UTC")
	v.run(`document.getElementById("site-zone").focus()`)
	v.do(chromedp.KeyEvent(" "))
	v.expect(started, "21 October 2018, 22:52 UTC 22 Oct, 07:52 GMT+9")
	v.expect(`document.getElementById("site-zone-status").textContent`, "Times are also shown in the zone Asia/Tokyo.")
	v.run(`document.querySelector(".course").open = true`)
	v.expect(`document.querySelector(".course li:last-child .when").innerText.replace(/\s+/g, " ")`, "23:03 UTC 23 Oct, 08:03 GMT+9 T+24 h 11 min")

	v.do(chromedp.Reload())
	v.expect(started, "21 October 2018, 22:52 UTC 22 Oct, 07:52 GMT+9")
	v.expect(`document.querySelector("#timeline-utc ~ ul").innerText.split("\n")[0].slice(0, 27)`, "22:52 - The incident starts")
	v.run(`document.getElementById("site-zone").focus()`)
	v.do(chromedp.KeyEvent(" "))
	v.expect(started, "21 October 2018, 22:52 UTC")
	v.expect(`document.getElementById("site-zone-status").textContent`, "Times are shown as written.")

	// A time without a zone is nobody's to convert.
	v.read("/blog/backward-incompatible-database-migration/")
	v.expect(`String(document.getElementById("site-zone"))`, "null")
}

func TestEveryPageIsWholeWithoutScripts(t *testing.T) {
	v := visit(t, buildDemo(t))
	if _, err := chromedp.Call(v.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	for _, path := range kindsOfPages {
		v.read(path)
		v.expect(`[...document.querySelectorAll(".switch")].map((e) => getComputedStyle(e).display).filter((d) => d !== "none").join()`, "")
		v.expect(`String(document.querySelector("main").innerText.trim().length > 40)`, "true")
	}
}

func TestTheKeyboardReachesTheSwitches(t *testing.T) {
	v := visit(t, buildDemo(t))
	v.read("/blog/github-mysql-failover/")
	reached := map[string]bool{}
	for range 120 {
		v.do(chromedp.KeyEvent(kb.Tab))
		reached[v.text(`document.activeElement.id || document.activeElement.className`)] = true
		if v.text(`getComputedStyle(document.activeElement).outlineStyle`) == "none" {
			t.Errorf("%s has no visible focus", v.text(`document.activeElement.outerHTML`))
		}
		if reached["site-scheme"] {
			break
		}
	}
	for _, id := range []string{"skip", "site-zone", "site-scheme"} {
		if !reached[id] {
			t.Errorf("the Tab key does not lead to %s: %v", id, reached)
		}
	}
}

func TestPagesAreLight(t *testing.T) {
	out := buildDemo(t)
	size := func(pattern string) int {
		names, _ := filepath.Glob(filepath.Join(out, pattern))
		if len(names) == 0 {
			t.Fatal("there is no", pattern)
		}
		total := 0
		for _, name := range names {
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			zip, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
			zip.Write(src)
			zip.Close()
			total += b.Len()
		}
		return total
	}
	css, js := size("assets/site.*.css"), size("assets/site.*.js")+size("assets/scheme.*.js")
	if css > 10<<10 || js > 3<<10 {
		t.Errorf("the style sheet has %d bytes, the scripts %d", css, js)
	}
	posts, _ := filepath.Glob(filepath.Join(out, "blog/*/index.html"))
	for _, post := range posts {
		rel, _ := filepath.Rel(out, post)
		if total := size(rel) + css + js; total > 25<<10 {
			t.Errorf("%s comes to %d bytes with style sheet and scripts", rel, total)
		}
	}
	t.Logf("style sheet %d, scripts %d", css, js)
}
