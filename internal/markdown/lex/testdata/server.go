// Package server answers requests.
package server

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

//go:embed static
var static embed.FS

const (
	timeout = 5 * time.Second
	limit   = 1 << 20
	ratio   = 0.75e3
	mask    = 0xFF_00
	letter  = 'x'
)

// Server is one.
type Server struct {
	handlers map[string]http.Handler
	requests chan *http.Request
	closed   bool
	mu       sync.Mutex
}

type reader interface {
	Read(p []byte) (n int, err error)
}

/*
New returns

	a server.
*/
func New(addr string, opts ...func(*Server)) (*Server, error) {
	s := &Server{handlers: make(map[string]http.Handler, 8)}
	for i, opt := range opts {
		if opt == nil {
			return nil, fmt.Errorf("option %d is nil: %w", i, errors.New("bad"))
		}
		opt(s)
	}
	return s, nil
}

func (s *Server) serve(ctx context.Context) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case req, ok := <-s.requests:
			if !ok || len(req.URL.Path) > limit {
				continue
			}
			go s.handle(req, []byte(`raw "string"`), int64(ratio))
		}
	}
	var x uint8 = 1 + iota
	switch x {
	default:
		goto end
	}
end:
	println("done", true, false, rune('\n'))
	return
}
