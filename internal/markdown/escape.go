package markdown

import "math/bits"

// escapes are the replacements for bytes that do not stand for themselves.
var escapes = func() (t [256]*string) {
	none := ""
	for c := range byte(' ') {
		if c != '\t' && c != '\n' { // carriage returns too: lines end in \n
			t[c] = &none
		}
	}
	for c, s := range map[byte]string{'&': "&amp;", '<': "&lt;", '>': "&gt;", '"': "&quot;"} {
		t[c] = &s
	}
	return t
}()

// special tells the bytes that escapes has, and those that U+FFFE and U+FFFF
// begin with.
var special = func() (table [256]bool) {
	for c := range escapes {
		table[c] = escapes[c] != nil || c == 0xEF
	}
	return table
}()

// appendEscaped appends s as text or attribute value.
func appendEscaped[T string | []byte](dst []byte, s T) []byte {
	from := 0
	for i := nextSpecial(s, 0); i < len(s); i = nextSpecial(s, i+1) {
		if r := escapes[s[i]]; r != nil {
			dst = append(dst, s[from:i]...)
			dst = append(dst, *r...)
			from = i + 1
		} else if i+2 < len(s) && s[i+1] == 0xBF && s[i+2] >= 0xBE {
			dst = append(dst, s[from:i]...)
			from = i + 3 // the bytes that follow go with it
		}
	}
	return append(dst, s[from:]...)
}

// escapable reports whether s has a byte that escapes has.
func escapable(s []byte) bool {
	for i := nextSpecial(s, 0); i < len(s); i = nextSpecial(s, i+1) {
		if escapes[s[i]] != nil {
			return true
		}
	}
	return false
}

// nextSpecial returns the index of the first special byte of s from i on, its
// length where there is none. It looks at eight bytes at a time.
func nextSpecial[T string | []byte](s T, i int) int {
	for ; i+8 <= len(s); i += 8 {
		b := s[i : i+8]
		found := mayBeSpecial(uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
			uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56)
		for ; found != 0; found &= found - 1 {
			if at := i + bits.TrailingZeros64(found)/8; special[s[at]] {
				return at
			}
		}
	}
	for i < len(s) && !special[s[i]] {
		i++
	}
	return i
}

// mayBeSpecial sets the high bit of those of eight bytes that are special, and
// of some others.
func mayBeSpecial(x uint64) uint64 {
	const (
		ones  = 0x0101010101010101
		highs = ones << 7
	)
	control := (x - ones*' ') &^ x
	quote := (x&^(ones*0x04) ^ ones*'"') - ones // " and &
	angle := (x&^(ones*0x02) ^ ones*'<') - ones // < and >
	noncharacter := (x ^ ones*0xEF) - ones
	return (control | quote&^x | angle&^x | noncharacter&x) & highs
}
