package lock

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestDamageIsAnErrorWithItsLine(t *testing.T) {
	good := "a\t/blog/a/\thttps://x.org/blog/a/\ta.md\n"
	for _, c := range []struct{ name, src, want string }{
		{"conflict", good + "<<<<<<< HEAD\nb\t/blog/b/\thttps://x.org/blog/b/\tb.md\n=======\n>>>>>>> other\n", "2 lock-conflict merge"},
		{"a mark alone", good + "=======\n", "2 lock-conflict merge"},
		{"columns", good + "b /blog/b/ https://x.org/blog/b/ b.md\n", "2 lock-damaged 1 columns"},
		{"cut short", good + "b\t/blog/b/\thttps", "2 lock-damaged 3 columns"},
		{"no id", "\t/blog/b/\thttps://x.org/blog/b/\tb.md\n", "1 lock-damaged the id"},
		{"no path", "b\t\thttps://x.org/blog/b/\tb.md\n", "1 lock-damaged an address"},
		{"two spaces", "b\t/blog/b/  /c/\thttps://x.org/blog/b/\tb.md\n", "1 lock-damaged an address"},
		{"path of another site", "b\thttps://x.org/\thttps://x.org/blog/b/\tb.md\n", "1 lock-damaged an address"},
		{"feed id", "b\t/blog/b/\tblog\tb.md\n", "1 lock-damaged the feed-id"},
		{"source", "b\t/blog/b/\thttps://x.org/blog/b/\t../b.md\n", "1 lock-damaged the source"},
		{"quotes without need", "b\t/blog/b/\thttps://x.org/blog/b/\t\"b.md\"\n", "1 lock-damaged the source"},
		{"no source", "b\t/blog/b/\thttps://x.org/blog/b/\t\n", "1 lock-damaged the source"},
		{"line twice", good + "# x\n" + good, "3 lock-damaged line 1 has the same address"},
		{"id twice", good + "a\t/blog/b/\thttps://x.org/blog/b/\tb.md\n", "2 lock-damaged line 1 has the same id"},
		{"feed id twice", good + "b\t/blog/b/\thttps://x.org/blog/a/\tb.md\n", "2 lock-damaged line 1 has the same feed-id"},
		{"file twice", good + "b\t/blog/b/\thttps://x.org/blog/b/\ta.md\n", "2 lock-damaged line 1 has the same source"},
		{"address twice", good + "b\t/blog/b/ /blog/a\thttps://x.org/blog/b/\tb.md\n", "2 lock-damaged line 1 has the same address"},
		{"own address as alias", "b\t/blog/b/ /blog/b\thttps://x.org/blog/b/\tb.md\n", "1 lock-damaged line 1 has the same address"},
	} {
		f, damage := Parse("content/site.lock", []byte(c.src))
		if len(damage) != 1 || len(f.Entries) > 0 {
			t.Errorf("%s: %+v", c.name, damage)
			continue
		}
		d := damage[0]
		if got := fmt.Sprintf("%d %s %s", d.Line, d.Code, d.Message); d.File != "content/site.lock" || !strings.Contains(got, strings.SplitN(c.want, " ", 3)[2]) || !strings.HasPrefix(got, strings.Join(strings.Fields(c.want)[:2], " ")) || d.Hint == "" || d.Text == "" {
			t.Errorf("%s: %s (%+v)", c.name, got, d)
		}
	}
}

func TestDamageEverywhereIsReportedTenTimes(t *testing.T) {
	if _, damage := Parse("l", bytes.Repeat([]byte("x\n"), 1000)); len(damage) != maxDamage {
		t.Errorf("%d findings", len(damage))
	}
}

func TestLinesEndAsAnySystemEndsThem(t *testing.T) {
	want := mustParse(t, published)
	for _, src := range []string{"\ufeff" + published, strings.ReplaceAll(published, "\n", "\r\n"), strings.TrimSuffix(published, "\n"), published + "\n\r\n"} {
		got, damage := Parse("l", []byte(src))
		if diff := cmp.Diff(want.Entries, got.Entries); diff != "" || len(damage) > 0 || string(got.Bytes()) != published {
			t.Errorf("%q: %v %s", src, damage, diff)
		}
	}
}

// What can be read is written as it was, and read again as the same.
func FuzzParseRoundTrip(f *testing.F) {
	f.Add([]byte(published))
	f.Add([]byte("\ufeff# x\r\n\r\na\t/ü/ /b\ttag:x:y\t\"\\x00\\\"\"\n"))
	f.Add([]byte("<<<<<<< HEAD\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		first, damage := Parse("l", src)
		for _, d := range damage {
			if d.Line < 1 || d.Line > bytes.Count(src, []byte("\n"))+1 {
				t.Fatalf("line %d of %q", d.Line, src)
			}
		}
		if len(damage) > 0 {
			return
		}
		out := first.Bytes()
		second, damage := Parse("l", out)
		if diff := cmp.Diff(first.Entries, second.Entries); diff != "" && len(src) > 0 || len(damage) > 0 {
			t.Fatalf("%q: %v %s", src, damage, diff)
		}
		if !bytes.Equal(out, second.Bytes()) {
			t.Fatalf("%q became %q", out, second.Bytes())
		}
		for _, e := range first.Entries {
			if !bytes.Contains(out, []byte(e.String()+"\n")) {
				t.Fatalf("%q has no line %q", out, e)
			}
		}
	})
}
