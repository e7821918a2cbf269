// Package quick draws html/template's templates in a tenth of the time.
//
// html/template parses a template and puts an escaper behind every value that
// it prints; then it walks the tree anew for each page, and looks up each field
// by its name. This package turns the finished tree into functions once. Each
// keeps where it last found its field or method, since a place in a template
// nearly always meets values of one type.
//
// It knows only what common templates use, and leaves the rest to
// html/template: Draw says that it could not, and has written nothing. Errors
// are left to it too, so that they read the same. What it writes is what
// html/template writes, byte for byte; tests compare the two.
package quick

import (
	"bytes"
	"html/template"
	"reflect"
	"sync"
	"text/template/parse"
)

// Template is a template ready to draw, from any number of goroutines.
type Template struct{ root *body }

// New compiles a template that html/template has executed, and so escaped,
// without an error. funcs are the functions it was parsed with, whose values
// follow from their arguments; those that are also in direct, and the methods
// there, are called in that way.
func New(t *template.Template, funcs template.FuncMap, direct Direct) *Template {
	c := &compiler{set: t, funcs: funcs, direct: direct, bodies: map[string]*body{}}
	return &Template{c.body(t.Name(), t.Tree)}
}

// Draw writes the template with data into b. When it cannot, it writes nothing
// and returns false; then html/template must, or says why not.
func (t *Template) Draw(b *bytes.Buffer, data any) (done bool) {
	defer func() {
		if recover() != nil { // giveUp, or a fault in a method of the data
			done = false
		}
	}()
	d := drawings.Get().(*drawing)
	d.out = b.AvailableBuffer()
	d.draw(t.root, reflect.ValueOf(data))
	b.Write(d.out)
	d.reset()
	drawings.Put(d) // not one that was given up
	return true
}

var drawings = sync.Pool{New: func() any { return new(drawing) }}

// giveUp ends a drawing that this package does not know how to go on with.
func giveUp() { panic("quick: left to html/template") }

// body is a {{define}}d template.
type body struct {
	steps []step
	vars  int // variables, of which the first is $
}

// step draws one node of a template.
type step func(d *drawing, dot reflect.Value)

// expr computes a value.
type expr func(d *drawing, dot reflect.Value) reflect.Value

// drawing is the state of one call of Draw.
type drawing struct {
	out   []byte
	stack []reflect.Value // variables of all bodies under way
	vars  []reflect.Value // of the innermost
	depth int
	texts []string // results of functions and methods
	html  []template.HTML
}

// reset forgets all but the room.
func (d *drawing) reset() {
	clear(d.stack[:cap(d.stack)])
	clear(d.texts)
	clear(d.html)
	*d = drawing{stack: d.stack[:0], texts: d.texts[:0], html: d.html[:0]}
}

// maxDepth is how deep templates may call each other.
const maxDepth = 100

func (d *drawing) draw(b *body, dot reflect.Value) {
	outer, base := d.vars, len(d.stack)
	d.stack = append(d.stack, make([]reflect.Value, b.vars)...)
	d.vars = d.stack[base:]
	d.vars[0] = dot
	if d.depth++; d.depth > maxDepth {
		giveUp()
	}
	d.run(b.steps, dot)
	d.depth--
	d.stack, d.vars = d.stack[:base], outer
}

func (d *drawing) run(steps []step, dot reflect.Value) {
	for _, s := range steps {
		s(d, dot)
	}
}

// compiler compiles a template and those it calls.
type compiler struct {
	set    *template.Template
	funcs  template.FuncMap
	direct Direct
	bodies map[string]*body
	scope  []string // names of the variables that can be seen, by their place
	vars   int      // the most places that the body under way needs
}

// body compiles the template of a name, once. html/template calls one that
// stands inside of a tag or attribute by a name that set does not know: its
// tree is nil, and so is left to html/template.
func (c *compiler) body(name string, tree *parse.Tree) *body {
	if b := c.bodies[name]; b != nil {
		return b
	}
	b := &body{}
	c.bodies[name] = b // before its steps: templates may call themselves
	if tree == nil || tree.Root == nil {
		b.steps, b.vars = []step{unknown}, 1
		return b
	}
	scope, vars := c.scope, c.vars
	c.scope, c.vars = []string{"$"}, 1
	b.steps = c.list(tree.Root)
	b.vars = c.vars
	c.scope, c.vars = scope, vars
	return b
}

func unknown(*drawing, reflect.Value) { giveUp() }
