package markdown

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// taskList is list items that begin with [ ] or [x]. They are no form
// controls: nobody can tick them.
type taskList struct{}

func (taskList) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(extension.NewTaskCheckBoxParser(), 0)))
	renderers{east.KindTaskCheckBox: renderTask}.extend(m)
}

// isTask reports whether a list item begins with a check box.
func isTask(item ast.Node) bool {
	first := item.FirstChild()
	return first != nil && first.FirstChild() != nil && first.FirstChild().Kind() == east.KindTaskCheckBox
}

func renderTask(w *recorder, n ast.Node, entering bool) ast.WalkStatus {
	switch {
	case !entering:
	case n.(*east.TaskCheckBox).IsChecked:
		w.str(`<span class="task task-done" role="img" aria-label="done">☑</span> `)
	default:
		w.str(`<span class="task task-open" role="img" aria-label="open">☐</span> `)
	}
	return ast.WalkContinue
}
