package search

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"candor/internal/incident"
	"candor/internal/markdown"
	"candor/internal/post"
	"candor/internal/site"
	"candor/internal/when"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// sample makes a site of posts whose bodies are given, the newest first.
func sample(tb rapid.TB, bodies []string, edit func(i int, p *post.Post, in *incident.Incident)) (*site.Site, func(*site.Entry) []byte) {
	tb.Helper()
	base, err := site.ParseBase("https://example.org/base/")
	if err != nil {
		tb.Fatal(err)
	}
	day := time.Date(2025, 6, 1, 0, 0, 0, 0, time.UTC)
	var posts []*post.Post
	facts := map[*post.Post]*incident.Incident{}
	for i := range bodies {
		p := &post.Post{Slug: fmt.Sprint("post-", i), Source: fmt.Sprint("post-", i, ".md"), Published: when.Moment{Time: day.AddDate(0, -3*i, 0), Precision: when.Day}}
		in := &incident.Incident{}
		if edit != nil {
			edit(i, p, in)
		}
		posts, facts[p] = append(posts, p), in
	}
	s := site.New(site.Defaults(), base, posts, facts)
	return s, func(e *site.Entry) []byte { return []byte(bodies[e.Index]) }
}

// index builds the index of a site, reading its posts in the given order.
func index(tb rapid.TB, s *site.Site, body func(*site.Entry) []byte, order []*site.Entry) map[string]string {
	tb.Helper()
	return newWriter().index(tb, s, body, order)
}

// writer builds one index after another, each from what it knows of the last.
type writer struct {
	*Index
	pieces  []Piece
	content map[string]string // of the pieces, by path
	records [][]byte          // by document
	mended  int               // how many pieces were made for a change
}

func newWriter() *writer { return &writer{Index: New(nil), content: map[string]string{}} }

func (w *writer) index(tb rapid.TB, s *site.Site, body func(*site.Entry) []byte, order []*site.Entry) map[string]string {
	tb.Helper()
	records := map[*site.Entry][]byte{}
	for _, e := range order {
		records[e], _ = w.Read(nil, e, body(e))
	}
	put := func(f File) error {
		w.content[f.Path] = string(f.Content)
		w.mended++
		return nil
	}
	before, pieces := w.records, []Piece(nil)
	w.records, w.mended = nil, 0
	var changes []Change
	for doc, e := range Documents(s) {
		if w.records = append(w.records, records[e]); doc < len(before) && string(before[doc]) != string(records[e]) {
			changes = append(changes, Change{doc, before[doc], records[e]})
		}
	}
	var err error
	if before != nil && len(before) == len(w.records) {
		get := func(i int) ([]byte, error) { return []byte(w.content[w.pieces[i].Path]), nil }
		pieces, err = w.Mend(s, w.pieces, changes, get, put)
	} else {
		pieces, err = w.Pieces(s, func(e *site.Entry) ([]byte, error) { return records[e], nil }, put)
	}
	if err != nil {
		tb.Fatal(err)
	}
	w.pieces = pieces
	return w.files(tb, s)
}

func (w *writer) files(tb rapid.TB, s *site.Site) map[string]string {
	tb.Helper()
	var files []File
	for _, p := range w.pieces {
		files = append(files, File{p.Path, []byte(w.content[p.Path])})
	}
	var names []string
	for _, chunk := range Chunks(s) {
		var cards []string
		for _, e := range chunk {
			cards = append(cards, "<p>"+e.Slug+"</p>")
		}
		f := CardFile(cards)
		files, names = append(files, f), append(names, f.Path)
	}
	all := map[string]string{}
	for _, f := range append(files, IndexFile(s, w.pieces, names)) {
		if _, twice := all[f.Path]; twice {
			tb.Fatalf("two files %s", f.Path)
		}
		all[f.Path] = string(f.Content)
	}
	return all
}

type match struct{ doc, weight int }

