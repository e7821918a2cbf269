package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"candor/internal/build"
	"candor/internal/diff"
	"candor/internal/tree"

	"github.com/spf13/cobra"
)

// diffFormats are the forms of a comparison.
var diffFormats = []string{"text", "markdown", "json"}

func diffCommand(ui *ui) *cobra.Command {
	var o options
	var against string
	c := &cobra.Command{
		Use:   "diff --against DIR|URL",
		Short: "Show what readers will see after this build",
		Long: `Diff builds the site in memory and compares it with the last one: a folder that
a build wrote, or the address where the site is published. It shows, for every
feed, the items that appear, change, vanish or come back as new to people who
have read them; the facts of incidents that change; and, against a folder, the
pages that come, go or say something else. Markup that shows the same is no
difference.

From an address only feeds and incidents.json are fetched, and redirects only
followed within the same origin. Findings of candor lock do not stop a
comparison; this is where to see what they would mean to readers.

--format markdown is for a comment on a pull request.

Exit code: 1 when an item vanishes or comes back as new, 0 otherwise; 2 failure.`,
		Example: `  candor diff --against public
  candor diff --against https://incidents.example.org/ --format markdown`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return runDiff(cmd.Context(), ui, o, against)
		},
	}
	f := c.Flags()
	o.inputFlags(c)
	f.StringVar(&against, "against", "", "folder or address of the site as it is now")
	f.StringVar(&o.format, "format", "text", "form of the comparison: "+strings.Join(diffFormats, ", "))
	_ = c.MarkFlagRequired("against")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(diffFormats, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func runDiff(ctx context.Context, ui *ui, o options, against string) error {
	if !slices.Contains(diffFormats, o.format) {
		return fmt.Errorf("--format %s: use %s", o.format, strings.Join(diffFormats, ", "))
	}
	now, err := buildInMemory(ctx, ui, o)
	if err != nil {
		return err
	}
	old, opt, done, err := previous(ctx, against, now)
	if err != nil {
		return fmt.Errorf("--against %s: %w", against, err)
	}
	defer done()
	report, err := diff.Compare(old, now, opt)
	if local, ok := old.(*folder); ok && local.err != nil {
		err = local.err
	}
	if err != nil {
		return fmt.Errorf("--against %s: %w", against, err)
	}
	if err := ui.compared(report, o.format); err != nil {
		return err
	}
	if report.Broken() {
		return errFindings
	}
	return nil
}

// buildInMemory makes the new side. Only what keeps it from being made is
// said: the rest is for build and check.
func buildInMemory(ctx context.Context, ui *ui, o options) (*tree.Memory, error) {
	in, done, err := o.open()
	if err != nil {
		return nil, err
	}
	defer done()
	in.Plain = true
	in.Locking = build.LockTold
	progress := ui.counter(false)
	in.Progress = progress.show
	var now tree.Memory
	result, err := build.Run(ctx, in, &now)
	progress.clear()
	if err != nil {
		return nil, err
	}
	if result.Failed(false) {
		o.format, o.quiet = "text", true
		if err := ui.findings(result.Findings, o); err != nil {
			return nil, err
		}
		return nil, errors.New("the new site cannot be built, so there is nothing to compare")
	}
	return &now, nil
}

// previous opens the old side: a folder, or what can be fetched of it.
func previous(ctx context.Context, against string, now diff.Files) (old diff.Files, opt diff.Options, done func() error, err error) {
	opt = diff.Options{Against: against}
	if strings.Contains(against, "://") {
		old, err = fetchSite(ctx, against, now)
		return old, opt, func() error { return nil }, err
	}
	opt.Pages = true
	root, err := os.OpenRoot(against)
	if err != nil {
		return nil, opt, nil, err
	}
	files, err := readFolder(root.FS())
	return files, opt, root.Close, err
}

// maxFile bounds one file of the old side.
const maxFile = 32 << 20

// folder is a site on disk. The first failure to read is kept.
type folder struct {
	fs.FS
	paths []string
	err   error
}

// readFolder lists the files that are compared. Links are not followed.
func readFolder(files fs.FS) (*folder, error) {
	f := &folder{FS: files}
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && slices.Contains([]string{".html", ".xml", ".json", ".rss", ".atom", ".rdf"}, path.Ext(name)) {
			f.paths = append(f.paths, name)
		}
		return err
	})
	slices.Sort(f.paths)
	return f, err
}

func (f *folder) Paths() []string { return f.paths }

func (f *folder) Lookup(name string) ([]byte, bool) {
	if _, listed := slices.BinarySearch(f.paths, name); !listed || f.err != nil {
		return nil, false
	}
	info, err := fs.Stat(f.FS, name)
	if err == nil && info.Size() > maxFile {
		err = fmt.Errorf("%s has more than %d MB", name, maxFile>>20)
	}
	var data []byte
	if err == nil {
		data, err = fs.ReadFile(f.FS, name)
	}
	f.err = err
	return data, err == nil
}
