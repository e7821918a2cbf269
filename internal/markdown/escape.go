package markdown

import "candor/internal/eight"

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
// length where there is none.
func nextSpecial[T string | []byte](s T, i int) int {
	for ; i+8 <= len(s); i += 8 {
		for found := mayBeSpecial(eight.At(s, i)); found != 0; found &= found - 1 {
			if at := i + eight.First(found); special[s[at]] {
				return at
			}
		}
	}
	for i < len(s) && !special[s[i]] {
		i++
	}
	return i
}

// mayBeSpecial marks those of eight bytes that are special, and some others.
// It subtracts where eight.Below adds: that is shorter, but a byte may borrow
// from the next, which then is marked in error.
func mayBeSpecial(x uint64) uint64 {
	control := (x - eight.Ones*' ') &^ x
	quote := (x&^(eight.Ones*0x04) ^ eight.Ones*'"') - eight.Ones // " and &
	angle := (x&^(eight.Ones*0x02) ^ eight.Ones*'<') - eight.Ones // < and >
	noncharacter := (x ^ eight.Ones*0xEF) - eight.Ones
	return (control | quote&^x | angle&^x | noncharacter&x) & eight.High
}
