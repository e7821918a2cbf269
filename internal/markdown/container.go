package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"candor/internal/diag"
)

// container is blocks between ::: lines: alerts, details, and any other name.
type container struct{}

func (container) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithBlockParsers(util.Prioritized(nested{containers{}}, 110)))
	renderers{
		KindContainer:      renderContainer,
		KindContainerTitle: renderContainerTitle,
	}.extend(m)
}

// KindContainer and KindContainerTitle are the node kinds of this extension.
var (
	KindContainer      = ast.NewNodeKind("Container")
	KindContainerTitle = ast.NewNodeKind("ContainerTitle")
)

// Container is a ::: block. Its first child is a ContainerTitle.
type Container struct {
	ast.BaseBlock
	Name string // lower case: "warning", "details"

	colons int
	closed bool
}

func (*Container) Kind() ast.NodeKind              { return KindContainer }
func (n *Container) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// ContainerTitle is the rest of the line that opens a container; often empty.
type ContainerTitle struct{ ast.BaseBlock }

func (*ContainerTitle) Kind() ast.NodeKind              { return KindContainerTitle }
func (n *ContainerTitle) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

type containers struct{}

func (containers) Trigger() []byte             { return []byte{':'} }
func (containers) CanInterruptParagraph() bool { return true }
func (containers) CanAcceptIndentedLine() bool { return false }

// Open accepts ":::name", "::: name Title", ":::name[Title]", and leaves out
// {attributes}.
func (containers) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	rest := line[pc.BlockOffset():]
	colons := len(rest) - len(bytes.TrimLeft(rest, ":"))
	rest = bytes.TrimLeft(rest[colons:], " \t")
	end := 0
	for end < len(rest) && (util.IsAlphaNumeric(rest[end]) || end > 0 && (rest[end] == '-' || rest[end] == '_')) {
		end++
	}
	if colons < 3 || end == 0 || end > 40 {
		return nil, parser.NoChildren
	}
	name, rest := strings.ToLower(string(rest[:end])), rest[end:]
	n := &Container{Name: name, colons: colons}
	title := &ContainerTitle{}
	if from, to := titleRange(rest); from < to {
		title.Lines().Append(text.NewSegment(seg.Stop-len(rest)+from, seg.Stop-len(rest)+to))
	}
	n.AppendChild(n, title)
	reader.AdvanceToEOL()
	return n, parser.HasChildren
}

// titleRange finds the title in what follows the name.
func titleRange(rest []byte) (from, to int) {
	if i := bytes.IndexByte(rest, '{'); i >= 0 && bytes.HasSuffix(bytes.TrimSpace(rest), []byte("}")) {
		rest = rest[:i]
	}
	to = len(bytes.TrimRight(rest, " \t\r\n"))
	from = to - len(bytes.TrimLeft(rest[:to], " \t"))
	if to-from >= 2 && rest[from] == '[' && rest[to-1] == ']' {
		return from + 1, to - 1
	}
	return from, to
}

func (containers) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if colons, indent := closingColons(line); colons >= 3 && closes(n, pc.OpenedBlocks(), colons, indent) {
		n.(*Container).closed = true
		reader.AdvanceToEOL()
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

// closingColons returns the number of colons on a line of nothing else, and of
// spaces before them.
func closingColons(line []byte) (colons, indent int) {
	for indent < len(line) && line[indent] == ' ' {
		indent++
	}
	marks := line[indent:]
	for colons < len(marks) && marks[colons] == ':' {
		colons++
	}
	if indent > 3 || !util.IsBlank(marks[colons:]) {
		return 0, 0
	}
	return colons, indent
}

// closes reports whether a line of colons ends n: the innermost container that
// was opened with as many colons, else the innermost with fewer.
func closes(n ast.Node, open []parser.Block, colons, indent int) bool {
	i := slices.IndexFunc(open, func(b parser.Block) bool { return b.Node == n })
	var exact, fewer ast.Node
	for _, b := range open[i:] {
		switch c, ok := b.Node.(*Container); {
		case !ok && b.Node.Kind() == ast.KindFencedCodeBlock:
			return false
		case !ok && b.Node.Kind() == ast.KindList && indent >= 2:
			return false // it is in the list
		case !ok:
			return n == cmp.Or(exact, fewer)
		case c.colons == colons:
			exact = c
		case c.colons < colons:
			fewer = c
		}
	}
	return n == cmp.Or(exact, fewer)
}

func (containers) Close(n ast.Node, _ text.Reader, pc parser.Context) {
	if c := n.(*Container); !c.closed {
		documentOf(pc).report(n.Pos(), diag.Hint, "container-unclosed", "nothing closes this ::: block; it ends where the text around it ends",
			"close it with a line of "+strings.Repeat(":", min(c.colons, 10)))
	}
}

func renderContainer(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	c := n.(*Container)
	switch {
	case !entering && c.Name == "details":
		w.str("</details>\n")
	case !entering:
		w.str("</div>\n")
	case c.Name == "details":
		w.str("<details>")
	case alertKinds[c.Name] != "":
		w.startAlert(alertKinds[c.Name])
	default:
		w.str(`<div class="container container-` + c.Name + "\">\n")
	}
	return ast.WalkContinue
}

func renderContainerTitle(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	name := n.Parent().(*Container).Name
	given := n.HasChildren()
	if !entering {
		w.endBlock()
	}
	switch {
	case name == "details" && entering:
		w.str("<summary>")
		if !given {
			w.str("Details")
		}
	case name == "details":
		w.str("</summary>\n")
	case alertKinds[name] != "" && entering:
		if !given {
			w.str(alertTitle(alertKinds[name]))
		}
	case given && entering:
		w.str(`<p class="container-title">`)
	case given || alertKinds[name] != "":
		w.str("</p>\n")
	}
	return ast.WalkContinue
}
