package search

import (
	"encoding/json"
	"fmt"
	"html"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"candor/static"

	"github.com/google/go-cmp/cmp"
)

var cutter = newReader(newNumbering(nil))

func wordsOf(text string) []string {
	cutter.reset()
	cutter.words.text(text)
	return cutter.list()
}

func wordsOfHTML(page string) []string {
	cutter.reset()
	cutter.html([]byte(page))
	return cutter.list()
}

// wordsByRule treats ASCII like any other text, one character at a time.
func wordsByRule(text string) []string {
	cutter.reset()
	var run []byte
	end := func() {
		cutter.cut(cutter.fold(run))
		run = run[:0]
	}
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) && len(run) > 0 {
			run = utf8.AppendRune(run, r)
		} else {
			end()
		}
	}
	end()
	return cutter.list()
}

func (w *words) list() []string {
	list := []string{}
	for _, number := range w.numbers {
		list = append(list, w.all.terms[number])
	}
	return list
}

var texts = []struct{ text, words string }{
	{"", ""},
	{"The DNS-server (ns1) failed at 10:11.", "the dns server ns1 failed at 10 11"},
	{"São Paulo, Zürich, naïve", "sao paulo zurich naive"},
	{"Sa\u0303o", "sao"},
	{"ΟΔΟΣ οδός", "οδοσ οδοσ"},
	{"İstanbul ISTANBUL ıssız", "istanbul istanbul ıssız"},
	{"ﬁle Ａｂｃ１２ ½", "file abc12 1 2"},
	{"Straße STRASSE ẞ", "straße strasse ß"},
	{"障害", "障害"},
	{"障害発生", "障害 害発 発生"},
	{"害", "害"},
	{"DNS障害2件、復旧", "dns 障害 2 件 復旧"},
	{"データベース", "デー ータ タベ ベー ース"},
	{"ﾃﾞｰﾀ", "デー ータ"},
	{"𠀋𠮷野家", "𠀋𠮷 𠮷野 野家"},
	{"장애 발생", "장애 발생"},
	{"ระบบล่ม", "ระ ะบ บบ บล ล่ ่ม"},
	{"ошибка Ёлка", "ошибка елка"},
	{"שלום עולם", "שלום עולם"},
	{"हिन्दी", "हिन्दी"},
	{"❤️ ok 👩‍💻", "ok"},
	{"snake_case camelCase x.y.z", "snake case camelcase x y z"},
	{"don’t can't", "don t can t"},
	{"²³ x² H₂O", "23 x2 h2o"},
	{strings.Repeat("a", 70), strings.Repeat("a", 32) + " " + strings.Repeat("a", 32) + " aaaaaa"},
	{strings.Repeat("é", 33), strings.Repeat("e", 32) + " e"},
	{"\u0301start \u0301", "start"},
	{"ͺ x", "x"},
	{"a\x00b\x7f", "a b"},
}

func TestTextsAreCutIntoWords(t *testing.T) {
	for _, test := range texts {
		if diff := cmp.Diff(strings.Fields(test.words), wordsOf(test.text)); diff != "" {
			t.Errorf("%q:\n%s", test.text, diff)
		}
	}
}

func TestElementsOfALineDoNotEndWords(t *testing.T) {
	for page, want := range map[string]string{
		`<p>un<b>believ</b><a href="/a?x=1&amp;y" title="a > b">able</a></p><p>x</p>`: "unbelievable x",
		`<td>one</td><td>two</td>`:                     "one two",
		`<h2 id="x">Im<em>pact</em></h2>text`:          "impact text",
		`H<sub>2</sub>O note<sup>1</sup>`:              "h2o note 1",
		`a&amp;b &lt;c&gt; d&#39;e &nosuch f&`:         "a b c d e nosuch f",
		`one<!-- two -->three`:                         "onethree",
		`<span class="k">func</span> <span>f</span>()`: "func f",
		`a<br>b<hr>c<bdo>d</bdo>`:                      "a b cd",
		`caf<i>é</i>s`:                                 "cafes",
		`cut <a href="`:                                "cut",
		`cut <!-- off`:                                 "cut",
	} {
		if diff := cmp.Diff(strings.Fields(want), wordsOfHTML(page)); diff != "" {
			t.Errorf("%q:\n%s", page, diff)
		}
	}
}

