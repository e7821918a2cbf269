package incident

import "slices"

// word is one word of a text.
type word struct {
	id         uint16 // in the lexicon, 0 for a word that it does not know
	apart      bool   // punctuation stands before it
	start, end int32  // bytes of the text
}

// hit is a phrase found among the words [from, to).
type hit struct {
	topic    topic
	denied   bool // turned around by a word of the same clause
	from, to int32
}

// reading is a text as the lexicon reads it.
type reading struct {
	words []word
	hits  []hit
	told  topics // of the hits
}

// topics is a set of them.
type topics [(topicCount + 63) / 64]uint64

func (s *topics) add(t topic) { s[t/64] |= 1 << (t % 64) }
func (s *topics) addAll(others topics) {
	for i := range s {
		s[i] |= others[i]
	}
}
func (s topics) has(t topic) bool { return s[t/64]&(1<<(t%64)) != 0 }

// find returns the first phrase of a topic; sure leaves out the denied ones.
func (r *reading) find(t topic, sure bool) (hit, bool) {
	if !r.told.has(t) {
		return hit{}, false
	}
	for _, h := range r.hits {
		if h.topic == t && !(sure && h.denied) {
			return h, true
		}
	}
	return hit{}, false
}

// has reports whether the text tells of a topic.
func (r reading) has(t topic) bool { return r.told.has(t) }

// hasAny reports whether the text tells of one of some topics.
func (r reading) hasAny(list ...topic) bool {
	return slices.ContainsFunc(list, r.has)
}

// hasSurely reports whether the text tells of a topic and does not deny it.
func (r reading) hasSurely(t topic) bool {
	_, ok := r.find(t, true)
	return ok
}

// within reports whether a phrase of a topic stands among the words [from, to).
func (r reading) within(t topic, from, to int) bool {
	if !r.told.has(t) {
		return false
	}
	for _, h := range r.hits {
		if h.topic == t && int(h.from) >= from && int(h.to) <= to {
			return true
		}
	}
	return false
}

// endsAt reports whether a phrase of a topic, which begins at or after word
// from, ends before word k, with nothing but fillers between.
func (r *reading) endsAt(t topic, from, k int) bool {
	if !r.told.has(t) {
		return false
	}
	for ; k > from; k-- {
		for _, h := range r.hits {
			if h.topic == t && int(h.to) == k && int(h.from) >= from {
				return true
			}
		}
		if !lex.filler[r.words[k-1].id] {
			return false
		}
	}
	return false
}

// startsAt reports whether a phrase of a topic begins at word k or one later.
func (r *reading) startsAt(t topic, k int) bool {
	for _, h := range r.hits {
		if h.topic == t && (int(h.from) == k || int(h.from) == k+1 && !lex.filler[r.words[k].id]) {
			return true
		}
	}
	return false
}

// precedes reports whether the first words about a topic stand before the first
// about another.
func (r *reading) precedes(t, other topic) bool {
	h, ok := r.find(t, true)
	o, _ := r.find(other, false)
	return ok && h.from < o.from
}

// wordAt returns the index of the first word that begins at or after a byte.
func (r *reading) wordAt(at int) int {
	for i, w := range r.words {
		if int(w.start) >= at {
			return i
		}
	}
	return len(r.words)
}
