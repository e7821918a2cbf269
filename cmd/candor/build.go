package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"candor/internal/build"
	"candor/internal/cache"
	"candor/internal/tree"

	"github.com/spf13/cobra"
)

// options are the flags that say what a site is made of and where it goes.
type options struct {
	content, templates, static string
	out, cache, baseURL        string
	drafts, future             bool
	strict, quiet, locked      bool
	format                     string
}

func buildCommand(ui *ui) *cobra.Command {
	var o options
	c := &cobra.Command{
		Use:   "build",
		Short: "Build the site into public/",
		Long: `Build reads content/ and writes a finished site into public/: pages, feeds,
sitemap and redirects. Files that did not change are left untouched, files that
Candor did not write are never overwritten or removed.

When something is wrong with the content, build prints every finding with its
file and line and writes nothing: the previous site stays as it was.

The address of the site comes from --base-url or from baseURL in
content/site.yaml. SOURCE_DATE_EPOCH, if set, is the time that decides which
posts are still in the future.

Once there is a content/site.lock (see candor lock), a build fails when an
address or feed id that it records would change or vanish.

Exit code: 0 built; 1 findings (errors, with --strict also warnings); 2 failure.`,
		Example: `  candor build
  candor build --base-url https://example.org/incidents/ --strict
  candor build --drafts --future --out /tmp/preview`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runBuild(cmd.Context(), ui, o)
		},
	}
	f := c.Flags()
	o.inputFlags(c)
	f.StringVar(&o.out, "out", "public", "folder to write the site into")
	f.BoolVar(&o.drafts, "drafts", false, "include posts marked draft: true")
	f.BoolVar(&o.future, "future", false, "include posts dated in the future")
	f.BoolVar(&o.strict, "strict", false, "treat warnings as errors")
	f.BoolVar(&o.locked, "locked", false, "fail unless candor lock has recorded what is published")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "print errors and warnings only")
	f.StringVar(&o.format, "format", "text", "form of the findings: text or json")
	_ = c.MarkFlagDirname("out")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

// inputFlags are common to all commands that read a site.
func (o *options) inputFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&o.content, "content", "content", "folder of posts, pages and site.yaml")
	f.StringVar(&o.templates, "templates", "templates", "folder of templates that replace Candor's own")
	f.StringVar(&o.static, "static", "static", "folder of static files, added to Candor's own")
	f.StringVar(&o.cache, "cache", ".candor", "folder for files that only speed up the next build")
	f.StringVar(&o.baseURL, "base-url", "", "address the site is published at, over site.yaml's baseURL")
	for _, name := range []string{"content", "templates", "static", "cache"} {
		_ = c.MarkFlagDirname(name)
	}
}

func runBuild(ctx context.Context, ui *ui, o options) error {
	if o.format != "text" && o.format != "json" {
		return fmt.Errorf("--format %s: use text or json", o.format)
	}
	started := time.Now()
	in, done, err := o.open()
	if err != nil {
		return err
	}
	defer done()
	if err := o.separate(); err != nil {
		return err
	}
	out, err := tree.Open(o.out)
	if err != nil {
		return err
	}
	defer out.Close()
	if o.locked {
		in.Locking = build.LockCurrent
	}
	if store, err := cache.Open(o.cache, programVersion()); err == nil { // else the build does without
		defer store.Close()
		in.Cache = build.NewCache(store, programVersion())
	}
	progress := ui.counter(o.quiet)
	in.Progress, in.Reading = progress.show, spendMemory()
	result, err := build.Run(ctx, in, out)
	progress.clear()
	if ctx.Err() != nil {
		return fmt.Errorf("interrupted: %s is as it was before", o.out)
	}
	if err != nil {
		return err
	}
	if err := ui.findings(result.Findings, o); err != nil {
		return err
	}
	if result.Failed(o.strict) {
		ui.refused(result, o)
		return errFindings
	}
	written, err := out.Commit()
	if err != nil {
		return err
	}
	if kept, ok := in.Cards.(*cardCache); ok {
		kept.sweep()
	}
	if in.Cache != nil {
		_ = in.Cache.Keep() // a full disk costs the next build its head start, not this one its site
	}
	return ui.built(result, written, o, time.Since(started))
}

// open gives the build its input folders. done closes them.
func (o *options) open() (in build.Input, done func(), err error) {
	var open []interface{ Close() error }
	done = func() {
		for _, c := range open {
			c.Close()
		}
	}
	folder := func(dir string, required bool) (build.Folder, error) {
		name := filepath.ToSlash(filepath.Clean(dir)) + "/"
		root, err := os.OpenRoot(dir)
		switch {
		case os.IsNotExist(err) && !required:
			return build.Folder{Name: name}, nil
		case os.IsNotExist(err):
			return build.Folder{}, fmt.Errorf("there is no folder %s here: create it and put a Markdown file with title and pubDate into it, or name another with --content", dir)
		case err != nil:
			return build.Folder{}, err
		}
		open = append(open, root)
		return build.Folder{FS: root.FS(), Name: name}, nil
	}
	in = build.Input{BaseURL: o.baseURL, Drafts: o.drafts, Future: o.future}
	if in.Now, err = clock(os.Getenv("SOURCE_DATE_EPOCH"), time.Now); err == nil {
		if in.Content, err = folder(o.content, true); err == nil {
			if in.Templates, err = folder(o.templates, false); err == nil {
				in.Static, err = folder(o.static, false)
			}
		}
	}
	if err != nil {
		done()
		return in, nil, err
	}
	in.Scratch = cache.Scratch(o.cache)
	open = append(open, in.Scratch)
	if cards := openCards(o.cache); cards != nil {
		open = append(open, cards)
		in.Cards = cards
	}
	return in, done, nil
}

// clock is the build's idea of now, as reproducible-builds.org defines it.
func clock(epoch string, now func() time.Time) (time.Time, error) {
	if epoch == "" {
		return now(), nil
	}
	seconds, err := strconv.ParseInt(epoch, 10, 64)
	if err != nil {
		return time.Time{}, fmt.Errorf("SOURCE_DATE_EPOCH is %q, not a number of seconds since 1970", epoch)
	}
	return time.Unix(seconds, 0), nil
}

// separate refuses an output folder that is or lies in an input folder, where
// the next build would read what this one wrote.
func (o *options) separate() error {
	out, err := filepath.Abs(o.out)
	if err != nil {
		return err
	}
	for _, dir := range []string{o.content, o.templates, o.static} {
		in, err := filepath.Abs(dir)
		if err != nil {
			return err
		}
		if rel, err := filepath.Rel(in, out); err == nil && filepath.IsLocal(rel) {
			return fmt.Errorf("--out %s lies in %s, which the build reads: choose another folder", o.out, dir)
		}
	}
	return nil
}
