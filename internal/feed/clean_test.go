package feed

import (
	"bytes"
	"strings"
	"testing"
)

// What clean and cleanBytes take a short way to is what the long way gives.
func FuzzCleaning(f *testing.F) {
	for c := range 256 {
		f.Add([]byte("1234567" + string(rune(c)) + "12345678" + string([]byte{byte(c)})))
	}
	f.Add([]byte("1234567\uFFFE8"))
	f.Fuzz(func(t *testing.T, text []byte) {
		want := bytes.Map(keep, bytes.ToValidUTF8(text, nil))
		if got := cleanBytes(text); !bytes.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
		if got := clean(string(text)); got != string(want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
		if strings.ContainsFunc(string(want), func(r rune) bool { return !allowed(r) }) {
			t.Errorf("%q is not clean", want)
		}
	})
}
