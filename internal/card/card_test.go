package card

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"image"
	"image/png"
	"runtime"
	"strings"
	"sync"
	"testing"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"pgregory.net/rapid"
)

var samples = []Card{
	{Site: "Example incidents", About: "What went wrong, and what we did about it."},
	{Site: "Example incidents", Title: "Checkout: a regular expression that used every processor", Date: "3 Jul 2019", Severity: "critical", Grade: 4, Duration: "27 min"},
	{Site: "Störungen — Ελλάδα, Россия", Title: "Größe, Œuvre, Łódź: “quotes” → 5 €", Date: "19 Nov 2025", Duration: "about 6 h 30 min"},
	{Site: "A team whose name goes on for longer than the foot is wide", Title: "Storage in us-east-1: " + strings.Repeat("more capacity removed than intended, ", 9), Severity: "customer-facing disruption", Grade: 2},
	{Site: "Ops", Title: strings.Repeat("incomprehensibilities", 5), Severity: "minor", Grade: 1, Duration: "100 d 3 h"},
	{Site: "障害報告", About: "All that went wrong."},
}

func picture(t testing.TB, c Card) (*image.Paletted, []byte) {
	t.Helper()
	data, err := Draw(c)
	if err != nil {
		t.Fatal(err)
	}
	if !Whole(data) {
		t.Fatal("Draw makes a PNG that is not whole")
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds(); got != image.Rect(0, 0, 1200, 630) {
		t.Fatalf("the picture is %v", got)
	}
	return img.(*image.Paletted), data
}

// painted is the smallest rectangle that holds all that is not paper.
func painted(img *image.Paletted) image.Rectangle {
	var r image.Rectangle
	for y := range Height {
		row := img.Pix[y*img.Stride : y*img.Stride+Width]
		left := bytes.IndexFunc(row, func(i rune) bool { return i != 0 })
		if left < 0 {
			continue
		}
		right := bytes.LastIndexFunc(row, func(i rune) bool { return i != 0 })
		r = r.Union(image.Rect(left, y, right+1, y+1))
	}
	return r
}

// When this fails and the new look is meant, raise version and correct the sum.
func TestPicturesChangeOnlyWithTheVersion(t *testing.T) {
	h := sha256.New()
	for _, c := range samples {
		img, _ := picture(t, c)
		h.Write(img.Pix)
		for _, colour := range img.Palette {
			r, g, b, _ := colour.RGBA()
			h.Write([]byte{byte(r), byte(g), byte(b)})
		}
	}
	const want = "version 3: 9f7b597de2dfce39"
	if got := fmt.Sprintf("version %d: %x", version, h.Sum(nil)[:8]); got != want {
		t.Errorf("the samples are %s, want %s", got, want)
	}
}

func TestSameCardGivesSameBytesOnAnyNumberOfProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want := make([][]byte, len(samples))
	for i, c := range samples {
		_, want[i] = picture(t, c)
	}
	runtime.GOMAXPROCS(4)
	var wg sync.WaitGroup
	for range 4 {
		for i, c := range samples {
			wg.Go(func() {
				if data, err := Draw(c); err != nil || !bytes.Equal(data, want[i]) {
					t.Errorf("card %d differs when drawn beside others (%v)", i, err)
				}
			})
		}
	}
	wg.Wait()
}

func TestFilesAreSmall(t *testing.T) {
	full := samples[1]
	full.Title = strings.Repeat("A title as long as one can be, and longer. ", 10)
	for _, c := range append(samples, full) {
		if _, data := picture(t, c); len(data) > 25<<10 {
			t.Errorf("%d bytes for %.40q", len(data), c.Title)
		}
	}
}

func TestCardsThatLookTheSameHaveOneKey(t *testing.T) {
	c := samples[1]
	same := c
	same.Title = " Checkout:\ta regular\u00ad expression\r\nthat used every processor\u200b\x00"
	if same.Key() != c.Key() {
		t.Error("space and invisible letters change the key")
	}
	seen := map[string]bool{c.Key(): true}
	for _, change := range []func(*Card){
		func(c *Card) { c.Site += "x" }, func(c *Card) { c.Title += "x" }, func(c *Card) { c.Date += "x" },
		func(c *Card) { c.Severity += "x" }, func(c *Card) { c.Grade-- }, func(c *Card) { c.Duration += "x" },
		func(c *Card) { c.Duration, c.Date = c.Date, c.Duration },
	} {
		other := c
		change(&other)
		if seen[other.Key()] {
			t.Errorf("%+v has the key of another card", other)
		}
		seen[other.Key()] = true
	}
}

