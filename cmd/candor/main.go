// Candor turns a folder of Markdown post-mortems into a site, its feeds and
// its data. Run candor --help.
package main

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
)

// Exit codes, the same for every command.
const (
	exitFine     = 0
	exitFindings = 1 // something is wrong with the content
	exitFailure  = 2 // the work could not be done
)

// errFindings ends a command whose findings have been printed.
var errFindings = errors.New("findings")

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

func run(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ui := newUI(stdout, stderr)
	root := rootCommand(ui)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	switch {
	case err == nil:
		return exitFine
	case errors.Is(err, errFindings):
		return exitFindings
	}
	ui.failure(err)
	return exitFailure
}
