// Package pack moves values to bytes and back. One description of a type's
// fields, a method Pack, serves both ways, so that writing and reading cannot
// disagree:
//
//	func (a *Author) Pack(c *pack.Coder) {
//		c.String(&a.Name)
//		c.String(&a.URL)
//	}
//
// The bytes say nothing of the types they came from: whoever keeps them must
// also keep what tells that they were written by the same description. They
// depend on the values alone, so equal values give equal bytes. A type must not
// contain itself.
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
	at      int // what is read of in
	err     error
	last    zone           // the last one read
	loc     *time.Location // of last
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

// put writes a number as in encoding/binary's varints: small ones are short.
func (c *Coder) put(u uint64) {
	for ; u >= 0x80; u >>= 7 {
		c.out = append(c.out, byte(u)|0x80)
	}
	c.out = append(c.out, byte(u))
}

// get reads what put wrote, 0 after a mistake.
func (c *Coder) get() uint64 {
	var u uint64
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

// most reads a number of at most limit.
func (c *Coder) most(limit uint64) uint64 {
	u := c.get()
	if u > limit {
		c.fail(errRange)
		return 0
	}
	return u
}

// Int64 moves a number of either sign.
func (c *Coder) Int64(v *int64) {
	if !c.reading {
		c.put(uint64(*v)<<1 ^ uint64(*v>>63)) // as in protocol buffers: 0, -1, 1, -2, …
		return
	}
	u := c.get()
	*v = int64(u>>1) ^ -int64(u&1)
}

// Int moves a number of either sign.
func (c *Coder) Int(v *int) {
	n := int64(*v)
	c.Int64(&n)
	*v = int(n)
	if int64(*v) != n { // written by a program of 64 bits, read by one of 32
		*v = 0
		c.fail(errRange)
	}
}

// Uint8 moves a number that fits into a byte, such as a constant of a list.
func Uint8[T ~uint8](c *Coder, v *T) {
	if !c.reading {
		c.put(uint64(*v))
		return
	}
	*v = T(c.most(math.MaxUint8))
}

// Bool moves a truth value.
func (c *Coder) Bool(v *bool) {
	switch {
	case c.reading:
		*v = c.most(1) == 1
	case *v:
		c.put(1)
	default:
		c.put(0)
	}
}

// Float moves a number bit by bit. The last bits of most are zero, so turned
// around they are short.
func (c *Coder) Float(v *float64) {
	if !c.reading {
		c.put(bits.ReverseBytes64(math.Float64bits(*v)))
		return
	}
	*v = math.Float64frombits(bits.ReverseBytes64(c.get()))
}

// String moves a text of any bytes.
func (c *Coder) String(s *string) {
	if !c.reading {
		c.put(uint64(len(*s)))
		c.out = append(c.out, *s...)
		return
	}
	n := c.get()
	if n > uint64(c.left()) {
		n = 0
		c.fail(errShort)
	}
	end := c.at + int(n)
	*s = c.in[c.at:end]
	c.at = end
}
