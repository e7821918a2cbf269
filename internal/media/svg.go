package media

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// banned are elements that run, embed or fetch something.
var banned = map[string]bool{
	"script": true, "foreignobject": true, "iframe": true, "object": true, "embed": true, "handler": true,
	"audio": true, "video": true, "animate": true, "set": true, "animatetransform": true, "animatemotion": true,
}

const maxDepthSVG = 200

// CheckSVG reports why a drawing is not safe to publish, with the line; an
// empty problem means that it is. Allowed is what only draws: no script,
// handlers, foreign objects, and no reference that leaves the file.
func CheckSVG(src []byte) (line int, problem string) {
	dec := xml.NewDecoder(bytes.NewReader(src))
	depth := 0
	for {
		token, err := dec.Token()
		line, _ := dec.InputPos()
		if errors.Is(err, io.EOF) {
			return 0, ""
		}
		if err != nil {
			return line, "this is not well-formed XML: " + err.Error()
		}
		switch t := token.(type) {
		case xml.Directive:
			if !strings.EqualFold(strings.TrimSpace(string(t[:min(len(t), 7)])), "doctype") || bytes.IndexByte(t, '[') >= 0 {
				return line, "a document type with declarations of its own"
			}
		case xml.ProcInst:
			if t.Target != "xml" {
				return line, fmt.Sprintf("a processing instruction, %s", t.Target)
			}
		case xml.CharData:
			if text := strings.ToLower(string(t)); strings.Contains(text, "@import") || outsideURL(text) {
				return line, "a style that refers to something outside the file"
			}
		case xml.StartElement:
			if depth++; depth > maxDepthSVG {
				return line, "elements nested more than 200 deep"
			}
			if problem := elementProblem(t); problem != "" {
				return line, problem
			}
		case xml.EndElement:
			depth--
		}
	}
}

func elementProblem(e xml.StartElement) string {
	if banned[strings.ToLower(e.Name.Local)] {
		return "an element that can run or fetch something, <" + e.Name.Local + ">"
	}
	for _, a := range e.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.ToLower(strings.TrimSpace(a.Value))
		switch {
		case strings.HasPrefix(name, "on"):
			return "an event handler, " + a.Name.Local
		case (name == "href" || name == "src") && !strings.HasPrefix(value, "#") && !safeData(value):
			return "a reference to something outside the file, " + name
		case a.Name.Space == "xmlns" || name == "xmlns":
		case strings.Contains(value, "javascript:") || outsideURL(value):
			return "a reference to something outside the file, in " + a.Name.Local
		}
	}
	return ""
}

// safeData reports whether a reference holds a raster image in itself.
func safeData(value string) bool {
	for _, kind := range []string{"png", "jpeg", "gif", "webp"} {
		if strings.HasPrefix(value, "data:image/"+kind+";") {
			return true
		}
	}
	return false
}

// outsideURL finds a CSS url() that does not point into the file. Escapes
// could hide one, so they count as outside.
func outsideURL(text string) bool {
	for {
		at := strings.Index(text, "url(")
		if at < 0 {
			return strings.Contains(text, "image-set(") || strings.Contains(text, `\`)
		}
		text = strings.TrimLeft(text[at+len("url("):], " \t\r\n'\"")
		if !strings.HasPrefix(text, "#") {
			return true
		}
	}
}

// measureSVG reads width and height, or the view box, of the root element.
func measureSVG(src []byte) Size {
	dec := xml.NewDecoder(bytes.NewReader(src))
	for {
		token, err := dec.Token()
		if err != nil {
			return Size{}
		}
		if root, ok := token.(xml.StartElement); ok {
			return rootSize(root)
		}
	}
}

func rootSize(root xml.StartElement) Size {
	var width, height float64
	var box []string
	for _, a := range root.Attr {
		switch a.Name.Local {
		case "width":
			width = pixels(a.Value)
		case "height":
			height = pixels(a.Value)
		case "viewBox":
			box = strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' })
		}
	}
	if (width <= 0 || height <= 0) && len(box) == 4 {
		width, height = pixels(box[2]), pixels(box[3])
	}
	if width < 1 || height < 1 {
		return Size{}
	}
	return Size{int(math.Round(width)), int(math.Round(height))}
}

// pixels reads a length in pixels; 0 for other units.
func pixels(s string) float64 {
	v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || v > 100_000 {
		return 0
	}
	return v
}
