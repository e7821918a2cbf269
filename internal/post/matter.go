package post

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"sync"

	"candor/internal/diag"

	"github.com/adrg/frontmatter"
	"go.yaml.in/yaml/v4"
)

// matter is a front matter block: whatever its language, a YAML mapping node
// whose lines and columns are those of the file.
type matter struct {
	root     *yaml.Node // nil when the file has no front matter
	line     int        // the opening delimiter
	bodyLine int        // the first line after the block
	body     []byte
}

// syntaxError is a front matter that its language cannot read. Line and column
// count from 1 within the block.
type syntaxError struct {
	line, column int
	code         string
	message      string
	hint         string
}

func (e *syntaxError) Error() string { return e.message }

// maxMatter bounds the block, in bytes: real ones have a few hundred.
const maxMatter = 64 << 10

// language is one way to write front matter.
type language struct {
	name       string
	start, end string
	decode     func(block []byte) (*yaml.Node, error)
	delimiters bool // the delimiters are part of the block
}

var languages = []language{
	{name: "YAML", start: "---", end: "---", decode: decodeYAML},
	{name: "TOML", start: "+++", end: "+++", decode: decodeTOML},
	{name: "JSON", start: "{", end: "}", decode: decodeJSON, delimiters: true},
}

// splitMatter separates the front matter from the text. The only error is a
// *syntaxError, with lines counted in the file.
func splitMatter(src []byte) (matter, error) {
	line, lang := openingLine(src)
	if lang == nil {
		return matter{body: src, bodyLine: 1}, nil
	}
	m := matter{line: line}
	decode := func(block []byte, v any) error {
		if len(block) > maxMatter {
			return &syntaxError{1, 1, "front-matter-too-long", "the front matter is longer than 64 KB", "move the text below the closing " + lang.end}
		}
		root, err := lang.decode(block)
		*v.(**yaml.Node) = root
		return err
	}
	format := frontmatter.NewFormat(lang.start, lang.end, decode)
	format.UnmarshalDelims = lang.delimiters
	if lang.delimiters && oneLine(src) {
		return splitOneLine(src, line)
	}
	block, inside := throughMatter(src, lang)
	m.body, m.bodyLine = src[len(block):], 1+bytes.Count(block, []byte("\n"))
	if lang.name == "YAML" {
		if m.root = plainYAML(inside, line+1); m.root != nil {
			return m, nil
		}
	}
	r := blockReaders.Get().(*bufio.Reader) // which the package would make anew
	r.Reset(bytes.NewReader(block))
	_, err := frontmatter.MustParse(r, &m.root, format)
	blockReaders.Put(r)
	offset := line // the block's first line follows the delimiter
	if lang.delimiters {
		offset--
	}
	var syntax *syntaxError
	switch {
	case errors.Is(err, frontmatter.ErrNotFound):
		return m, &syntaxError{line, 1, "front-matter-unclosed", "the front matter is never closed", closeHint(lang)}
	case errors.As(err, &syntax):
		syntax.line += offset
		return m, syntax
	case err != nil:
		return m, &syntaxError{line, 1, "front-matter-syntax", err.Error(), ""}
	}
	if m.root == nil {
		m.root = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map"}
	}
	shift(m.root, offset, map[*yaml.Node]bool{})
	return m, nil
}

// BlankMatter returns a file with nothing left of its front matter but the line
// ends.
func BlankMatter(src []byte) []byte {
	_, lang := openingLine(src)
	if lang == nil || lang.delimiters {
		return src
	}
	block, _ := throughMatter(src, lang)
	if len(block) == len(src) {
		return src
	}
	return append(bytes.Repeat([]byte("\n"), bytes.Count(block, []byte("\n"))), src[len(block):]...)
}

// throughMatter is the part of src that ends with its front matter: all that
// the frontmatter package, which copies what it reads, needs to see of a file.
// inside is what stands between the delimiters. Where nothing closes the block,
// it is all of src and nothing is inside.
func throughMatter(src []byte, lang *language) (block, inside []byte) {
	opened := 0
	for at := 0; at < len(src); {
		line, _, _ := bytes.Cut(src[at:], []byte("\n"))
		start := at
		at = min(at+len(line)+1, len(src))
		switch text := bytes.TrimSpace(line); {
		case opened == 0:
			if len(text) > 0 {
				opened = at
			}
		case string(text) == lang.end:
			return src[:at], src[opened:start]
		}
	}
	return src, nil
}

var blockReaders = sync.Pool{New: func() any { return bufio.NewReader(nil) }}

