package serve

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
)

// portsTried bounds the search for a free port.
const portsTried = 20

// wsaAddrInUse is how Windows says EADDRINUSE.
const wsaAddrInUse = syscall.Errno(10048)

// Listen takes the first free port from port on; 0 lets the system choose. It
// also returns the ports that were taken.
func Listen(host string, port int) (ln net.Listener, busy []int, err error) {
	if host == "" {
		return nil, nil, errors.New("no host to listen on: an empty one would mean every network this machine is in")
	}
	for ; ; port++ {
		ln, err = net.Listen("tcp", net.JoinHostPort(host, strconv.Itoa(port)))
		if err == nil {
			return ln, busy, nil
		}
		if !errors.Is(err, syscall.EADDRINUSE) && !errors.Is(err, wsaAddrInUse) {
			return nil, busy, err
		}
		busy = append(busy, port)
		if len(busy) == portsTried || port == 65535 {
			return nil, busy, fmt.Errorf("ports %d to %d of %s are all in use: choose another with --port", busy[0], port, host)
		}
	}
}

// URL is the address at which ln serves pages, without a slash at the end. A
// host that stands for every address of the machine is shown as the local one.
func URL(ln net.Listener, host string) string {
	_, port, _ := net.SplitHostPort(ln.Addr().String())
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1"
	}
	return "http://" + net.JoinHostPort(host, port)
}
