package main

import (
	"errors"
	"io/fs"
	"os"
	"path"

	"candor/internal/scaffold"

	"github.com/spf13/cobra"
)

func initCommand(ui *ui) *cobra.Command {
	var ci string
	c := &cobra.Command{
		Use:   "init [DIR]",
		Short: "Begin a site",
		Long: `Init writes the files of a site that builds into DIR, or here: site.yaml with
every setting explained, an example post, a page on how the team writes
post-mortems, .gitignore, and a pipeline that publishes the site.

A file that is there already is kept as it is; what is missing is added. The
example post is left out when there are posts.`,
		Example: `  candor init incidents
  candor init --ci gitlab`,
		Args: cobra.MaximumNArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(_ *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return runInit(ui, dir, ci)
		},
	}
	c.Flags().StringVar(&ci, "ci", scaffold.GitHub, "pipeline to add: github, gitlab or none")
	_ = c.RegisterFlagCompletionFunc("ci", cobra.FixedCompletions([]string{scaffold.GitHub, scaffold.GitLab, scaffold.NoCI}, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func runInit(ui *ui, dir, ci string) error {
	files, err := scaffold.Site(ci, !hasPosts(dir))
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	var made, kept []scaffold.File
	for _, f := range files {
		switch err := create(root, f.Path, f.Data); {
		case errors.Is(err, fs.ErrExist):
			kept = append(kept, f)
		case err != nil:
			return err
		default:
			made = append(made, f)
		}
	}
	return ui.begunSite(dir, made, kept)
}

// hasPosts reports whether there is a post already.
func hasPosts(dir string) bool {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return false
	}
	defer root.Close()
	content, err := fs.Sub(root.FS(), "content")
	return err == nil && len(sources(content)) > 0
}

// create writes a file that must not be there yet, and its folder. A file that
// could not be finished is removed again.
func create(root *os.Root, name string, data []byte) error {
	if err := root.MkdirAll(path.Dir(name), 0o777); err != nil {
		return err
	}
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Close()); err != nil {
		return errors.Join(err, root.Remove(name))
	}
	return nil
}
