package main

import (
	"os"
	"strings"
	"sync"
)

// cardCache keeps pictures of posts as cards/<key>.png in the cache folder.
// Whatever fails there only makes a build draw a picture again: build looks at
// what it gets.
type cardCache struct {
	root *os.Root
	mu   sync.Mutex
	used map[string]bool // names of files
}

const (
	cardFolder = "cards"
	maxCard    = 1 << 20 // bytes, far more than a picture has
)

// openCards returns nil when there is no such folder.
func openCards(cache string) *cardCache {
	root, err := os.OpenRoot(cache)
	if err != nil {
		return nil
	}
	return &cardCache{root: root, used: map[string]bool{}}
}

func (c *cardCache) Close() error { return c.root.Close() }

func (c *cardCache) Use(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.used[key+".png"] = true
}

func (c *cardCache) file(key string) string {
	c.Use(key)
	return cardFolder + "/" + key + ".png"
}

func (c *cardCache) Get(key string) []byte {
	name := c.file(key)
	if info, err := c.root.Lstat(name); err != nil || !info.Mode().IsRegular() || info.Size() > maxCard {
		return nil
	}
	png, err := c.root.ReadFile(name)
	if err != nil {
		return nil
	}
	return png
}

// Put writes a file under another name first: another build may read it now.
func (c *cardCache) Put(key string, png []byte) {
	name := c.file(key)
	_ = c.root.MkdirAll(cardFolder, 0o777)
	part := name + ".part"
	if err := c.root.WriteFile(part, png, 0o666); err == nil {
		err = c.root.Rename(part, name)
		if err == nil {
			return
		}
	}
	_ = c.root.Remove(part)
}

// sweep removes what the build just done had no use for. One that told of no
// picture, since nothing had changed, has not looked.
func (c *cardCache) sweep() {
	if len(c.used) == 0 {
		return
	}
	folder, err := c.root.Open(cardFolder)
	if err != nil {
		return
	}
	defer folder.Close()
	names, _ := folder.Readdirnames(-1)
	for _, name := range names {
		if !c.used[name] && strings.Contains(name, ".png") {
			_ = c.root.Remove(cardFolder + "/" + name)
		}
	}
}
