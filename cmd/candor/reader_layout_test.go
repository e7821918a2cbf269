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
					v.read(path)
					if moved := v.moved(); moved != "" {
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
			v.read(path)
			if moved := v.moved(); moved != "" {
				t.Errorf("%s%s: the layout shifts by %s", s.name, path, moved)
			}
		}
	}
}

// moved names what shifts in the page while it loads; "" when nothing does.
func (v *visitor) moved() string {
	v.Helper()
	v.run(`window.moved = []; new PerformanceObserver((list) => {
		for (const e of list.getEntries()) moved.push(e.value, ...e.sources.map(({ node }) => (node?.outerHTML ?? node?.textContent ?? "").slice(0, 120)));
	}).observe({ type: "layout-shift", buffered: true })`)
	v.do(chromedp.Sleep(30 * time.Millisecond))
	return v.text(`moved.join(" ")`)
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
			v.expect(`[...document.querySelectorAll(".switch")].map((e) => getComputedStyle(e).display).filter((d) => d !== "none").join()`, "")
			v.expect(`String(document.querySelector("main").innerText.trim().length > 20)`, "true")
		}
	}
}
