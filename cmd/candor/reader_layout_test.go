package main

import (
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

func TestPagesFitTheScreenAndStandStill(t *testing.T) {
	for _, s := range readerSites(t) {
		t.Run(s.name, func(t *testing.T) {
			v := visitSite(t, s)
			for _, path := range kindsOf(t, s) {
				for _, width := range []int64{320, 1280} {
					v.do(chromedp.EmulateViewport(width, 800))
					if moved := v.moved(path); moved != "" {
						t.Errorf("%s at %d px: the layout shifts by %s", path, width, moved)
					}
					v.expectFit(path, width)
				}
				v.run(`document.documentElement.style.fontSize = "200%"`) // letters of twice the size
				v.expectFit(path, 1280)
				v.run(`document.documentElement.style.fontSize = ""`)
				v.do(chromedp.EmulateViewport(640, 400)) // the same at 200 % zoom
				v.expectFit(path, 640)
			}
		})
	}
}

func (v *visitor) expectFit(path string, width int64) {
	v.Helper()
	if wide := v.text(tooWide); wide != "" {
		v.Errorf("%s at %d px is too wide: %s", path, width, wide)
	}
}

// What the reader chose must not move the page either.
func TestPagesStandStillInTheOwnZone(t *testing.T) {
	sites := readerSites(t)
	for _, s := range sites[:2] {
		v := visitSite(t, s)
		v.read("/")
		v.run(`localStorage.setItem("candor.zone", "own"); localStorage.setItem("candor.scheme", "dark")`)
		for _, path := range kindsOf(t, s) {
			if moved := v.moved(path); moved != "" {
				t.Errorf("%s%s: the layout shifts by %s", s.name, path, moved)
			}
		}
	}
}

// moved reads a page and names what shifts while it loads; "" when nothing
// does. What a busy machine makes shift, since it shows half a page, is not
// there the next time. Columns of tables are left out: they widen as rows come.
func (v *visitor) moved(path string) (moved string) {
	v.Helper()
	for range 3 {
		v.read(path)
		v.run(`window.moved = []; new PerformanceObserver((list) => {
			for (const e of list.getEntries()) {
				const nodes = e.sources.map(({ node }) => node?.nodeType === 3 ? node.parentElement : node).filter((node) => !node?.closest("table"));
				if (nodes.length || !e.sources.length) moved.push(e.value, ...nodes.map((node) => node?.outerHTML.slice(0, 120)));
			}
		}).observe({ type: "layout-shift", buffered: true })`)
		v.do(chromedp.Sleep(30 * time.Millisecond))
		if moved = v.text(`moved.join(" ")`); moved == "" {
			return ""
		}
	}
	return moved
}

// tooWide names what reaches beyond the screen: the page itself, or what is in
// no element that scrolls; "" when all fits.
const tooWide = `(() => {
	const width = document.documentElement.clientWidth;
	const scrolls = (e) => e && (getComputedStyle(e).overflowX !== "visible" || scrolls(e.parentElement));
	const out = [...document.body.querySelectorAll("*")].filter((e) => {
		const box = e.getBoundingClientRect();
		return box.width > 1 && (box.right > width + 1 || box.left < -1) && !scrolls(e.parentElement) && !(e instanceof SVGElement && !(e instanceof SVGSVGElement));
	}).slice(0, 3).map((e) => e.outerHTML.slice(0, 120));
	if (document.scrollingElement.scrollWidth > width) out.unshift(document.scrollingElement.scrollWidth + " px");
	return out.join("; ");
})()`

func TestEveryPageIsWholeWithoutScripts(t *testing.T) {
	for _, s := range readerSites(t) {
		v := visitSite(t, s)
		v.noScripts()
		for _, path := range kindsOf(t, s) {
			v.read(path)
			v.expect(`[...document.querySelectorAll(".switch, .copy")].map((e) => getComputedStyle(e).display).filter((d) => d !== "none").join()`, "")
			v.expect(`String(document.querySelector("main").innerText.trim().length > 20)`, "true")
		}
	}
}

func TestTheContentsStayBesideALongPost(t *testing.T) {
	v := visitDemo(t)
	v.do(chromedp.EmulateViewport(1280, 800))
	v.read("/blog/cloudflare-feature-file/")
	v.run(`document.querySelector("h2[id^=follow]").scrollIntoView()`)
	v.expect(`String(Math.round(document.querySelector(".contents").getBoundingClientRect().top))`, "16")
	v.do(chromedp.EmulateViewport(360, 800))
	v.expect(`getComputedStyle(document.querySelector(".contents")).position`, "static")
}
