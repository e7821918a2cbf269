package quick

import (
	"cmp"
	"fmt"
	"html/template"
	"reflect"
)

// Direct is what is called without reflection, by the names that templates use.
type Direct struct {
	Funcs   map[string]Func
	Methods map[string]Method
	Writers map[string]Writer
}

// Func compiles the call of a function.
type Func func(args []expr) expr

// Unary makes a Func of a function of one argument.
func Unary[A, R any](f func(A) R) Func {
	return func(args []expr) expr {
		if len(args) != 1 {
			return unknownValue
		}
		return func(d *drawing, dot reflect.Value) reflect.Value {
			return box(d, f(as[A](args[0](d, dot))))
		}
	}
}

// Ternary makes a Func of a function of three arguments.
func Ternary[A, B, C, R any](f func(A, B, C) R) Func {
	return func(args []expr) expr {
		if len(args) != 3 {
			return unknownValue
		}
		return func(d *drawing, dot reflect.Value) reflect.Value {
			return box(d, f(as[A](args[0](d, dot)), as[B](args[1](d, dot)), as[C](args[2](d, dot))))
		}
	}
}

// as is an argument of type T. Any other ends the drawing, for text/template to
// convert.
func as[T any](v reflect.Value) T {
	if v.CanAddr() { // which saves a copy
		return *v.Addr().Interface().(*T)
	}
	return v.Interface().(T)
}

// box makes a Value of a result. For texts, which most are, the drawing has room:
// reflect would allocate it.
func box[R any](d *drawing, r R) reflect.Value {
	switch r := any(r).(type) {
	case string:
		d.texts = append(d.texts, r)
		return reflect.ValueOf(&d.texts[len(d.texts)-1]).Elem()
	case template.HTML:
		d.html = append(d.html, r)
		return reflect.ValueOf(&d.html[len(d.html)-1]).Elem()
	}
	return reflect.ValueOf(r)
}

// Method is a method without arguments, of all types that have it.
type Method struct {
	of  reflect.Type // an interface
	get getter
}

type getter func(d *drawing, receiver reflect.Value) reflect.Value

// Getter makes a Method from that of an interface: fmt.Stringer.String.
func Getter[I, R any](method func(I) R) Method {
	return Method{reflect.TypeFor[I](), func(d *drawing, v reflect.Value) reflect.Value {
		return box(d, method(v.Interface().(I)))
	}}
}

// Trier is Getter for a method that may fail.
func Trier[I, R any](method func(I) (R, error)) Method {
	return Method{reflect.TypeFor[I](), func(d *drawing, v reflect.Value) reflect.Value {
		r, err := method(v.Interface().(I))
		if err != nil {
			giveUp()
		}
		return box(d, r)
	}}
}

// Writer appends to the page, in a place for text, the HTML that a method would
// return. ok is false where the receiver is none of its kind.
type Writer func(dst []byte, receiver any) (out []byte, ok bool)

// Appender makes a Writer from a method of an interface.
func Appender[I any](method func(I, []byte) ([]byte, error)) Writer {
	return func(dst []byte, receiver any) ([]byte, bool) {
		r, ok := receiver.(I)
		if !ok {
			return dst, false
		}
		out, err := method(r, dst)
		if err != nil {
			giveUp()
		}
		return out, true
	}
}

// function compiles the call of a function.
func (c *compiler) function(name string, args []expr) expr {
	if compile := builtins[name]; compile != nil {
		return compile(args)
	}
	if compile := c.direct.Funcs[name]; compile != nil {
		return compile(args)
	}
	f, ok := c.funcs[name]
	if !ok {
		return unknownValue
	}
	fn := reflect.ValueOf(f)
	return func(d *drawing, dot reflect.Value) reflect.Value { return call(fn, d, dot, args) }
}

// builtins are the functions of text/template that are known here.
var builtins = map[string]Func{
	"and": func(args []expr) expr { return choose(args, false) },
	"or":  func(args []expr) expr { return choose(args, true) },
	"not": func(args []expr) expr { return unary(args, func(v reflect.Value) any { return !truth(v) }) },
	"len": func(args []expr) expr { return unary(args, func(v reflect.Value) any { return v.Len() }) },
	"eq":  func(args []expr) expr { return compared(args, func(order int) bool { return order == 0 }) },
	"ne":  func(args []expr) expr { return compared(args, func(order int) bool { return order != 0 }) },
	"lt":  func(args []expr) expr { return compared(args, func(order int) bool { return order < 0 }) },
	"le":  func(args []expr) expr { return compared(args, func(order int) bool { return order <= 0 }) },
	"gt":  func(args []expr) expr { return compared(args, func(order int) bool { return order > 0 }) },
	"ge":  func(args []expr) expr { return compared(args, func(order int) bool { return order >= 0 }) },
	"print": func(args []expr) expr {
		return func(d *drawing, dot reflect.Value) reflect.Value {
			return call(reflect.ValueOf(fmt.Sprint), d, dot, args)
		}
	},
}

// choose returns the first value whose truth is wanted, or the last.
func choose(args []expr, wanted bool) expr {
	return func(d *drawing, dot reflect.Value) (v reflect.Value) {
		for _, arg := range args {
			if v = arg(d, dot); truth(v) == wanted {
				break
			}
		}
		return v
	}
}

func unary(args []expr, f func(reflect.Value) any) expr {
	if len(args) != 1 {
		return unknownValue
	}
	return func(d *drawing, dot reflect.Value) reflect.Value { return reflect.ValueOf(f(args[0](d, dot))) }
}

// compared compares two numbers or two texts.
func compared(args []expr, holds func(order int) bool) expr {
	if len(args) != 2 {
		return unknownValue
	}
	return func(d *drawing, dot reflect.Value) reflect.Value {
		a, b := args[0](d, dot), args[1](d, dot)
		order := 0
		switch {
		case a.CanInt() && b.CanInt():
			order = cmp.Compare(a.Int(), b.Int())
		case a.Kind() == reflect.String && b.Kind() == reflect.String:
			order = cmp.Compare(a.String(), b.String())
		default:
			giveUp()
		}
		return reflect.ValueOf(holds(order))
	}
}

// truth is what {{if}} makes of a value.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Struct:
		return true
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() > 0
	}
	return !v.IsZero()
}
