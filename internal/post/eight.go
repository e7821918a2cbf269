package post

import (
	"bytes"
	"math/bits"

	"candor/internal/eight"
)

// suspicious finds bytes that only forbidden characters, or a few rare others,
// are made of; most files have none.
func suspicious(src []byte) bool {
	i, controls := 0, 0
	for ; i+8 <= len(src); i += 8 {
		controls += bits.OnesCount64(eight.Below(eight.At(src, i), ' '))
	}
	controls += bits.OnesCount64(eight.Below(eight.Rest(src, i, ' '), ' '))
	return controls > bytes.Count(src, []byte{'\t'})+bytes.Count(src, []byte{'\n'}) ||
		bytes.IndexByte(src, 0x7F) >= 0 || bytes.IndexByte(src, 0xEF) >= 0
}

// countWords counts runs of bytes between ASCII white space. In the text there
// are no other control characters.
func countWords(text []byte) int {
	i, n, before := 0, 0, uint64(eight.High)
	for ; i+8 <= len(text); i += 8 {
		space := eight.Below(eight.At(text, i), ' '+1)
		n += starts(before, space)
		before = space
	}
	return n + starts(before, eight.Below(eight.Rest(text, i, ' '), ' '+1))
}

// starts counts the bytes that follow white space and are none, by the masks of
// white space in the eight bytes before and in these.
func starts(before, space uint64) int {
	return bits.OnesCount64((space<<8 | before>>56) &^ space)
}
