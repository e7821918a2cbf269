package lex

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// look is what the stylesheet makes of a class.
func look(c Class) string {
	switch c {
	case Type, ClassName, Namespace, Builtin, NamedConstant, Preprocessor:
		return "name"
	case Function, Tag, Decorator:
		return "function"
	case Constant, Number:
		return "value"
	}
	return c.String()
}

// chromaDiffers lists by language where another class than chroma's is meant,
// as chroma's→own.
var chromaDiffers = map[string][]string{
	"ts":  typeScriptDiffers,
	"tsx": typeScriptDiffers,
	"js":  {"err→"}, // #private names
	"sh":  {"cp→c"}, // #! is a comment, as in other languages
}

var typeScriptDiffers = []string{
	"nt→kt",                 // type arguments, which chroma takes for elements
	"kt→k", "kt→kc", "kt→m", // chroma takes all values after "name:" for types
	"k→kt",           // boolean
	"k→",             // names after a dot and in text that are keywords elsewhere
	"err→", "err→kt", // what chroma does not understand in type arguments
}

func TestCodeLooksAsWithChroma(t *testing.T) {
	for _, s := range samples(t) {
		t.Run(s.name, func(t *testing.T) {
			list, err := languages[s.language](s.code)
			if err != nil {
				t.Fatal(err)
			}
			want, err := Chroma(s.language, time.Minute)(s.code)
			if err != nil {
				t.Fatal(err)
			}
			a, b := spread(list), spread(want)
			same, all, differences := 0, 0, map[string]int{}
			for i := range s.code {
				difference := fmt.Sprintf("%v→%v", b[i], a[i])
				if b[i] == Plain || slices.Contains(chromaDiffers[s.language], difference) {
					continue
				}
				if all++; look(a[i]) == look(b[i]) {
					same++
				} else {
					differences[difference]++
				}
			}
			if same*100 < all*95 {
				t.Errorf("%d of %d bytes look the same; others: %v", same, all, differences)
			}
		})
	}
}

// spread returns the class of each byte.
func spread(list []Token) []Class {
	var classes []Class
	for _, t := range list {
		for len(classes) < t.End {
			classes = append(classes, t.Class)
		}
	}
	return classes
}

func TestChromaGivesUp(t *testing.T) {
	if _, err := Chroma("c", 20*time.Millisecond)(strings.Repeat("/*", 20_000)); err != ErrSlow {
		t.Error(err)
	}
	if Chroma("no-such-language", 0) != nil {
		t.Error("there is a lexer for a language that nobody knows")
	}
}
