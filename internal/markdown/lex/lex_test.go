package lex

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// own are the languages with a lexer of this package, in order.
func own() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(languages)), func(name string) bool { return languages[name] == nil })
}

// problem says what is wrong with the tokens of code, if anything is.
func problem(code string, list []Token) string {
	from := 0
	for i, t := range list {
		switch {
		case t.End <= from || t.End > len(code):
			return fmt.Sprintf("token %d goes from %d to %d of %d", i, from, t.End, len(code))
		case t.End < len(code) && !utf8.RuneStart(code[t.End]) && utf8.ValidString(code):
			return fmt.Sprintf("token %d ends in a character", i)
		}
		from = t.End
	}
	if from != len(code) {
		return fmt.Sprintf("tokens end at %d of %d", from, len(code))
	}
	return ""
}

// FuzzTokensAreTheCode states that tokens lie end to end over any code.
func FuzzTokensAreTheCode(f *testing.F) {
	for _, s := range samples(f) {
		f.Add(s.code)
	}
	for _, text := range hostile {
		f.Add(text + text)
	}
	f.Fuzz(func(t *testing.T, code string) {
		for _, language := range own() {
			list, err := languages[language](code)
			if err != nil {
				if !errors.Is(err, ErrUnreadable) {
					t.Fatal(language, err)
				}
				continue
			}
			if p := problem(code, list); p != "" {
				t.Fatalf("%s: %s: %q", language, p, code)
			}
		}
	})
}

// hostile are texts that, repeated, make careless lexers look at everything
// again for each of them.
var hostile = []string{
	"\"", "'", "`", "/", "/*", "*/", "//", "<", ">", "</", "<a", "<a ", "<svg>", "<script>", "<!--", "<?", "<![CDATA[", "${", "$(", "`${", "}", "{", "(", "[",
	"@", "#", "\\", "\\\"", "\"\\\"", "'\\'\\'", "\"\"\"", "'''", "<<A\n", "<<A ", "\"\n", "'\n", "1e", "0x", "0777 ", "a:", "a: b: ", "- ", "&a *b ", "|\n", "> ", "{a: ", "url(", "url(\"",
	"\x00", "\xff", "\u2028", "é", "a<b", "a<", "= <b>", "/[", "= /", "=/[/", "a: <b, ", "\r", "f\"", "//line a:1\n", "#!/", "-\n", "[=\n", "u+", "`${`", "<a b={", "<a>{",
}

// Eight times the length takes about eight times as long. Were the time to grow
// with the square of the length, it would be 64 times.
func TestHostileCodeTakesLinearTime(t *testing.T) {
	for _, language := range []string{"go", "ts", "js", "css", "html", "xml", "json", "python", "sql", "sh", "toml", "yaml", "ini", "diff"} {
		for _, text := range hostile {
			took := func(size int) time.Duration {
				code := strings.Repeat(text, size/len(text))
				start := time.Now()
				if list, err := languages[language](code); err == nil && problem(code, list) != "" {
					t.Errorf("%s: %q: %s", language, text, problem(code, list))
				}
				return time.Since(start)
			}
			small, large := took(12<<10), took(96<<10)
			if large > time.Second { // as it never is but for a stall, or a square
				small, large = min(small, took(12<<10)), min(large, took(96<<10))
			}
			if large > 40*small && large > time.Second {
				t.Errorf("%s: %q: %v for 12 KB, %v for 96 KB", language, text, small, large)
			}
		}
	}
}

