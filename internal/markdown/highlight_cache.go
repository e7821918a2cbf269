package markdown

import (
	"bytes"
	"crypto/sha256"
	"sync"
)

// maxCached is how many bytes of highlighted code are kept, give or take a
// block.
const maxCached = 32 << 20

// blockCache keeps the HTML of blocks of code. It has two halves: when the
// newer one is full it becomes the older one, whose blocks are forgotten unless
// they are asked for.
type blockCache struct {
	mu           sync.Mutex
	newer, older map[[sha256.Size]byte][]byte
	size         int // of newer, in bytes
}

// blockID tells blocks of code apart.
func blockID(language string, code []byte) [sha256.Size]byte {
	return sha256.Sum256(append(append([]byte(language), 0), code...))
}

func (c *blockCache) get(id [sha256.Size]byte) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if html, ok := c.newer[id]; ok {
		return html, true
	}
	html, ok := c.older[id]
	if ok {
		delete(c.older, id)
		c.add(id, html)
	}
	return html, ok
}

// put keeps a copy of html.
func (c *blockCache) put(id [sha256.Size]byte, html []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(id, bytes.Clone(html))
}

func (c *blockCache) add(id [sha256.Size]byte, html []byte) {
	if c.newer == nil || c.size+len(html) > maxCached/2 {
		c.newer, c.older, c.size = map[[sha256.Size]byte][]byte{}, c.newer, 0
	}
	c.newer[id] = html
	c.size += len(html)
}
