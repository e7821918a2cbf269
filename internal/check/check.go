// Package check finds the mistakes of a post-mortem before its readers do:
// times that contradict each other, what a template left behind, secrets, and
// links that lead nowhere. It speaks up only where it is nearly certainly
// right, because a rule that is wrong twice is a rule that is switched off.
//
// A rule is a pure function over one post, or over the site as it will be
// published. Rules holds them all; each is a file of its own, with test data in
// testdata/<code>.txtar that holds what must be found and what must not.
//
// A site switches rules off in site.yaml. A post silences one, with a reason,
// for the block that follows:
//
//	<!-- candor: ignore time-order because the log is in order of importance -->
package check

import (
	"slices"

	"candor/internal/diag"
	"candor/internal/site"
)

// Rule finds one kind of mistake.
type Rule struct {
	Code     string
	About    About
	Severity diag.Severity // of its gravest findings
	Reason   string        // why it matters
	Example  string        // what it finds, and what to do
	post     func(*Post) []Finding
	site     func(*Site) []Placed
}

// About is what a rule guards.
type About string

// What rules guard.
const (
	Truth        About = "truth"
	Completeness About = "completeness"
	Safety       About = "safety"
	Links        About = "links and media"
	Comments     About = "comments that silence a rule"
)

// Rules are all rules, in the order in which people read about them.
var Rules = []Rule{
	timeOrder, yearUnlikely, endBeforeStart, durationMismatch, sumMismatch, zonesDisagree, dateImpossible, timeUnreadable,
	weekdayWrong, zoneAmbiguous, dayUnknown, frontMatterDisagrees, summaryDisagrees, zoneMissing,
	sectionMissing, actionStateless, placeholder, correctionUnlisted,
	secret, privateLink, contact, liveIndicator,
	linkBroken, anchorMissing, altText, imageLarge, imageOutside, linkDead,
	ignoreWithoutReason, ignoreUnknown,
}

// Finding is what a rule says about a place in a post.
type Finding struct {
	At      int  // byte in the file
	Mild    bool // it is less grave than the rule's severity by one step
	Message string
	Hint    string
}

// Placed is what a rule over the site says about a place in one of its files.
type Placed struct {
	Source       string // below the content folder
	Line, Column int    // 0 where the whole file is meant
	Mild         bool
	Message      string
	Hint         string
}

// maxFindings bounds what one rule says about one post. The last finding then
// says how many there are.
const maxFindings = 50

// Run applies every rule that needs no more than the post and may find
// something of severity least or graver, and leaves out what the site or the
// post silences. File names are as in display + source. The result is
// unsorted, and no secret is masked yet: see Redact.
func Run(p *Post, display string, least diag.Severity) []diag.Diagnostic {
	defer p.release()
	var list []diag.Diagnostic
	file := display + p.Post.Source
	for i := range Rules {
		rule := &Rules[i]
		if rule.post == nil || rule.Severity < least || p.Post.Page && (rule.About == Truth || rule.About == Completeness) { // a page tells of no incident
			continue
		}
		if !slices.Contains(p.Config.Check.Off, rule.Code) {
			list = p.report(list, rule, rule.post(p), file)
		}
	}
	if !slices.Contains(p.Config.Check.Off, ignoreUnknown.Code) {
		list = p.report(list, &ignoreUnknown, findIgnoreUnknown(p), file)
	}
	list = slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Severity < least })
	if len(list) == 0 {
		return nil
	}
	return Silence(list, p.Config.Check, map[string]Ignores{file: p.Ignored()})
}

// Silence leaves out what the site switches off and what the posts, by file,
// silence. It also works on findings that other packages made.
func Silence(list []diag.Diagnostic, c site.Check, ignored map[string]Ignores) []diag.Diagnostic {
	return slices.DeleteFunc(list, func(d diag.Diagnostic) bool {
		if slices.Contains(c.Off, d.Code) {
			return Find(d.Code) != nil
		}
		return ignored[d.File].Silences(d.Code, d.Line)
	})
}

// Sites applies every rule over the whole site. The result is unsorted.
func Sites(s *Site, display string) []diag.Diagnostic {
	var list []diag.Diagnostic
	for i := range Rules {
		rule := &Rules[i]
		if rule.site == nil || slices.Contains(s.Config.Check.Off, rule.Code) {
			continue
		}
		for _, f := range rule.site(s) {
			list = append(list, diag.Diagnostic{File: display + f.Source, Line: f.Line, Column: f.Column, Code: rule.Code,
				Severity: rule.severity(f.Mild), Message: f.Message, Hint: f.Hint})
		}
	}
	return list
}

// Config reports what the check settings of site.yaml name that does not exist.
func Config(c site.Check, file string) []diag.Diagnostic {
	var list []diag.Diagnostic
	report := func(message, hint string) {
		list = append(list, diag.Diagnostic{File: file, Code: "config-invalid", Severity: diag.Error, Message: message, Hint: hint})
	}
	for _, code := range c.Off {
		if Find(code) == nil {
			report("check switches off "+code+", which is no rule", "candor check --rules lists them")
		}
	}
	for _, name := range c.Sections {
		if !knownSection(name) {
			report("check asks for the section "+name+", which Candor does not know", "use "+sectionNames())
		}
	}
	if c.ImageKilobytes < 1 {
		report("check allows no picture at all", "imageKilobytes is 1 or more")
	}
	return list
}

// Find returns the rule of a code, nil where there is none.
func Find(code string) *Rule {
	if i := slices.IndexFunc(Rules, func(r Rule) bool { return r.Code == code }); i >= 0 {
		return &Rules[i]
	}
	return nil
}

// Off says how a rule can be silenced.
func (r *Rule) Off() string {
	everywhere := "check: {off: [" + r.Code + "]} in content/site.yaml"
	if r.site != nil || !r.ignorable() {
		return everywhere
	}
	return "<!-- candor: ignore " + r.Code + " because … --> above the block, or " + everywhere
}

// ignorable reports whether a post may silence the rule by itself: strangers
// write posts, so not for secrets.
func (r *Rule) ignorable() bool { return r.Code != secret.Code && r.About != Comments }

func (r *Rule) severity(mild bool) diag.Severity {
	if mild && r.Severity > diag.Hint {
		return r.Severity - 1
	}
	return r.Severity
}
