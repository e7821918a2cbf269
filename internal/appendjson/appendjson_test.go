package appendjson

import (
	"bytes"
	"encoding/json"
	"math"
	"testing"
)

// expected is what encoding/json writes.
func expected(t *testing.T, v any) string {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return string(bytes.TrimSuffix(b.Bytes(), []byte("\n")))
}

func FuzzTextsAreWrittenAsByEncodingJSON(f *testing.F) {
	for c := range 256 {
		f.Add("a" + string([]byte{byte(c)}) + "b")
	}
	f.Add("<p class=\"x\">\u2028\u2029é世\U0001F600&amp;\\</p>\n\xe2\x80")
	f.Fuzz(func(t *testing.T, text string) {
		want := expected(t, text)
		if got := string(String([]byte("x"), text)); got != "x"+want {
			t.Errorf("%q: got %s, want %s", text, got, want)
		}
		if got := string(String(nil, []byte(text))); got != want {
			t.Errorf("%q as bytes: got %s, want %s", text, got, want)
		}
	})
}

func TestNumbersAreWrittenAsByEncodingJSON(t *testing.T) {
	for _, n := range []float64{0, 12, -1.5, 1e21, 1e-7, 1.0 / 3, 123456789} {
		if got, want := string(Number(nil, n)), expected(t, n); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	for _, n := range []float64{math.NaN(), math.Inf(1)} {
		if got := string(Number(nil, n)); got != "null" {
			t.Errorf("got %s", got)
		}
	}
}

func TestListsAndEmptyTexts(t *testing.T) {
	for want, list := range map[string][]string{`[]`: nil, `[null]`: {""}, `["a",null,"b"]`: {"a", "", "b"}} {
		if got := string(Array(nil, list, Nullable)); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func BenchmarkString(b *testing.B) {
	text := bytes.Repeat([]byte(`<p>words of a post, <a href="https://example.org/">a link</a></p>`+"\n"), 150)
	dst := make([]byte, 0, 2*len(text))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		String(dst, text)
	}
}
