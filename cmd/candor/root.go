package main

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func rootCommand(ui *ui) *cobra.Command {
	root := &cobra.Command{
		Use:   "candor",
		Short: "Publish incident post-mortems as a site, feeds and data",
		Long: `Candor turns a folder of Markdown post-mortems into a static site that any
host can serve, with RSS, Atom and JSON feeds.

Write posts in content/, one Markdown file each, with front matter:

  ---
  title: "Post-mortem: A Backward Incompatible Database Migration"
  description: Val runs failed due to a migration that was not backward compatible
  pubDate: 2025-04-02
  author: Sophie Houser
  ---

  Today at 10:11am a 12-minute outage began …

Then build the site into public/.`,
		Example: `  candor build --base-url https://incidents.example.org/
  candor build --strict --format json   # in CI`,
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetOut(ui.out)
	root.SetErr(ui.err)
	root.AddCommand(buildCommand(ui), checkCommand(ui), initCommand(ui), newCommand(ui), serveCommand(ui), manCommand(), factsCommand(ui), lockCommand(ui), diffCommand(ui), versionCommand(ui))
	return root
}

func versionCommand(ui *ui) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of candor",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintf(ui.out, "candor %s (%s, %s/%s)\n", version(), runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return err
		},
	}
}

// version is the module's, as the Go toolchain recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
