package quick

import (
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
