package quick

import (
	"reflect"
	"slices"
	"sync/atomic"
	"text/template/parse"
)

// pipe computes a pipeline and sets the variable that it declares, if any.
func (c *compiler) pipe(p *parse.PipeNode) expr {
	value := c.commands(p.Cmds)
	for _, v := range p.Decl {
		place := c.variable(v.Ident[0])
		if !p.IsAssign {
			place = c.declare(v.Ident[0])
		}
		computed := value
		value = func(d *drawing, dot reflect.Value) reflect.Value {
			v := computed(d, dot)
			d.vars[place] = v
			return v
		}
	}
	return value
}

// declare gives a new variable its place.
func (c *compiler) declare(name string) int {
	c.scope = append(c.scope, name)
	c.vars = max(c.vars, len(c.scope))
	return len(c.scope) - 1
}

// variable is the place of a variable, which the parser knows to be there.
func (c *compiler) variable(name string) int {
	for i, v := range slices.Backward(c.scope) {
		if v == name {
			return i
		}
	}
	return 0
}

// commands computes a | b | c: each gives its value to the next as the last
// argument.
func (c *compiler) commands(list []*parse.CommandNode) expr {
	var value expr
	for _, command := range list {
		value = c.command(command, value)
	}
	if value == nil {
		return unknownValue
	}
	return value
}

func unknownValue(*drawing, reflect.Value) reflect.Value {
	giveUp()
	return reflect.Value{}
}

// command compiles one; final is its last argument, or nil.
func (c *compiler) command(n *parse.CommandNode, final expr) expr {
	args := make([]expr, 0, len(n.Args))
	for _, arg := range n.Args[1:] {
		args = append(args, c.operand(arg, nil))
	}
	if final != nil {
		args = append(args, final)
	}
	if name, ok := n.Args[0].(*parse.IdentifierNode); ok {
		value := c.function(name.Ident, args)
		if final == nil && !slices.ContainsFunc(n.Args[1:], varies) {
			return once(value)
		}
		return value
	}
	return c.operand(n.Args[0], args)
}

// operand computes a node that stands for a value; args are for the method
// that it names, if any.
func (c *compiler) operand(n parse.Node, args []expr) expr {
	switch n := n.(type) {
	case *parse.FieldNode:
		return c.members(dotOf, n.Ident, args)
	case *parse.ChainNode:
		return c.members(c.operand(n.Node, nil), n.Field, args)
	case *parse.VariableNode:
		place := c.variable(n.Ident[0])
		get := func(d *drawing, _ reflect.Value) reflect.Value { return d.vars[place] }
		return c.members(get, n.Ident[1:], args)
	}
	if len(args) > 0 {
		return unknownValue
	}
	switch n := n.(type) {
	case *parse.DotNode:
		return dotOf
	case *parse.PipeNode:
		return c.pipe(n)
	case *parse.IdentifierNode:
		return c.function(n.Ident, nil)
	case *parse.StringNode:
		return constant(n.Text)
	case *parse.BoolNode:
		return constant(n.True)
	case *parse.NumberNode:
		if n.IsInt {
			return constant(int(n.Int64))
		}
	}
	return unknownValue
}

// varies reports whether a node may stand for more than one value.
func varies(n parse.Node) bool {
	switch n.Type() {
	case parse.NodeString, parse.NodeNumber, parse.NodeBool:
		return false
	}
	return true
}

// once computes a value that is always the same: {{asset "css/site.css"}}. A
// function that fails is asked again, and fails in html/template.
func once(value expr) expr {
	var known atomic.Pointer[reflect.Value]
	return func(d *drawing, dot reflect.Value) reflect.Value {
		if v := known.Load(); v != nil {
			return *v
		}
		v := value(d, dot)
		if v.CanAddr() {
			v = reflect.ValueOf(v.Interface()) // the drawing's room is for others soon
		}
		known.Store(&v)
		return v
	}
}

func dotOf(_ *drawing, dot reflect.Value) reflect.Value { return dot }

func constant(value any) expr {
	v := reflect.ValueOf(value)
	return func(*drawing, reflect.Value) reflect.Value { return v }
}

// members follows names from a value: .A.B.C. The last may take arguments.
func (c *compiler) members(from expr, names []string, args []expr) expr {
	if len(names) == 0 {
		if len(args) > 0 {
			return unknownValue
		}
		return from
	}
	for _, name := range names[:len(names)-1] {
		from = c.member(from, name, nil)
	}
	return c.member(from, names[len(names)-1], args)
}
