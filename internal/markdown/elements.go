package markdown

import (
	"golang.org/x/net/html"

	"candor/internal/diag"
)

// special writes the elements that are written in a way of their own, and
// returns false for the others.
func (s *sanitizer) special(n *html.Node) bool {
	switch n.Data {
	case "a":
		s.link(n)
	case "img":
		s.image(n)
	case "video", "audio":
		s.player(n)
	case "source", "track":
		s.source(n)
	case "iframe":
		s.frame(n)
	case "picture":
		s.children(n)
	case "h1": // the page's own title is the only one
		s.write("h2", n, elements["h2"])
	case "strike":
		s.write("s", n, "")
	case "center":
		s.out.str(`<div class="align-center">`)
		s.children(n)
		s.out.str("</div>")
	case "pre":
		done, _ := attr(n, mark)
		i, ok := referred(done, len(s.from.blocks))
		if ok {
			s.out.buf = append(s.out.buf, s.from.blocks[i]...)
		}
		return ok
	default:
		return false
	}
	return true
}

// resolve judges the reference in an attribute, unless that is done already.
func (s *sanitizer) resolve(n *html.Node, key string) (a address, ok bool) {
	ref, ok := attr(n, key)
	if !ok {
		return a, false
	}
	if i, ok := referred(ref, len(s.from.addresses)); ok {
		return s.from.addresses[i], true
	}
	a, _, ok = s.out.doc.address(ref, s.offset)
	return a, ok
}

// resolveMedia is resolve for what a page would load by itself. The mark of an
// address that is done can be imitated by an entity, so that is judged too.
func (s *sanitizer) resolveMedia(n *html.Node, key string) (a address, shown, ok bool) {
	ref, ok := attr(n, key)
	if !ok {
		return a, false, false
	}
	if i, ok := referred(ref, len(s.from.addresses)); ok {
		a = s.from.addresses[i]
		return a, a.href == "" || s.out.doc.mayShow(a.href), true
	}
	return s.out.doc.media(ref, s.offset)
}

func (s *sanitizer) link(n *html.Node) {
	if s.inLink {
		s.children(n)
		return
	}
	s.inLink = true
	s.write("a", n, "")
	s.inLink = false
}

func (s *sanitizer) href(n *html.Node) {
	if a, ok := s.resolve(n, "href"); ok {
		s.out.str(` href="`)
		s.out.address(a)
		s.out.str(`"`)
	}
}

// linkTo writes a link in place of something that is not shown.
func (s *sanitizer) linkTo(a address, ok bool, words string) {
	ok = ok && !s.inLink && a.href != ""
	if words == "" && ok {
		words = a.href
	}
	if ok {
		s.out.startLink(a, nil)
	}
	s.out.buf = appendEscaped(s.out.buf, words)
	if ok {
		s.out.str("</a>")
	}
}

func (s *sanitizer) image(n *html.Node) {
	alt, _ := attr(n, "alt")
	title, _ := attr(n, "title")
	a, shown, ok := s.resolveMedia(n, "src")
	if !shown {
		s.linkTo(a, ok, alt)
		return
	}
	s.out.str(`<img src="`)
	s.out.address(a)
	s.out.str(`"`)
	s.attribute("alt", alt)
	if title != "" {
		s.attribute("title", title)
	}
	if !s.size(n) {
		s.out.size(a)
	}
	s.out.str(` loading="lazy" decoding="async">`)
}

// size writes the width and height that the author gave.
func (s *sanitizer) size(n *html.Node) (given bool) {
	for _, key := range []string{"width", "height"} {
		if v, ok := attr(n, key); ok && isNumber(v) {
			s.attribute(key, v)
			given = true
		}
	}
	return given
}

// player writes a video or audio element, or links when a source is elsewhere.
func (s *sanitizer) player(n *html.Node) {
	for _, c := range append([]*html.Node{n}, sources(n)...) {
		if _, has := attr(c, "src"); !has {
			continue
		}
		if a, shown, ok := s.resolveMedia(c, "src"); !shown {
			s.linkTo(a, ok, "")
			return
		}
	}
	s.out.str("<" + n.Data + " controls=\"\"")
	for _, key := range []string{"src", "poster"} {
		if a, shown, _ := s.resolveMedia(n, key); shown {
			s.out.str(" " + key + `="`)
			s.out.address(a)
			s.out.str(`"`)
		}
	}
	s.size(n)
	s.attributes(n, "")
	s.out.str(">")
	outer := s.media
	s.media = true
	s.children(n)
	s.media = outer
	s.out.str("</" + n.Data + ">")
}

func sources(n *html.Node) (list []*html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && c.Data == "source" {
			list = append(list, c)
		}
	}
	return list
}

// source writes a source or track of a player. Elsewhere they mean nothing.
func (s *sanitizer) source(n *html.Node) {
	a, shown, _ := s.resolveMedia(n, "src")
	if !s.media || !shown {
		return
	}
	s.out.str("<" + n.Data + ` src="`)
	s.out.address(a)
	s.out.str(`"`)
	s.attributes(n, "type kind srclang label default")
	s.out.str(">")
}

func (s *sanitizer) frame(n *html.Node) {
	s.report(diag.Hint, "frame-outside", "an embedded page becomes a link: readers' browsers should not tell others what they read", "link to it in the text")
	title, _ := attr(n, "title")
	a, ok := s.resolve(n, "src")
	s.linkTo(a, ok, title)
}
