package build

import (
	"io"
	"sync"
)

// Scratch is a file for bodies that wait to be written; its content is lost
// after the build.
type Scratch interface {
	io.ReaderAt
	io.WriterAt
}

// spool lays byte strings aside, in a scratch file or, without one, in memory.
type spool struct {
	mu   sync.Mutex
	file Scratch
	size int64
	kept [][]byte
}

// laid is where a byte string lies.
type laid struct {
	at     int64
	length int
}

func newSpool(file Scratch) *spool { return &spool{file: file} }

// put keeps a copy of b. It is safe for concurrent use, like get.
func (s *spool) put(b []byte) (laid, error) {
	s.mu.Lock()
	if s.file == nil {
		defer s.mu.Unlock()
		s.kept = append(s.kept, append([]byte(nil), b...))
		return laid{int64(len(s.kept) - 1), len(b)}, nil
	}
	at := s.size
	s.size += int64(len(b))
	s.mu.Unlock()
	_, err := s.file.WriteAt(b, at)
	return laid{at, len(b)}, err
}

func (s *spool) get(l laid) ([]byte, error) {
	if s.file == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.kept[l.at], nil
	}
	b := make([]byte, l.length)
	_, err := s.file.ReadAt(b, l.at)
	if err == io.EOF && l.length == 0 {
		err = nil
	}
	return b, err
}
