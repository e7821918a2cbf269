package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"candor/internal/build"
	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/post"

	"github.com/spf13/cobra"
)

func factsCommand(ui *ui) *cobra.Command {
	var format string
	c := &cobra.Command{
		Use:   "facts FILE|FOLDER...",
		Short: "Show what posts say happened when, and where they say it",
		Long: `Facts reads posts and shows what Candor knows of each incident: when it
started, was detected, mitigated and resolved, how long it lasted, its timeline,
severity, services and impact. Under each fact stands the line it was read from.

What a post does not say is not shown. An author overrules what is read from the
text with the incident block of the front matter: a value wins, "none" means not
known, "incident: false" means that the post reports no incident.

Files without front matter are read too. Folders are searched for posts. What
cannot be read of a front matter is told on standard error.

Exit code: 0 when every file could be read, 2 otherwise.`,
		Example: `  candor facts content/
  candor facts --format json content/codegen.md`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if format != "text" && format != "json" {
				return fmt.Errorf("--format %s: use text or json", format)
			}
			return runFacts(ui, args, format)
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text for people, or json")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json"}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func runFacts(ui *ui, args []string, format string) error {
	records := []incident.Record{}
	var findings []diag.Diagnostic
	for _, arg := range args {
		read, found, err := readFacts(arg)
		if err != nil {
			return err
		}
		records = append(records, read...)
		findings = append(findings, found...)
	}
	if err := ui.unread(findings); err != nil {
		return err
	}
	if format == "json" {
		enc := json.NewEncoder(ui.out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(records)
	}
	return ui.facts(records)
}

// readFacts reads one file, or every post below a folder.
func readFacts(arg string) ([]incident.Record, []diag.Diagnostic, error) {
	info, err := os.Stat(arg)
	if err != nil {
		return nil, nil, err
	}
	dir, names := filepath.Dir(arg), []string{filepath.Base(arg)}
	if info.IsDir() {
		dir = arg
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close()
	prefix := strings.TrimSuffix(arg, names[0])
	if info.IsDir() {
		if names, err = posts(root.FS()); err != nil {
			return nil, nil, err
		}
		if len(names) == 0 {
			return nil, nil, errors.New(arg + " holds no Markdown file")
		}
		prefix = strings.TrimSuffix(filepath.ToSlash(arg), "/") + "/"
	}
	return build.Facts(root.FS(), names, prefix)
}

// posts lists the regular Markdown files below a folder.
func posts(files fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && name != "." && strings.HasPrefix(d.Name(), "."):
			return fs.SkipDir
		case d.Type().IsRegular() && post.IsSource(name):
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return names, err
}
