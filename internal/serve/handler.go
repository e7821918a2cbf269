package serve

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The server's own addresses. No file of a site has a path like these.
const (
	eventsPath = "/.candor/events"
	scriptPath = "/.candor/live.js"
	stylePath  = "/.candor/live.css"
)

// ServeHTTP answers as a plain static host would, and for the live reload.
func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Content-Security-Policy", "frame-ancestors 'none'")
	switch {
	case !s.ownHost(r):
		http.Error(w, "This is a private preview. It answers to "+s.base+" only.", http.StatusMisdirectedRequest)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "Only GET and HEAD.", http.StatusMethodNotAllowed)
	case r.URL.Path == eventsPath:
		s.events(w, r)
	case r.URL.Path == scriptPath:
		send(w, r, http.StatusOK, "live.js", liveScript)
	case r.URL.Path == stylePath:
		send(w, r, http.StatusOK, "live.css", liveStyle)
	default:
		s.file(w, r)
	}
}

// hashed matches names that hold a hash of what is in the file: a page that
// reloads need not fetch it again.
var hashed = regexp.MustCompile(`^assets/[^/]+\.[0-9a-f]{8}\.(css|js)$`)

// file answers with a file of the site, or with the page that says there is
// no site yet.
func (s *server) file(w http.ResponseWriter, r *http.Request) {
	now := s.current.Load()
	if now.files == nil {
		w.Header().Set("Content-Security-Policy", failedPolicy)
		send(w, r, http.StatusServiceUnavailable, "failed.html", failedPage(now))
		return
	}
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	if data, found := now.files.Lookup(name); found {
		if hashed.MatchString(name) {
			w.Header().Set("Cache-Control", "max-age=31536000, immutable")
		}
		send(w, r, http.StatusOK, name, now.live(name, data))
		return
	}
	if _, folder := now.files.Lookup(name + "/index.html"); folder && fs.ValidPath(name) {
		to := url.URL{Path: "/" + name + "/", RawQuery: r.URL.RawQuery}
		http.Redirect(w, r, to.String(), http.StatusMovedPermanently)
		return
	}
	page, found := now.files.Lookup("404.html")
	if !found {
		http.NotFound(w, r)
		return
	}
	send(w, r, http.StatusNotFound, "404.html", now.live("404.html", page))
}

// send writes a file, or the part of it that is asked for: players of video
// skip within it.
func send(w http.ResponseWriter, r *http.Request, status int, name string, data []byte) {
	w.Header().Set("Content-Type", contentType(name))
	if status == http.StatusOK {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(data))
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data) // the reader is gone when this fails
	}
}
