package search

import "bytes"

// html reads HTML in the canonical form of package markdown.
func (w *words) html(page []byte) {
	for len(page) > 0 {
		if page = page[w.run(page):]; len(page) == 0 {
			break
		}
		if page[0] == '&' {
			w.flush()
			page = page[reference(page):]
			continue
		}
		n, inline := tag(page)
		if !inline {
			w.flush()
		}
		page = page[n:]
	}
	w.flush()
}

// reference is the length of the character reference that text begins with.
func reference(text []byte) int {
	for i, c := range text {
		switch {
		case c == ';':
			return i + 1
		case i > 0 && c != '#' && classes[c] != plain || i > wordMax:
			return 1
		}
	}
	return 1
}

// tag is the length of the tag that page begins with, and whether text goes on
// through it. Unlike sup, whose numbers lead to footnotes, sub is part of a
// word: H₂O.
func tag(page []byte) (n int, inline bool) {
	if bytes.HasPrefix(page, []byte("<!--")) {
		if n := bytes.Index(page, []byte("-->")); n > 0 {
			return n + 3, true
		}
		return len(page), true
	}
	i := 1
	if i < len(page) && page[i] == '/' {
		i++
	}
	start := i
	for i < len(page) && page[i] >= 'a' && page[i] <= 'z' {
		i++
	}
	switch string(page[start:i]) {
	case "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "s", "samp", "small",
		"span", "strong", "sub", "time", "u", "var", "wbr":
		inline = i == len(page) || page[i] < '0' || page[i] > '9' // h1 to h6 end in a digit
	}
	for ; i < len(page) && page[i] != '>'; i++ {
		if page[i] == '"' {
			end := bytes.IndexByte(page[i+1:], '"')
			if end < 0 {
				return len(page), inline
			}
			i += 1 + end
		}
	}
	return min(i+1, len(page)), inline
}
