package markdown

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// FuzzBareAddresses: what is passed over without goldmark is no link to it.
func FuzzBareAddresses(f *testing.F) {
	for _, s := range []string{"see http://a.example/x, (https://b.example) or ftp://c.example", "www.example.org *www.x.example* _http://x.example_", "mail a.b@example.org\nor c@example.org", "foo http:x ~https://x.example~ who for", "http://a.example", " \twww.x.example"} {
		f.Add(s)
	}
	for _, n := range []int{63, 64, 65} {
		local := strings.Repeat("a", n)
		f.Add(local + "@b.example *" + local + "@b.example")
	}
	with := func(p parser.InlineParser) goldmark.Markdown {
		return goldmark.New(goldmark.WithParserOptions(parser.WithInlineParsers(util.Prioritized(p, 999))))
	}
	all, spared := with(extension.NewLinkifyParser()), with(bareAddresses{extension.NewLinkifyParser()})
	f.Fuzz(func(t *testing.T, src string) {
		var want, got bytes.Buffer
		pc := parser.NewContext()
		pc.Set(documentKey, &Document{mail: bytes.IndexByte([]byte(src), '@') >= 0})
		if all.Convert([]byte(src), &want) != nil || spared.Convert([]byte(src), &got, parser.WithContext(pc)) != nil {
			t.Fatal("not rendered")
		}
		if got.String() != want.String() {
			t.Errorf("%q:\n got %s\nwant %s", src, got.String(), want.String())
		}
	})
}
