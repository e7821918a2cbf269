package markdown

import (
	"slices"

	"candor/internal/diag"
)

// rawState follows which elements the raw pieces written so far have left
// open.
//
// The HTML parser opens formatting elements that are not closed again in every
// block that follows, so that a hundred of them before ten thousand paragraphs
// make a million elements. Which end tags it heeds depends on the tree; here
// only those count that close the innermost element in the same block, and all
// else counts as left open for good.
type rawState struct {
	text       string   // an element whose content is not HTML, such as script
	open       []string // elements whose end tag may not be left out
	formatting int      // how many in open are formatting elements
	leaked     int      // formatting elements left open for good
	most       int      // the most that were open at once
}

// start notes a start tag. It returns false for the one element that nothing
// can end.
func (w *recorder) start(name string, offset int) bool {
	s := &w.html
	switch {
	case name == "plaintext":
		w.doc.report(offset, diag.Warning, "html-removed", "<plaintext> is left out", "use a ``` block")
		return false
	case rawTextElements[name]:
		s.text = name
		return true
	case voidElements[name] || impliedEnd[name]:
		return true
	case formattingElements[name]:
		s.formatting++
		s.most = max(s.most, s.leaked+s.formatting)
	}
	if s.open = append(s.open, name); len(s.open) > maxNesting {
		w.doc.fail(offset, "nesting-too-deep", "more than 100 HTML elements are open in one another", "close them, or make the text flatter")
	}
	return !w.doc.failed
}

// end notes an end tag.
func (s *rawState) end(name string) {
	if name == s.text {
		s.text = ""
		return
	}
	i := len(s.open) - 1
	for i >= 0 && s.open[i] != name {
		i--
	}
	switch {
	case i < 0 || formattingElements[name] && i != len(s.open)-1:
		return
	case formattingElements[name]:
		s.formatting--
	}
	s.leak(s.open[i+1:])
	s.open = s.open[:i]
}

// leak counts the formatting elements among those that are cut off.
func (s *rawState) leak(names []string) {
	for _, name := range names {
		if formattingElements[name] {
			s.formatting--
			s.leaked++
		}
	}
}

// endBlock ends what a block has left open: an element such as <script>, so
// that it does not swallow the blocks after it, and the count of formatting
// elements.
func (w *recorder) endBlock() {
	s := &w.html
	if s.text != "" {
		w.str("</" + s.text + ">")
		s.text = ""
	}
	if s.formatting > 0 {
		s.leak(s.open)
		s.open = slices.DeleteFunc(s.open, func(name string) bool { return formattingElements[name] })
	}
}
