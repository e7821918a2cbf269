package markdown

import (
	"strings"
	"testing"
	"time"

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

func TestMarksInFootnotesAreFound(t *testing.T) {
	src := "ten[^1]\n\n[^1]: six\n\nnine\n"
	body := Parse([]byte(src), Options{}).Render(marksOf(src, "ten", "six", "nine")...)
	if diff := cmp.Diff([]string{"ten", "nine", "six"}, body.Placed); diff != "" {
		t.Error(diff)
	}
}

func TestManyMarksTakeLinearTime(t *testing.T) {
	const n = 100_000
	src := strings.Repeat("`a` b\n", n)
	var marks []Mark
	for i := range n {
		marks = append(marks, Mark{"c" + string(rune('0'+i%10)) + strings.Repeat("x", i%7), 6*i + 1, 6*i + 2})
		marks = append(marks, Mark{ID: "m" + referenceID(i, 1), Start: 6*i + 4, End: 6*i + 5})
	}
	began := time.Now()
	body := Parse([]byte(src), Options{}).Render(marks...)
	if took := time.Since(began); took > 5*time.Second || len(body.Placed) != n {
		t.Errorf("placed %d in %s", len(body.Placed), took)
	}
}
