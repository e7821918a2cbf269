package quick

import (
	"cmp"
	"fmt"
	"reflect"
)

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