// node runs the part of search.js that has no page, and then a script.
func node(t *testing.T, script string, input any) []byte {
	t.Helper()
	if _, err := exec.LookPath("node"); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal("node is missing: apt-get install nodejs")
		}
		t.Skip("needs node: apt-get install nodejs")
	}
	source, err := static.FS.ReadFile("js/search.js")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, begins := strings.Cut(string(source), "// Words, by the rules of package search.")
	part, _, ends := strings.Cut(rest, "// The index.")
	if !begins || !ends {
		t.Fatal("search.js has no section for words")
	}
	data, _ := json.Marshal(input)
	cmd := exec.Command("node", "-e", part+"\nconst input = JSON.parse(require('fs').readFileSync(0, 'utf8'));\n"+script)
	cmd.Stdin, cmd.Stderr = strings.NewReader(string(data)), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// The browser must cut a query into the same words as the build cuts posts.
func TestTheScriptCutsTheSameWords(t *testing.T) {
	var inputs []string
	for _, test := range texts {
		inputs = append(inputs, test.text)
	}
	for r := range unicode.MaxRune {
		if unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.P, unicode.S, unicode.Z) { // and not what browsers may know and Go does not
			inputs = append(inputs, string(r)+" x"+string(r)+"y")
		}
	}
	var got [][]string
	if err := json.Unmarshal(node(t, `console.log(JSON.stringify(input.map((text) => words(text).map(({ word }) => word))))`, inputs), &got); err != nil {
		t.Fatal(err)
	}
	wrong := 0
	for i, text := range inputs {
		if want := wordsOf(text); !slices.Equal(got[i], want) {
			if wrong++; wrong <= 20 {
				t.Errorf("%+q: %+q, want %+q", text, got[i], want)
			}
		}
	}
	if wrong > 0 {
		t.Errorf("%d of %d texts differ", wrong, len(inputs))
	}
}

func TestTheScriptFindsTheSamePairs(t *testing.T) {
	inputs := [][2]string{{"connection", "pool"}, {"a", "b"}, {"障害", "害発"}, {"ошибка", "в"}, {"𠀋", "x"}}
	var got []string
	if err := json.Unmarshal(node(t, `console.log(JSON.stringify(input.map(([a, b]) => pair(a, b))))`, inputs), &got); err != nil {
		t.Fatal(err)
	}
	for i, in := range inputs {
		if want := pairNameOf(in[0], in[1]); got[i] != want {
			t.Errorf("%q: %s, want %s", in, got[i], want)
		}
	}
}

func FuzzWords(f *testing.F) {
	for _, test := range texts {
		f.Add(test.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, list := range [][]string{wordsOf(text), wordsOfHTML(text)} {
			for _, word := range list {
				if n := utf8.RuneCountInString(word); n == 0 || n > wordMax || !utf8.ValidString(word) || strings.ContainsAny(word, " \n") {
					t.Errorf("%q has the word %q", text, word)
				}
			}
		}
		if plain, escaped := wordsOf(text), wordsOfHTML(html.EscapeString(text)); !slices.Equal(plain, escaped) {
			t.Errorf("%q: %q, and %q as HTML", text, plain, escaped)
		}
		if plain, want := wordsOf(text), wordsByRule(text); !slices.Equal(plain, want) {
			t.Errorf("%q: %q, want %q", text, plain, want)
		}
	})
}

// pairNameOf is the term of a pair.
func pairNameOf(first, second string) string {
	return fmt.Sprintf("+%04x", pairOf(fnv(offset, first), fnv(offset, second)))
}
