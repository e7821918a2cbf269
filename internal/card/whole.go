package card

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
)

// Whole reports whether b is an undamaged PNG of a card's size. It trusts the
// checksums, and so is fast enough for every card of every build.
func Whole(b []byte) bool {
	rest, png := bytes.CutPrefix(b, []byte("\x89PNG\r\n\x1a\n"))
	if !png || len(rest) < 16 || string(rest[4:8]) != "IHDR" ||
		binary.BigEndian.Uint32(rest[8:]) != Width || binary.BigEndian.Uint32(rest[12:]) != Height {
		return false
	}
	for len(rest) >= 12 { // length, kind, data, checksum of kind and data
		length := uint64(binary.BigEndian.Uint32(rest))
		if length > uint64(len(rest)-12) {
			return false
		}
		chunk := rest[4 : 8+length]
		if crc32.ChecksumIEEE(chunk) != binary.BigEndian.Uint32(rest[8+length:]) {
			return false
		}
		rest = rest[12+length:]
		if string(chunk[:4]) == "IEND" {
			return len(rest) == 0
		}
	}
	return false
}
