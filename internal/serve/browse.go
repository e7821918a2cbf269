package serve

import (
	"fmt"
	"os/exec"
	"runtime"
)

// Browse opens a URL in the user's browser, in the background. failed is
// called, from another goroutine, when that does not work.
func Browse(url string, failed func(error)) {
	command := []string{"xdg-open", url}
	switch runtime.GOOS {
	case "darwin":
		command[0] = "open"
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", url}
	}
	go func() {
		if err := exec.Command(command[0], command[1:]...).Run(); err != nil {
			failed(fmt.Errorf("opening the browser with %s: %w", command[0], err))
		}
	}()
}
