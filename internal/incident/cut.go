package incident

import (
	"slices"
	"strings"
)

// cutter walks through the lines of a body and cuts it into blocks.
type cutter struct {
	text   string
	blocks []block
	open   int  // the block that the next line may continue, or -1
	blank  bool // the line before was blank
	fence  string
	log    bool // the code is what stands under the heading of a timeline
	table  bool
	lists  int
	html   bool // inside <!-- -->
	bars   bool // there are some in the text, so that tables may be
}

// cut adds the blocks of the body that begins on bodyLine to a list.
func cut(list []block, text string, bodyLine int) []block {
	c := cutter{text: text, blocks: list, open: -1, blank: true, bars: strings.IndexByte(text, '|') >= 0}
	at, line := 0, 1
	for ; line < bodyLine && at < len(text); line++ {
		next := strings.IndexByte(text[at:], '\n')
		if next < 0 {
			return c.blocks
		}
		at += next + 1
	}
	for ; at < len(text); line++ {
		if c.fence != "" && !c.log {
			code := c.code(at)
			line += strings.Count(text[at:at+code], "\n")
			if at += code; at == len(text) {
				break
			}
		}
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		c.take(at, at+end, line)
		at += end + 1
	}
	for i := len(list); i < len(c.blocks); i++ {
		c.blocks[i].holds = glimpse(c.blocks[i].text)
	}
	return c.blocks
}

// take sorts one line, text[at:end], into the blocks.
func (c *cutter) take(at, end, line int) {
	s := c.text[at:end]
	for s != "" && (s[len(s)-1] == ' ' || s[len(s)-1] == '\t' || s[len(s)-1] == '\r') {
		s = s[:len(s)-1]
	}
	indent, skip := indentation(s)
	s, at = s[skip:], at+skip
	switch {
	case c.inFence(s, at, line, indent):
	case c.inComment(s):
	case s == "":
		c.blank, c.table = true, false
	case s[0] == '>':
		c.close()
		if statesZone(s) {
			skip := len(s) - len(strings.TrimLeft(s, "> "))
			c.add(block{kind: note, line: line, start: at + skip, text: s[skip:]})
			c.close()
		}
	case s[0] == '#' && indent < 4 && c.heading(s, at, line):
	case c.underline(s, indent):
	case c.item(s, at, line, indent):
	case c.row(s, at, end, line, indent):
	case c.continues(indent):
		c.extend(at + len(s))
	case indent >= 4: // indented code
		c.close()
	default:
		c.add(block{kind: paragraph, line: line, start: at, text: s})
	}
	if s != "" {
		c.blank = false
	}
}

// add opens a block.
func (c *cutter) add(b block) {
	c.blocks = append(c.blocks, b)
	c.open = len(c.blocks) - 1
	c.blank = false
}

func (c *cutter) close() { c.open, c.table = -1, false }

// extend lengthens the open block to a byte of the file.
func (c *cutter) extend(end int) {
	b := &c.blocks[c.open]
	b.text = c.text[b.start:end]
}

// continues reports whether a line belongs to the open block: a paragraph goes
// on until a blank line, an item as long as its lines are indented.
func (c *cutter) continues(indent int) bool {
	if c.open < 0 {
		return false
	}
	switch b := &c.blocks[c.open]; b.kind {
	case paragraph:
		return !c.blank
	case item:
		return !c.blank || indent > b.level
	}
	return false
}

// inFence follows fenced code and reports whether the line is part of it.
func (c *cutter) inFence(s string, at, line, indent int) bool {
	if c.fence != "" {
		if strings.HasPrefix(s, c.fence) && strings.Trim(s, c.fence[:1]) == "" {
			c.fence = ""
			c.close()
		} else if c.log {
			c.logLine(s, at, line)
		}
		return true
	}
	if len(s) < 3 || s[0] != '`' && s[0] != '~' {
		return false
	}
	n := len(s) - len(strings.TrimLeft(s, s[:1]))
	if n < 3 || s[0] == '`' && strings.IndexByte(s[n:], '`') >= 0 || indent > 3 && c.open < 0 {
		return false
	}
	c.fence = s[:n]
	c.log = c.opensTimeline()
	if c.open >= 0 && c.blocks[c.open].kind != item {
		c.close()
	}
	return true
}

// code returns the length of the lines from a byte on that cannot end the code.
func (c *cutter) code(at int) int {
	end := strings.Index(c.text[at:], c.fence)
	if end < 0 {
		return len(c.text) - at
	}
	return strings.LastIndexByte(c.text[at:at+end], '\n') + 1
}

// logLine reads a line of a timeline that is written as code.
func (c *cutter) logLine(s string, at, line int) {
	switch {
	case s == "":
		c.close()
	case c.open >= 0:
		c.extend(at + len(s))
	default:
		c.add(block{kind: paragraph, line: line, start: at, text: s})
	}
}

