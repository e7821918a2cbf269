// Package media knows the files that may stand beside a post: which kinds are
// safe to publish, how large images are, and whether an SVG can do harm.
package media

import (
	"bytes"
	"image"
	_ "image/gif" // decoders for Measure
	_ "image/jpeg"
	_ "image/png"
	"path"
	"strings"

	_ "golang.org/x/image/webp"
)

// Kind is what a file may do to a reader.
type Kind uint8

const (
	Unknown   Kind = iota // not published
	Plain                 // images, sound, video, documents and data
	SVG                   // published after CheckSVG
	Forbidden             // could run code in a browser or on the host
)

var kinds = map[Kind]string{
	Plain: `.png .jpg .jpeg .gif .webp .avif .bmp .ico .tif .tiff .apng
		.pdf .txt .text .log .csv .tsv .json .geojson .yaml .yml .toml .diff .patch .vtt .srt
		.mp3 .m4a .aac .ogg .oga .opus .wav .flac .mp4 .m4v .webm .ogv .mov`,
	SVG: `.svg`,
	Forbidden: `.html .htm .xhtml .xht .shtml .xml .xsl .xslt .svgz .mht .mhtml .js .mjs .cjs .jsx .ts .tsx .css
		.php .cgi .asp .aspx .jsp .py .rb .pl .sh .bash .bat .cmd .ps1 .exe .dll .so .wasm .swf .htaccess`,
}

var byExtension = func() map[string]Kind {
	m := map[string]Kind{}
	for kind, list := range kinds {
		for _, ext := range strings.Fields(list) {
			m[ext] = kind
		}
	}
	return m
}()

// KindOf judges a file by its name. Dotfiles are forbidden.
func KindOf(name string) Kind {
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") {
			return Forbidden
		}
	}
	return byExtension[strings.ToLower(path.Ext(name))]
}

// Size is an image's size in pixels; zero when it is not known.
type Size struct{ Width, Height int }

// Measure reads the size of an image from its first bytes. A file that is no
// image, or damaged, has none.
func Measure(name string, src []byte) Size {
	if strings.ToLower(path.Ext(name)) == ".svg" {
		return measureSVG(src)
	}
	config, _, err := image.DecodeConfig(bytes.NewReader(src))
	if err != nil {
		return Size{}
	}
	return Size{config.Width, config.Height}
}
