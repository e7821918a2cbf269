package main

import (
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func manCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "man DIR",
		Short: "Write the manual pages",
		Long: `Man writes one manual page for each command into DIR, for packagers and for
those who read candor-build(1) rather than candor build --help.

SOURCE_DATE_EPOCH, if set, is the date that the pages bear.`,
		Example: `  candor man ~/.local/share/man/man1
  man candor-build`,
		Args: cobra.ExactArgs(1),
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(c *cobra.Command, args []string) error { return runMan(c.Root(), args[0]) },
	}
}

func runMan(root *cobra.Command, dir string) error {
	now, err := clock(os.Getenv("SOURCE_DATE_EPOCH"), time.Now)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	root.DisableAutoGenTag = true // no line that names the library
	asMarkdown(root)
	return doc.GenManTree(root, &doc.GenManHeader{Date: &now, Source: "candor " + version(), Manual: "Candor"}, dir)
}

// asMarkdown makes the help texts what package doc takes them for.
func asMarkdown(c *cobra.Command) {
	lines := strings.Split(c.Long, "\n")
	for i, line := range lines {
		switch {
		case strings.HasPrefix(line, "  "): // a sample
			lines[i] = "    " + line
		case !strings.HasPrefix(line, "\t"):
			lines[i] = strings.NewReplacer("<", `\<`, "*", `\*`).Replace(line)
		}
	}
	c.Long = strings.Join(lines, "\n")
	for _, sub := range c.Commands() {
		asMarkdown(sub)
	}
}
