package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

func TestOnPaperAPostIsADocument(t *testing.T) {
	v := visitDemo(t)
	if _, err := chromedp.Call(v.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: "print"}); err != nil {
		t.Fatal(err)
	}
	v.read("/blog/cloudflare-feature-file/")
	shown := func(selector string) string {
		return `String(document.querySelector("` + selector + `").checkVisibility())`
	}
	v.expect(shown(".record"), "true")
	v.expect(shown(".corrections"), "true")
	v.expect(shown("details:not(.course) .code"), "true") // what is folded on a screen
	v.expect(shown(".site-header nav"), "false")
	v.expect(shown(".site-footer"), "false")
	v.expect(shown(".neighbours"), "false")
	v.expect(`document.querySelector(".address").innerText`, "https://example.org/blog/cloudflare-feature-file/")
	v.expect(`getComputedStyle(document.querySelector(".body a[href^=http]"), "::after").content`, `" (https://blog.cloudflare.com/18-november-2025-outage/)"`)
	v.expect(`getComputedStyle(document.body).backgroundColor`, "rgb(255, 255, 255)")
}

// Every time in the margin and in the timeline leads to the words that say it.
func TestTimesLeadToTheirWords(t *testing.T) {
	v := visitDemo(t)
	v.read("/blog/github-mysql-failover/")
	v.expect(`[...document.querySelectorAll(".record a[href^='#'], .course a")].map((a) => a.hash.slice(1)).filter((id) => !document.getElementById(id)).join()`, "")
	v.expect(`document.querySelector(".course li:nth-child(3) a").hash`, "#fact.event-20181021-2302")
	v.run(`document.querySelector(".course").open = true; document.querySelector(".course li:nth-child(3) a").click()`)
	v.expect(`document.querySelector(":target").textContent`, "23:02")
	v.expect(`getComputedStyle(document.querySelector(":target")).backgroundColor === getComputedStyle(document.body).backgroundColor ? "as the page" : "marked"`, "marked")
}

func TestAFeedInABrowserIsReadable(t *testing.T) {
	for _, s := range readerSites(t)[:3] {
		v := visitSite(t, s)
		v.do(chromedp.EmulateViewport(320, 800))
		for _, path := range []string{"/rss.xml", "/atom.xml"} {
			v.read(path)
			v.expect(`getComputedStyle(document.documentElement, "::before").content.slice(1, 16)`, "This is a feed.")
			v.expect(`getComputedStyle(document.querySelector("channel > title, feed > title")).display`, "block")
			v.expect(`[...document.querySelectorAll("*")].filter((e) => /:?(encoded|content|guid|id|updated)$/.test(e.tagName)).map((e) => getComputedStyle(e).display).filter((d) => d !== "none").join()`, "")
			v.expect(`String(document.documentElement.scrollWidth)`, "320")
		}
	}
}