// read decodes an index as the package comment describes it.
func read(tb rapid.TB, files map[string]string) (manifest, map[string][]match) {
	tb.Helper()
	var m manifest
	if err := json.Unmarshal([]byte(files["search/index.json"]), &m); err != nil {
		tb.Fatal(err)
	}
	terms := map[string][]match{}
	for n, start := range m.Starts {
		piece := files["search/"+m.Words[n]]
		for line := range strings.Lines(piece) {
			term, codes, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			if compareUTF16(term, start) < 0 || n+1 < len(m.Starts) && compareUTF16(term, m.Starts[n+1]) >= 0 {
				tb.Errorf("piece %d from %q has %q", n, start, term)
			}
			terms[term] = decode(codes, term >= "0")
		}
	}
	return m, terms
}

func decode(codes string, weighted bool) (list []match) {
	for i, doc := 0, -1; i < len(codes); {
		gap := 0
		for shift := 0; ; shift += 5 {
			code := int(codes[i]) - '0'
			i++
			gap |= code & 31 << shift
			if code < 32 {
				break
			}
		}
		doc += gap + 1
		m := match{doc: doc}
		if weighted {
			m.weight = int(codes[i]) - '0'
			i++
		}
		list = append(list, m)
	}
	return list
}

func docs(list []match) (numbers []int) {
	for _, m := range list {
		numbers = append(numbers, m.doc)
	}
	return numbers
}

func TestPostsAreFoundByAllTheirParts(t *testing.T) {
	s, body := sample(t, []string{"<p>new body</p>", "<p>old <b>bo</b>dy</p>"}, func(i int, p *post.Post, in *incident.Incident) {
		if i == 0 {
			p.Title, p.Description, p.Tags = "The title", "A description", []string{"Tagged thing"}
			p.Authors, p.Headings = []post.Author{{Name: "Ada"}}, []markdown.Heading{{Level: 2, Text: "Impact"}}
			in.Services = []incident.Label{{Name: "Data plane"}}
			in.Severity = &incident.Label{Name: "major"}
		}
	})
	_, terms := read(t, index(t, s, body, s.Posts))
	for term, want := range map[string][]int{
		"body": {0, 1}, "old": {0}, "new": {1}, "title": {1}, "description": {1}, "tagged": {1}, "ada": {1}, "impact": {1}, "plane": {1},
		"/service/data-plane": {1}, "/severity/major": {1}, "/year/2025": {0, 1},
		pairNameOf("old", "body"):  {0},
		pairNameOf("body", "old"):  nil,
		pairNameOf("the", "title"): {1},
	} {
		if diff := cmp.Diff(want, docs(terms[term])); diff != "" {
			t.Errorf("%s:\n%s", term, diff)
		}
	}
}

func TestWhereAWordStandsDecidesItsWeight(t *testing.T) {
	s, body := sample(t, []string{"word", "word", "word", "word", "word", "word word word"}, func(i int, p *post.Post, in *incident.Incident) {
		switch i {
		case 0:
			p.Title = "word"
		case 1:
			p.Tags = []string{"word"}
		case 2:
			p.Headings = []markdown.Heading{{Level: 2, Text: "word"}}
		case 3:
			p.Description = "word"
		}
	})
	_, terms := read(t, index(t, s, body, s.Posts))
	var order []int // from the heaviest, as places in Posts
	list := slices.Clone(terms["word"])
	slices.SortFunc(list, func(a, b match) int { return b.weight - a.weight })
	for _, m := range list {
		order = append(order, len(s.Posts)-1-m.doc)
	}
	if diff := cmp.Diff([]int{0, 1, 2, 3, 5, 4}, order); diff != "" {
		t.Errorf("%v\n%s", list, diff)
	}
}

