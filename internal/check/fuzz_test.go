package check

import (
	"net/url"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/post"
	"candor/internal/site"
	"candor/internal/when"

	"github.com/google/go-cmp/cmp"
)

// one applies the rules over one post to a file.
func one(src []byte) []diag.Diagnostic {
	config := site.Defaults()
	parsed := post.Parse("a.md", src, post.Options{})
	if parsed.Document == nil {
		return nil
	}
	claim := incident.Claim{Given: parsed.Post.Incident.Stated}
	if claim.Given {
		claim.Resolved = incident.Claimed[when.Moment]{State: incident.Value, Value: when.Moment{Time: time.Unix(0, 0), Precision: when.Minute, Zoned: true}, Line: parsed.Post.Incident.Line, Text: "x"}
		claim.Duration = incident.Claimed[time.Duration]{State: incident.Value, Value: time.Hour, Line: parsed.Post.Incident.Line, Text: "1h"}
	}
	read := func(claim incident.Claim) (*incident.Incident, []diag.Diagnostic) {
		return incident.Read(incident.Source{Name: "a.md", Title: parsed.Post.Title, Published: parsed.Post.Published, Text: parsed.Text, BodyLine: parsed.Post.Lines.Body, Claim: claim})
	}
	facts, found := read(claim)
	p := &Post{Parsed: parsed, Body: parsed.Document.Render(), Config: &config, Facts: facts, Claim: claim, Read: found, Unclaimed: func() *incident.Incident {
		in, _ := read(incident.Claim{Given: true})
		return in
	}}
	return Run(p, "", diag.Hint)
}

// FuzzRules states: no panic, and every finding is inside its file.
func FuzzRules(f *testing.F) {
	for _, seed := range []string{
		"---\ntitle: Outage\npubDate: 2024-05-03\n---\n\n## Timeline (UTC)\n\n- 2024-05-02 14:29 a\n- 2024-05-02 14:49 b\n- 2024-05-02 14:43 c\n- 2023-05-02 15:10 d\n\n![](x.png) [a](#b) https://x.slack.com/archives/C0 31 June 2024, 1h19 and 1h12, 2h 32m in total",
		"---\ntitle: Outage\ndate: 2024-05-03\nincident: {started: 2024-05-02 10:00, resolved: 2024-05-01, duration: 3h}\n---\n> quote 10:00 PDT (18:00 UTC)\n\n| a | b |\n|-|-|\n| 10:00 | HH:mm |\n\n<!-- candor: ignore a, secret because b -->\n- TODO",
		"+++\ntitle=\"ü incident report\"\ndate=2024-05-03\n+++\nhxxps://evil[.]org http://evil.org jane@acme.io <ü@acme.io> +49 30 901820 44\n\n## Iocs\n\n- http://a.b\n:::note\nfrom 10:00 to 9:00 (5 minutes)\n:::\n[^1]\n\n[^1]: x",
		"---\ntitle: Outage on Friday\ndate: 2024-05-03\n---\nThe outage lasted 5 minutes from 10:00 to 10:09 UTC on Friday, 2 May 2024 (11:00 CEST). -----BEGIN PRIVATE KEY----- postgres://a:Zq7Rm2Tx9@db.acme.io/",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		text := strings.ReplaceAll(strings.TrimPrefix(string(src), "\ufeff"), "\r\n", "\n")
		lines := strings.Split(text, "\n")
		list := one(src)
		for _, d := range list {
			if d.Line < 1 || d.Line > len(lines) {
				t.Fatalf("%s: line %d of %d", d.Code, d.Line, len(lines))
			}
			if width := utf8.RuneCountInString(lines[d.Line-1]); d.Column < 1 || d.Column > width+1 {
				t.Fatalf("%s: column %d of %d in %q", d.Code, d.Column, width, lines[d.Line-1])
			}
		}
		Redact(list)
	})
}

// Input is hostile: the rules take a time proportional to its length.
func TestRulesStayFastOnHostileText(t *testing.T) {
	const size = 300_000
	for name, part := range map[string]string{
		"addresses": "a@b", "at signs": "@", "plus signs": "+1", "brackets": "[.]", "schemes": "://", "defanged": "hxxp", "durations": "1h ", "times": "10:00 ", "dates": "2024-05-02 10:00 ", "events": "\n- 2024-05-02 10:00 the outage started and ended, 5 minutes\n",
		"keys": "-----BEGIN PRIVATE KEY-----\n", "comments": "\n\n<!-- candor: ignore x because y -->\n\n", "rows": "\n| HH:mm | TODO |", "ranges": "from 10:00 to 11:00 UTC. ", "images": "![](x) ", "links": "[a](http://10.0.0.1/) ", "mails": "<a@b.cd> ", "total": "1h, total = ",
	} {
		src := "---\ntitle: Incident report\npubDate: 2024-05-03\n---\n## Timeline\n\n" + strings.Repeat(part, size/len(part))
		started := time.Now()
		one([]byte(src))
		if took := time.Since(started); took > 20*time.Second {
			t.Errorf("%s: %v", name, took)
		} else if testing.Verbose() {
			t.Logf("%s: %v", name, took)
		}
	}
}

