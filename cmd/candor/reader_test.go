package main

import (
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

const paper = `getComputedStyle(document.body).backgroundColor`

func TestTheReadersColoursAreRemembered(t *testing.T) {
	v := visitDemo(t)
	v.prefer(map[string]string{"prefers-color-scheme": "light"})
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
	v := visitDemo(t)
	v.zone("Asia/Tokyo")
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

func TestTheKeyboardReachesTheSwitches(t *testing.T) {
	v := visitDemo(t)
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

func TestAFeedsAddressIsCopied(t *testing.T) {
	v := visitDemo(t)
	v.read("/subscribe/")
	v.run(`Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => { window.copied = text } } }); document.querySelector(".copy").focus()`)
	v.do(chromedp.KeyEvent(kb.Enter))
	v.expect(`copied`, "https://example.org/rss.xml")
	v.expect(`document.activeElement.firstChild.data`, "Copied")
	v.expect(`document.getElementById("site-copied").textContent`, "Copied: https://example.org/rss.xml")

	v.run(`navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed"))`)
	v.do(chromedp.KeyEvent(kb.Enter))
	v.expect(`getSelection().toString()`, "https://example.org/rss.xml")
	v.expect(`document.getElementById("site-copied").textContent`, "The browser does not let this page copy. The address is selected: copy it by hand.")
}
