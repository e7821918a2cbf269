package markdown

import (
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"

	"candor/internal/diag"
)

// address is a reference after judgement: either a hole for the site to fill,
// or an href that can be written at once.
type address struct {
	hole Hole
	href string // not yet escaped for HTML
	link Link   // what Body.Links says of href; empty for our own permalinks
}

// refKind is what a reference turns out to be.
type refKind uint8

const (
	emptyRef    refKind = iota
	siteRef             // relative or root-relative: a hole
	fragmentRef         // "#…": this page
	webRef              // http or https: outside
	contactRef          // mailto or tel
	unsafeRef           // any other scheme: never written
)

// judge says what ref is and returns it without surrounding space and without
// the control characters that browsers ignore. Schemes are an allow-list, so
// that no spelling of javascript: passes.
func judge(ref string) (refKind, string) {
	if isWeb(ref) {
		return webRef, ref
	}
	return judgeAny(ref)
}

func judgeAny(ref string) (refKind, string) {
	ref = strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F || !allowedInXML(r) {
			return -1
		}
		return r
	}, ref))
	switch {
	case ref == "":
		return emptyRef, ref
	case ref[0] == '#':
		return fragmentRef, ref
	case len(ref) > 1 && isSlash(ref[0]) && isSlash(ref[1]):
		if host := strings.TrimLeft(ref, `/\`); beginsWithHost(host) {
			return webRef, "https://" + host
		}
		return unsafeRef, ref
	}
	if scheme, ok := schemeOf(ref); ok {
		return judgeScheme(strings.ToLower(scheme), ref[min(len(scheme), len(ref)):]), ref
	}
	return siteRef, ref
}

// isWeb tells the usual kind of reference at a glance.
func isWeb(ref string) bool {
	host, ok := strings.CutPrefix(ref, "https://")
	if !ok {
		host, ok = strings.CutPrefix(ref, "http://")
	}
	if !ok || !beginsWithHost(host) {
		return false
	}
	for i := range len(host) {
		if host[i] <= ' ' || host[i] > '~' {
			return false
		}
	}
	return true
}

// schemeOf returns what stands before a colon in the first part of ref. A
// percent-encoded colon counts: it makes no scheme, but whoever decodes it
// later would make one.
func schemeOf(ref string) (scheme string, ok bool) {
	if i := strings.IndexAny(ref, `/?#\`); i >= 0 {
		ref = ref[:i]
	}
	if decoded, err := url.PathUnescape(ref); err == nil {
		ref = decoded
	}
	scheme, _, ok = strings.Cut(ref, ":")
	return scheme, ok
}

func judgeScheme(scheme, rest string) refKind {
	switch scheme {
	case "http", "https":
		if host, ok := strings.CutPrefix(rest, "://"); ok && beginsWithHost(host) {
			return webRef
		}
	case "mailto", "tel":
		if strings.HasPrefix(rest, ":") {
			return contactRef
		}
	}
	return unsafeRef
}

func beginsWithHost(s string) bool { return s != "" && strings.IndexByte(`/\?#`, s[0]) < 0 }

func isSlash(c byte) bool { return c == '/' || c == '\\' }

// address judges ref, which stands at offset, and reports what is wrong with
// it. ok is false when nothing may be written.
func (d *Document) address(ref string, offset int) (a address, kind refKind, ok bool) {
	kind, ref = judge(ref)
	switch kind {
	case emptyRef:
		d.report(offset, diag.Hint, "link-empty", "a link or image leads nowhere", "give it an address, or leave the link out")
		return a, kind, false
	case unsafeRef:
		d.report(offset, diag.Warning, "link-unsafe", "an address of this kind is not published: "+short(ref), "use a whole address with https, mailto or tel, or a relative one")
		return a, kind, false
	}
	if kind == siteRef {
		line, column := d.Position(offset)
		return address{hole: Hole{Ref: ref, Line: line, Column: column}}, kind, true
	}
	return address{href: escapeURL(ref), link: Link{ref, max(0, min(offset, len(d.Source)))}}, kind, true
}

func escapeURL(ref string) string {
	for i := range len(ref) {
		if !inURL[ref[i]] {
			return string(util.URLEscape([]byte(ref), false))
		}
	}
	return ref
}

// inURL tells the bytes that stay as they are in every URL.
var inURL = func() (table [256]bool) {
	for c := range byte(utf8.RuneSelf) {
		table[c] = string(util.URLEscape([]byte{c}, false)) == string(rune(c))
	}
	return table
}()

// mayShow reports whether site.yaml allows images from ref's host.
func (d *Document) mayShow(ref string) bool {
	u, err := url.Parse(ref)
	if err != nil {
		return false
	}
	host := strings.ToLower(u.Hostname())
	return slices.ContainsFunc(d.opt.ImageHosts, func(allowed string) bool {
		allowed = strings.ToLower(allowed)
		if domain, ok := strings.CutPrefix(allowed, "*."); ok {
			return strings.HasSuffix(host, "."+domain)
		}
		return host == allowed
	})
}

// address writes the value of an href, src or poster attribute.
func (w *recorder) address(a address) {
	switch {
	case w.raw:
		w.placeholder(len(w.addresses))
		w.addresses = append(w.addresses, a)
	case a.href == "":
		a.hole.At, a.hole.Kind = len(w.buf), URL
		w.holes = append(w.holes, a.hole)
	default:
		if a.link.Ref != "" {
			w.links = append(w.links, a.link)
		}
		w.buf = appendEscaped(w.buf, a.href)
	}
}

// short cuts what a message quotes.
func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