func closeHint(lang *language) string {
	return fmt.Sprintf("add a line with just %s after the last key", lang.end)
}

// openingLine finds the first line that is not blank and the language it
// opens, if any. A JSON object may open and close on one line.
func openingLine(src []byte) (int, *language) {
	for line := 1; len(src) > 0; line++ {
		text, rest, _ := bytes.Cut(src, []byte("\n"))
		if text = bytes.TrimSpace(text); len(text) > 0 {
			for i := range languages {
				lang := &languages[i]
				if string(text) == lang.start || lang.delimiters && bytes.HasPrefix(text, []byte(`{"`)) {
					return line, lang
				}
			}
			return line, nil
		}
		src = rest
	}
	return 0, nil
}

// oneLine reports whether a JSON object shares its first line with keys, a
// form that frontmatter does not know.
func oneLine(src []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(src, " \t\r\n"), []byte(`{"`))
}

func splitOneLine(src []byte, line int) (matter, error) {
	start := len(src) - len(bytes.TrimLeft(src, " \t\r\n"))
	root, end, err := readJSON(src[start:min(len(src), start+maxMatter)])
	if err != nil {
		if syntax, ok := err.(*syntaxError); ok {
			syntax.line += line - 1
		}
		return matter{line: line}, err
	}
	shift(root, line-1, map[*yaml.Node]bool{})
	body := src[start+end:]
	return matter{root, line, 1 + bytes.Count(src[:start+end], []byte("\n")), body}, nil
}

// decodeYAML reads a block without resolving aliases or types, so that every
// value keeps the author's spelling.
func decodeYAML(block []byte) (*yaml.Node, error) {
	if onlyComments(block) {
		return nil, nil
	}
	var doc yaml.Node
	if err := yaml.Load(block, &doc); err != nil {
		return nil, yamlError(block, err)
	}
	if doc.Kind != yaml.DocumentNode {
		return &doc, nil
	}
	if len(doc.Content) == 0 {
		return nil, nil
	}
	return doc.Content[0], nil
}

// onlyComments reports whether a block holds no value, which the package takes
// for an error.
func onlyComments(block []byte) bool {
	for line := range bytes.Lines(block) {
		if line = bytes.TrimSpace(line); len(line) > 0 && line[0] != '#' {
			return false
		}
	}
	return true
}

func yamlError(block []byte, err error) error {
	out := &syntaxError{line: 1, column: 1, code: "front-matter-syntax", message: "this is not valid YAML: " + err.Error()}
	var load *yaml.LoadError
	var list *yaml.LoadErrors
	switch {
	case errors.As(err, &list) && len(list.Errors) > 0:
		load = list.Errors[0]
	case !errors.As(err, &load):
		return out
	}
	out.message = "this is not valid YAML: " + strings.TrimPrefix(load.Message, "yaml: ")
	if load.Mark.Line > 0 {
		out.line, out.column = load.Mark.Line, max(1, load.Mark.Column)
	}
	text := diag.Line(block, out.line)
	switch {
	case strings.Contains(load.Message, "mapping values are not allowed"):
		out.message = "a colon followed by a space inside a value that is not quoted"
		out.hint = "put the whole value in quotes: " + quotedValue(text)
	case strings.Contains(load.Message, "tab character") || strings.Contains(load.Message, "cannot start any token") && strings.Contains(text, "\t"):
		out.message = "a tab in the indentation, which YAML does not allow"
		out.hint = "indent with spaces"
	case strings.Contains(load.Message, "unexpected end of stream"):
		out.line, out.column = max(1, load.ContextMark.Line), max(1, load.ContextMark.Column)
		out.hint = "close the quote or bracket that opens here"
	case strings.Contains(load.Message, "multiple"):
		out.message = "more than one YAML document in the front matter"
		out.hint = "remove the --- line inside the block"
	default:
		out.hint = "quote values that hold any of : # [ ] { } , & * ! | > ' \" % @"
	}
	return out
}

// quotedValue shows how a "key: value" line would read with its value quoted.
func quotedValue(line string) string {
	key, value, found := strings.Cut(line, ": ")
	if !found {
		return `key: "value"`
	}
	value = strings.ReplaceAll(strings.TrimSpace(value), `"`, `\"`)
	return key + `: "` + value + `"`
}

// shift moves the nodes of a block to their lines in the file.
func shift(n *yaml.Node, lines int, seen map[*yaml.Node]bool) {
	if n == nil || seen[n] {
		return
	}
	seen[n] = true
	n.Line += lines
	for _, c := range n.Content {
		shift(c, lines, seen)
	}
}