func TestTokens(t *testing.T) {
	for _, test := range []struct{ language, code, want string }{
		{"go", "func f() { g(int(1), \"a\") } // c", `k:func nf:f nf:g nb:int m:1 s:"a" c:// c`},
		{"go", "len := new(T)\nx.String()", "nb:new nf:String"},
		{"ts", "a.delete(b) / c / 2", "m:2"},
		{"ts", "const a: Map<string, Foo> = /a[/]b/g", "k:const kt:Map kt:string kt:Foo s:/a[/]b/g"},
		{"ts", "for (let i=0;i<n;i++) {}", "k:for k:let m:0"},
		{"ts", "f(a?: string, b = c ? d : e): Out", "kt:string kt:Out"},
		{"tsx", "const f = <T,>(a: T) => <b c=\"d\">it's {e + 'f'}</b>", `k:const kt:T kt:T nt:b s:"d" s:'f' nt:b`},
		{"js", "`a ${b + `c`} d` + 1", "s:`a ${ s:`c`} d` m:1"},
		{"js", "`a ${{b: 1}.b} c`", "s:`a ${ m:1 s:} c`"},
		{"js", "it's 'fine'", "s:'s '"},
		{"js", "if (a <b && c> d) return 1", "k:if k:return m:1"},
		{"json", `{"a" : ["b", -1.5e+3, null]} // c`, `nt:"a" s:"b" m:1.5e+3 kc:null c:// c`},
		{"json", `{"a": {...}, "b": "cut`, `nt:"a" nt:"b"`},
		{"python", "from a.b import c\n@d.e\ndef f(g): return x.type, f'{g}'", "k:from nn:a nn:b k:import nd:@d.e k:def nf:f k:return s:f'{g}'"},
		{"sh", `echo "a $(b "c") d" it\'s $# # e`, `nb:echo s:"a $(b "c") d" c:# e`},
		{"sh", "cat <<EOF\nit's\nEOF\nls 'x'", "s:<<EOF\nit's\nEOF s:'x'"},
		{"sql", "Select 'it''s' FROM t -- c", "k:Select s:'it''s' k:FROM c:-- c"},
		{"yaml", "a: |\n  b: c\n\nd: [1, x, true] # e", "nt:a s:  b: c\n\n nt:d m:1 kc:true c:# e"},
		{"yaml", "- \"a b\": 'c'\n  d: 10.0.0.1\n  e: &f 5", `nt:"a b" s:'c' nt:d nt:e cp:&f m:5`},
		{"html", "<A b=c>d</A><script>if (x) 1</script><svg><p q='r'/></svg>", "nt:A s:c nt:A nt:script k:if m:1 nt:script nt:<svg><p s:'r' nt:/></svg>"},
		{"css", "a.b { color: #fff; margin: 1px } @media x { c:hover {} }", "nt:a nc:b k:color m:#fff k:margin m:1 kt:px k:media nt:x nt:c nd:hover"},
		{"diff", "--- a\n+++ b\n@@ 1 @@\n c\n-d\n", "gd:--- a\n gi:+++ b\n gu:@@ 1 @@\n gd:-d\n"},
		{"ini", "[a]\nb = c=d\n; e", "k:[a] s:c=d c:; e"},
		{"toml", "a-1 = '\\' # b\nc = true", "s:'\\' c:# b kc:true"},
	} {
		list, err := languages[test.language](test.code)
		var got []string
		from := 0
		for _, token := range list {
			if token.Class != Plain {
				got = append(got, token.Class.String()+":"+test.code[from:token.End])
			}
			from = token.End
		}
		if s := strings.Join(got, " "); s != test.want || err != nil {
			t.Errorf("%s: %q:\n got %q\nwant %q %v", test.language, test.code, s, test.want, err)
		}
	}
}

// A sample is a file in testdata that ends in .language.
type sample struct{ name, language, code string }

func samples(tb testing.TB) []sample {
	files, err := filepath.Glob("testdata/*.*")
	if err != nil || len(files) == 0 {
		tb.Fatal("no samples", err)
	}
	var all []sample
	for _, file := range files {
		code, err := os.ReadFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		all = append(all, sample{filepath.Base(file), filepath.Ext(file)[1:], string(code)})
	}
	return all
}

func BenchmarkTokens(b *testing.B) {
	for _, s := range samples(b) {
		for name, lex := range map[string]Lexer{"own": languages[s.language], "chroma": Chroma(s.language, time.Minute)} {
			b.Run(s.language+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(s.code)))
				b.ReportAllocs()
				for b.Loop() {
					lex(s.code)
				}
			})
		}
	}
}
