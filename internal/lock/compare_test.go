package lock

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"candor/internal/diag"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// at is a post of the site https://example.org at /blog/slug/.
func at(source, slug string, more ...func(*Post)) Post {
	p := Post{Source: source, Path: "/blog/" + slug + "/", URL: "https://example.org/blog/" + slug + "/", SlugLine: 2, IDLine: 3, AliasLine: 4}
	for _, f := range more {
		f(&p)
	}
	return p
}

func id(id string) func(*Post)      { return func(p *Post) { p.ID = id } }
func alias(a ...string) func(*Post) { return func(p *Post) { p.Aliases = append(p.Aliases, a...) } }
func home(base string) func(*Post)  { return func(p *Post) { p.URL = base + p.Path } }
func site(posts ...Post) Site {
	return Site{Lock: "content/site.lock", Folder: "content/", Posts: posts}
}
func mustParse(t rapid.TB, text string) File {
	t.Helper()
	f, damage := Parse("content/site.lock", []byte(text))
	if len(damage) > 0 {
		t.Fatalf("%+v", damage)
	}
	return f
}

// published is the lock of two posts, recorded when the site was elsewhere.
const published = header + "\n" +
	"a\t/blog/a/\thttps://old.example/blog/a/\ta.md\n" +
	"b\t/blog/b/ /b.html\ttag:example.org,2020:b\tb.md\n"

func TestWhatIsPublishedStaysOrIsAnError(t *testing.T) {
	b := at("b.md", "b", alias("/b.html"))
	for _, c := range []struct {
		name  string
		posts []Post
		ids   string   // of the posts, in the order of their files
		want  []string // file:line code and a part of the message or hint
		next  string   // the lines of the lock, without header; "" when they stay
	}{
		{"nothing changed", []Post{at("a.md", "a"), b}, "https://old.example/blog/a/ tag:example.org,2020:b", nil, ""},
		{"a new base URL", []Post{at("a.md", "a", home("https://new.example")), b}, "https://old.example/blog/a/ tag:example.org,2020:b", nil, ""},
		{"a new post", []Post{at("a.md", "a"), at("aa.md", "aa"), b}, "https://old.example/blog/a/ https://example.org/blog/aa/ tag:example.org,2020:b", nil,
			"a\t/blog/a/\thttps://old.example/blog/a/\ta.md\naa\t/blog/aa/\thttps://example.org/blog/aa/\taa.md\nb\t/blog/b/ /b.html\ttag:example.org,2020:b\tb.md\n"},
		{"a new slug with an alias", []Post{at("a.md", "n", alias("/blog/a/")), b}, "https://old.example/blog/a/ tag:example.org,2020:b", nil,
			"a\t/blog/n/ /blog/a/\thttps://old.example/blog/a/\ta.md\nb\t/blog/b/ /b.html\ttag:example.org,2020:b\tb.md\n"},
		{"an alias without its slash", []Post{at("a.md", "n", alias("/blog/a")), b}, "https://old.example/blog/a/ tag:example.org,2020:b", nil,
			"a\t/blog/n/ /blog/a\thttps://old.example/blog/a/\ta.md\nb\t/blog/b/ /b.html\ttag:example.org,2020:b\tb.md\n"},
		{"a file moved, at its address", []Post{at("2024/a.md", "a"), b}, "https://old.example/blog/a/ tag:example.org,2020:b", nil,
			"a\t/blog/a/\thttps://old.example/blog/a/\t2024/a.md\nb\t/blog/b/ /b.html\ttag:example.org,2020:b\tb.md\n"},
		{"moved, and says which post it is", []Post{at("n.md", "n", id("https://old.example/blog/a/"), alias("/blog/a/")), b}, "tag:example.org,2020:b https://old.example/blog/a/", nil,
			"a\t/blog/n/ /blog/a/\thttps://old.example/blog/a/\tn.md\nb\t/blog/b/ /b.html\ttag:example.org,2020:b\tb.md\n"},
		{"two posts become one", []Post{at("b.md", "b", alias("/b.html", "/blog/a/"), id("tag:example.org,2020:b"))}, "tag:example.org,2020:b", nil,
			"b\t/blog/b/ /b.html /blog/a/\ttag:example.org,2020:b\tb.md\n"},
		{"a post replaced by a new one that says so", []Post{at("n.md", "n", id("https://example.org/blog/n/"), alias("/blog/a/")), b}, "tag:example.org,2020:b https://example.org/blog/n/", nil,
			"b\t/blog/b/ /b.html\ttag:example.org,2020:b\tb.md\nn\t/blog/n/ /blog/a/\thttps://example.org/blog/n/\tn.md\n"},

		{"a new slug without an alias", []Post{at("a.md", "n"), b}, "", []string{"content/a.md:2 address-lost `aliases: [/blog/a/]`"}, ""},
		{"an alias dropped", []Post{at("a.md", "a"), at("b.md", "b", alias("/x/"))}, "", []string{"content/b.md:2 address-lost `aliases: [/x/, /b.html]`"}, ""},
		{"a post gone", []Post{b}, "", []string{"content/site.lock:2 address-lost `aliases: [/blog/a/]` and `id: https://old.example/blog/a/`"}, ""},
		{"all addresses of a post gone", []Post{at("a.md", "a")}, "", []string{"content/site.lock:3 address-lost `aliases: [/blog/b/, /b.html]` and `id: tag:example.org,2020:b`"}, ""},
		{"moved without a word", []Post{at("n.md", "n"), b}, "", []string{"content/site.lock:2 address-lost if the post moved"}, ""},
		{"moved with an alias only", []Post{at("n.md", "n", alias("/blog/a/")), b}, "", []string{"content/n.md:4 id-unclear `id: https://old.example/blog/a/` into its front matter; if it is another post, write `id: https://example.org/blog/n/`"}, ""},
		{"moved with an id only", []Post{at("n.md", "n", id("https://old.example/blog/a/")), b}, "", []string{"content/n.md:2 address-lost `aliases: [/blog/a/]`"}, ""},
		{"another id", []Post{at("a.md", "a", id("tag:x,2020:y")), b}, "", []string{"content/a.md:3 id-changed `id: https://old.example/blog/a/`"}, ""},
		{"another post in the file, and at a new address", []Post{at("a.md", "n", id("tag:x,2020:y"), alias("/blog/a/")), b}, "", []string{"content/a.md:3 id-changed delete line 2 of content/site.lock"}, ""},
		{"slugs exchanged", []Post{at("a.md", "b", alias("/b.html")), at("b.md", "a")}, "", []string{"content/a.md:2 id-unclear this file was /blog/a/, and is now at /blog/b/", "content/b.md:2 id-unclear"}, ""},
		{"a new post at the address of a moved one", []Post{at("a.md", "n"), b, at("c.md", "a")}, "", []string{"content/c.md:2 id-unclear this is now at /blog/a/, which was content/a.md, and that file is now at /blog/n/"}, ""},
		{"the same, and the moved one says who it is", []Post{at("a.md", "n", id("https://old.example/blog/a/")), b, at("c.md", "a")}, "", []string{"content/c.md:2 id-unclear `id: ` with an address of its own"}, ""},
		{"two posts of one stated id", []Post{at("a.md", "a"), b, at("c.md", "c", id("tag:q,2020:q")), at("d.md", "d", id("tag:q,2020:q"))}, "", []string{"content/d.md:3 id-taken this and content/c.md"}, ""},
		{"the id of a post that is there", []Post{at("a.md", "a"), b, at("c.md", "c", id("https://old.example/blog/a/"))}, "", []string{"content/c.md:3 id-taken this and content/a.md"}, ""},
		{"the future address of another post as id", []Post{at("a.md", "a"), b, at("c.md", "c"), at("d.md", "d", id("https://example.org/blog/c/"))}, "", []string{"content/d.md:3 id-taken"}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			old := mustParse(t, published)
			out := Compare(old, site(c.posts...))
			checkFindings(t, c.want, out.Findings)
			if len(c.want) > 0 {
				return
			}
			var ids []string
			for _, p := range slices.SortedFunc(slices.Values(c.posts), func(a, b Post) int { return strings.Compare(a.Source, b.Source) }) {
				ids = append(ids, out.IDs[p.Source])
			}
			if got := strings.Join(ids, " "); got != c.ids {
				t.Errorf("ids are %s", got)
			}
			want := published
			if c.next != "" {
				want = header + "\n" + c.next
			}
			if diff := cmp.Diff(want, string(out.Next.Bytes())); diff != "" || out.Current() != (c.next == "") {
				t.Errorf("current %v, %s", out.Current(), diff)
			}
		})
	}
}

