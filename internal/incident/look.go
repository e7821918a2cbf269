package incident

import (
	"strings"

	"candor/internal/when"
)

// flags are what a look finds in a text. Without them the dear readers need not
// read it.
type flags uint16

const (
	units   flags = 1 << iota // minutes, hours, days, weeks: a length may be there
	days                      // today, yesterday
	counts                    // a number that a blank or a per cent sign follows
	wordy                     // today, noon, this morning, last night, in any case
	veils                     // markup that may blank out how a later line begins
	zones                     // times, time zone
	sighted       = iota      // those before have sights
	digits  flags = 1 << (iota - 1)
	stamps        // a time may be there, and digits are
	looked        // all sights have been looked for
)

// glimpse looks at a text for the first time, for times: many texts have not even
// a digit.
func glimpse(s string) flags {
	switch numbers, times := when.MayHold(s); {
	case times:
		return digits | stamps
	case !numbers:
		return 0
	}
	found := look(s) | digits | looked
	if found&wordy != 0 {
		found |= stamps
	}
	return found
}

// sees reports whether a look at the block, taken once, finds what a flag stands
// for.
func (b *block) sees(what flags) bool {
	if b.holds&looked == 0 {
		b.holds |= look(b.text) | looked
	}
	return b.holds&what != 0
}

// sights are what a look is for, by flag: sets of bytes that follow each other.
// In a set, # stands for the digits, - for a blank, . for all but letters and
// digits.
var sights = [sighted][]string{
	{"u t e", "Hh o u r", "m i n", "d a y", "w e e k", "# hm ."},
	{"d a y"},
	{"# -%kKM"},
	{"Dd Aa Yy", "Nn Oo Oo Nn", "Ii Gg Hh Tt", "Nn Ii Nn Gg"},
	{"<&!", "[ ^"},
	{"Tt i m e sz", "Tt i m e - z"},
}

const longest = 6 // no sight has more sets

// glance finds the sights by the shift-and algorithm: a bit of the state for
// each set, moved on with each byte, which the table lets pass or not.
var glance = newGlance()

type finder struct {
	first uint64          // the bits of the first sets
	pass  [256]uint64     // by byte: the bits of the sets that it is in
	last  [sighted]uint64 // by flag: the bits of the last sets
}

func newGlance() *finder {
	f := &finder{}
	bit := uint64(1)
	for flag, list := range sights {
		for _, sight := range list {
			f.first |= bit
			for _, set := range strings.Fields(sight) {
				for _, c := range bytesOf(set) {
					f.pass[c] |= bit
				}
				bit <<= 1
			}
			f.last[flag] |= bit >> 1
		}
	}
	return f
}

// bytesOf returns the bytes of a set of a sight.
func bytesOf(set string) []byte {
	var in func(c byte) bool
	switch set {
	case "#":
		return []byte("0123456789")
	case ".":
		in = func(c byte) bool { return !isWord(c) }
	default:
		return []byte(strings.Replace(set, "-", " ", 1))
	}
	var list []byte
	for c := range 256 {
		if in(byte(c)) {
			list = append(list, byte(c))
		}
	}
	return list
}

// look looks for all sights in a text. Its halves are looked at side by side, as
// each step has to wait for the one before.
func look(s string) (found flags) {
	g := glance
	head, tail := s[:len(s)/2], s[len(s)/2:]
	var seen, inHead, inTail uint64
	for i := 0; i < len(head) && i < len(tail); i++ {
		inHead = (inHead<<1 | g.first) & g.pass[head[i]]
		inTail = (inTail<<1 | g.first) & g.pass[tail[i]]
		seen |= inHead | inTail
	}
	if len(tail) > len(head) {
		inTail = (inTail<<1 | g.first) & g.pass[tail[len(head)]]
	}
	shared := tail[:min(len(tail), longest)] // by what begins in the one half and ends in the other
	for i := range len(shared) {
		inHead = (inHead<<1 | g.first) & g.pass[shared[i]]
		seen |= inHead
	}
	if len(shared) == len(tail) {
		inTail |= inHead
	}
	seen |= inTail | (inTail<<1|g.first)&g.pass['\n'] // the end ends a word too
	for flag, last := range g.last {
		if seen&last != 0 {
			found |= 1 << flag
		}
	}
	return found
}

func hasDigit(s string) bool { return when.FirstDigit(s) < len(s) }
