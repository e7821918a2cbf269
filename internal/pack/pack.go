// Package pack moves values to bytes and back. One description of a type's
// fields, a method Pack, serves both ways, so that writing and reading cannot
// disagree:
//
//	func (a *Author) Pack(c *pack.Coder) {
//		c.String(&a.Name)
//		c.String(&a.URL)
//	}
//
// A type may not contain itself. The bytes say nothing of the types they came from: whoever keeps them must
// also keep what tells that they were written by the same description. They
// depend on the values alone, so equal values give equal bytes.
package pack

import (
	"errors"
	"fmt"
	"math"
	"math/bits"
	"time"
)

// Coder is either writing or reading: the same call then takes a value from
// the variable it is given, or sets it. It belongs to one goroutine.
type Coder struct {
	reading bool
	out     []byte
	in      string
	at      int // in in
	err     error
	zones   map[zone]*time.Location
}

// Writer returns a Coder that appends to dst.
func Writer(dst []byte) *Coder { return &Coder{out: dst} }

// Reader returns a Coder that reads what a Writer made. The texts it reads lie
// in the memory of src. Whatever src holds, reading takes time and memory
// proportional to its length.
func Reader(src string) *Coder { return &Coder{reading: true, in: src} }

// Reading reports whether the values are set rather than taken.
func (c *Coder) Reading() bool { return c.reading }

// Bytes returns what dst held and what was written since.
func (c *Coder) Bytes() []byte { return c.out }

// Done returns nil when everything read was well formed and nothing is left.
// After the first mistake, all values read are zero.
func (c *Coder) Done() error {
	if c.err == nil && c.at < len(c.in) {
		return fmt.Errorf("packed data: %d bytes are left over", len(c.in)-c.at)
	}
	return c.err
}

var (
	errShort    = errors.New("it ends too early")
	errRange    = errors.New("a number is out of range")
	errBool     = errors.New("a byte is neither true nor false")
	errMapOrder = errors.New("the keys of a map are out of order")
)

// fail ends the reading with its first mistake.
func (c *Coder) fail(err error) {
	if c.err == nil {
		c.err = fmt.Errorf("packed data, byte %d of %d: %w", c.at, len(c.in), err)
	}
	c.at = len(c.in)
}

// left is the number of bytes still to be read.
func (c *Coder) left() int { return len(c.in) - c.at }

// octet moves one byte.
func (c *Coder) octet(b *byte) {
	if !c.reading {
		c.out = append(c.out, *b)
		return
	}
	if c.at == len(c.in) {
		*b = 0
		c.fail(errShort)
		return
	}
	*b = c.in[c.at]
	c.at++
}

// varint moves a number as in encoding/binary's varints: small ones are short.
func (c *Coder) varint(v *uint64) {
	if !c.reading {
		u := *v
		for ; u >= 0x80; u >>= 7 {
			c.out = append(c.out, byte(u)|0x80)
		}
		c.out = append(c.out, byte(u))
		return
	}
	if c.at < len(c.in) && c.in[c.at] < 0x80 { // most are
		*v = uint64(c.in[c.at])
		c.at++
		return
	}
	*v = c.longVarint()
}

func (c *Coder) longVarint() (u uint64) {
	for i, shift := c.at, 0; i < len(c.in); i, shift = i+1, shift+7 {
		b := c.in[i]
		if shift == 63 && b > 1 {
			c.fail(errRange)
			return 0
		}
		u |= uint64(b&0x7f) << shift
		if b < 0x80 {
			c.at = i + 1
			return u
		}
	}
	c.fail(errShort)
	return 0
}

// Int64 moves a number of either sign.
func (c *Coder) Int64(v *int64) {
	u := uint64(*v)<<1 ^ uint64(*v>>63) // as in protocol buffers: 0, -1, 1, -2, …
	c.varint(&u)
	if c.reading {
		*v = int64(u>>1) ^ -int64(u&1)
	}
}

// Int moves a number of either sign.
func (c *Coder) Int(v *int) {
	n := int64(*v)
	c.Int64(&n)
	if !c.reading {
		return
	}
	if n < math.MinInt || n > math.MaxInt {
		n = 0
		c.fail(errRange)
	}
	*v = int(n)
}

// Uint8 moves a number that fits into a byte, such as a constant of a list.
func Uint8[T ~uint8](c *Coder, v *T) {
	b := byte(*v)
	c.octet(&b)
	*v = T(b)
}

// Bool moves a truth value.
func (c *Coder) Bool(v *bool) {
	var b byte
	if *v {
		b = 1
	}
	c.octet(&b)
	if b > 1 {
		c.fail(errBool)
	}
	*v = b == 1
}

// Float moves a number bit by bit. The last bits of most are zero, so turned
// around they are short.
func (c *Coder) Float(v *float64) {
	u := bits.ReverseBytes64(math.Float64bits(*v))
	c.varint(&u)
	*v = math.Float64frombits(bits.ReverseBytes64(u))
}

// String moves a text of any bytes.
func (c *Coder) String(s *string) {
	n := uint64(len(*s))
	c.varint(&n)
	if !c.reading {
		c.out = append(c.out, *s...)
		return
	}
	if n > uint64(c.left()) {
		n = 0
		c.fail(errShort)
	}
	*s = c.in[c.at : c.at+int(n)]
	c.at += int(n)
}
