package serve

import (
	"path"
	"strings"

	"candor/internal/feed"
)

// contentType is a file's media type. The table is our own, because the
// system's differs from machine to machine.
func contentType(name string) string {
	dir, base := path.Split(name)
	for _, f := range feed.Formats {
		if base == f.File || dir == "feeds/" && strings.HasPrefix(base, f.Name+"-") {
			return f.MediaType + "; charset=utf-8"
		}
	}
	if dir == "" && (base == "_redirects" || base == "_headers") {
		return "text/plain; charset=utf-8"
	}
	if t, known := typeOf[strings.ToLower(path.Ext(base))]; known {
		return t
	}
	return "application/octet-stream"
}

var (
	textTypes = map[string]string{ // in UTF-8
		"text/html": ".html .htm", "text/css": ".css", "text/javascript": ".js .mjs",
		"text/plain": ".txt .text .log .md .yaml .yml .toml .diff .patch .srt", "text/csv": ".csv", "text/tab-separated-values": ".tsv",
		"text/vtt": ".vtt", "text/x-opml": ".opml", "application/xml": ".xml .xsl .xslt", "application/json": ".json .map",
		"application/geo+json": ".geojson", "application/manifest+json": ".webmanifest", "image/svg+xml": ".svg",
	}
	binaryTypes = map[string]string{
		"image/png": ".png", "image/apng": ".apng", "image/jpeg": ".jpg .jpeg", "image/gif": ".gif", "image/webp": ".webp",
		"image/avif": ".avif", "image/bmp": ".bmp", "image/tiff": ".tif .tiff", "image/vnd.microsoft.icon": ".ico",
		"audio/mpeg": ".mp3", "audio/mp4": ".m4a", "audio/aac": ".aac", "audio/ogg": ".ogg .oga .opus", "audio/wav": ".wav", "audio/flac": ".flac",
		"video/mp4": ".mp4 .m4v", "video/webm": ".webm", "video/ogg": ".ogv", "video/quicktime": ".mov",
		"font/woff": ".woff", "font/woff2": ".woff2", "font/ttf": ".ttf", "font/otf": ".otf",
		"application/pdf": ".pdf", "application/wasm": ".wasm", "application/zip": ".zip", "application/gzip": ".gz",
	}
)

// typeOf is the two tables by extension.
var typeOf = func() map[string]string {
	m := map[string]string{}
	for t, extensions := range textTypes {
		for _, ext := range strings.Fields(extensions) {
			m[ext] = t + "; charset=utf-8"
		}
	}
	for t, extensions := range binaryTypes {
		for _, ext := range strings.Fields(extensions) {
			m[ext] = t
		}
	}
	return m
}()
