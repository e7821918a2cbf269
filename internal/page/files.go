package page

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"

	"candor/internal/when"
)

// Data is a file for machines, not drawn by a template.
type Data struct {
	Path    string // below the output folder
	Content []byte
}

// Files lists what hosts and crawlers read: the sitemap, robots.txt, headers
// and redirects for hosts that know them, and the mark that keeps GitHub Pages
// from hiding files.
func Files(m *Maker) []Data {
	files := append(sitemap(m),
		Data{"robots.txt", fmt.Appendf(nil, "User-agent: *\nAllow: /\nSitemap: %s\n", m.Site.Base.Absolute("/sitemap.xml"))},
		Data{".nojekyll", nil}, Data{"_headers", headers(m)})
	if lines := redirectLines(m); len(lines) > 0 {
		files = append(files, Data{"_redirects", lines})
	}
	return files
}

// headers is the format of Netlify and Cloudflare Pages: what only a header can
// say, and how long files may be kept. Those below /assets/ have a hash of
// their content in their names.
func headers(m *Maker) []byte {
	prefix := m.Site.Base.Prefix()
	return fmt.Appendf(nil, `%s/*
  Content-Security-Policy: %s; frame-ancestors 'none'
  Referrer-Policy: strict-origin-when-cross-origin
  X-Content-Type-Options: nosniff

%s/assets/*
  Cache-Control: public, max-age=31536000, immutable
`, prefix, Policy(m.Site.ImageHosts), prefix)
}

// redirectLines is the format of Netlify and Cloudflare Pages.
func redirectLines(m *Maker) []byte {
	var b bytes.Buffer
	for _, e := range m.Site.Entries() {
		for _, alias := range e.Aliases {
			fmt.Fprintf(&b, "%s %s 301\n", m.Site.Base.Path(alias), m.Site.Base.Path(e.Path))
		}
	}
	return b.Bytes()
}

const sitemapMax = 50_000 // addresses in one file (sitemaps.org)

type sitemapURL struct {
	Loc     string `xml:"loc"`
	LastMod string `xml:"lastmod,omitempty"`
}

type urlSet struct {
	XMLName xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []sitemapURL `xml:"url"`
}

type sitemapIndex struct {
	XMLName  xml.Name     `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Sitemaps []sitemapURL `xml:"sitemap"`
}

// sitemap lists every page that has an address of its own; beyond the limit
// of one file, sitemap.xml is an index.
func sitemap(m *Maker) []Data {
	urls := m.addresses()
	if len(urls) <= sitemapMax {
		return []Data{{"sitemap.xml", encodeXML(urlSet{URLs: urls})}}
	}
	var files []Data
	var index sitemapIndex
	for part := range slices.Chunk(urls, sitemapMax) {
		name := fmt.Sprintf("sitemap-%d.xml", len(files)+1)
		files = append(files, Data{name, encodeXML(urlSet{URLs: part})})
		index.Sitemaps = append(index.Sitemaps, sitemapURL{Loc: m.Site.Base.Absolute("/" + name)})
	}
	return append(files, Data{"sitemap.xml", encodeXML(index)})
}

func (m *Maker) addresses() []sitemapURL {
	s := m.Site
	urls := []sitemapURL{{Loc: s.Base.Absolute("/")}, {Loc: s.Base.Absolute("/archive/")}, {Loc: s.Base.Absolute("/insights/")}, {Loc: s.Base.Absolute("/subscribe/")}}
	for _, e := range s.Entries() {
		if !e.Public() {
			continue
		}
		url := sitemapURL{Loc: s.Base.Absolute(e.Path)}
		if !e.Modified().IsZero() {
			url.LastMod = Stamp(e.Modified())
		}
		urls = append(urls, url)
	}
	for _, k := range groupKinds(s) {
		if k.listing && len(k.groups) > 0 {
			urls = append(urls, sitemapURL{Loc: s.Base.Absolute("/" + k.kind.Folder + "/")})
		}
		for _, g := range k.groups {
			urls = append(urls, sitemapURL{Loc: s.Base.Absolute(g.Path())})
		}
	}
	return urls
}

// Stamp writes a date as a date and anything finer as RFC 3339 in UTC: the two
// forms that schema.org, sitemaps and HTML all accept.
func Stamp(m when.Moment) string {
	if m.Precision <= when.Day {
		return m.Time.Format("2006-01-02")
	}
	return m.Instant().Format("2006-01-02T15:04:05Z")
}

func encodeXML(v any) []byte {
	var b strings.Builder
	b.WriteString(xml.Header)
	enc := xml.NewEncoder(&b)
	enc.Indent("", " ")
	if err := enc.Encode(v); err != nil {
		panic(err) // the types above always encode
	}
	b.WriteByte('\n')
	return []byte(b.String())
}
