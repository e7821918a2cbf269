package incident

import "strings"

// lexicon finds the phrases of all topics in one pass over the words of a text.
type lexicon struct {
	ids     map[string]uint16     // every word of the vocabulary, from 1
	words   []string              // by id
	keys    []uint64              // by id
	slots   [1 << slotBits]uint16 // the ids where their keys send to, 0 for none
	may     uint16                // the word
	after   uint16                // the word: what it leads is no part of what was only begun
	to      uint16                // the word: what it leads is a purpose
	denial  []bool                // by word
	portion []bool                // by word: a denial of ends only
	filler  []bool
	begun   []*begun // by word: the phrases that it begins, nil for none
}

// begun are the phrases that begin with one word.
type begun struct {
	alone   []phrase // those of no other word
	open    []phrase // the same, and those with a gap after it
	laters  wordSet  // the words that end such a gap
	tight   []phrase // those whose second word follows
	seconds wordSet  // those second words
}

// wordSet is a set of words, by id; nil where no phrase needs it.
type wordSet []uint64

func (s wordSet) has(id uint16) bool { return s[id/64]>>(id%64)&1 != 0 }

// hasAny reports whether one of some words is in the set.
func (s wordSet) hasAny(ws []word) bool {
	found := uint64(0)
	for i := range ws {
		found |= s[ws[i].id/64] >> (ws[i].id % 64)
	}
	return found&1 != 0
}

// phrase is a compiled pattern without its first word.
type phrase struct {
	topic topic
	rest  []part
}

// part is one place of a phrase: some words, or up to anyWords of any kind.
type part struct {
	any bool
	ids []uint16
}

const (
	anyWords = 6
	clause   = 6 // how many words before a phrase can turn it around
)

var lex = compile(vocabulary[:])

func compile(patterns [][]string) *lexicon {
	l := &lexicon{ids: map[string]uint16{}}
	type full struct {
		first []uint16
		phrase
	}
	var all []full
	for t, list := range patterns {
		for _, pattern := range list {
			var parts []part
			for _, field := range strings.Fields(pattern) {
				parts = append(parts, l.part(field))
			}
			all = append(all, full{parts[0].ids, phrase{topic(t), parts[1:]}})
		}
	}
	l.denial, l.portion, l.filler = l.marks(denials), l.marks(portions), l.marks(fillers)
	for _, marks := range [...]*[]bool{&l.denial, &l.portion, &l.filler} {
		*marks = append(*marks, make([]bool, len(l.ids)+1-len(*marks))...)
	}
	l.begun = make([]*begun, len(l.ids)+1)
	for _, f := range all {
		for _, id := range f.first {
			l.file(id, f.phrase)
		}
	}
	l.may, l.after, l.to = l.ids["may"], l.ids["after"], l.ids["to"]
	l.fileWords()
	return l
}

// file adds a phrase to those that begin with a word.
func (l *lexicon) file(first uint16, p phrase) {
	b := l.begun[first]
	if b == nil {
		b = &begun{}
		l.begun[first] = b
	}
	switch {
	case len(p.rest) == 0:
		b.alone, b.open = append(b.alone, p), append(b.open, p)
	case p.rest[0].any:
		b.open = append(b.open, p)
		b.laters = l.joined(b.laters, p.rest[1].ids)
	default:
		b.tight = append(b.tight, p)
		b.seconds = l.joined(b.seconds, p.rest[0].ids)
	}
}

// joined returns a set with some words added, and makes it if it is none.
func (l *lexicon) joined(s wordSet, ids []uint16) wordSet {
	if s == nil {
		s = make(wordSet, len(l.ids)/64+1)
	}
	for _, id := range ids {
		s[id/64] |= 1 << (id % 64)
	}
	return s
}

func (l *lexicon) id(w string) uint16 {
	if l.ids[w] == 0 {
		l.ids[w] = uint16(len(l.ids) + 1)
	}
	return l.ids[w]
}

