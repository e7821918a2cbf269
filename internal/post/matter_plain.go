package post

import (
	"bytes"
	"strings"

	"go.yaml.in/yaml/v4"
)

// plainYAML reads a block that is written as most are, many times faster than
// a reader of all of YAML, and into the same nodes: lines of "key: value" in
// ASCII, where a value is a text, a quoted text without escapes, a list of
// those in square brackets, or indented lines of the same. Of tags it tells
// only null from texts, since nothing here asks for more. It returns nil for
// all else, right or wrong. line is that of the block's first line.
func plainYAML(block []byte, line int) *yaml.Node {
	if len(block) > maxMatter {
		return nil
	}
	size := 2 * min(bytes.Count(block, []byte("\n")), 40) // keys and values, usually
	r := plainReader{line: line, nodes: make([]yaml.Node, size+4)}
	var root, inner *yaml.Node // inner is the value of the last key, where that is a mapping
	open, depth := false, 0    // the last key has no value yet; the indentation of inner
	for text := range strings.Lines(string(block)) {
		text = strings.TrimRight(strings.TrimSuffix(text, "\n"), " ")
		trimmed := strings.TrimLeft(text, " ")
		indent := len(text) - len(trimmed)
		key, value, ok := plainLine(trimmed, indent)
		switch {
		case trimmed == "":
			r.line++
			continue
		case !ok || indent > 0 && value == "" || open && indent == 0 || indent > 0 && !open && indent != depth:
			return nil
		case indent == 0:
			depth = 0
			if root == nil {
				root = r.node(yaml.MappingNode, indent)
				root.Content = make([]*yaml.Node, 0, size)
			}
		case open:
			depth, inner = indent, r.node(yaml.MappingNode, indent)
			root.Content = append(root.Content, inner)
		}
		into := root
		if indent > 0 {
			into = inner
		}
		into.Content = append(into.Content, r.text(key, indent))
		if open = value == ""; !open {
			n := r.value(value, len(text)-len(value))
			if n == nil {
				return nil
			}
			into.Content = append(into.Content, n)
		}
		r.line++
	}
	if open {
		return nil
	}
	return root
}

// plainLine cuts a line at the colon after its key.
func plainLine(text string, indent int) (key, value string, ok bool) {
	if len(text)+indent > 1000 { // YAML has a limit for keys
		return "", "", false
	}
	for i := range len(text) {
		if text[i] < ' ' || text[i] > '~' {
			return "", "", false
		}
	}
	key, value, ok = strings.Cut(text, ":")
	if !ok || !plainText(key, "_-") || value != "" && value[0] != ' ' {
		return "", "", false
	}
	return key, strings.TrimLeft(value, " "), true
}

// plainText reports whether a text begins with a letter or digit, and goes on
// with those and some others.
func plainText(text, others string) bool {
	for i := range len(text) {
		c := text[i]
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && (i == 0 || strings.IndexByte(others, c) < 0) {
			return false
		}
	}
	return text != ""
}

// plainReader makes the nodes of one line after another.
type plainReader struct {
	line  int
	nodes []yaml.Node // made at once
}

func (r *plainReader) node(kind yaml.Kind, at int) *yaml.Node {
	if len(r.nodes) == 0 {
		r.nodes = make([]yaml.Node, 8)
	}
	n := &r.nodes[0]
	r.nodes = r.nodes[1:]
	n.Kind, n.Line, n.Column = kind, r.line, at+1
	n.Tag = n.ShortTag() // of a kind
	return n
}

// text is a text without quotes.
func (r *plainReader) text(text string, at int) *yaml.Node {
	n := r.node(yaml.ScalarNode, at)
	n.Value = text
	if text == "null" || text == "Null" || text == "NULL" {
		n.Tag = "!!null"
	}
	return n
}

// value reads what stands after a key; nil where it is not plain.
func (r *plainReader) value(text string, at int) *yaml.Node {
	switch text[0] {
	case '[':
		return r.list(text, at)
	case '"', '\'':
		return r.quoted(text, at)
	}
	if !plainText(text[:1], "") || strings.ContainsRune(text, '#') || strings.Contains(text+" ", ": ") {
		return nil
	}
	return r.text(text, at)
}

func (r *plainReader) quoted(text string, at int) *yaml.Node {
	inside := text[1:max(1, len(text)-1)]
	if len(text) < 2 || text[0] != text[len(text)-1] || strings.IndexByte(inside, text[0]) >= 0 || strings.IndexByte(inside, '\\') >= 0 {
		return nil
	}
	n := r.node(yaml.ScalarNode, at)
	n.Value, n.Style = inside, yaml.DoubleQuotedStyle
	if text[0] == '\'' {
		n.Style = yaml.SingleQuotedStyle
	}
	return n
}

// list reads "[a, 'b']".
func (r *plainReader) list(text string, at int) *yaml.Node {
	n := r.node(yaml.SequenceNode, at)
	n.Style = yaml.FlowStyle
	rest, closed := strings.CutSuffix(text[1:], "]")
	for more := closed && strings.TrimSpace(rest) != ""; more; {
		var item string
		here := at + len(text) - len("]") - len(rest)
		item, rest, more = strings.Cut(rest, ",")
		trimmed := strings.TrimLeft(item, " ")
		here += len(item) - len(trimmed)
		trimmed = strings.TrimRight(trimmed, " ")
		var c *yaml.Node
		switch {
		case plainText(trimmed, " _-./"):
			c = r.text(trimmed, here)
		case trimmed != "" && (trimmed[0] == '"' || trimmed[0] == '\''):
			c = r.quoted(trimmed, here)
		}
		if c == nil {
			return nil
		}
		n.Content = append(n.Content, c)
	}
	if !closed {
		return nil
	}
	return n
}
