package escape

import (
	"html/template"
	"testing"
)

func FuzzHTMLIsEscapedAsByTheLibrary(f *testing.F) {
	f.Add("a <b> & \"c\" 'd'\x00 é\xff")
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := string(HTML.Append([]byte("x"), text)), "x"+template.HTMLEscapeString(text); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}