func TestOnlyLettersOfTheFontAreLegible(t *testing.T) {
	for title, want := range map[string]bool{
		"Backward Incompatible Database Migration": true,
		"Größe, Œuvre, Łódź, İstanbul":             true,
		"Сбой базы данных":                         true,
		"Διακοπή":                                  true,
		"Cafe\u0301":                               true, // composed to é
		"tab\tand\x07bell":                         true,
		"x\u0301":                                  false, // no such letter composed
		"障害報告":                                     false,
		"تقرير عن العطل":                           false,
		"הפסקה":                                    false,
		"Fire 🔥":                                   false,
		"bad \xff byte":                            true, // as U+FFFD
		strings.Repeat("Z\u0335\u0321\u034e", 50):  false,
	} {
		if got := (Card{Title: title}).Legible(); got != want {
			t.Errorf("Legible(%q) = %v", title, got)
		}
	}
	if (Card{Title: "Outage", Severity: "重大"}).Legible() {
		t.Error("a severity may have letters that the font lacks")
	}
	if !(Card{Site: "障害", Title: "Outage"}).Legible() {
		t.Error("the site's name makes its posts' titles illegible")
	}
}

func TestSiteWithoutALegibleNameHasItsMark(t *testing.T) {
	marked, _ := picture(t, Card{Site: "障害報告", About: "All that went wrong."})
	r := painted(marked)
	if r.Dx() < 200 || r.Dx() > 300 || r.Dy() < 300 {
		t.Errorf("%v is painted", r)
	}
	named, _ := picture(t, Card{Site: "Ops", About: "すべて"})
	only, _ := picture(t, Card{Site: "Ops"})
	if !bytes.Equal(named.Pix, only.Pix) {
		t.Error("letters that the font lacks are drawn")
	}
}

func TestAltSaysWhatThePictureShows(t *testing.T) {
	for _, test := range []struct {
		card Card
		want string
	}{
		{samples[0], "Example incidents. What went wrong, and what we did about it."},
		{samples[1], "Checkout: a regular expression that used every processor. Severity: critical. Duration: 27 min. Published: 3 Jul 2019. Example incidents"},
		{Card{Title: "What\thappened?", Site: "Ops"}, "What happened? Ops"},
		{Card{Site: "障害報告", About: "All that went wrong."}, "障害報告"},
		{Card{Site: "Ops", About: "すべて"}, "Ops"},
		{Card{}, ""},
	} {
		if got := test.card.Alt(); got != test.want {
			t.Errorf("Alt() = %q\nwant    %q", got, test.want)
		}
	}
}

// letters that the font has, and much that stands in titles by accident.
var anyTitle = rapid.OneOf(
	rapid.String(),
	rapid.StringMatching(`([A-Za-z.,:;—-]{1,20} ){0,40}[A-Za-z]{1,20}`),
	rapid.StringOfN(rapid.SampledFrom([]rune("iljW@Ж— -…\u00a0\u0301\u202e\t\n")), 0, 400, -1),
)

func TestEverythingStaysInsideTheMargins(t *testing.T) {
	const overhang = 12 // of letters like j, over the edge of their column
	safe := image.Rect(margin-overhang, margin, Width-margin+overhang, Height-margin)
	rapid.Check(t, func(t *rapid.T) {
		c := Card{
			Site: anyTitle.Draw(t, "site"), About: anyTitle.Draw(t, "about"), Title: anyTitle.Draw(t, "title"), Date: anyTitle.Draw(t, "date"),
			Severity: anyTitle.Draw(t, "severity"), Duration: anyTitle.Draw(t, "duration"), Grade: rapid.IntRange(-1, 9).Draw(t, "grade"),
		}
		data, err := Draw(c)
		if err != nil || !Whole(data) {
			t.Fatal(err, len(data))
		}
		img, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if r := painted(img.(*image.Paletted)); !r.In(safe) {
			t.Errorf("%v is painted, outside %v", r, safe)
		}
	})
}