// Every word and pair leads to the posts that have it, and to no others, in
// whatever order the posts were read, and in pieces that are not too large.
func TestTheIndexSaysWhatPostsHave(t *testing.T) {
	letters := []rune("aabbcdexyz09éÉ障害データ🙂\ue000𠀋 ")
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOfN(rapid.StringOfN(rapid.RuneFrom(letters), 1, 40, -1), 1, 30).Draw(t, "words")
		bodies := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 50).Draw(t, "body"), " ")
		}), 1, 80).Draw(t, "bodies")
		s, body := sample(t, bodies, nil)
		files := index(t, s, body, s.Posts)
		shuffled := rapid.Permutation(s.Posts).Draw(t, "order")
		if diff := cmp.Diff(files, index(t, s, body, shuffled)); diff != "" {
			t.Fatal(diff)
		}

		want := map[string][]int{}
		for doc := range s.Posts {
			e := s.Posts[len(s.Posts)-1-doc]
			list := wordsOf(bodies[e.Index])
			mine := map[string]bool{"/year/" + fmt.Sprint(e.Published.Time.Year()): true}
			for i, word := range list {
				mine[word] = true
				if i > 0 {
					mine[pairNameOf(list[i-1], word)] = true
				}
			}
			for term := range mine {
				want[term] = append(want[term], doc)
			}
		}
		m, terms := read(t, files)
		got := map[string][]int{}
		for term, list := range terms {
			got[term] = docs(list)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		for path, content := range files {
			if strings.Contains(path, "words-") && len(content) > pieceMost && strings.Count(content, "\n") > 1 {
				t.Fatalf("%s has %d bytes", path, len(content))
			}
		}
		if m.Posts != len(bodies) || len(m.Starts) != len(m.Words) || len(files) != 1+len(m.Words)+len(m.Cards) || len(m.Cards) != (len(bodies)+inFile-1)/inFile {
			t.Fatalf("%+v describes %d files", m, len(files))
		}
	})
}

func TestNumbersOfAllSizesAreWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		numbers := rapid.SliceOfNDistinct(rapid.IntRange(0, 1<<22), 1, 50, rapid.ID[int]).Draw(t, "documents")
		slices.Sort(numbers)
		l := list{weighted: true}
		var want []match
		var measured gaps
		size := 0
		for _, n := range numbers {
			weight := rapid.IntRange(1, 63).Draw(t, "weight")
			l.add(int32(n), byte(weight))
			size += gapSize(measured.to(int32(n))) + 1
			want = append(want, match{n, weight})
		}
		if len(l.codes) != size {
			t.Fatalf("%d bytes, measured as %d", len(l.codes), size)
		}
		if got := decode(string(l.codes), true); !slices.Equal(got, want) {
			t.Fatalf("%v, want %v", got, want)
		}
	})
}

func TestCardsLieInFilesOfEight(t *testing.T) {
	s, body := sample(t, make([]string, 10), nil)
	files := index(t, s, body, s.Posts)
	m, _ := read(t, files)
	want := `["<p>post-1</p>","<p>post-0</p>"]` + "\n"
	if got := files["search/"+m.Cards[1]]; got != want || m.PerFile != 8 {
		t.Errorf("got %s, want %s; %+v", got, want, m)
	}
}

func TestAnotherContentHasAnotherName(t *testing.T) {
	names := map[string]bool{}
	for _, bodies := range [][]string{{"a"}, {"b"}, {"a", "a"}, {"a a"}, nil} {
		s, body := sample(t, bodies, nil)
		m, _ := read(t, index(t, s, body, s.Posts))
		names[m.Words[0]] = true
	}
	if len(names) != 5 {
		t.Error(names)
	}
}

// One more word in one post of many leaves nearly all files as they are.
func TestAChangeStaysWithinFewFiles(t *testing.T) {
	bodies := generated(300)
	s, body := sample(t, bodies, nil)
	before := index(t, s, body, s.Posts)
	bodies[100] += " <p>zymurgy</p>"
	after := index(t, s, body, s.Posts)
	changed := 0
	for path := range after {
		if _, same := before[path]; !same {
			changed++
		}
	}
	if changed > 6 || len(after) < 60 {
		t.Errorf("%d of %d files changed", changed, len(after))
	}
}

