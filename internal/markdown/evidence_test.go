package markdown

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// marksOf makes a mark of each occurrence of a word in src; its id is the word.
func marksOf(src string, words ...string) (list []Mark) {
	for _, word := range words {
		if at := strings.Index(src, word); at >= 0 {
			list = append(list, Mark{word, at, at + len(word)})
		}
	}
	return list
}

func TestMarksStandWhereTheirWordsStand(t *testing.T) {
	for name, c := range map[string]struct {
		src    string
		marks  []string
		want   string
		placed []string
	}{
		"in text":      {"at ten it broke", []string{"ten"}, `<p>at <span class="evidence" id="ten">ten</span> it broke</p>`, []string{"ten"}},
		"in emphasis":  {"at **ten** it", []string{"ten"}, `<p>at <strong><span class="evidence" id="ten">ten</span></strong> it</p>`, []string{"ten"}},
		"two in order": {"ten and six", []string{"six", "ten"}, `<p><span class="evidence" id="ten">ten</span> and <span class="evidence" id="six">six</span></p>`, []string{"ten", "six"}},
		"overlapping":  {"ten-six", []string{"ten", "n-six"}, `<p><span class="evidence" id="ten"></span>te<span class="evidence" id="n-six">n-six</span></p>`, []string{"ten", "n-six"}},
		"in code":      {"a `ten` b six", []string{"ten", "six"}, `<p>a <code>ten</code> b <span class="evidence" id="six">six</span></p>`, []string{"six"}},
		"with HTML":    {"<kbd>x</kbd> ten", []string{"ten"}, `<p><kbd>x</kbd> <span class="evidence" id="ten">ten</span></p>`, []string{"ten"}},
	} {
		t.Run(name, func(t *testing.T) {
			body := Parse([]byte(c.src), Options{}).Render(marksOf(c.src, c.marks...)...)
			if diff := cmp.Diff(c.want+"\n", string(body.HTML)); diff != "" {
				t.Error(diff)
			}
			if diff := cmp.Diff(c.placed, body.Placed); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestAMarkCoversItsWordsWhole(t *testing.T) {
	for name, c := range map[string]struct{ src, words, want string }{
		"to the last word":   {"The outage lasted 27 minutes.", "The outage lasted 27 minutes", `<p>[The outage lasted 27 minutes].</p>`},
		"with a tilde":       {"at ~17:20 UTC it broke", "~17:20 UTC", `<p>at [~17:20 UTC] it broke</p>`},
		"with an entity":     {"an R&amp;D cluster was down", "R&amp;D cluster", `<p>an [R&amp;D cluster] was down</p>`},
		"over lines":         {"> It was  \n> down for\n> two hours.", "was  \n> down for\n> two", "<blockquote>\n<p>It [was<br>\ndown for\ntwo] hours.</p>\n</blockquote>"},
		"to the end of one":  {"It was down\nfor hours.", "was down", "<p>It [was down]\nfor hours.</p>"},
		"from a line's edge": {"It was\n   down.", "\n   down", "<p>It was[\ndown].</p>"},
		"up to emphasis":     {"It was down *for hours*.", "down *for", `<p>It was [down ]<em>for hours</em>.</p>`},
		"in a table":         {"|a|\n|-|\n|b \\| c d e|\n", `b \| c d`, "<td>[b | c d] e</td>"},
	} {
		t.Run(name, func(t *testing.T) {
			at := strings.Index(c.src, c.words)
			html := string(Parse([]byte(c.src), Options{}).Render(Mark{"m", at, at + len(c.words)}).HTML)
			want := strings.NewReplacer("[", `<span class="evidence" id="m">`, "]", "</span>").Replace(c.want)
			if !strings.Contains(html, want) {
				t.Errorf("got %s, want %s", html, want)
			}
		})
	}
}

func FuzzMarksAddNothingButTheirElements(f *testing.F) {
	for _, src := range []string{"The outage lasted 27 minutes.", "> at ~ten *it  \n> broke* at once", "- ten[^1] six\n\n[^1]: a b\n  c", "|a b|\n|-|\n|`c` d|", "a\n\tb ![c d](e) f"} {
		f.Add(src, 4, 14, 9, 20)
	}
	f.Fuzz(func(t *testing.T, src string, start, end, start2, end2 int) {
		if !utf8.ValidString(src) || strings.ContainsAny(src, `<&\`) { // which must not be cut in two
			return
		}
		for _, at := range []int{start, end, start2, end2} {
			if at < 0 || at >= len(src) || !utf8.RuneStart(src[at]) {
				return
			}
		}
		want := string(Parse([]byte(src), Options{}).Render().HTML)
		body := Parse([]byte(src), Options{}).Render(Mark{"m..1", start, end}, Mark{"m..2", start2, end2})
		got := string(body.HTML)
		for _, id := range body.Placed {
			before, after, ok := strings.Cut(got, `<span class="evidence" id="`+id+`">`)
			words, rest, closed := strings.Cut(after, "</span>")
			if !ok || !closed || strings.Contains(strings.ReplaceAll(words, "<br>", ""), "<") {
				t.Fatalf("%q: bad mark %s in %s", src, id, body.HTML)
			}
			got = before + words + rest
		}
		if got != want {
			t.Errorf("%q: without its marks %q, want %q", src, got, want)
		}
	})
}

func TestMarksInFootnotesAreFound(t *testing.T) {
	src := "ten[^1]\n\n[^1]: six\n\nnine\n"
	body := Parse([]byte(src), Options{}).Render(marksOf(src, "ten", "six", "nine")...)
	if diff := cmp.Diff([]string{"ten", "nine", "six"}, body.Placed); diff != "" {
		t.Error(diff)
	}
}

// Eight times the marks take about eight times as long. Were the time to grow with
// the square of their number, it would be 64 times.
func TestManyMarksTakeLinearTime(t *testing.T) {
	took := func(n int) time.Duration {
		src := strings.Repeat("`a` b\n", n)
		var marks []Mark
		for i := range n {
			marks = append(marks, Mark{"c" + string(rune('0'+i%10)) + strings.Repeat("x", i%7), 6*i + 1, 6*i + 2})
			marks = append(marks, Mark{ID: "m" + referenceID(i, 1), Start: 6*i + 4, End: 6*i + 5})
		}
		began := time.Now()
		body := Parse([]byte(src), Options{}).Render(marks...)
		if len(body.Placed) != n {
			t.Errorf("placed %d of %d", len(body.Placed), n)
		}
		return time.Since(began)
	}
	small, large := took(12_500), took(100_000)
	if large > time.Second { // as it never is but for a stall, the race detector, or a square
		small, large = min(small, took(12_500)), min(large, took(100_000))
	}
	if large > 40*small && large > time.Second {
		t.Errorf("%v for 12,500, %v for 100,000", small, large)
	}
}
