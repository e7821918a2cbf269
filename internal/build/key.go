package build

import (
	"crypto/sha256"
	"encoding/binary"
	"io"
	"io/fs"
	"sync"

	"candor/internal/pack"
)

// key tells what something was made of from everything else it could have been
// made of: the first half of a SHA-256. The zero key is that of nothing.
type key [16]byte

// Pack moves the key.
func (k *key) Pack(c *pack.Coder) {
	s := string(k[:])
	if c.String(&s); len(s) == len(k) {
		copy(k[:], s)
	}
}

// keyer gathers what goes into a key. Everything is framed, so that no two
// lists of parts look alike.
type keyer struct{ parts []byte }

var keyers = sync.Pool{New: func() any { return new(keyer) }}

func newKeyer(kind string) *keyer {
	h := keyers.Get().(*keyer)
	h.parts = h.parts[:0]
	h.text(kind)
	return h
}

func (h *keyer) number(n int) { h.parts = binary.AppendVarint(h.parts, int64(n)) }

func (h *keyer) text(s string) {
	h.number(len(s))
	h.parts = append(h.parts, s...)
}

func (h *keyer) texts(list []string) {
	h.number(len(list))
	for _, s := range list {
		h.text(s)
	}
}

func (h *keyer) flag(b bool) {
	if b {
		h.number(1)
	} else {
		h.number(0)
	}
}

func (h *keyer) key(k key) { h.parts = append(h.parts, k[:]...) }

// sum ends the use of h.
func (h *keyer) sum() key {
	k := keyOf(h.parts)
	keyers.Put(h)
	return k
}

func keyOf(b []byte) key {
	sum := sha256.Sum256(b)
	return key(sum[:16])
}

var readers = sync.Pool{New: func() any { b := make([]byte, 256<<10); return &b }}

// keyOfFile reads a file for its key alone.
func keyOfFile(files fs.FS, name string) (key, error) {
	f, err := files.Open(name)
	if err != nil {
		return key{}, err
	}
	defer f.Close()
	buffer := readers.Get().(*[]byte)
	defer readers.Put(buffer)
	n, err := io.ReadFull(f, *buffer)
	if err == io.ErrUnexpectedEOF || err == io.EOF {
		return keyOf((*buffer)[:n]), nil
	}
	if err != nil {
		return key{}, err
	}
	h := sha256.New()
	h.Write((*buffer)[:n])
	for err == nil {
		n, err = f.Read(*buffer)
		h.Write((*buffer)[:n])
	}
	if err != io.EOF {
		return key{}, err
	}
	return key(h.Sum(nil)[:16]), nil
}
