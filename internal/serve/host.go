package serve

import (
	"net"
	"net/http"
	"strings"
)

// ownHost reports whether a request names this server: by a name of the local
// machine, by the host that the listener was asked for, or by the address it
// came in on. A page of a stranger whose name resolves to this machine (DNS
// rebinding) names the stranger. Ports are not compared: a container's differ.
func (s *server) ownHost(r *http.Request) bool {
	host := r.Host
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	for _, own := range []string{"localhost", s.Host, localIP(r)} {
		if own != "" && strings.EqualFold(host, own) {
			return true
		}
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// localIP is the address of this machine that the request was sent to.
func localIP(r *http.Request) string {
	if addr, ok := r.Context().Value(http.LocalAddrContextKey).(*net.TCPAddr); ok {
		return addr.IP.String()
	}
	return ""
}

// sameOrigin reports whether a request can only come from this server's own
// pages, or from no page at all.
func sameOrigin(r *http.Request) bool {
	site, origin := r.Header.Get("Sec-Fetch-Site"), r.Header.Get("Origin")
	return (site == "" || site == "same-origin" || site == "none") && (origin == "" || origin == "http://"+r.Host)
}
