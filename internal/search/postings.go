package search

// list is the postings of a term, encoded. In a new index they are added twice:
// first to learn how many bytes they take, then for good.
type list struct {
	term     string
	codes    []byte
	size     int32 // of codes
	last     int32 // document, plus one
	weighted bool
}

// measure counts what add would add.
func (l *list) measure(doc int32, _ byte) {
	gap := doc - l.last
	l.last = doc + 1
	for l.size++; gap >= 32; gap >>= 5 {
		l.size++
	}
	if l.weighted {
		l.size++
	}
}

// add adds a document.
func (l *list) add(doc int32, weight byte) {
	gap := doc - l.last
	l.last = doc + 1
	for ; gap >= 32; gap >>= 5 {
		l.codes = append(l.codes, '0'+32+byte(gap&31))
	}
	l.codes = append(l.codes, '0'+byte(gap))
	if l.weighted {
		l.codes = append(l.codes, '0'+weight)
	}
}

// each calls do with every posting.
func (l *list) each(do func(doc int32, weight byte)) {
	doc := int32(-1)
	for i := 0; i < len(l.codes); i++ {
		gap, shift := int32(0), 0
		for ; l.codes[i]-'0' >= 32; i, shift = i+1, shift+5 {
			gap |= int32(l.codes[i]-'0'-32) << shift
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
		if out.last <= doc && doc < d {
			out.add(doc, weight)
		}
		out.add(d, w)
	})
	if out.last <= doc {
		out.add(doc, weight)
	}
	return out
}