// checkFindings compares findings with "file:line code words", in their order.
func checkFindings(t *testing.T, want []string, got []diag.Diagnostic) {
	t.Helper()
	for i, d := range got {
		place := fmt.Sprintf("%s:%d %s ", d.File, d.Line, d.Code)
		if i >= len(want) || !strings.HasPrefix(place, want[i]) && !(strings.HasPrefix(want[i], place) && strings.Contains(d.Message+" "+d.Hint, strings.TrimPrefix(want[i], place))) || d.Severity != diag.Error {
			t.Errorf("%s%s: %s", place, d.Message, d.Hint)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d findings, want %d", len(got), len(want))
	}
}

func TestThePresentStateExplainsWhatIsGone(t *testing.T) {
	old := mustParse(t, published)
	s := site(at("b.md", "b", alias("/b.html")))
	s.Hidden = map[string]bool{"a.md": true}
	checkFindings(t, []string{"content/site.lock:2 address-lost is now a draft"}, Compare(old, s).Findings)
	s.Hidden, s.Broken = nil, map[string]bool{"a.md": true}
	out := Compare(old, s)
	checkFindings(t, nil, out.Findings)
	if string(out.Next.Bytes()) != published {
		t.Errorf("the line of an unreadable post changed: %s", out.Next.Bytes())
	}
	s.Broken, s.Others = nil, []string{"/blog/a"}
	out = Compare(old, s)
	checkFindings(t, nil, out.Findings)
	if len(out.Dropped) != 1 {
		t.Error("a page redirects from the post, whose line stays")
	}
}

func TestAFirstLockHasAllPostsInOrder(t *testing.T) {
	out := Compare(File{}, site(at("z.md", "m"), at("a\tb.md", "z", id("tag:x,2020:z")), at("q.md", "a")))
	want := header + "\n" +
		"a\t/blog/a/\thttps://example.org/blog/a/\tq.md\n" +
		"m\t/blog/m/\thttps://example.org/blog/m/\tz.md\n" +
		"z\t/blog/z/\ttag:x,2020:z\t\"a\\tb.md\"\n"
	if diff := cmp.Diff(want, string(out.Next.Bytes())); diff != "" {
		t.Error(diff)
	}
}

func TestRecordingKeepsOrderAndComments(t *testing.T) {
	old := mustParse(t, "# ours\n\nz\t/blog/z/\thttps://example.org/blog/z/\tz.md\n# the rest\na\t/blog/a/\thttps://example.org/blog/a/\ta.md\n\n\n")
	out := Compare(old, site(at("a.md", "a"), at("m.md", "m"), at("z.md", "y", alias("/blog/z/"))))
	want := "# ours\n\nm\t/blog/m/\thttps://example.org/blog/m/\tm.md\nz\t/blog/y/ /blog/z/\thttps://example.org/blog/z/\tz.md\n# the rest\na\t/blog/a/\thttps://example.org/blog/a/\ta.md\n"
	if diff := cmp.Diff(want, string(out.Next.Bytes())); diff != "" {
		t.Error(diff)
	}
}

func TestANameInTheLockIsNeverUsedTwice(t *testing.T) {
	old := mustParse(t, "b\t/blog/a/ /blog/b/\thttps://example.org/blog/b/\ta.md\n")
	out := Compare(old, Site{Lock: "l", Posts: []Post{at("a.md", "a"), at("n.md", "b", id("tag:x,2020:n"))}})
	checkFindings(t, nil, out.Findings)
	if len(out.Added) != 1 || out.Added[0].ID != "b-2" {
		t.Errorf("%+v", out.Added)
	}
}

// Whatever happens to a site: what is recorded once stays, unless a finding
// says so, and a file that was just written is up to date and can be read.
func TestRecordingIsSafe(t *testing.T) {
	posts := rapid.Custom(func(t *rapid.T) []Post {
		var list []Post
		for _, source := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a.md", "b.md", "c.md", "d.md"}), 0, 4, rapid.ID).Draw(t, "sources") {
			slug := rapid.SampledFrom([]string{"a", "b", "c", "d", "e"})
			p := at(source, slug.Draw(t, "slug"))
			if slices.ContainsFunc(list, func(o Post) bool { return o.Path == p.Path }) {
				continue // an error of its own
			}
			for _, s := range rapid.SliceOfN(slug, 0, 2).Draw(t, "aliases") {
				p.Aliases = append(p.Aliases, "/blog/"+s+"/")
			}
			if rapid.Bool().Draw(t, "stated") {
				p.ID = "https://example.org/blog/" + slug.Draw(t, "id") + "/"
			}
			list = append(list, p)
		}
		return list
	})
	rapid.Check(t, func(t *rapid.T) {
		var f File
		for range 4 {
			s := site(posts.Draw(t, "posts")...)
			out := Compare(f, s)
			if len(out.Findings) > 0 {
				continue
			}
			served, known := map[string]bool{}, map[string]bool{}
			for _, p := range s.Posts {
				known[out.IDs[p.Source]] = true
				for _, a := range append(p.Aliases, p.Path) {
					served[a] = true
				}
			}
			if len(known) != len(s.Posts) {
				t.Fatalf("%d posts have %d ids", len(s.Posts), len(known))
			}
			for _, e := range f.Entries {
				for _, a := range e.Addresses() {
					if !served[a] {
						t.Fatalf("%s is lost without a finding", a)
					}
				}
				if i := slices.IndexFunc(s.Posts, func(p Post) bool { return p.Path == e.Path && p.Source == e.Source && p.ID == "" }); i >= 0 && out.IDs[e.Source] != e.FeedID {
					t.Fatalf("the id of %s changed without a finding", e.Source)
				}
			}
			f = out.Next
			again, damage := Parse("site.lock", f.Bytes())
			if len(damage) > 0 {
				continue // two posts alias one address: an error of the build's own
			}
			if after := Compare(again, s); !after.Current() || len(after.Findings) > 0 {
				t.Fatalf("%s is not current: %+v", f.Bytes(), after)
			}
		}
	})
}

func BenchmarkCompareTenThousandPosts(b *testing.B) {
	var posts []Post
	for i := range 10_000 {
		posts = append(posts, at(fmt.Sprintf("p%05d.md", i), fmt.Sprintf("p%05d", i), alias(fmt.Sprintf("/old/%d/", i))))
	}
	src := Compare(File{}, site(posts...)).Next.Bytes()
	b.ResetTimer()
	for b.Loop() {
		f := mustParse(b, string(src))
		if !Compare(f, site(posts...)).Current() {
			b.Fatal("not current")
		}
	}
}
