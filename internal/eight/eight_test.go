package eight

import "testing"

// marks asks about one byte after the other.
func marks(x uint64, is func(c byte) bool) (mask uint64) {
	for i := range 8 {
		if is(byte(x >> (8 * i))) {
			mask |= 0x80 << (8 * i)
		}
	}
	return mask
}

func load(s string, i int, fill byte) (x uint64) {
	for k := range 8 {
		c := fill
		if i+k < len(s) {
			c = s[i+k]
		}
		x |= uint64(c) << (8 * k)
	}
	return x
}

func TestMarks(t *testing.T) {
	for name, c := range map[string]struct{ got, want uint64 }{
		"below":                      {Below(At("a\x1f \x00\x80\xff!\t", 0), ' '), 0x80_00_00_00_80_00_80_00},
		"below nothing":              {Below(0, 0), 0},
		"all of ASCII":               {Below(At("\x00\x7f\x80az\xff \xfe", 0), 0x80), 0x00_80_00_80_80_00_80_80},
		"digits":                     {Between(At("/09:5\xb0x1", 0), '0', '9'), 0x80_00_00_80_00_80_80_00},
		"between the lowest":         {Between(At("\x00\x01\x80\x00\x00\x00\x00\x00", 0), 0, 0), 0x80_80_80_80_80_00_00_80},
		"between the highest":        {Between(At("\x7f\x7e\xff\x7f\x7f\x7f\x7f\x7f", 0), 0x7F, 0x7F), 0x80_80_80_80_80_00_00_80},
		"the rest, filled":           {Rest("abcdef", 4, ' '), 0x20_20_20_20_20_20_66_65},
		"the rest of no text":        {Rest("", 0, 'x'), Ones * 'x'},
		"the rest where it is eight": {Rest([]byte("abcdefgh"), 0, ' '), 0x68_67_66_65_64_63_62_61},
	} {
		if c.got != c.want {
			t.Errorf("%s: %016x, want %016x", name, c.got, c.want)
		}
	}
	for want, mask := range []uint64{High, 0x8080 << 8, 0x80 << 16, 0x8080 << 24, 0x80 << 32, 0x808080 << 40, 0x8080 << 48, 0x80 << 56, 0} {
		if got := First(mask); got != want {
			t.Errorf("the first of %016x is %d, want %d", mask, got, want)
		}
	}
}

func FuzzEightAtOnceAreAsOneByOne(f *testing.F) {
	f.Add("12345678", byte('0'), byte('9'), byte(' '))
	f.Add("\x00\x7f\x80\xff~ /:09\x01", byte(0), byte(0x7F), byte(0xFF))
	f.Add("ä€ and more words\n", byte(0x80), byte('z'), byte(0))
	f.Fuzz(func(t *testing.T, s string, low, high, fill byte) {
		low, high = min(low, 0x80), min(high, 0x7F)
		i := 0
		for ; i+8 <= len(s); i++ {
			check(t, At(s, i), load(s, i, 0), low, high)
			check(t, At([]byte(s), i), load(s, i, 0), low, high)
		}
		for ; i <= len(s); i++ {
			check(t, Rest(s, i, fill), load(s, i, fill), low, high)
			check(t, Rest([]byte(s), i, fill), load(s, i, fill), low, high)
		}
	})
}

func check(t *testing.T, x, want uint64, low, high byte) {
	t.Helper()
	if x != want {
		t.Fatalf("loaded %016x, want %016x", x, want)
	}
	if got, want := Below(x, low), marks(x, func(c byte) bool { return c < low }); got != want {
		t.Errorf("%016x below %#x: %016x, want %016x", x, low, got, want)
	}
	mask := marks(x, func(c byte) bool { return low <= c && c <= high })
	if got := Between(x, low, high); got != mask {
		t.Errorf("%016x between %#x and %#x: %016x, want %016x", x, low, high, got, mask)
	}
	first := 0
	for first < 8 && byte(mask>>(8*first)) == 0 {
		first++
	}
	if got := First(mask); got != first {
		t.Errorf("the first of %016x is %d, want %d", mask, got, first)
	}
}
