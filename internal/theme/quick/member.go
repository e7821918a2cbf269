package quick

import (
	"reflect"
	"sync/atomic"
)

// found is what a name means in values of one type.
type found struct {
	in     reflect.Type
	addr   bool // of values that have an address, which adds methods
	direct getter
	method int   // its number, where direct is nil; -1 for a field
	field  []int // where the field is
}

// member computes from's field or method of that name.
func (c *compiler) member(from expr, name string, args []expr) expr {
	direct := c.direct.Methods[name]
	if len(args) > 0 {
		direct = Method{}
	}
	var last atomic.Pointer[found]
	return func(d *drawing, dot reflect.Value) reflect.Value {
		v := value(from(d, dot))
		f := last.Load()
		if f == nil || f.in != v.Type() || f.addr != v.CanAddr() {
			f = find(v, name, direct)
			last.Store(f)
		}
		switch {
		case f.method < 0 && len(args) == 0:
			return open(v.FieldByIndex(f.field))
		case f.method < 0:
			giveUp()
		case f.addr:
			v = v.Addr()
		}
		if f.direct != nil {
			return f.direct(d, v)
		}
		return call(v.Method(f.method), d, dot, args)
	}
}

// value follows pointers; of nil there is no value, which has no type.
func value(v reflect.Value) reflect.Value {
	for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	return v
}

func find(v reflect.Value, name string, direct Method) *found {
	f := &found{in: v.Type(), addr: v.CanAddr(), method: -1}
	receiver := f.in
	if f.addr {
		receiver = reflect.PointerTo(receiver)
	}
	if m, ok := receiver.MethodByName(name); ok {
		f.method = m.Index
		if direct.of != nil && receiver.Implements(direct.of) {
			f.direct = direct.get
		}
		return f
	}
	field, ok := f.in.FieldByName(name) // not of a map: that gives up
	if !ok || !field.IsExported() {
		giveUp()
	}
	f.field = field.Index
	return f
}

// open returns what is in an interface.
func open(v reflect.Value) reflect.Value {
	if v.Kind() == reflect.Interface {
		return v.Elem()
	}
	return v
}

// call calls a function. An error it returns is left to html/template to meet.
func call(fn reflect.Value, d *drawing, dot reflect.Value, args []expr) reflect.Value {
	t := fn.Type()
	in := make([]reflect.Value, len(args))
	for i, arg := range args {
		in[i] = arg(d, dot)
		if i < t.NumIn() && !t.IsVariadic() && in[i].Type() != t.In(i) && t.In(i).Kind() != reflect.Interface {
			giveUp() // where text/template converts
		}
	}
	out := fn.Call(in)
	if len(out) > 1 && !out[1].IsNil() {
		giveUp()
	}
	return open(out[0])
}