// part compiles a place of a phrase. Open ones stand between words only.
func (l *lexicon) part(field string) part {
	if field == ".." {
		return part{any: true}
	}
	var p part
	for _, alt := range strings.Split(field, "|") {
		verb, regular := strings.CutSuffix(alt, "*")
		p.ids = append(p.ids, l.id(verb))
		if !regular {
			continue
		}
		stem := strings.TrimSuffix(verb, "e")
		for _, ending := range [...]string{"s", "es", "ed", "ing"} {
			p.ids = append(p.ids, l.id(stem+ending))
		}
	}
	return p
}

func (l *lexicon) marks(list string) []bool {
	var marks []bool
	for _, w := range strings.Fields(list) {
		id := l.id(w)
		for int(id) >= len(marks) {
			marks = append(marks, false)
		}
		marks[id] = true
	}
	return marks
}

// arena is where readings are kept, so that many of them take few allocations.
type arena struct {
	words []word
	hits  []hit
}

// empty returns the arena's room, to be used again.
func (a *arena) empty() arena { return arena{a.words[:0], a.hits[:0]} }

// read finds the words of a text and the phrases among them.
func (a *arena) read(l *lexicon, text string) reading {
	if cap(a.words)-len(a.words) < 8+len(text)/5 {
		a.words = make([]word, 0, max(400, 8+len(text)/5))
	}
	before := len(a.words)
	a.words = l.split(a.words, text)
	ws := a.words[before:len(a.words):len(a.words)]
	first := len(a.hits)
	r := reading{words: ws}
	for i := range ws {
		b := l.begun[ws[i].id]
		if b == nil {
			continue
		}
		if b.laters != nil && b.laters.hasAny(ws[i+1:min(i+2+anyWords, len(ws))]) {
			a.match(l, &r, i, b.open)
		} else if b.alone != nil {
			a.match(l, &r, i, b.alone)
		}
		if b.seconds != nil && i+1 < len(ws) && b.seconds.has(ws[i+1].id) {
			a.match(l, &r, i, b.tight)
		}
	}
	r.hits = a.hits[first:len(a.hits):len(a.hits)]
	return r
}

// match notes the phrases that begin at word i of a reading.
func (a *arena) match(l *lexicon, r *reading, i int, phrases []phrase) {
	for k := range phrases {
		p := &phrases[k]
		to, denied := i+1, false
		if len(p.rest) > 0 {
			if to, denied = l.match(r.words, i+1, p.rest); to < 0 {
				continue
			}
		}
		r.told.add(p.topic)
		a.hits = append(a.hits, hit{p.topic, denied || l.denied(r.words, i, p.topic), int32(i), int32(to)})
	}
}

// match returns the word after the rest of a phrase when that stands at ws[i],
// else -1, and whether the words that the phrase leaves open deny it.
func (l *lexicon) match(ws []word, i int, rest []part) (to int, denied bool) {
	for k, p := range rest {
		if p.any {
			after := rest[k+1:]
			for end := min(i+anyWords+1, len(ws)); i < end; i++ {
				if after[0].fits(ws[i].id) {
					if to, more := l.match(ws, i+1, after[1:]); to >= 0 {
						return to, denied || more
					}
				}
				denied = denied || l.denial[ws[i].id]
			}
			return -1, false
		}
		if i >= len(ws) || !p.fits(ws[i].id) {
			return -1, false
		}
		i++
	}
	return i, denied
}

func (p part) fits(id uint16) bool {
	if id == 0 {
		return false
	}
	for _, known := range p.ids {
		if id == known {
			return true
		}
	}
	return false
}

// denied reports whether a denial stands in the same clause before ws[from].
func (l *lexicon) denied(ws []word, from int, of topic) bool {
	if of == mitigatedVerb && from > 0 && ws[from-1].id == l.to && !ws[from].apart { // to apply a patch: a purpose
		return true
	}
	for k := from - 1; k >= max(0, from-clause) && !ws[k+1].apart && ws[k].id != l.after; k-- {
		if id := ws[k].id; l.denial[id] || l.portion[id] && !onsets[of] {
			return true
		}
	}
	return false
}
