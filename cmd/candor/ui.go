package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode"

	"candor/internal/build"
	"candor/internal/check"
	"candor/internal/diag"
	"candor/internal/diff"
	"candor/internal/incident"
	"candor/internal/lock"
	"candor/internal/scaffold"
	"candor/internal/serve"
	"candor/internal/tree"
	"candor/internal/when"

	"golang.org/x/term"
)

// All text that candor prints stands in this file. Its rules: results go to
// standard output, everything about the work to standard error; colour and
// counters only on a terminal, and no colour when NO_COLOR is set
// (no-color.org); sentences say what happened and what to do; no text from a
// file reaches a terminal with control characters in it.

type ui struct {
	out, err  io.Writer
	colour    bool // on standard error
	mayColour bool // the environment does not forbid it
	terminal  bool // standard error is one
}

func newUI(stdout, stderr io.Writer) *ui {
	terminal := isTerminal(stderr)
	may := os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return &ui{out: stdout, err: stderr, terminal: terminal, mayColour: may, colour: terminal && may}
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// failure says why a command could not do its work.
func (u *ui) failure(err error) {
	fmt.Fprintf(u.err, "candor: %s\n", plain(err.Error()))
}

// findings prints what a build found: JSON to standard output, text to
// standard error.
func (u *ui) findings(list []diag.Diagnostic, o options) error {
	if o.format == "json" {
		return diag.WriteJSON(u.out, list)
	}
	if o.quiet {
		var grave []diag.Diagnostic
		for _, d := range list {
			if d.Severity > diag.Hint {
				grave = append(grave, d)
			}
		}
		list = grave
	}
	return diag.WriteText(u.err, list, u.style())
}

func (u *ui) style() diag.Style { return styleFor(u.colour) }

// outStyle is for standard output.
func (u *ui) outStyle() diag.Style { return styleFor(isTerminal(u.out) && u.mayColour) }

func styleFor(colour bool) diag.Style {
	if !colour {
		return diag.Style{}.OrPlain()
	}
	return colours
}

var colours = func() diag.Style {
	colour := func(code, text string) string { return "\x1b[" + code + "m" + text + "\x1b[0m" }
	codes := map[diag.Severity]string{diag.Error: "1;31", diag.Warning: "1;33", diag.Hint: "36"}
	return diag.Style{
		Strong: func(s string) string { return colour("1", s) },
		Mark:   func(sev diag.Severity, s string) string { return colour(codes[sev], s) },
		Faint:  func(s string) string { return colour("2", s) },
	}
}()

// refused says that findings kept the build from publishing.
func (u *ui) refused(r build.Result, o options) {
	why := plural(diag.Count(r.Findings, diag.Error), "error", "errors")
	if warnings := diag.Count(r.Findings, diag.Warning); o.strict && warnings > 0 {
		why += " and " + plural(warnings, "warning", "warnings") + " (--strict)"
	}
	fmt.Fprintf(u.err, "Nothing was written to %s because of %s.\n", o.out, why)
}

// built is the summary of a build.
func (u *ui) built(r build.Result, files tree.Result, o options, took time.Duration) error {
	if o.quiet {
		return nil
	}
	w := u.out
	if o.format == "json" {
		w = u.err
	}
	deleted := ""
	if files.Deleted > 0 {
		deleted = fmt.Sprintf(", %d removed", files.Deleted)
	}
	_, err := fmt.Fprintf(w, "Built %s: %s, %s; %s written, %d unchanged%s, in %.1f s\n", o.out,
		plural(r.Posts, "post", "posts"), plural(r.Pages, "page", "pages"),
		plural(files.Written, "file", "files"), files.Unchanged, deleted, took.Seconds())
	return err
}

// locked says what candor lock recorded, in the form of the file's lines.
func (u *ui) locked(file string, out lock.Outcome) error {
	if out.Current() {
		_, err := fmt.Fprintf(u.out, "%s is up to date: %s\n", file, plural(len(out.Next.Entries), "post", "posts"))
		return err
	}
	for _, part := range []struct {
		verb    string
		entries []lock.Entry
	}{{"recorded", out.Added}, {"changed", out.Changed}, {"redirected", out.Dropped}} {
		for _, e := range part.entries {
			if _, err := fmt.Fprintf(u.out, "%-10s %s  %s\n", part.verb, diag.Printable(strings.Join(e.Addresses(), " ")), diag.Printable(e.FeedID)); err != nil {
				return err
			}
		}
	}
	fmt.Fprintf(u.err, "Wrote %s: commit it.\n", file)
	return nil
}

// lockRefused says that findings kept candor lock from writing.
func (u *ui) lockRefused(file string) { fmt.Fprintf(u.err, "%s stays as it is.\n", file) }

// checked prints what candor check found, its result.
func (u *ui) checked(r build.Result, format string) error {
	switch format {
	case "json":
		return diag.WriteJSON(u.out, r.Findings)
	case "sarif":
		return diag.WriteSARIF(u.out, r.Findings, tool())
	case "github":
		return diag.WriteAnnotations(u.out, r.Findings)
	}
	said := "nothing to mend"
	if len(r.Findings) > 0 {
		said = counted(r.Findings)
	}
	fmt.Fprintf(u.err, "Checked %s: %s.\n", plural(r.Posts, "post", "posts"), said)
	return diag.WriteText(u.out, r.Findings, u.outStyle())
}

// rules prints every rule, for people.
func (u *ui) rules(list []check.Rule) error {
	style := u.outStyle()
	var b strings.Builder
	about := check.About("")
	for _, r := range list {
		if r.About != about {
			about = r.About
			fmt.Fprintf(&b, "%s\n\n", style.Strong(strings.ToUpper(string(about))))
		}
		fmt.Fprintf(&b, "%s %s\n  %s\n  Example: %s\n  To silence it: %s\n\n", style.Strong(r.Code), style.Mark(r.Severity, r.Severity.String()), r.Reason, r.Example, r.Off())
	}
	_, err := io.WriteString(u.out, strings.TrimSuffix(b.String(), "\n"))
	return err
}

// compared prints what changes for readers.
func (u *ui) compared(r diff.Report, format string) error {
	switch format {
	case "json":
		return diff.WriteJSON(u.out, r)
	case "markdown":
		return diff.WriteMarkdown(u.out, r)
	}
	return diff.WriteText(u.out, r, u.outStyle())
}

// outlines lists what candor new can begin a post with.
func (u *ui) outlines(list []scaffold.Outline) error {
	width := 0
	for _, o := range list {
		width = max(width, len(o.Name))
	}
	for _, o := range list {
		if _, err := fmt.Fprintf(u.out, "%-*s  %s\n", width, plain(o.Name), plain(o.Summary)); err != nil {
			return err
		}
	}
	return nil
}

// begun names a new post.
func (u *ui) begun(file string, draft bool) error {
	if draft {
		fmt.Fprintln(u.err, "Created a draft: candor serve shows it, removing its draft: true publishes it.")
	}
	_, err := fmt.Fprintln(u.out, plain(file))
	return err
}

// begunSite lists the files of a new site, and those it had already.
func (u *ui) begunSite(dir string, made, kept []scaffold.File) error {
	for _, f := range kept {
		why := "is there already and stays as it is"
		if f.Advice != "" {
			why += "; " + f.Advice
		}
		fmt.Fprintf(u.err, "%s %s.\n", plain(filepath.Join(dir, f.Path)), why)
	}
	for _, f := range made {
		if _, err := fmt.Fprintln(u.out, plain(filepath.Join(dir, f.Path))); err != nil {
			return err
		}
	}
	if len(made) == 0 {
		fmt.Fprintln(u.err, "There was nothing to add.")
		return nil
	}
	enter := ""
	if dir != "." {
		enter = "  cd " + plain(dir) + "\n"
	}
	fmt.Fprintf(u.err, "Created %s. Next:\n%s  candor serve --open\n  candor new \"What happened\"\n", plural(len(made), "file", "files"), enter)
	return nil
}

// plain keeps control characters in names from the terminal.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' {
			return '\ufffd'
		}
		return r
	}, s)
}

