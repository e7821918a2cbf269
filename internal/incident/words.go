package incident

const hashSeed, hashPrime = 2166136261, 16777619 // FNV-1a

func hash(w string) uint32 {
	h := uint32(hashSeed)
	for i := range len(w) {
		h = (h ^ uint32(w[i])) * hashPrime
	}
	return h
}

// slot is a place of the hash table of words. It is small, so that the table
// stays close to the processor.
type slot struct {
	hash uint32
	id   uint16
}

// find returns the id of a word as written, given the hash of its letters, 0
// where the lexicon does not know it.
func (l *lexicon) find(h uint32, written string) uint16 {
	for i := h & l.mask; l.slots[i].id != 0; i = (i + 1) & l.mask {
		if s := l.slots[i]; s.hash == h && same(l.words[s.id], written) {
			return s.id
		}
	}
	return 0
}

// same reports whether a word in lower case is written so, apostrophes aside.
func same(w, written string) bool {
	if w == written {
		return true
	}
	k := 0
	for i := 0; i < len(written); i++ {
		c := lowers[written[i]]
		if written[i] == '-' {
			c = '-'
		}
		if c == 0 {
			continue
		}
		if k == len(w) || w[k] != c {
			return false
		}
		k++
	}
	return k == len(w)
}

// fillSlots makes the hash table of the words.
func (l *lexicon) fillSlots() {
	size := 1
	for size < 2*len(l.ids) {
		size *= 2
	}
	l.slots, l.mask = make([]slot, size), uint32(size-1)
	l.words = make([]string, len(l.ids)+1)
	for w, id := range l.ids {
		h := hash(w)
		i := h & l.mask
		for l.slots[i].id != 0 {
			i = (i + 1) & l.mask
		}
		l.slots[i], l.words[id] = slot{h, id}, w
	}
}