func FuzzAddressesAreReadAsByURLParse(f *testing.F) {
	for _, ref := range []string{"http", "http://a.b/c-d_e", "https://a", "http:///x", "http://a:80/", "HTTP://a/b", "http://a/b?c#d", "http://ä/", "http://%zz", "https://a//b/../c"} {
		f.Add(ref)
	}
	f.Fuzz(func(t *testing.T, ref string) {
		got := address(ref)
		want, err := url.Parse(ref)
		if err != nil {
			want = &url.URL{}
		}
		if got.Hostname() != want.Hostname() || got.Host != want.Host || got.Path != want.Path {
			t.Errorf("%q: got %+v, want %+v", ref, got, *want)
		}
	})
}

func FuzzWordsAreFoundAsByIndex(f *testing.F) {
	f.Add("10:14 UTC - HH:mm, TODO", "HH:mm")
	f.Add("hhh:mm", "hh:mm")
	f.Add("the total", "otal")
	f.Add("from 10 to eleven, all of them: -- \"a\" $12\x80\xff__@@ and", "all")
	f.Add("-----BEGIN", "-----BEGIN ")
	f.Fuzz(func(t *testing.T, text, sought string) {
		if sought == "" {
			t.Skip()
		}
		if got, want := glanceAt(text), glanceByteByByte(text); got != want {
			t.Errorf("a glance at %q: %v, want %v", text, got, want)
		}
		w, want := newWord(sought), strings.Index(text, sought)
		if got := w.index(text); got != want {
			t.Errorf("%q in %q: %d, want %d", sought, text, got, want)
		}
		if want >= 0 && !w.mayBeIn(glanceAt(text)) {
			t.Errorf("%q in %q: a glance does not see it", sought, text)
		}
	})
}

// glanceByteByByte is glanceAt without leaps.
func glanceByteByByte(text string) (g glance) {
	before := kinds(0)
	for i := range len(text) {
		kind := kindsOf[text[i]]
		g.has, g.twice, before = g.has|kind, g.twice|kind&before, kind
	}
	return g
}

// secretsByteByByte is Secrets without leaps.
func secretsByteByByte(text string) []Secret {
	var list []Secret
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && tokenByte[text[end]] {
			end++
		}
		switch {
		case strings.HasPrefix(text[i:], "-----BEGIN "):
			if n := privateKey(text[i:]); n > 0 {
				list = append(list, Secret{i, i + n, "a private key"})
				i += n
			} else {
				i += len("-----BEGIN ")
			}
		case strings.HasPrefix(text[i:], "://"):
			i += len("://")
			if from, n := password(text[i:]); n > 0 {
				list = append(list, Secret{i + from, i + from + n, "a password in an address"})
			}
			if n, kind := webhook(text[i:]); n > 0 {
				list = append(list, Secret{i, i + n, kind})
				i += n
			}
		case end-i >= shortest && text[i] != '-' && text[i] != '.':
			if n, kind := token(text[i:end], text[i:]); n > 0 {
				list = append(list, Secret{i, i + n, kind})
			}
			i = end
		default:
			i++
		}
	}
	return list
}

func FuzzSecretsAreFoundAsByteByByte(f *testing.F) {
	for _, text := range []string{
		"a-----BEGIN PRIVATE KEY-----\nMIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy0AHB7MaXV7cZ0yG3xPzB2m9d8\n-----END ",
		"..--glpat-abcdefghij01234zz789 .AKIAIOSFODNN7EXAMPLQ ghp_abcdefghijklmnopqrstuvwxyz0123456789",
		"https://hooks.slack.com/services/T00000000/B00000000/qwertyuiopasdfghjklzxcvb://a:Zq7Rm2Tx9@db.acme.io/",
		"aaaaaaaaaaaaaaaaaaaa-----BEGIN PRIVATE KEY----- --------------------------- ://://",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if diff := cmp.Diff(secretsByteByByte(text), Secrets(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	})
}