// counter shows how far a build is, on a terminal and once it takes longer
// than a second.
type counter struct {
	mu    sync.Mutex
	w     io.Writer // nil shows nothing
	next  time.Time
	shown bool
}

const (
	counterAfter = time.Second
	counterEvery = 100 * time.Millisecond
)

func (u *ui) counter(quiet bool) *counter {
	c := &counter{next: time.Now().Add(counterAfter)}
	if u.terminal && !quiet {
		c.w = u.err
	}
	return c
}

func (c *counter) show(stage string, done, total int) {
	if c.w == nil {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := time.Now(); now.After(c.next) {
		c.next = now.Add(counterEvery)
		c.shown = true
		fmt.Fprintf(c.w, "\r%-40s", fmt.Sprintf("Building %s: %d of %d", stage, done, total))
	}
}

// clear removes the counter's line.
func (c *counter) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.shown {
		fmt.Fprint(c.w, "\r"+strings.Repeat(" ", 40)+"\r")
	}
	c.w = nil
}

// portBusy says that serve listens on another port than the one asked for.
func (u *ui) portBusy(wanted, got int) {
	fmt.Fprintf(u.err, "Port %d is in use, so this is port %d.\n", wanted, got)
}

// serving says where the site can be seen.
func (u *ui) serving(r build.Result, url string) {
	if r.Failed(false) {
		fmt.Fprintf(u.err, "The site could not be built: %s. It will appear when they are mended.\n", counted(r.Findings))
	}
	fmt.Fprintf(u.out, "Serving %s at %s (Ctrl-C to stop)\n", plural(r.Posts, "post", "posts"), url)
}

