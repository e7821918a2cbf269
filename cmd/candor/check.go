package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"candor/internal/build"
	"candor/internal/check"
	"candor/internal/diag"
	"candor/internal/external"

	"github.com/spf13/cobra"
)

var checkFormats = []string{"text", "json", "sarif", "github"}

func checkCommand(ui *ui) *cobra.Command {
	var o options
	var rules, external bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Find mistakes before readers do",
		Long: `Check reads the site as build does, and looks for what is wrong with its posts:
times that contradict each other, what a template left behind, credentials,
private links, links that lead nowhere. It writes nothing.

A site switches rules off in content/site.yaml:

  check: {off: [zone-missing]}

A post silences one for the block that follows, with a reason:

  <!-- candor: ignore time-order because the log is by importance -->

With --external it also asks whether links to other sites still work, and
remembers the answers for a week in the cache folder.

Exit code: 0 no errors and no warnings; 1 some; 2 failure. Hints do not count.`,
		Example: `  candor check
  candor check --format github     # in a pull request, beside the lines
  candor check --rules             # every rule, its reason, how to silence it`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if !slices.Contains(checkFormats, o.format) {
				return fmt.Errorf("--format %s: use text, json, sarif or github", o.format)
			}
			if rules {
				return ui.rules(check.Rules)
			}
			return runCheck(cmd.Context(), ui, o, external)
		},
	}
	o.inputFlags(c)
	f := c.Flags()
	f.BoolVar(&o.drafts, "drafts", false, "include posts marked draft: true")
	f.BoolVar(&o.future, "future", false, "include posts dated in the future")
	f.StringVar(&o.format, "format", "text", "form of the findings: text, json, sarif or github")
	f.BoolVar(&rules, "rules", false, "print every rule and check nothing")
	f.BoolVar(&external, "external", false, "also try links to other sites")
	_ = c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(checkFormats, cobra.ShellCompDirectiveNoFileComp))
	return c
}

func runCheck(ctx context.Context, ui *ui, o options, external bool) error {
	in, done, err := o.open()
	if err != nil {
		return err
	}
	defer done()
	progress := ui.counter(o.format != "text")
	in.Progress = progress.show
	var ask func([]string) map[string]check.Answer
	if external {
		ask = func(addresses []string) map[string]check.Answer { return askOutside(ctx, addresses, o.cache) }
	}
	result, err := build.Check(ctx, in, ask)
	progress.clear()
	if err != nil {
		return err
	}
	if err := ui.checked(result, o.format); err != nil {
		return err
	}
	if diag.Count(result.Findings, diag.Error)+diag.Count(result.Findings, diag.Warning) > 0 {
		return errFindings
	}
	return nil
}

// askOutside asks other sites, and keeps the answers in the cache folder.
func askOutside(ctx context.Context, addresses []string, cache string) map[string]check.Answer {
	name := filepath.Join(cache, "links.json")
	stored, _ := os.ReadFile(name) // without it everything is asked anew
	asker := external.Asker{Now: time.Now().UTC(), Known: external.ReadCache(stored)}
	answers := asker.Ask(ctx, addresses)
	if os.MkdirAll(cache, 0o777) == nil {
		_ = os.WriteFile(name, asker.Known.Bytes(answers, asker.Now), 0o666)
	}
	said := map[string]check.Answer{}
	for address, a := range answers {
		said[address] = check.Answer{Gone: a.Gone, Why: a.Why}
	}
	return said
}

// tool describes candor and its rules for SARIF.
func tool() diag.Tool {
	t := diag.Tool{Name: "Candor", Version: version()}
	for _, r := range check.Rules {
		t.Rules = append(t.Rules, diag.Rule{Code: r.Code, Severity: r.Severity, Short: string(r.About) + ": " + r.Code, Full: r.Reason,
			Help: r.Example + "\n\nTo silence it: " + r.Off()})
	}
	return t
}