// opensTimeline reports whether nothing but words stands between here and a
// heading that is called a timeline.
func (c *cutter) opensTimeline() bool {
	at := len(c.blocks) - 1
	for at >= 0 && (c.blocks[at].kind == paragraph || c.blocks[at].kind == note) {
		at--
	}
	if at < 0 || c.blocks[at].kind != heading {
		return false
	}
	if title := c.blocks[at].text; !strings.Contains(title, "imeline") && !strings.Contains(title, "TIMELINE") {
		return false
	}
	return !slices.ContainsFunc(c.blocks[at+1:], func(b block) bool { return glimpse(b.text)&stamps != 0 }) // what blocks hold is noted only later
}

// inComment follows HTML comments and reports whether the line is part of one.
func (c *cutter) inComment(s string) bool {
	if !c.html {
		if !strings.HasPrefix(s, "<!--") {
			return false
		}
		c.html = true
	}
	if strings.Contains(s, "-->") {
		c.html = false
	}
	return true
}

// heading reads "## Text ##".
func (c *cutter) heading(s string, at, line int) bool {
	level := len(s) - len(strings.TrimLeft(s, "#"))
	rest := s[level:]
	if level > 6 || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return false
	}
	body := strings.TrimLeft(rest, " \t")
	at += len(s) - len(body)
	body = strings.TrimRight(strings.TrimRight(body, "#"), " \t")
	c.add(block{kind: heading, line: line, start: at, text: body, level: level})
	c.close()
	return true
}

// underline reads the === or --- that makes a heading of the paragraph above,
// and the --- that divides sections.
func (c *cutter) underline(s string, indent int) bool {
	if s[0] != '=' && s[0] != '-' && s[0] != '*' && s[0] != '_' || indent > 3 {
		return false
	}
	for i := range len(s) {
		if s[i] != s[0] && s[i] != ' ' {
			return false
		}
	}
	if len(s) < 3 && s[0] != '=' {
		return false
	}
	if c.open >= 0 && !c.blank && (s[0] == '=' || s[0] == '-') && c.blocks[c.open].kind == paragraph {
		b := &c.blocks[c.open]
		b.kind, b.level = heading, 2
		if s[0] == '=' {
			b.level = 1
		}
	}
	c.close()
	return true
}

// item reads "- text" and "1. text".
func (c *cutter) item(s string, at, line, indent int) bool {
	n := marker(s)
	if n == 0 || indent > 3 && c.open < 0 && c.blank && !c.afterItem() {
		return false
	}
	body := strings.TrimLeft(s[n:], " \t")
	for _, box := range [...]string{"[ ] ", "[x] ", "[X] "} {
		body = strings.TrimPrefix(body, box)
	}
	if !c.afterItem() || c.lists == 0 {
		c.lists++
	}
	c.table = false
	c.add(block{kind: item, line: line, start: at + len(s) - len(body), text: body, level: indent, list: c.lists})
	return true
}

// afterItem reports whether the block before is an item, so that the next one
// is of the same list.
func (c *cutter) afterItem() bool {
	return len(c.blocks) > 0 && c.blocks[len(c.blocks)-1].kind == item
}

// row reads a row of a table, which begins with a header and its underline.
func (c *cutter) row(s string, at, end, line, indent int) bool {
	if c.table {
		if !isDelimiter(s) {
			c.add(block{kind: row, line: line, start: at, text: s, list: c.lists})
			c.open = -1
		}
		return true
	}
	if !c.bars || indent > 12 || strings.IndexByte(s, '|') < 0 {
		return false
	}
	next, _, _ := strings.Cut(c.text[min(end+1, len(c.text)):], "\n")
	next = strings.TrimSpace(next)
	if !isDelimiter(next) || strings.IndexByte(next, '|') < 0 {
		return false
	}
	c.lists++
	c.table = true
	c.add(block{kind: row, line: line, start: at, text: s, header: true, list: c.lists})
	c.open = -1
	return true
}

// isDelimiter reports whether a line is the |---|:--| under a header.
func isDelimiter(s string) bool {
	return strings.IndexByte(s, '-') >= 0 && strings.Trim(s, "|-: \t\r") == ""
}

// marker returns the length of a list marker with the blank after it.
func marker(s string) int {
	n := 0
	for n < len(s) && n < 9 && '0' <= s[n] && s[n] <= '9' {
		n++
	}
	switch {
	case n > 0 && (n >= len(s) || s[n] != '.' && s[n] != ')'):
		return 0
	case n == 0 && strings.IndexByte("-*+", s[0]) < 0:
		return 0
	}
	if n+1 < len(s) && (s[n+1] == ' ' || s[n+1] == '\t') {
		return n + 2
	}
	return 0
}

// indentation returns the columns that the blanks at the start of s take, and
// how many bytes they are.
func indentation(s string) (columns, n int) {
	for n < len(s) {
		switch s[n] {
		case ' ':
			columns++
		case '\t':
			columns += 4 - columns%4
		default:
			return columns, n
		}
		n++
	}
	return columns, n
}
