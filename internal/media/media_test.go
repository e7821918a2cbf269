package media

import (
	"bytes"
	"encoding/xml"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"
)

func TestKindsAreJudgedByName(t *testing.T) {
	for name, want := range map[string]Kind{
		"a/pic.PNG": Plain, "data.csv": Plain, "talk.pdf": Plain, "x.svg": SVG,
		"page.html": Forbidden, "x.js": Forbidden, ".htaccess": Forbidden, "a/.git/x.png": Forbidden, "feed.xml": Forbidden,
		"a.zip": Unknown, "noext": Unknown,
	} {
		if got := KindOf(name); got != want {
			t.Errorf("KindOf(%q) = %d, want %d", name, got, want)
		}
	}
}

func TestMeasureReadsRasterAndVectorSizes(t *testing.T) {
	var b bytes.Buffer
	png.Encode(&b, image.NewGray(image.Rect(0, 0, 30, 20)))
	for _, c := range []struct {
		name string
		src  string
		want Size
	}{
		{"a.png", b.String(), Size{30, 20}},
		{"damaged.png", b.String()[:10], Size{}},
		{"a.svg", `<svg width="40px" height="10.6"/>`, Size{40, 11}},
		{"b.svg", `<?xml version="1.0"?><svg viewBox="0 0 640 480" width="100%"/>`, Size{640, 480}},
		{"c.svg", `<svg width="1e99" height="2"/>`, Size{}},
		{"d.svg", `<svg`, Size{}},
	} {
		if got := Measure(c.name, []byte(c.src)); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestUnsafeDrawingsAreRefusedWithTheirLine(t *testing.T) {
	for _, c := range []struct{ name, inner string }{
		{"script", `<script>alert(1)</script>`},
		{"script in another namespace", `<x:script xmlns:x="http://www.w3.org/2000/svg"/>`},
		{"handler", `<rect onclick="x()"/>`},
		{"foreign object", `<foreignObject/>`},
		{"link outside", `<a xlink:href="https://example.com/"/>`},
		{"javascript", `<a href=" javascript:alert(1)"/>`},
		{"svg in itself", `<image href="data:image/svg+xml;base64,AA"/>`},
		{"style import", `<style>@import "https://example.com/x.css";</style>`},
		{"style url", `<style>rect{fill:url(https://example.com/x)}</style>`},
		{"style with escapes", `<style>rect{fill:\75rl(//x)}</style>`},
		{"attribute url", `<rect fill="url(https://example.com/#a)"/>`},
		{"animation of a link", `<set attributeName="href" to="javascript:x"/>`},
		{"stylesheet", `<?xml-stylesheet href="https://example.com/"?>`},
		{"not well-formed", `<rect>`},
	} {
		line, problem := CheckSVG([]byte("<svg>\n" + c.inner + "\n</svg>"))
		if problem == "" || line < 2 {
			t.Errorf("%s: line %d, problem %q", c.name, line, problem)
		}
	}
	if _, problem := CheckSVG([]byte(`<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>`)); problem == "" {
		t.Error("entity declarations are accepted")
	}
}

func TestPlainDrawingsAreFine(t *testing.T) {
	src := `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1">
<style>.a{fill:url(#g)}</style><title>T</title><use xlink:href="#a"/><image href="data:image/png;base64,AA"/>
<rect class="a" fill="url(#g)" style="stroke:red"/></svg>`
	if line, problem := CheckSVG([]byte(src)); problem != "" {
		t.Errorf("line %d: %s", line, problem)
	}
}

// An accepted drawing has no script element, no handler and no reference that
// leaves it, whatever its bytes.
func FuzzCheckSVG(f *testing.F) {
	f.Add("<svg><rect/></svg>")
	f.Add(`<svg><a href="#x"/></svg>`)
	f.Fuzz(func(t *testing.T, src string) {
		Measure("x.svg", []byte(src))
		if _, problem := CheckSVG([]byte(src)); problem != "" {
			return
		}
		dec := xml.NewDecoder(strings.NewReader(src))
		for {
			token, err := dec.Token()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatalf("accepted, but not well-formed: %v", err)
			}
			if e, ok := token.(xml.StartElement); ok {
				if strings.EqualFold(e.Name.Local, "script") {
					t.Fatal("accepted with a script")
				}
				for _, a := range e.Attr {
					if strings.HasPrefix(strings.ToLower(a.Name.Local), "on") || strings.Contains(strings.ToLower(a.Value), "javascript:") && a.Name.Space != "xmlns" && a.Name.Local != "xmlns" {
						t.Fatalf("accepted with %v", a)
					}
				}
			}
		}
	})
}
