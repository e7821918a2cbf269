package post

import (
	"bytes"
	"encoding/binary"
	"math/bits"
)

// What needs a look at every byte of every post looks at eight at a time: each
// byte of a uint64 is compared with a number by one addition, which leaves the
// answer in the byte's high bit.

const (
	ones = 0x0101010101010101
	high = ones << 7
)

// below marks the bytes of x that are less than n, where n is at most 0x80.
func below(x, n uint64) uint64 { return ^(x&^high + (0x80-n)*ones) &^ x & high }

// eights calls visit for all of src. The last bytes are filled up with spaces.
func eights(src []byte, visit func(x uint64)) {
	for ; len(src) >= 8; src = src[8:] {
		visit(binary.LittleEndian.Uint64(src))
	}
	last := [8]byte([]byte("        "))
	copy(last[:], src)
	visit(binary.LittleEndian.Uint64(last[:]))
}

// suspicious finds bytes that only forbidden characters, or a few rare others,
// are made of; most files have none.
func suspicious(src []byte) bool {
	controls := 0
	eights(src, func(x uint64) { controls += bits.OnesCount64(below(x, ' ')) })
	return controls > bytes.Count(src, []byte{'\t'})+bytes.Count(src, []byte{'\n'}) ||
		bytes.IndexByte(src, 0x7F) >= 0 || bytes.IndexByte(src, 0xEF) >= 0
}

// countWords counts runs of bytes between ASCII white space. In the text there
// are no other control characters.
func countWords(text []byte) int {
	n, before := 0, uint64(0x80) // whether white space stands before
	eights(text, func(x uint64) {
		space := below(x, ' '+1)
		n += bits.OnesCount64((space<<8 | before) &^ space)
		before = space >> 56
	})
	return n
}
