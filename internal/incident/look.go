package incident

import (
	"strings"

	"candor/internal/when"
)

// flags are what a quick look finds in a text. Without them the dear readers
// need not look.
type flags uint16

const (
	digits  flags      = 1 << iota // a count may be there
	colons                         // a label may be there
	units                          // minutes, hours, days, weeks: a length may be there
	days                           // today, yesterday
	zones                          // "all times", "time zone"
	marks                          // markup
	counts                         // a number that a blank or a per cent sign follows
	wordy                          // today, noon, this morning, last night, in any case
	veils                          // markup that may blank out how a later line begins
	stamps                         // a time may be there, and digits are
	sighted = iota - 1             // how many of them have sights
)

// sights are what a look is for, by flag: sets of bytes that follow each other.
// In a set, # stands for the digits, - for a blank, . for all but letters and
// digits, @ for the bytes of markup.
var sights = [sighted][]string{
	{"#"},
	{":"},
	{"u t e", "Hh o u r", "m i n", "d a y", "w e e k", "# hm ."},
	{"d a y"},
	{"Tt i m e sz", "Tt i m e - z"},
	{"@"},
	{"# -%kKM"},
	{"Dd Aa Yy", "Nn Oo Oo Nn", "Ii Gg Hh Tt", "Nn Ii Nn Gg"},
	{"<&!", "[ ^"},
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
	case "@":
		in = func(c byte) bool { return markup[c] }
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

// look takes a quick look at a text. Its halves are looked at side by side, as
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
	if found&digits != 0 && (found&wordy != 0 || when.MayHold(s)) {
		found |= stamps
	}
	return found
}

func hasDigit(s string) bool { return when.FirstDigit(s) < len(s) }
