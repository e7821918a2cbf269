// Package eight looks at eight bytes of a text at once, as the bytes of a
// uint64, the first of them the lowest: SIMD within a register.
//
// What is asked about each of the bytes is answered by a mask: the high bit of
// those for which it is true, and no other bit. One addition answers for all
// eight: 0x80-n, added to the low seven bits of a byte, sets its high bit where
// they are at least n, and never carries into the next byte. See Leslie Lamport,
// Multiple Byte Processing with Full-Word Instructions, Communications of the
// ACM 18 (8), 1975, and Henry S. Warren, Hacker's Delight, chapter 6.
package eight

import "math/bits"

const (
	Ones = 0x0101010101010101 // times c is c in each byte
	High = Ones << 7          // the mask of all eight
)

// At returns eight bytes of a text from index i on. There must be as many.
func At[T ~string | ~[]byte](text T, i int) uint64 {
	b := text[i : i+8] // in this form the compiler makes one load of it
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// Rest returns the bytes of a text from index i on, of which there are eight at
// most, with fill in place of those that it lacks.
func Rest[T ~string | ~[]byte](text T, i int, fill byte) uint64 {
	if n := len(text) - i; len(text) >= 8 {
		return At(text, len(text)-8)>>(8*(8-n)) | Ones*uint64(fill)<<(8*n)
	}
	x := Ones * uint64(fill)
	for at := len(text) - 1; at >= i; at-- {
		x = x<<8 | uint64(text[at])
	}
	return x
}

// Below marks the bytes less than n, which is at most 0x80.
func Below(x uint64, n byte) uint64 { return ^(x&^High + Ones*uint64(0x80-n)) &^ x & High }

// Between marks the bytes from low to high, which is at most 0x7F.
func Between(x uint64, low, high byte) uint64 {
	seven := x &^ High
	return (seven + Ones*uint64(0x80-low)) &^ (seven + Ones*uint64(0x7F-high)) &^ x & High
}

// First returns the index of the first byte of a mask, 8 for an empty one.
func First(mask uint64) int { return bits.TrailingZeros64(mask) / 8 }
