// Package packtest helps to test that a type's method Pack forgets no field.
package packtest

import (
	"bytes"
	"math"
	"math/rand/v2"
	"reflect"
	"runtime/metrics"

	"testing"
	"time"
	_ "time/tzdata"

	"candor/internal/pack"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// RoundTrips fills values of type T at random, first every field, then some,
// and checks that move gives each of them back, in the same bytes every time.
func RoundTrips[T any](t *testing.T, move func(*T, *pack.Coder)) {
	t.Helper()
	for seed := range uint64(200) {
		f := filler{t: t, rand: rand.New(rand.NewPCG(seed, 0)), sparse: seed >= 50}
		var v T
		f.fill(reflect.ValueOf(&v).Elem())
		data := write(&v, move)
		got, err := read(data, move)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(v, got, same...); diff != "" {
			t.Fatalf("seed %d: what is read is not what was written: does Pack leave out a field?\n%s", seed, diff)
		}
		if !bytes.Equal(data, write(&got, move)) {
			t.Fatalf("seed %d: the same value gives other bytes", seed)
		}
		if _, err := read(data[:f.rand.IntN(len(data))], move); err == nil {
			t.Fatalf("seed %d: a part of the bytes is taken for the whole", seed)
		}
	}
}

// Fuzz states: no bytes make reading panic or take much more memory than they
// do, and what can be read can be written and read again.
func Fuzz[T any](f *testing.F, move func(*T, *pack.Coder)) {
	for seed := range uint64(20) {
		fill := filler{t: f, rand: rand.New(rand.NewPCG(seed, 0)), sparse: seed >= 5}
		var v T
		fill.fill(reflect.ValueOf(&v).Elem())
		f.Add(write(&v, move))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		before := allocated()
		v, err := read(data, move)
		if took, most := allocated()-before, 1<<17+500*uint64(len(data)); took > most {
			t.Fatalf("reading %d bytes took %d bytes of memory", len(data), took)
		}
		if err != nil {
			return
		}
		again := write(&v, move)
		got, err := read(again, move)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(v, got, same...); diff != "" {
			t.Fatal(diff)
		}
		if !bytes.Equal(again, write(&got, move)) {
			t.Fatal("the same value gives other bytes")
		}
	})
}

func write[T any](v *T, move func(*T, *pack.Coder)) []byte {
	c := pack.Writer(nil)
	move(v, c)
	return c.Bytes()
}

func read[T any](data []byte, move func(*T, *pack.Coder)) (v T, err error) {
	c := pack.Reader(string(data))
	move(&v, c)
	return v, c.Done()
}

// allocated is the memory that the program has asked for so far.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// same tells apart all that anybody can see: also of times how they print.
var same = []cmp.Option{
	cmpopts.EquateNaNs(),
	cmp.Comparer(func(a, b time.Time) bool {
		nameA, offsetA := a.Zone()
		nameB, offsetB := b.Zone()
		return a.Equal(b) && nameA == nameB && offsetA == offsetB && (a.Location() == time.UTC) == (b.Location() == time.UTC)
	}),
}

// filler sets every field to something other than its zero value; if sparse,
// only some.
type filler struct {
	t      testing.TB
	rand   *rand.Rand
	sparse bool
}

func (f filler) fill(v reflect.Value) {
	if f.sparse && v.Kind() != reflect.Struct && f.rand.IntN(3) == 0 {
		if v.Kind() == reflect.Slice && f.rand.IntN(2) == 0 {
			v.Set(reflect.MakeSlice(v.Type(), 0, 0))
		}
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(f.text())
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(f.integer(v.Type().Bits()))
	case reflect.Uint8:
		v.SetUint(1 + f.rand.Uint64N(255))
	case reflect.Float64:
		v.SetFloat(math.Ldexp(f.rand.Float64()+0.1, f.rand.IntN(40)-20))
	case reflect.Struct:
		f.structure(v)
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		f.fill(v.Elem())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1+f.rand.IntN(4), 5))
		for i := range v.Len() {
			f.fill(v.Index(i))
		}
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		for range 1 + f.rand.IntN(6) {
			key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
			f.fill(key)
			f.fill(value)
			v.SetMapIndex(key, value)
		}
	default:
		f.t.Fatalf("packtest cannot fill a %s", v.Type())
	}
}

func (f filler) structure(v reflect.Value) {
	if v.Type() == reflect.TypeFor[time.Time]() {
		if !f.sparse || f.rand.IntN(3) > 0 {
			v.Set(reflect.ValueOf(f.time()))
		}
		return
	}
	for i := range v.NumField() {
		if field := v.Type().Field(i); !field.IsExported() {
			f.t.Fatalf("%s.%s is unexported: packtest cannot tell whether Pack forgets it", v.Type(), field.Name)
		}
		f.fill(v.Field(i))
	}
}

func (f filler) text() string {
	b := make([]byte, 1+f.rand.IntN(40))
	for i := range b {
		b[i] = byte(f.rand.Uint64())
	}
	return string(b)
}

// integer returns a number of any length and either sign, never 0.
func (f filler) integer(bits int) int64 {
	n := f.rand.Int64()>>(64-bits)>>f.rand.IntN(bits-1) | 1
	if f.rand.IntN(2) == 0 {
		return -n
	}
	return n
}

// time returns an instant of this age or any other, in one of the kinds of
// zones there are.
func (f filler) time() time.Time {
	t := time.Unix(1_700_000_000+f.rand.Int64N(1e8), f.rand.Int64N(1e9))
	if f.rand.IntN(4) == 0 {
		t = time.Unix(f.integer(40), 1)
	}
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		f.t.Fatal(err)
	}
	zones := []*time.Location{time.UTC, time.FixedZone("", 7200), time.FixedZone("CEST", 7200), time.FixedZone("", -12600), time.FixedZone("UTC", 0), berlin}
	return t.In(zones[f.rand.IntN(len(zones))])
}
