package main

import (
	"context"
	"net"
	"time"

	"candor/internal/build"
	"candor/internal/cache"
	"candor/internal/diag"
	"candor/internal/serve"

	"github.com/spf13/cobra"
)

// serveOptions are the flags of candor serve.
type serveOptions struct {
	options
	host   string
	port   int
	browse bool
}

func serveCommand(ui *ui) *cobra.Command {
	var o serveOptions
	c := &cobra.Command{
		Use:   "serve",
		Short: "Show the site in a browser while you write",
		Long: `Serve builds the site in memory and serves it on this machine, with drafts and
future posts marked as such. When a file changes it builds again and the browser
reloads at the place where you were. Findings appear here; those that keep the
site from being built also appear over the page, which keeps its last good form.

Nothing is written to public/. Only this machine can connect unless --host names
another address of it; drafts are private.`,
		Example: `  candor serve
  candor serve --open --port 9000`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runServe(cmd.Context(), ui, o)
		},
	}
	f := c.Flags()
	o.inputFlags(c)
	_ = f.MarkHidden("base-url") // a preview has its own
	f.StringVar(&o.host, "host", "127.0.0.1", "name or address of this machine to listen on")
	f.IntVar(&o.port, "port", 8080, "port to listen on; the next free one is taken when it is in use")
	f.BoolVar(&o.browse, "open", false, "open the site in the browser")
	f.BoolVar(&o.drafts, "drafts", true, "include posts marked draft: true")
	f.BoolVar(&o.future, "future", true, "include posts dated in the future")
	return c
}

func runServe(ctx context.Context, ui *ui, o serveOptions) error {
	ln, busy, err := serve.Listen(o.host, o.port)
	if err != nil {
		return err
	}
	if len(busy) > 0 {
		ui.portBusy(busy[0], ln.Addr().(*net.TCPAddr).Port)
	}
	texts := cache.Scratch(o.cache)
	defer texts.Close()
	p := &preview{ui: ui, o: o, url: serve.URL(ln, o.host) + "/", progress: ui.counter(false)}
	defer p.progress.clear()
	return serve.Run(ctx, ln, serve.Site{
		Open:    p.open,
		Texts:   texts,
		Watch:   []string{o.content, o.templates, o.static},
		Ignore:  []string{o.cache, "public"},
		Host:    o.host,
		Built:   p.built,
		Trouble: ui.note,
	})
}

// preview tells the terminal how a served site fares.
type preview struct {
	ui       *ui
	o        serveOptions
	url      string
	started  time.Time // the build under way
	progress *counter  // of the first build
	findings []diag.Diagnostic
}

func (p *preview) open() (build.Input, func(), error) {
	p.started = time.Now()
	in, done, err := p.o.open()
	in.Progress = p.progress.show
	return in, done, err
}

func (p *preview) built(b serve.Build) {
	took := time.Since(p.started)
	p.progress.clear()
	_ = p.ui.findings(fresh(b.Result.Findings, p.findings), p.o.options) // the page shows them too
	p.findings = b.Result.Findings
	if b.Changed != nil {
		p.ui.rebuilt(b, took)
		return
	}
	p.ui.serving(b.Result, p.url)
	if p.o.browse {
		serve.Browse(p.url, p.ui.note)
	}
}

// fresh leaves out of a build's findings what the build before it has said,
// but never an error.
func fresh(list, said []diag.Diagnostic) []diag.Diagnostic {
	known := map[diag.Diagnostic]bool{}
	for _, d := range said {
		known[d] = d.Severity < diag.Error
	}
	var kept []diag.Diagnostic
	for _, d := range list {
		if !known[d] {
			kept = append(kept, d)
		}
	}
	return kept
}
