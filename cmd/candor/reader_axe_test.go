package main

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// ways are how people look at pages. Where only colours differ, only rules on
// colours are asked.
var ways = []struct {
	name     string
	width    int64
	features map[string]string
	only     string
}{
	{"light", 1280, map[string]string{"prefers-color-scheme": "light"}, allRules},
	{"dark", 1280, map[string]string{"prefers-color-scheme": "dark"}, colourRules},
	{"forced colours", 1280, map[string]string{"prefers-color-scheme": "dark", "forced-colors": "active"}, colourRules},
	{"320 px", 320, map[string]string{"prefers-color-scheme": "light"}, allRules},
}

const (
	allRules    = `runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], rules: { "target-size": { enabled: true } }`
	colourRules = `runOnly: { type: "rule", values: ["color-contrast", "link-in-text-block"] }`
)

func TestPagesAreAccessible(t *testing.T) {
	for _, s := range readerSites(t) {
		t.Run(s.name, func(t *testing.T) {
			v := visitSite(t, s)
			for _, path := range kindsOf(t, s) {
				v.read(path)
				v.loadAxe()
				for _, way := range ways {
					if s.name == "rtl" && way.name != "320 px" {
						continue // looks the same but for the direction
					}
					v.prefer(way.features)
					v.do(chromedp.EmulateViewport(way.width, 800))
					for _, violation := range v.axe(way.only) {
						t.Errorf("%s, %s: %s", path, way.name, violation)
					}
				}
			}
		})
	}
}

// loadAxe brings axe into the page by the devtools protocol, so the page's
// policy has no say in it.
func (v *visitor) loadAxe() {
	v.Helper()
	source, err := os.ReadFile("../../.ci/npm/node_modules/axe-core/axe.min.js")
	if err != nil {
		missing(v.TB, "axe-core is missing: npm ci --prefix .ci/npm")
	}
	v.run(string(source))
}

// axe lists what violates these rules.
func (v *visitor) axe(rules string) []string {
	v.Helper()
	found, err := chromedp.Run(v.ctx, chromedp.Evaluate[[]string](fmt.Sprintf(`axe.run({ %s, resultTypes: ["violations"], preload: false }).then(({ violations }) =>
		violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ": " + node.html.slice(0, 200) + " " + node.failureSummary.replace(/\s+/g, " "))))`, rules), chromedp.EvalAwaitPromise))
	if err != nil {
		v.Fatal(err)
	}
	return found
}

// TestAxeSees makes sure that the test above can fail.
func TestAxeSees(t *testing.T) {
	v := visitDemo(t)
	v.read("/")
	v.run(`document.querySelector("h1").remove(); document.querySelector(".lead").style.color = "#757575"; document.body.append(document.createElement("button"))`)
	v.loadAxe()
	v.prefer(map[string]string{"prefers-color-scheme": "light"})
	light := strings.Join(v.axe(allRules), "\n")
	v.prefer(map[string]string{"prefers-color-scheme": "dark"})
	dark := strings.Join(v.axe(colourRules), "\n")
	for _, rule := range []string{"page-has-heading-one", "button-name"} {
		if !strings.Contains(light, rule+": ") {
			t.Error("axe does not see ", rule)
		}
	}
	if strings.Contains(light, "color-contrast") || !strings.Contains(dark, "color-contrast") {
		t.Errorf("the grey is fine on white, and not on black, but axe says:\n%s\n\n%s", light, dark)
	}
}
