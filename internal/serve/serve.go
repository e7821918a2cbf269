// Package serve shows a site while it is being written: the tree that build
// would publish, over HTTP, built again whenever one of its files changes.
//
//	folders ─▶ watcher ─▶ gather ─▶ rebuild ─▶ state ─▶ handlers ─▶ browser
//	            (paths)   (batches)           (atomic)         └──▶ /.candor/events
//
// All that handlers know is a [state]: the last build that succeeded and what
// was wrong with the one after it. A state never changes; the next one
// replaces it and wakes whoever waits. A failed build thus leaves the last
// good site in place and is shown over its pages.
//
// Pages reload by themselves through one script, which is put into HTML on its
// way out and is never part of the tree. Drafts are private: the server
// answers only to its own names (DNS rebinding) and keeps other sites from
// framing, embedding or listening to it.
package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"candor/internal/build"
	"candor/internal/cache"
)

// Site is what to serve.
type Site struct {
	// Open gives a build its input; BaseURL, Preview and Cache are set by Run.
	// done ends its use. An error counts as a failed build.
	Open func() (in build.Input, done func(), err error)
	// Texts is where bodies of posts lie between builds; nil for memory.
	Texts *cache.Store
	// Watch are the folders whose changes matter, the content first; they may
	// come and go.
	Watch []string
	// Ignore are folders inside them that do not matter.
	Ignore []string
	// Host is the name or address the listener was asked for.
	Host string
	// Built is called after each build, one at a time.
	Built func(Build)
	// Trouble is called, from any goroutine, with what keeps changes from
	// being seen. The server goes on.
	Trouble func(error)
}

// Build is what a build has to say.
type Build struct {
	Changed []string // what gave rise to it, sorted; none for the first build
	Result  build.Result
}

// stopAfter bounds how long requests under way may take at the end.
var stopAfter = time.Second

// server is a site being served.
type server struct {
	Site
	base    string // http://127.0.0.1:8080
	cache   *build.Cache
	session string   // tells the builds of this run from those of another
	builds  int      // that succeeded
	unbuilt []string // what changed since the last of them
	current atomic.Pointer[state]
}

// Run builds the site, then serves it on ln until ctx ends; that end is no
// error. It fails when the first build cannot be done at all. ln is closed
// when Run returns, and no goroutine is left.
func Run(ctx context.Context, ln net.Listener, site Site) error {
	defer ln.Close()
	ctx, cancel := context.WithCancel(ctx)
	w, err := newWatcher(site.Watch, site.Ignore, site.Trouble)
	if err != nil {
		cancel()
		return err
	}
	paths, batches := make(chan string), make(chan batch)
	var wg sync.WaitGroup
	defer wg.Wait()
	defer cancel()
	wg.Go(func() { w.run(ctx, paths) })
	wg.Go(func() { gather(paths, batches) })

	if site.Texts == nil {
		site.Texts = cache.Memory()
	}
	s := &server{Site: site, base: URL(ln, site.Host), session: rand.Text(), cache: build.NewCache(site.Texts, "")}
	s.current.Store(newState("", nil, nil))
	if err := s.rebuild(ctx, nil); err != nil {
		return unlessEnded(ctx, err)
	}
	wg.Go(func() {
		for batch := range batches {
			changed := batch.sorted()
			if err := s.rebuild(ctx, changed); err != nil && ctx.Err() == nil {
				s.broken(changed, err)
			}
		}
	})
	return unlessEnded(ctx, s.answer(ctx, ln))
}

func unlessEnded(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// answer serves HTTP until ctx ends. Requests end with it, above all those
// that wait for events.
func (s *server) answer(ctx context.Context, ln net.Listener) error {
	srv := &http.Server{
		Handler:           s,
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	stopped := make(chan struct{})
	defer func() { <-stopped }()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	go func() {
		defer close(stopped)
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), stopAfter)
		defer cancel()
		if srv.Shutdown(grace) != nil {
			srv.Close()
		}
	}()
	if err := srv.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