// rebuilt says what a change came to.
func (u *ui) rebuilt(b serve.Build, took time.Duration) {
	what := diag.Printable(b.Changed[0])
	if others := len(b.Changed) - 1; others > 0 {
		what += " and " + plural(others, "other file", "other files")
	}
	if b.Result.Failed(false) {
		fmt.Fprintf(u.err, "%s changed: %s, so the last good version stays\n", what, counted(b.Result.Findings))
		return
	}
	said := ""
	if len(b.Result.Findings) > 0 {
		said = ", " + counted(b.Result.Findings)
	}
	fmt.Fprintf(u.err, "%s changed: built in %.2f s%s\n", what, took.Seconds(), said)
}

// note says what went wrong beside the work itself.
func (u *ui) note(err error) { fmt.Fprintf(u.err, "Note: %v\n", err) }

// counted is how many findings there are of each severity.
func counted(list []diag.Diagnostic) string {
	var parts []string
	for _, s := range []diag.Severity{diag.Error, diag.Warning, diag.Hint} {
		if n := diag.Count(list, s); n > 0 {
			parts = append(parts, plural(n, s.String(), s.String()+"s"))
		}
	}
	return strings.Join(parts, ", ")
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// unread prints what could not be read of posts whose facts are shown.
func (u *ui) unread(list []diag.Diagnostic) error {
	list = slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Severity != diag.Error })
	return diag.WriteText(u.err, list, u.style())
}

// facts prints what is known of each incident, with the line under each fact.
func (u *ui) facts(records []incident.Record) error {
	style := u.outStyle()
	var b strings.Builder
	for i, r := range records {
		if i > 0 {
			b.WriteByte('\n')
		}
		fmt.Fprintf(&b, "%s\n", style.Strong(diag.Printable(r.File+": "+r.Title)))
		if r.Incident == nil {
			b.WriteString("  no incident\n")
			continue
		}
		for _, f := range factLines(r.Incident) {
			fmt.Fprintf(&b, "  %-11s %s\n", f.name, diag.Printable(f.value))
			if f.line > 0 {
				fmt.Fprintf(&b, "  %-11s %s\n", "", style.Faint(diag.Printable(fmt.Sprintf("line %d: %s [%s]", f.line, f.quote, f.rule))))
			}
		}
		wide := 0
		for _, e := range r.Incident.Timeline {
			wide = max(wide, len(eventTime(e)))
		}
		for _, e := range r.Incident.Timeline {
			fmt.Fprintf(&b, "  %-*s %s %s\n", wide, eventTime(e), diag.Printable(e.Text), style.Faint(fmt.Sprintf("(line %d)", e.Line)))
		}
	}
	_, err := io.WriteString(u.out, b.String())
	return err
}

// factLine is one fact in words.
type factLine struct {
	name, value string
	line        int
	quote, rule string
}

func factLines(in *incident.Incident) []factLine {
	var lines []factLine
	add := func(name, value string, e incident.Evidence) {
		lines = append(lines, factLine{name, value, e.Line, e.Text, e.Rule})
	}
	for _, m := range in.Moments() {
		if m.Fact != nil {
			add(m.Name, momentWords(m.Fact.Moment), m.Fact.Evidence)
		}
	}
	if d := in.Duration; d != nil {
		how := "computed"
		if d.Stated {
			how = "stated"
		}
		add("duration", when.Words(d.Length, d.Approx)+", "+how, d.Evidence)
	}
	if in.Severity != nil {
		add("severity", in.Severity.Name, in.Severity.Evidence)
	}
	for rest := in.Services; len(rest) > 0; {
		n := 1 // services that one line names stand together
		names := []string{rest[0].Name}
		for ; n < len(rest) && rest[n].Evidence == rest[0].Evidence; n++ {
			names = append(names, rest[n].Name)
		}
		add("services", strings.Join(names, ", "), rest[0].Evidence)
		rest = rest[n:]
	}
	for _, c := range in.Impact {
		add("impact", strconv.FormatFloat(c.Number, 'f', -1, 64)+" "+c.Unit, c.Evidence)
	}
	return lines
}

func momentWords(m when.Moment) string {
	text := m.String()
	if m.Approx {
		text = "about " + text
	}
	if !m.Zoned && m.Precision > when.Day {
		text += " (zone not stated)"
	}
	return text
}

func eventTime(e incident.Event) string {
	if e.At.IsZero() {
		return "time not known"
	}
	text := e.At.String()
	if e.At.Approx {
		text = "~" + text
	}
	if !e.Until.IsZero() {
		text += " to " + e.Until.String()
	}
	return text
}