// An index that was brought up to date equals one that was made anew, whatever
// changed: that is what a preview does on every save.
func TestAMendedIndexEqualsANewOne(t *testing.T) {
	texts := rapid.SliceOfN(rapid.StringMatching(`([a-d]|é|障害|\x{f8ff}|\x{1f600}x)( ([a-d]{1,2}|é)){0,4}`), 1, 6)
	rapid.Check(t, func(t *rapid.T) {
		w := newWriter()
		for range rapid.IntRange(2, 5).Draw(t, "builds") {
			s, body := sample(t, texts.Draw(t, "texts"), nil)
			if diff := cmp.Diff(index(t, s, body, s.Posts), w.index(t, s, body, s.Posts)); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// The same where there are many pieces, which change where they begin.
func TestManyMendedPiecesEqualNewOnes(t *testing.T) {
	original, least := generated(20), 1000
	rapid.Check(t, func(t *rapid.T) {
		w, bodies := newWriter(), slices.Clone(original)
		for build := range 3 {
			year := rapid.IntRange(0, 1).Draw(t, "year")
			s, body := sample(t, bodies, func(i int, p *post.Post, _ *incident.Incident) {
				p.Published.Time = p.Published.Time.AddDate(-year*i, 0, 0)
			})
			if diff := cmp.Diff(index(t, s, body, s.Posts), w.index(t, s, body, s.Posts)); diff != "" {
				t.Fatal(diff)
			}
			if build > 0 {
				least = min(least, w.mended)
			}
			for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(bodies)-1), 0, 4).Draw(t, "edited") {
				if first := rapid.SampledFrom(w.pieces).Draw(t, "piece").first; first >= "0" && rapid.Bool().Draw(t, "goes") {
					bodies[i] = strings.ReplaceAll(bodies[i], first, "") // where a piece begins becomes a question
					continue
				}
				from := rapid.IntRange(0, len(bodies[i])).Draw(t, "from")
				to := min(len(bodies[i]), from+rapid.IntRange(0, 60).Draw(t, "length"))
				added := rapid.StringMatching(`( (w[0-9a-f]{1,3}|[a-z]|0|zzz[a-z]|\x{f8ff}|\x{1f600}x)){0,20} `).Draw(t, "added")
				bodies[i] = bodies[i][:from] + added + bodies[i][to:]
			}
		}
		if n := len(w.pieces); n < 10 {
			t.Fatalf("only %d pieces", n)
		}
	})
	if least > 4 {
		t.Errorf("%d pieces were made when least was", least)
	}
}

func TestLongPostsAreCut(t *testing.T) {
	s, _ := sample(t, []string{""}, nil)
	for words, want := range map[int]bool{MaxWords: false, MaxWords + 1: true} {
		if _, cut := New(nil).Read(nil, s.Posts[0], []byte(strings.Repeat("a ", words))); cut != want {
			t.Errorf("%d words: cut %v", words, cut)
		}
	}
	for _, rest := range []string{"b c <p>d</p> e &amp; f", "障害発生日"} {
		x := New(nil)
		x.Read(nil, s.Posts[0], []byte(strings.Repeat("a ", MaxWords)+rest))
		if terms := x.Terms(); len(terms) > 3 {
			t.Errorf("words beyond are numbered: %q", terms)
		}
	}
}

func TestDamagedRecordsAreErrors(t *testing.T) {
	s, body := sample(t, []string{"one two"}, nil)
	x := New(nil)
	record, _ := x.Read(nil, s.Posts[0], body(s.Posts[0]))
	for n := range len(record) - 2 {
		put := func(File) error { return nil }
		if _, err := x.Pieces(s, func(*site.Entry) ([]byte, error) { return record[:n], nil }, put); !errors.Is(err, errRecord) {
			t.Errorf("%d of %d bytes: %v", n, len(record), err)
		}
		for _, c := range []Change{{0, record[:n], record}, {0, record, record[:n]}} {
			if _, err := x.Mend(s, []Piece{{}}, []Change{c}, func(int) ([]byte, error) { return nil, nil }, put); !errors.Is(err, errRecord) {
				t.Errorf("mended, %d of %d bytes: %v", n, len(record), err)
			}
		}
	}
}

func TestTextsAreOrderedAsInJavaScript(t *testing.T) {
	sorted := []string{"", "+", "/", "0", "a", "aa", "b", "é", "障", "\U00020000", "\ue000", "\ufa0e"}
	for i, a := range sorted {
		for j, b := range sorted {
			if got := compareUTF16(a, b); got < 0 != (i < j) || got == 0 != (i == j) {
				t.Errorf("%+q and %+q: %d", a, b, got)
			}
		}
	}
}
