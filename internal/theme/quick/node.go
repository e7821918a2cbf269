package quick

import (
	"reflect"
	"text/template/parse"
)

func (c *compiler) list(l *parse.ListNode) []step {
	if l == nil {
		return nil
	}
	steps := make([]step, 0, len(l.Nodes))
	for _, n := range l.Nodes {
		if s := c.node(n); s != nil {
			steps = append(steps, s)
		}
	}
	return steps
}

// block compiles what stands in an {{if}} or the like, whose variables end
// with it.
func (c *compiler) block(l *parse.ListNode) []step {
	outer := len(c.scope)
	steps := c.list(l)
	c.scope = c.scope[:outer]
	return steps
}

func (c *compiler) node(n parse.Node) step {
	switch n := n.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(d *drawing, _ reflect.Value) { d.out = append(d.out, text...) }
	case *parse.CommentNode:
		return nil
	case *parse.ActionNode:
		return c.action(n.Pipe)
	case *parse.IfNode:
		return c.branch(&n.BranchNode, false)
	case *parse.WithNode:
		return c.branch(&n.BranchNode, true)
	case *parse.RangeNode:
		return c.rangeOver(&n.BranchNode)
	case *parse.TemplateNode:
		return c.call(n)
	}
	return unknown
}

// action prints a value, or sets a variable.
func (c *compiler) action(p *parse.PipeNode) step {
	if len(p.Decl) > 0 {
		value := c.pipe(p)
		return func(d *drawing, dot reflect.Value) { value(d, dot) }
	}
	commands, write := escaperOf(p.Cmds)
	if write == nil { // also where there is no escaper at all
		return unknown
	}
	value, written := c.commands(commands), c.written(p.Cmds)
	return func(d *drawing, dot reflect.Value) {
		if written == nil || !written(d, dot) {
			d.out = write(d.out, value(d, dot))
		}
	}
}

// written compiles {{.A.B}} in text where there is a Writer for B. The result
// reports whether the Writer was for the value's type.
func (c *compiler) written(list []*parse.CommandNode) func(d *drawing, dot reflect.Value) bool {
	if len(list) != 2 || len(list[0].Args) != 1 || escaperName(list[1]) != "htmlescaper" {
		return nil
	}
	n, ok := list[0].Args[0].(*parse.FieldNode)
	if !ok {
		return nil
	}
	last := len(n.Ident) - 1
	write := c.direct.Writers[n.Ident[last]]
	if write == nil {
		return nil
	}
	from := c.members(dotOf, n.Ident[:last], nil)
	return func(d *drawing, dot reflect.Value) (ok bool) {
		v := value(from(d, dot))
		if v.CanAddr() {
			v = v.Addr()
		}
		d.out, ok = write(d.out, v.Interface())
		return ok
	}
}

// branch is {{if}} or {{with}}.
func (c *compiler) branch(n *parse.BranchNode, with bool) step {
	outer := len(c.scope)
	value := c.pipe(n.Pipe)
	then, otherwise := c.block(n.List), c.block(n.ElseList)
	c.scope = c.scope[:outer]
	return func(d *drawing, dot reflect.Value) {
		v := value(d, dot)
		switch {
		case !truth(v):
			d.run(otherwise, dot)
		case with:
			d.run(then, v)
		default:
			d.run(then, dot)
		}
	}
}

// rangeOver is {{range}} over a slice or array.
func (c *compiler) rangeOver(n *parse.BranchNode) step {
	if n.Pipe.IsAssign || len(n.Pipe.Decl) > 2 {
		return unknown
	}
	outer := len(c.scope)
	list := c.commands(n.Pipe.Cmds)
	index, elem := -1, -1
	for i, v := range n.Pipe.Decl {
		place := c.declare(v.Ident[0])
		if i == len(n.Pipe.Decl)-1 {
			elem = place
		} else {
			index = place
		}
	}
	each := c.block(n.List)
	c.scope = c.scope[:outer]
	otherwise := c.block(n.ElseList)
	return func(d *drawing, dot reflect.Value) {
		v := list(d, dot)
		if v.Kind() != reflect.Slice && v.Kind() != reflect.Array {
			giveUp()
		}
		for i := range v.Len() {
			item := v.Index(i)
			if elem >= 0 {
				d.vars[elem] = item
			}
			if index >= 0 {
				d.vars[index] = reflect.ValueOf(i)
			}
			d.run(each, item)
		}
		if v.Len() == 0 {
			d.run(otherwise, dot)
		}
	}
}

// call is {{template}}.
func (c *compiler) call(n *parse.TemplateNode) step {
	var tree *parse.Tree
	if t := c.set.Lookup(n.Name); t != nil {
		tree = t.Tree
	}
	b := c.body(n.Name, tree)
	if n.Pipe == nil {
		return func(d *drawing, _ reflect.Value) { d.draw(b, reflect.Value{}) }
	}
	value := c.pipe(n.Pipe)
	return func(d *drawing, dot reflect.Value) { d.draw(b, value(d, dot)) }
}
