package check

import (
	"fmt"
	"sort"
	"strings"
	"unicode/utf8"

	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/markdown"
	"candor/internal/post"
	"candor/internal/site"
	"candor/internal/when"
)

// Post is one post as the rules read it. It belongs to one goroutine.
type Post struct {
	post.Parsed                           // Document is rendered already, and not nil
	Body        markdown.Body             // for the places of links
	Config      *site.Config              //
	Facts       *incident.Incident        // nil when it reports none
	Claim       incident.Claim            // what the front matter says of the incident
	Unclaimed   func() *incident.Incident // what the text says alone
	Read        []diag.Diagnostic         // what reading the incident found

	lines  []int // offset of each line's beginning
	blocks []block
	words  string         // the texts of all blocks
	ready  bool           // blocks and times are there
	room   *room          // in which they lie
	times  [][]when.Found // of the blocks
	silent []ignore       // what comments say, once read
}

// report adds what a rule finds.
func (p *Post) report(list []diag.Diagnostic, rule *Rule, found []Finding, file string) []diag.Diagnostic {
	for i, f := range found {
		d := diag.Diagnostic{File: file, Code: rule.Code, Severity: rule.severity(f.Mild), Message: f.Message, Hint: f.Hint}
		d.Line, d.Column = p.position(f.At)
		d.Text = strings.Clone(p.lineText(d.Line)) // which does not keep the whole file in memory
		if i == maxFindings-1 && len(found) > maxFindings {
			d.Message += fmt.Sprintf(" (and %d more like this)", len(found)-maxFindings)
		}
		list = append(list, d)
		if i == maxFindings-1 {
			break
		}
	}
	return list
}

// starts returns the offset of each line's beginning.
func (p *Post) starts() []int {
	if p.lines == nil {
		p.lines = make([]int, 1, strings.Count(p.Text, "\n")+1)
		for at := 0; ; {
			n := strings.IndexByte(p.Text[at:], '\n')
			if n < 0 {
				break
			}
			at += n + 1
			p.lines = append(p.lines, at)
		}
	}
	return p.lines
}

// position returns the 1-based line and column, in characters, of a byte.
func (p *Post) position(at int) (line, column int) {
	at = max(0, min(at, len(p.Text)))
	lines := p.starts()
	line = sort.Search(len(lines), func(i int) bool { return lines[i] > at })
	return line, utf8.RuneCountInString(p.Text[lines[line-1]:at]) + 1
}

// offset returns the first byte of a line that is no blank.
func (p *Post) offset(line int) int {
	lines := p.starts()
	line = max(1, min(line, len(lines)))
	at := lines[line-1]
	for at < len(p.Text) && (p.Text[at] == ' ' || p.Text[at] == '\t') {
		at++
	}
	return at
}

// lineText returns a line without its end.
func (p *Post) lineText(line int) string {
	lines := p.starts()
	if line < 1 || line > len(lines) {
		return ""
	}
	end := len(p.Text)
	if line < len(lines) {
		end = lines[line] - 1
	}
	return p.Text[lines[line-1]:end]
}

// head is where findings about the whole post are shown: its title.
func (p *Post) head() int { return p.offset(max(1, p.Post.Lines.Title)) }

// whole is a finding about the post.
func (p *Post) whole(message, hint string) Finding {
	return Finding{At: p.head(), Message: message, Hint: hint}
}

// folded turns what reading the incident found under a code into findings. An
// entry of the timeline on that line gives the column.
func (p *Post) folded(code string) []Finding {
	var list []Finding
	for _, d := range p.Read {
		if d.Code != code {
			continue
		}
		at := p.offset(d.Line)
		if e := p.eventOn(d.Line); e != nil {
			at = e.Start
		}
		list = append(list, Finding{At: at, Message: d.Message, Hint: d.Hint})
	}
	return list
}

// eventOn returns the first entry of the timeline that begins on a line.
func (p *Post) eventOn(line int) *incident.Event {
	events := p.timeline()
	i := sort.Search(len(events), func(i int) bool { return events[i].Line >= line })
	if i < len(events) && events[i].Line == line {
		return &events[i]
	}
	return nil
}

func (p *Post) timeline() []incident.Event {
	if p.Facts == nil {
		return nil
	}
	return p.Facts.Timeline
}

// inEvent reports whether a byte stands in an entry of the timeline.
func (p *Post) inEvent(at int) bool {
	events := p.timeline()
	i := sort.Search(len(events), func(i int) bool { return events[i].End > at })
	return i < len(events) && events[i].Start <= at
}

// quoted shortens words for a message, on one line.
func quoted(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 60 {
		s = string(r[:60]) + "…"
	}
	return `"` + s + `"`
}
