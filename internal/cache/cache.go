// Package cache keeps what a build has learnt for the next one, in a folder
// that is safe to delete at any time.
//
// The file "texts" is appended to: each byte string in it has a [Place]. The
// file "index" says what is in it, in the caller's own form; it is replaced as
// a whole, by one rename, when the caller saves. A build killed before that
// leaves bytes in texts that no index names.
//
// Nothing is believed that does not prove whole: the index carries a checksum
// and the version it was written by, each Place a checksum of its bytes. What
// is damaged, of another version, or held by another process (the folder is
// locked) is as good as absent. A disk that fails or is full costs the next
// build its head start and nothing else.
package cache

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"candor/internal/flock"
	"candor/internal/pack"
)

const (
	textsName     = "texts"
	indexName     = "index"
	newName       = "index.new"
	scratchPrefix = "scratch-"

	// slack is how many bytes of texts may be out of use before they count.
	slack = 64 << 20
)

var (
	// ErrDamaged reports bytes that are not those which were put.
	ErrDamaged = errors.New("cache: damaged")
	// ErrBusy means that another process uses the folder.
	ErrBusy = flock.ErrBusy
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Place is where a byte string lies.
type Place struct {
	At, Len int
	Sum     uint32 // CRC-32C of the bytes
}

// Store is an open cache folder, or memory in its stead. It is safe for
// concurrent use.
type Store struct {
	root    *os.Root // nil in memory
	folder  *os.File // holds the lock
	texts   *os.File
	scratch string // name of texts when it is to be gone
	version string
	index   string

	mu   sync.Mutex
	size int            // of texts
	kept map[int][]byte // what texts could not take, by place
}

// Memory returns a store without a folder.
func Memory() *Store { return &Store{} }

// Open opens the cache in dir, which is made if need be. version is that of
// the program: what another wrote is discarded. The error is ErrBusy, or says
// why the folder cannot be used; a build then does without.
func Open(dir, version string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	s := &Store{root: root, version: version}
	if err := s.open(); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func (s *Store) open() (err error) {
	if s.folder, err = s.root.Open("."); err != nil {
		return err
	}
	if err = flock.Take(s.folder); errors.Is(err, ErrBusy) {
		return err // where there are no locks, checksums have to do
	}
	s.sweep()
	if s.texts, err = s.root.OpenFile(textsName, os.O_RDWR|os.O_CREATE, 0o666); err != nil {
		return err
	}
	info, err := s.texts.Stat()
	if err != nil {
		return err
	}
	s.size = int(info.Size())
	index, live := s.readIndex()
	if index == "" || s.version == "" || s.size > 2*live+slack {
		return s.clear()
	}
	s.index = index
	return nil
}

// sweep removes what a killed build left.
func (s *Store) sweep() {
	list, _ := s.folder.ReadDir(-1)
	for _, d := range list {
		if name := d.Name(); name == newName || strings.HasPrefix(name, scratchPrefix) {
			_ = s.root.Remove(name) // another build's scratch has no name by now
		}
	}
}

// clear begins anew. The index goes first, so that none ever names bytes of
// other texts.
func (s *Store) clear() error {
	s.index, s.size = "", 0
	if err := s.root.Remove(indexName); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return s.texts.Truncate(0)
}

// Index returns what was saved last; "" when there is nothing of use.
func (s *Store) Index() string { return s.index }

// Put keeps b. It never fails: what the disk does not take stays in memory.
func (s *Store) Put(b []byte) Place {
	s.mu.Lock()
	p := Place{At: s.size, Len: len(b), Sum: crc32.Checksum(b, castagnoli)}
	s.size += len(b)
	s.mu.Unlock()
	if s.texts != nil {
		if _, err := s.texts.WriteAt(b, int64(p.At)); err == nil {
			return p
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.kept == nil {
		s.kept = map[int][]byte{}
	}
	s.kept[p.At] = append([]byte(nil), b...)
	return p
}

// Get returns the bytes at p, or ErrDamaged.
func (s *Store) Get(p Place) ([]byte, error) { return s.Append(nil, p) }

// Append appends the bytes at p to dst, or returns ErrDamaged.
func (s *Store) Append(dst []byte, p Place) ([]byte, error) {
	if p.Len == 0 {
		return dst, nil
	}
	s.mu.Lock()
	b, found := s.kept[p.At]
	size := s.size
	s.mu.Unlock()
	if found {
		return append(dst, b...), nil
	}
	if s.texts == nil || p.At < 0 || p.Len < 0 || p.Len > size-p.At {
		return dst, ErrDamaged
	}
	start := len(dst)
	dst = slices.Grow(dst, p.Len)[:start+p.Len]
	if _, err := s.texts.ReadAt(dst[start:], int64(p.At)); err != nil && err != io.EOF || crc32.Checksum(dst[start:], castagnoli) != p.Sum {
		return dst[:start], ErrDamaged
	}
	return dst, nil
}

// Save replaces the index by what fill writes. live is how many bytes of texts
// it names: when more than half of texts is out of use, the next Open begins
// anew.
func (s *Store) Save(live int, fill func(io.Writer) error) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.folder == nil || len(s.kept) > 0 {
		return nil
	}
	if err := s.write(newName, live, fill); err != nil {
		_ = s.root.Remove(newName)
		return err
	}
	return s.root.Rename(newName, indexName)
}

func (s *Store) write(name string, live int, fill func(io.Writer) error) error {
	f, err := s.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o666)
	if err != nil {
		return err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	sum := &summed{w: w}
	_, err = io.WriteString(sum, s.title())
	if err == nil {
		err = fill(sum)
	}
	if err == nil {
		_, err = w.Write(foot(sum.sum, sum.size, live))
	}
	return errors.Join(err, w.Flush(), f.Close())
}

// summed keeps the checksum and size of what passes through.
type summed struct {
	w    io.Writer
	sum  uint32
	size int
}

func (s *summed) Write(b []byte) (int, error) {
	s.sum = crc32.Update(s.sum, castagnoli, b)
	s.size += len(b)
	return s.w.Write(b)
}

// The index file is a line that says what it is, what the caller wrote, and a
// foot with two numbers, and a checksum of all before it.
const footSize = 20

func (s *Store) title() string {
	return fmt.Sprintf("candor cache 2 %s\n", hex.EncodeToString([]byte(s.version)))
}

func foot(sum uint32, size, live int) []byte {
	var b []byte
	b = binary.LittleEndian.AppendUint64(b, uint64(size))
	b = binary.LittleEndian.AppendUint64(b, uint64(live))
	return binary.LittleEndian.AppendUint32(b, crc32.Update(sum, castagnoli, b))
}

// readIndex returns "" for an index that is absent, damaged or another's.
func (s *Store) readIndex() (index string, live int) {
	f, err := s.root.Open(indexName)
	if err != nil {
		return "", 0
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.Size() < footSize {
		return "", 0
	}
	var body strings.Builder // not copied into a string
	size := int(info.Size()) - footSize
	body.Grow(size)
	sum, end := &summed{w: &body}, make([]byte, footSize)
	_, err = io.CopyN(sum, f, int64(size))
	if err == nil {
		_, err = io.ReadFull(f, end)
	}
	live = int(binary.LittleEndian.Uint64(end[8:]))
	index, ours := strings.CutPrefix(body.String(), s.title())
	if err != nil || !ours || !bytes.Equal(end, foot(sum.sum, size, live)) {
		return "", 0
	}
	return index, live
}

// Close lets go of the folder.
func (s *Store) Close() error {
	if s.root == nil {
		return nil
	}
	var err error
	for _, f := range []*os.File{s.texts, s.folder} {
		if f != nil {
			err = errors.Join(err, f.Close())
		}
	}
	if s.scratch != "" {
		_ = s.root.Remove(s.scratch) // where an open file could not be unlinked
	}
	return errors.Join(err, s.root.Close())
}

// Scratch returns a store of the same folder whose content is gone when it is
// closed; in memory where the folder takes no files.
func Scratch(dir string) *Store {
	if os.MkdirAll(dir, 0o777) != nil {
		return Memory()
	}
	f, err := os.CreateTemp(dir, scratchPrefix)
	if err != nil {
		return Memory()
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		f.Close()
		return Memory()
	}
	name := filepath.Base(f.Name())
	if root.Remove(name) == nil {
		name = ""
	}
	return &Store{root: root, texts: f, scratch: name}
}

// Pack moves the place, for an index that names it.
func (p *Place) Pack(c *pack.Coder) {
	c.Int(&p.At)
	c.Int(&p.Len)
	sum := int(p.Sum)
	c.Int(&sum)
	p.Sum = uint32(sum)
}
