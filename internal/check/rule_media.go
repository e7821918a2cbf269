package check

import (
	"fmt"
	"path"
	"strings"

	"candor/internal/diag"
	"candor/internal/media"

	"github.com/yuin/goldmark/ast"
)

var altText = Rule{
	Code: "alt-text", About: Links, Severity: diag.Warning,
	Reason:  "Readers who cannot see a picture get its words instead: the shape of the graph, not that it is one (WCAG 2.2, 1.1.1).",
	Example: "![](errors.png) or ![screenshot](errors.png): say what the picture shows, like Errors rise from 2 to 80 percent at 14:05.",
	post:    findAltText,
}

func findAltText(p *Post) []Finding {
	if !p.Document.Images {
		return nil
	}
	var list []Finding
	ast.Walk(p.Document.Root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		img, ok := n.(*ast.Image)
		if !entering || !ok {
			return ast.WalkContinue, nil
		}
		alt := p.Document.PlainText(img)
		at := p.BodyAt + max(0, img.Pos())
		switch {
		case alt == "" && len(img.Title) == 0:
			list = append(list, Finding{At: at, Message: "this picture has no words for those who cannot see it", Hint: "write between the brackets what it shows"})
		case useless(alt, string(img.Destination)):
			list = append(list, Finding{At: at, Mild: true, Message: quoted(alt) + " does not say what the picture shows", Hint: "write what it shows, not what it is"})
		}
		return ast.WalkSkipChildren, nil
	})
	return list
}

// useless reports whether a picture's words only name its kind or its file.
func useless(alt, destination string) bool {
	name := strings.ToLower(path.Base(destination))
	low := strings.ToLower(strings.Trim(alt, " ."))
	switch low {
	case "image", "img", "picture", "photo", "screenshot", "screen shot", "graph", "chart", "diagram", "figure", "untitled", "alt", "alt text", "image.png", "image alt text":
		return true
	}
	return low == name || low == strings.TrimSuffix(name, path.Ext(name)) && strings.ContainsAny(low, "0123456789_")
}

var imageLarge = Rule{
	Code: "image-large", About: Links, Severity: diag.Hint,
	Reason:  "People read about an outage on a phone, on a train. A picture of many megabytes is not there when they need it.",
	Example: "A screenshot of 4 MB: scale it down or save it as WebP. check: {imageKilobytes: 2000} moves the limit from 1,000.",
	site: func(s *Site) []Placed {
		limit := int64(s.Config.Check.ImageKilobytes) * 1024
		var list []Placed
		for _, a := range s.Assets {
			if isImage(a.Source) && a.Bytes > limit {
				list = append(list, Placed{Source: a.Source, Message: fmt.Sprintf("this picture has %d KB; %d are the limit", a.Bytes/1024, s.Config.Check.ImageKilobytes), Hint: "scale it down, or save it as WebP"})
			}
		}
		return list
	},
}

func isImage(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp", ".svg", ".apng", ".tif", ".tiff":
		return media.KindOf(name) != media.Forbidden
	}
	return false
}

// imageOutside is found when a post is rendered.
var imageOutside = Rule{
	Code: "image-outside", About: Links, Severity: diag.Hint,
	Reason:  "A picture from another site tells that site what your readers read, and is gone when that site is.",
	Example: "![errors](https://cdn.example.com/a.png) is shown as a link: keep the file beside the post, or allow its host under imageHosts.",
}
