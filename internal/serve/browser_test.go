package serve

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/chromedp"
)

// tab is a page in Chromium.
type tab struct {
	testing.TB
	ctx context.Context
}

// open starts Chromium on a page. Scripts and styles that a policy stops fail
// the test.
func open(t testing.TB, url string) *tab {
	t.Helper()
	chromium := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			chromium = path
			break
		}
	}
	if chromium == "" {
		if os.Getenv("CI") == "true" {
			t.Fatal("Chromium is missing: apt-get install chromium")
		}
		t.Skip("needs Chromium: apt-get install chromium")
	}
	options := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(chromium), chromedp.UserDataDir(t.TempDir()), chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
	}
	refused := func(event any) {
		if e, ok := event.(*log.EventEntryAdded); ok && strings.Contains(e.Entry.Text, "Content Security Policy") {
			t.Error(e.Entry.Text)
		}
	}
	ctx, cancel := chromedp.NewContext(context.Background(), chromedp.WithAllocatorOptions(options...), chromedp.WithListener(refused))
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.Navigate(url)); err != nil {
		t.Fatal(err)
	}
	return &tab{t, ctx}
}

// await waits until an expression is true in the page; it fails while the page
// reloads.
func (b *tab) await(expression string) {
	b.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
		if met, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](expression)); err == nil && met {
			return
		}
	}
	text, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](`document.body.innerText + "\n---\n" + (document.querySelector("candor-live")?.shadowRoot.textContent ?? "no panel")`))
	b.Fatalf("never true: %s\n%s (%v)", expression, text, err)
}

func (b *tab) run(script string) {
	b.Helper()
	if err := chromedp.Do(b.ctx, chromedp.Evaluate[chromedp.Void](script)); err != nil {
		b.Fatal(err)
	}
}

func shows(text string) string { return fmt.Sprintf("document.body.innerText.includes(%q)", text) }

const (
	panelText = `document.querySelector("candor-live").shadowRoot.querySelector("div").textContent`
	noPanel   = panelText + ` === ""`
)

func panelShows(text string) string { return fmt.Sprintf("%s.includes(%q)", panelText, text) }

var long = strings.Repeat("A paragraph that takes its place on the page.\n\n", 200)

func TestTheBrowserFollowsWhatIsWritten(t *testing.T) {
	r := start(t, map[string]string{"content/a.md": post("A", long+"first")})
	b := open(t, r.url+"/blog/a/")
	b.await(shows("first") + " && " + noPanel)

	// An edit reloads the page at the same place. The browser's own memory of
	// it is switched off.
	b.run(`history.scrollRestoration = "manual"; scrollTo(0, 1234)`)
	b.await("scrollY === 1234")
	r.write("content/a.md", post("A", long+"second"))
	b.await(shows("second") + " && scrollY === 1234")

	// A mistake is shown over the page with its place, and the page stays.
	r.write("content/a.md", "---\ntitle: [\n---\n<b>third</b>\n")
	b.await(panelShows("content/a.md:3:1") + " && " + panelShows("not valid YAML") + " && " + shows("second"))
	b.await(`getComputedStyle(document.querySelector("candor-live").shadowRoot.querySelector(".findings")).position === "fixed"`)

	// Mended, it is gone.
	r.write("content/a.md", post("A", long+"third"))
	b.await(shows("third") + " && " + noPanel + " && scrollY === 1234")
}

func TestTheBrowserWaitsForAFirstGoodBuild(t *testing.T) {
	r := start(t, map[string]string{"content/a.md": "---\ntitle: [\n---\n"})
	b := open(t, r.url+"/blog/a/")
	b.await(panelShows("content/a.md:3:1"))
	r.write("content/a.md", post("A", "mended"))
	b.await(shows("mended") + " && " + noPanel)
}

func TestTheBrowserOutlivesTheServer(t *testing.T) {
	files := map[string]string{"content/a.md": post("A", "first")}
	r := start(t, files)
	b := open(t, r.url+"/blog/a/")
	b.await(shows("first") + " && " + noPanel)
	r.stop()
	b.await(panelShows("not answering") + " && " + shows("first"))

	ln, busy, err := Listen("127.0.0.1", r.port)
	if err != nil || len(busy) > 0 {
		t.Skip("another program took the port:", err)
	}
	r.write("content/a.md", post("A", "second"))
	r.serve(ln)
	b.await(shows("second") + " && " + noPanel)
}
