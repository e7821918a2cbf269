package post

import (
	"bytes"
	"testing"
)

func FuzzEightAtATimeIsAsOneByOne(f *testing.F) {
	for _, seed := range []string{"", "a", " a b\tc\r\n\v\fd", "12345678", "1234567 89", " 2345678 ", "\x00\x08\x0e\x1f !~\x7f\x80\xff", "\xef\xbb\xbf", "ä€", "\t\n\t\n\t\n\t\n\r", "1234567\x7f", "\t\x01"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		text := bytes.Map(func(r rune) rune {
			if forbidden(r) {
				return -1
			}
			return r
		}, src)
		words := len(bytes.FieldsFunc(text, func(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' }))
		if got := countWords(text); got != words {
			t.Errorf("%q: %d words, want %d", text, got, words)
		}
		want := bytes.ContainsFunc(src, func(r rune) bool { return r < ' ' && r != '\t' && r != '\n' || r == 0x7F }) || bytes.IndexByte(src, 0xEF) >= 0
		if got := suspicious(src); got != want {
			t.Errorf("%q: suspicious %v, want %v", src, got, want)
		}
	})
}

func BenchmarkEight(b *testing.B) {
	text := bytes.Repeat([]byte("The service was back. "), 400)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		countWords(text)
		suspicious(text)
	}
}
