package main

import (
	"bytes"
	"cmp"
	"flag"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

var picturesFolder = flag.String("pictures", "", "folder to write the README's pictures into; .github/pictures gives it")

// pictures of the demonstration for the README. A telephone's have a width
// below 500.
var pictures = []struct {
	name, path    string
	width, height int64
	scheme        string
}{
	{"home", "/", 1120, 860, "light"},
	{"post", "/blog/cloudflare-feature-file/", 1120, 860, "light"},
	{"post-dark", "/blog/github-mysql-failover/", 400, 860, "dark"},
	{"insights", "/insights/", 1120, 1000, "light"},
	{"search", "/search/?q=network&severity=critical", 1120, 740, "dark"},
	{"subscribe", "/subscribe/", 1120, 640, "light"},
}

// TestPictures takes them only when it is told where to.
func TestPictures(t *testing.T) {
	if *picturesFolder == "" {
		t.Skip("for .github/pictures")
	}
	v := visitDemo(t)
	for _, p := range pictures {
		v.prefer(map[string]string{"prefers-color-scheme": p.scheme})
		v.do(chromedp.EmulateViewport(p.width, p.height, chromedp.EmulateScale(1.5)))
		v.read(p.path)
		if p.name == "search" {
			(&searched{TB: t, ctx: v.ctx}).await(`document.querySelector(".excerpt mark") && document.fonts.status === "loaded"`)
		}
		v.run(`for (const link of document.querySelectorAll(".permalink")) link.style.opacity = 0`) // as with a mouse
		shot, err := chromedp.Call(v.ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{Format: "png"})
		if err != nil {
			t.Fatal(err)
		}
		small := withPalette(t, shot.Data)
		if len(small) > 150_000 {
			t.Errorf("%s has %d bytes, which is much for a README", p.name, len(small))
		}
		if err := os.WriteFile(filepath.Join(*picturesFolder, p.name+".png"), small, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// withPalette redraws a PNG with its 256 commonest colours: pages have few.
func withPalette(t *testing.T, src []byte) []byte {
	t.Helper()
	full, err := png.Decode(bytes.NewReader(src))
	if err != nil {
		t.Fatal(err)
	}
	counts := map[color.Color]int{}
	box := full.Bounds()
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			counts[full.At(x, y)]++
		}
	}
	var palette color.Palette
	for c := range counts {
		palette = append(palette, c)
	}
	slices.SortFunc(palette, func(a, b color.Color) int { return cmp.Compare(counts[b], counts[a]) })
	palette = palette[:min(256, len(palette))]
	indexes := map[color.Color]uint8{}
	for c := range counts {
		indexes[c] = uint8(palette.Index(c))
	}
	few := image.NewPaletted(box, palette)
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			few.SetColorIndex(x, y, indexes[full.At(x, y)])
		}
	}
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, few); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
