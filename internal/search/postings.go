package search

import "math/bits"

// list is the postings of a term, encoded.
type list struct {
	term     string
	codes    []byte
	weighted bool
	gaps
}

// add adds a document.
func (l *list) add(doc int32, weight byte) {
	l.codes = appendGap(l.codes, l.to(doc))
	if l.weighted {
		l.codes = append(l.codes, '0'+weight)
	}
}

// gaps turns ascending documents into the gaps between them.
type gaps struct{ next int32 } // document after the last

func (g *gaps) to(doc int32) int32 {
	gap := doc - g.next
	g.next = doc + 1
	return gap
}

// appendGap appends a gap to postings.
func appendGap(codes []byte, gap int32) []byte {
	for ; gap >= 32; gap >>= 5 {
		codes = append(codes, '0'+32+byte(gap&31))
	}
	return append(codes, '0'+byte(gap))
}

// gapSize is how many bytes appendGap appends.
func gapSize(gap int32) int { return (bits.Len32(uint32(gap)|1) + 4) / 5 }

// each calls do with every posting.
func (l *list) each(do func(doc int32, weight byte)) {
	doc := int32(-1)
	for i := 0; i < len(l.codes); i++ {
		gap, shift := int32(0), 0
		for ; i < len(l.codes) && l.codes[i]-'0' >= 32; i, shift = i+1, shift+5 {
			gap |= int32(l.codes[i]-'0'-32) << shift
		}
		if i == len(l.codes) || l.weighted && i+1 == len(l.codes) {
			return // not from this package
		}
		doc += 1 + (gap | int32(l.codes[i]-'0')<<shift)
		weight := byte(0)
		if l.weighted {
			i++
			weight = l.codes[i] - '0'
		}
		do(doc, weight)
	}
}

// without is l without a document.
func (l *list) without(doc int32) list {
	out := list{term: l.term, weighted: l.weighted, codes: make([]byte, 0, len(l.codes)+3)}
	l.each(func(d int32, weight byte) {
		if d != doc {
			out.add(d, weight)
		}
	})
	return out
}

// with is l with a document that it does not have.
func (l *list) with(doc int32, weight byte) list {
	out := list{term: l.term, weighted: l.weighted, codes: make([]byte, 0, len(l.codes)+6)}
	l.each(func(d int32, w byte) {
		if out.next <= doc && doc < d {
			out.add(doc, weight)
		}
		out.add(d, w)
	})
	if out.next <= doc {
		out.add(doc, weight)
	}
	return out
}