func TestLinesKeepTheTextInOrderAndWithinTheWidth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := clean(anyTitle.Draw(t, "title"))
		width, most := rapid.IntRange(200, 800).Draw(t, "width"), rapid.IntRange(1, 6).Draw(t, "lines")
		s := style{font: bold(), size: rapid.IntRange(20, 60).Draw(t, "size"), buffer: new(sfnt.Buffer)}
		l := s.balance(text, width, most)
		if len(l.text) > most {
			t.Fatalf("%d lines", len(l.text))
		}
		rest := text
		for i, line := range l.text {
			var length fixed.Int26_6
			for _, r := range line {
				length += s.advance(r)
			}
			if length > fixed.I(width) {
				t.Errorf("line %q is wider than %d", line, width)
			}
			if l.cut && i == len(l.text)-1 {
				line = strings.TrimSuffix(line, "…")
			}
			after, found := strings.CutPrefix(strings.TrimLeft(rest, " "), line)
			if !found {
				t.Fatalf("line %q does not go on with %q", line, rest)
			}
			rest = after
		}
		if !l.cut && strings.Trim(rest, " ") != "" {
			t.Errorf("%q is missing", rest)
		}
	})
}

func TestTitleIsCutBetweenWords(t *testing.T) {
	s := style{font: bold(), size: 40, buffer: new(sfnt.Buffer)}
	l := s.wrap("An outage, and what followed from it over many days", 420, 2)
	if got := strings.Join(l.text, "|"); got != "An outage, and what|followed from it…" || !l.cut || l.split {
		t.Errorf("%q, %+v", got, l)
	}
}

func TestLinesBreakAtSpacesBeforeHyphensBeforeLetters(t *testing.T) {
	s := style{font: bold(), size: 40, buffer: new(sfnt.Buffer)}
	for text, want := range map[string]string{
		"Amazon S3 in us-east-1: more":       "Amazon S3 in|us-east-1:|more",
		"backward-incompatible":              "backward-|incompatible",
		"rm -rf 12\u00a0min of\u00a0history": "rm -rf 12\u00a0min|of\u00a0history",
		"incomprehensibilities":              "incomprehens|ibilities",
	} {
		if got := strings.Join(s.wrap(clean(text), 280, 9).text, "|"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestHugeTitlesCostLittle(t *testing.T) {
	for _, title := range []string{strings.Repeat("x", 10_000), strings.Repeat("W", 5<<20), strings.Repeat("a\u0301", 1<<20), strings.Repeat(" ", 1<<20)} {
		c := Card{Title: title, Site: title, Severity: title, Grade: 4}
		if n := len([]rune(c.Alt())); n > 4*longest {
			t.Errorf("the alternative text has %d letters", n)
		}
		if _, data := picture(t, c); len(data) > 40<<10 {
			t.Errorf("%d bytes", len(data))
		}
	}
}

func TestDamagedPicturesAreNotWhole(t *testing.T) {
	_, data := picture(t, samples[1])
	for i := 0; i < len(data); i += 97 {
		damaged := bytes.Clone(data)
		damaged[i] ^= 1
		if Whole(damaged) {
			t.Errorf("a changed byte at %d is not noticed", i)
		}
		if Whole(data[:i]) {
			t.Errorf("an end at %d is not noticed", i)
		}
	}
	if Whole(append(bytes.Clone(data), 0)) {
		t.Error("a byte too many is not noticed")
	}
	var other bytes.Buffer
	if err := png.Encode(&other, image.NewGray(image.Rect(0, 0, 10, 10))); err != nil || Whole(other.Bytes()) {
		t.Error("a picture of another size passes")
	}
}

// Whatever a post says, drawing ends without a panic and gives a whole picture.
func FuzzDraw(f *testing.F) {
	for _, c := range samples {
		f.Add(c.Site, c.About, c.Title, c.Severity, c.Duration, c.Grade)
	}
	f.Fuzz(func(t *testing.T, site, about, title, severity, duration string, grade int) {
		c := Card{Site: site, About: about, Title: title, Severity: severity, Duration: duration, Grade: grade}
		if data, err := Draw(c); err != nil || !Whole(data) {
			t.Error(err)
		}
		c.Alt()
	})
}

// Whole never panics, and what passes is a picture that decodes to its size.
func FuzzWhole(f *testing.F) {
	_, data := picture(f, samples[0])
	f.Add(data[:400])
	f.Add([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if !Whole(data) {
			return
		}
		if c, err := png.DecodeConfig(bytes.NewReader(data)); err == nil && (c.Width != Width || c.Height != Height) {
			t.Error(c.Width, c.Height)
		}
	})
}

func BenchmarkDraw(b *testing.B) {
	for b.Loop() {
		if _, err := Draw(samples[1]); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkKey(b *testing.B) {
	for b.Loop() {
		samples[1].Key()
	}
}
