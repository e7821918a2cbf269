package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"candor/internal/build"
	"candor/internal/lock"

	"github.com/spf13/cobra"
)

func lockCommand(ui *ui) *cobra.Command {
	var o options
	c := &cobra.Command{
		Use:   "lock",
		Short: "Record which addresses and feed ids are published",
		Long: `Lock records every published post in content/site.lock: its address, its
aliases and its id in feeds. Commit the file. From then on a build fails when a
recorded address or id would change or vanish, and says what to write into which
post to keep it. Ids come from the file, so that a new base URL or slug does not
show old posts to subscribers as new ones.

Drafts and future posts are recorded when they are published. Lines that are
there are only changed where an address stays reachable, and lock refuses to
drop any other; to withdraw a post for good, delete its line yourself.

Run it when you publish. "candor build --locked" in CI fails when it was
forgotten.

Exit code: 0 the file is up to date; 1 findings, and nothing is written; 2 failure.`,
		Example: `  candor lock
  candor lock --base-url https://example.org/incidents/`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runLock(cmd.Context(), ui, o)
		},
	}
	o.inputFlags(c)
	_ = c.Flags().MarkHidden("cache") // nothing is drawn
	c.Flags().StringVar(&o.format, "format", "text", "form of the findings: text or json")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func runLock(ctx context.Context, ui *ui, o options) error {
	if o.format != "text" && o.format != "json" {
		return fmt.Errorf("--format %s: use text or json", o.format)
	}
	in, done, err := o.open()
	if err != nil {
		return err
	}
	defer done()
	result, out, err := build.Lock(ctx, in)
	if err != nil {
		return err
	}
	failed := result.Failed(false)
	if failed || o.format == "json" {
		o.quiet = true // hints are for check and build
		if err := ui.findings(result.Findings, o); err != nil {
			return err
		}
	}
	if failed {
		ui.lockRefused(in.Content.Name + lock.Name)
		return errFindings
	}
	file := filepath.Join(o.content, lock.Name)
	if _, err := os.Lstat(file); err != nil || !out.Current() {
		if err := replace(o.content, lock.Name, out.Next.Bytes()); err != nil {
			return err
		}
	}
	if o.format == "json" {
		return nil
	}
	return ui.locked(file, out)
}

// replace gives a file in dir new content, at once or not at all.
func replace(dir, name string, content []byte) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	mode := fs.FileMode(0o644)
	if info, err := root.Lstat(name); err == nil {
		if !info.Mode().IsRegular() {
			return fmt.Errorf("%s is no regular file", filepath.Join(dir, name))
		}
		mode = info.Mode().Perm()
	}
	temporary := "." + name + "-" + rand.Text()
	f, err := root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Sync(), f.Close()); err == nil {
		err = root.Rename(temporary, name)
	}
	if err != nil {
		_ = root.Remove(temporary)
	}
	return err
}
