package markdown

import (
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"candor/internal/diag"
)

// hostile are texts that cost some Markdown programs quadratic time or worse.
func hostile() map[string]string {
	var backticks, footnotes, definitions, jumble, hidden, hiddenInCells strings.Builder
	for i := range 400 {
		fmt.Fprintf(&hidden, "<i a=%d><table><td></i></b></table>\n", i)
		fmt.Fprintf(&hiddenInCells, "<i a=%d>\n\n|a|\n|-|\n|</i>|\n\n", i)
	}
	for i := range 1200 {
		backticks.WriteString("e" + strings.Repeat("`", i))
	}
	for i := range 60_000 {
		fmt.Fprintf(&footnotes, "x[^%d]\n\n[^%d]: y\n\n", 60_000-i, i)
		fmt.Fprintf(&definitions, "[%d]: /u\n", i)
		fmt.Fprintf(&jumble, "[%d]: /u\n\n[%d]\n", i, i)
	}
	deepList := ""
	for i := range 1000 {
		deepList += strings.Repeat("  ", i) + "- x\n"
	}
	return map[string]string{
		"brackets":            strings.Repeat("[", 1<<20),
		"stars":               strings.Repeat("*", 1<<20),
		"spaced stars":        strings.Repeat("*a ", 1<<18) + strings.Repeat("a* ", 1<<18),
		"openers and closers": strings.Repeat("*a_ ", 1<<18),
		"triples":             strings.Repeat("a**b*c*", 1<<17),
		"rule of three":       "a*b " + strings.Repeat("a** ", 1<<18),
		"both ways":           strings.Repeat("a*b**c***d_e__f~g~~", 1<<16),
		"backticks":           strings.Repeat("`", 1<<20),
		"growing backticks":   backticks.String(),
		"underscores":         strings.Repeat("_", 1<<20),
		"underscored words":   strings.Repeat("_a", 1<<19),
		"tildes":              strings.Repeat("~a ", 1<<18),
		"less-than":           strings.Repeat("<", 1<<20),
		"open tags":           strings.Repeat("<a ", 1<<18),
		"open attributes":     strings.Repeat("<a b='", 1<<18),
		"comments":            strings.Repeat("<!--", 1<<18),
		"inline comments":     "a" + strings.Repeat(" <!-- a", 1<<17),
		"instructions":        "a" + strings.Repeat(" <? a", 1<<17),
		"declarations":        "a" + strings.Repeat(" <!A a", 1<<17),
		"CDATA":               "a" + strings.Repeat(" <![CDATA[ a", 1<<17),
		"images":              strings.Repeat("![", 1<<19),
		"open links":          strings.Repeat("[a](", 1<<16),
		"open links, pointed": strings.Repeat("[a](<b", 1<<16),
		"open titles":         strings.Repeat("[a](b \"", 1<<16) + strings.Repeat("[a](b 'c", 1<<16),
		"open references":     strings.Repeat("[a][", 1<<18),
		"links":               strings.Repeat("[a](b) ", 1<<17),
		"nested links":        strings.Repeat("[a ", 900) + strings.Repeat("[b](c) ", 1<<14) + strings.Repeat("](d)", 900),
		"quotations":          strings.Repeat(">", 100_000),
		"quotations, lines":   strings.Repeat(strings.Repeat("> ", 99)+"a\n", 5_000),
		"list markers":        strings.Repeat("- ", 1<<18),
		"numbers":             strings.Repeat("1. ", 1<<18),
		"deep list":           deepList,
		"mixed nesting":       strings.Repeat("> - ", 1<<16),
		"containers":          strings.Repeat("::: note\n", 1<<16),
		"long line":           strings.Repeat("word [l](u) *e* `c` ", 15_000),
		"table":               "|a|b|c|\n|-|-|-|\n" + strings.Repeat("|x|`y\\|`|z|\n", 12_000),
		"escaped pipes":       "|a|\n|-|\n" + strings.Repeat("|`a\\|b`|\n", 100_000),
		"wide short rows":     strings.Repeat("|a", 20_000) + "\n" + strings.Repeat("|-", 20_000) + "\n" + strings.Repeat("x\n", 100_000),
		"delimiter rows":      strings.Repeat("|-|\n", 1<<18),
		"ampersands":          strings.Repeat("&", 1<<20),
		"entities":            strings.Repeat("&#", 1<<19) + strings.Repeat("&a", 1<<19),
		"footnotes":           footnotes.String(),
		"one footnote":        "[^1]: a\n\n" + strings.Repeat("[^1]", 1<<17),
		"open footnotes":      "[^1]: a\n\n" + strings.Repeat("[^", 1<<18),
		"nested footnotes":    strings.Repeat("[^a]: ", 1<<16),
		"definitions":         definitions.String(),
		"used definitions":    jumble.String(),
		"open definitions":    strings.Repeat("[a]: b \"\n", 1<<16),
		"headings":            strings.Repeat("# a\n", 1<<18),
		"heading attributes":  "# " + strings.Repeat("{a={#", 1<<18),
		"setext":              strings.Repeat("a\n-\n", 1<<17),
		"definition list":     strings.Repeat("a\n: b\n", 1<<16),
		"terms":               strings.Repeat("a\n", 1<<17) + ": b\n" + strings.Repeat(": c\n", 1<<16),
		"bare addresses":      strings.Repeat("(http://a.b/c(", 1<<16) + strings.Repeat("_www.a.b", 1<<16),
		"semicolons":          "http://a.b/" + strings.Repeat("&a;", 1<<18),
		"e-mail":              strings.Repeat("a@a.", 1<<18) + strings.Repeat("_a", 1<<17) + "@",
		"HTML":                strings.Repeat("<b>", 90) + strings.Repeat("<p>x\n\n", 1<<16),
		"HTML formatting":     strings.Repeat("<b><i><u><a>\n", 20) + strings.Repeat("<p>x\n", 1<<17),
		"HTML left open":      hidden.String() + "\n" + strings.Repeat("<p>x\n", 1<<17),
		"HTML open in cells":  hiddenInCells.String() + strings.Repeat("x\n\n", 1<<17),
		"HTML depth":          strings.Repeat("<div>", 1<<17),
		"HTML tables":         strings.Repeat("<table>", 1<<16),
		"HTML closing":        strings.Repeat("<p><b></p></b>", 1<<15),
		"HTML attributes":     "<a " + strings.Repeat("x1 y2=3 ", 1<<17) + ">",
		"HTML events":         strings.Repeat("<p onclick=x>a", 1<<16),
		"bad links in line":   strings.Repeat("[a](javascript:x) ", 1<<16),
		"images in line":      strings.Repeat("![a](https://x.y/z) ", 1<<15),
		"select":              strings.Repeat("<select><option>", 1<<16),
		"adoption":            strings.Repeat("<a><div>", 40) + strings.Repeat("</a>", 1<<16),
	}
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // of this process it never fails
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func TestHostileTextsEndInBoundedTime(t *testing.T) {
	for name, src := range hostile() {
		t.Run(name, func(t *testing.T) {
			began := cpuTime() // which other programs on the machine do not add to
			d := Parse([]byte(src), Options{})
			parsed := cpuTime() - began
			body := d.Render()
			took := cpuTime() - began
			t.Logf("%d KB: parsed in %s, all in %s", len(src)>>10, parsed.Round(time.Millisecond), took.Round(time.Millisecond))
			if took > 20*time.Second {
				t.Errorf("took %s", took)
			}
			if d.failed && len(body.HTML) > 0 {
				t.Error("a text beyond a limit was rendered")
			}
			if d.failed != (diag.Count(d.Findings, diag.Error) == 1) {
				t.Error("a limit was met in silence, or more than once")
			}
		})
	}
}

func TestLimits(t *testing.T) {
	for name, c := range map[string]struct{ within, beyond, code string }{
		"quotations":  {strings.Repeat(">", 100) + " a", strings.Repeat(">", 101) + " a", "nesting-too-deep"},
		"lists":       {strings.Repeat("- ", 100) + "a", strings.Repeat("- ", 101) + "a", "nesting-too-deep"},
		"containers":  {strings.Repeat("::: a\n", 100), strings.Repeat("::: a\n", 101), "nesting-too-deep"},
		"emphases":    {nest(100, "*a ", " b*"), nest(101, "*a ", " b*"), "nesting-too-deep"},
		"HTML":        {strings.Repeat("<div>", 100), strings.Repeat("<div>", 101), "nesting-too-deep"},
		"brackets":    {strings.Repeat("[a ", 1000), strings.Repeat("[a ", 1001), "too-many-brackets"},
		"closed ones": {strings.Repeat("[a] ", 5000), "", ""},
		"definitions": {strings.Repeat("[a]: b\n", 2000), strings.Repeat("[a]: b\n", 2001), "too-many-definitions"},
		"cells":       {wide(100, 4000), wide(100, 5001), "table-too-large"},
		"long line":   {strings.Repeat("It was *about* 10:00 when [it](x.md) `broke`. ", 7000), "", ""},
		"snake case":  {strings.Repeat("some_long_name * other_name ", 20_000), "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			d := Parse([]byte(c.within), Options{})
			if body := d.Render(); diag.Count(d.Findings, diag.Error) > 0 || len(body.HTML) == 0 && name != "definitions" {
				t.Errorf("within the limit: %s", findings(d))
			}
			if c.code == "" {
				return
			}
			d = Parse([]byte(c.beyond), Options{})
			if body := d.Render(); len(body.HTML) > 0 || diag.Count(d.Findings, diag.Error) != 1 || !strings.Contains(findings(d), c.code) {
				t.Errorf("beyond the limit: %s", findings(d))
			}
		})
	}
}

func nest(n int, open, end string) string {
	return strings.Repeat(open, n) + strings.Repeat(end, n)
}

// wide is a table of n columns and short rows.
func wide(n, rows int) string {
	return strings.Repeat("|a", n) + "\n" + strings.Repeat("|-", n) + "\n" + strings.Repeat("x\n", rows)
}
