package check_test

import (
	"fmt"
	"hash/crc32"
	"strings"
	"testing"

	"candor/internal/check"
	"candor/internal/diag"
	"candor/internal/post"

	"github.com/google/go-cmp/cmp"
)

const head = "---\ntitle: Outage\npubDate: 2024-05-03\n---\n\n"

func codes(list []diag.Diagnostic) string {
	var all []string
	for _, d := range list {
		if d.Code != "section-missing" {
			all = append(all, fmt.Sprintf("%s:%d %s", d.File, d.Line, d.Code))
		}
	}
	return strings.Join(all, "\n")
}

const backwards = "## Timeline (UTC)\n\n- 2024-05-02 14:29 a\n- 2024-05-02 14:49 b\n- 2024-05-02 14:43 c\n- 2024-05-02 15:10 d\n"

func TestRulesAreSilencedByTheSiteOrForABlock(t *testing.T) {
	comment := "<!-- candor: ignore time-order because it is so -->\n\n"
	for name, c := range map[string]struct{ config, body, want string }{
		"not":                 {"", backwards, "a.md:10 time-order"},
		"by the site":         {"check: {off: [time-order]}", backwards, ""},
		"for the block":       {"", strings.Replace(backwards, "- 2024-05-02 14:29", comment+"- 2024-05-02 14:29", 1), ""},
		"for another block":   {"", comment + "Text.\n\n" + backwards, "a.md:14 time-order"},
		"without a reason":    {"", strings.Replace(backwards, "- 2024-05-02 14:29", "<!-- candor: ignore time-order -->\n\n- 2024-05-02 14:29", 1), "a.md:8 ignore-without-reason\na.md:12 time-order"},
		"a rule of the site":  {"", "<!-- candor: ignore link-broken because it comes later -->\n[a](/later/)\n", ""},
		"a rule about it all": {"", "<!-- candor: ignore section-missing, zone-missing because it is a note -->\n\n" + backwards, "a.md:12 time-order"},
		"an unknown code":     {"check: {off: [time-oder]}", "Text.", "site.yaml:0 config-invalid"},
		"an unknown section":  {"check: {sections: [blame]}", "Text.", "site.yaml:0 config-invalid"},
	} {
		t.Run(name, func(t *testing.T) {
			got := checkFiles(t, map[string]string{"a.md": head + c.body, "site.yaml": c.config})
			if diff := cmp.Diff(c.want, codes(got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWhatAPostSilencesIsDataWithoutThePost(t *testing.T) {
	parsed := post.Parse("a.md", []byte(head+"<!-- candor: ignore section-missing, secret because it is a note -->\n\nText.\n\n<!-- candor: ignore time-order -->\n\nMore.\n\n<!-- candor: ignore time-order because it is so -->\n"), post.Options{})
	p := &check.Post{Parsed: parsed}
	want := check.Ignores{
		{Codes: []string{"section-missing"}, First: 8, Last: 9, Before: 5},
		{Codes: []string{"time-order"}, First: 0, Last: -1}, // no block follows
	}
	if diff := cmp.Diff(want, p.Ignored()); diff != "" {
		t.Error(diff)
	}
	for line, silent := range map[int]bool{0: true, 4: true, 5: false, 8: true, 9: true, 10: false} {
		if want.Silences("section-missing", line) != silent || want.Silences("secret", line) {
			t.Errorf("line %d", line)
		}
	}
}

func TestSectionsAreWhatTheSiteAsksFor(t *testing.T) {
	for config, want := range map[string]int{"": 4, "check: {sections: [none]}": 0, "check: {sections: [impact, timeline]}": 1, "check: {sections: [brief]}": 3} {
		n := 0
		for _, d := range checkFiles(t, map[string]string{"a.md": head + "All was down.\n\n" + backwards, "site.yaml": config}) {
			if d.Code == "section-missing" {
				n++
			}
		}
		if n != want {
			t.Errorf("%q: %d sections are missing, want %d", config, n, want)
		}
	}
}

// secrets are real in form; no provider ever gave them out.
func secrets() []string {
	sum := func(prefix, body string) string {
		const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
		crc, tail := crc32.ChecksumIEEE([]byte(body)), ""
		for range 6 {
			tail = digits[crc%62:crc%62+1] + tail
			crc /= 62
		}
		return prefix + body + tail
	}
	const chance = "Zq7Rm2Tx9Kp4Wn6Ls8Vb3Hd5Jf1Gc0YtUeQ7wErTyUiOpAsDfGhJkLzXcVbNmZq7Rm2Tx9Kp4Wn6Ls8Vb3Hd5Jf1Gc0YtUeQ7w"
	return []string{
		sum("ghp_", chance[:30]), sum("npm_", chance[5:35]), "glpat-" + chance[:20], "AIza" + chance[:35], "sk_live_" + chance[:24],
		"xoxb-" + "263594206564-" + chance[:24], "github_pat_" + chance[:22] + "_" + chance[:59], "SG." + chance[:22] + "." + chance[:43], "hf_" + "ZqRmTxKpWnLsVbHdJfGcYtUeQwErTyUiOp",
	}
}

func TestTokensAreToldByFormAndChecksum(t *testing.T) {
	for _, s := range secrets() {
		for _, text := range []string{s, "key=" + s, `"` + s + `"`, "See " + s + ".", "(" + s + ")", "Bearer " + s + "\n"} {
			found := check.Secrets(text)
			if len(found) != 1 || text[found[0].Start:found[0].End] != s {
				t.Errorf("%s: %+v", text, found)
			}
		}
	}
	wrong := []byte(secrets()[0])
	wrong[10]++
	if found := check.Secrets(string(wrong)); len(found) > 0 {
		t.Errorf("a token with a wrong checksum: %+v", found)
	}
}

func TestNoSecretIsShownByAnyFinding(t *testing.T) {
	for _, s := range append(secrets(), "-----BEGIN PRIVATE "+"KEY-----\nMIIEowIBAAKCAQEAx7Tq9Vw2mN4pLkR8sYdFzGhJ3bXcQ5vEeU6iOaP1tWrYuIoK\n9LmNbVcXzQwErTyUiOpAsDfGhJkLzXcVbNmQ3E7rT5yU8iO1pA2sD4fG6hJ9kL0z\n-----END PRIVATE "+"KEY-----") {
		files := map[string]string{
			"text.md":  head + "The [token](gone.md) " + s + " on 31 June 2024 ![](" + s + ")\n",
			"table.md": head + "## Timeline (UTC)\n\n| Time | Event |\n|--|--|\n| 2024-05-02 14:00 | a |\n| 2024-05-02 15:00 | " + strings.ReplaceAll(s, "\n", " ") + " |\n| 2024-05-02 13:00 | " + strings.ReplaceAll(s, "\n", " ") + " |\n| 2024-05-02 16:00 | d |\n",
			"front.md": "---\ntitle: Outage\npubDate: 2024-05-03\n" + strings.ReplaceAll(s, "\n", " ") + ": x\nslug: \"" + strings.ReplaceAll(s, "\n", " ") + "/\"\n---\n\nText.\n",
			"yaml.md":  "---\ntitle: a: " + strings.ReplaceAll(s, "\n", " ") + "\npubDate: 2024-05-03\n---\n\nText.\n",
		}
		list := checkFiles(t, files)
		if diag.Count(list, diag.Error) == 0 {
			t.Error("no finding at all")
		}
		var b strings.Builder
		diag.WriteJSON(&b, list)
		diag.WriteText(&b, list, diag.Style{})
		diag.WriteSARIF(&b, list, diag.Tool{})
		diag.WriteAnnotations(&b, list)
		secret := s
		if lines := strings.Split(s, "\n"); len(lines) > 1 {
			secret = lines[1]
		}
		if i := strings.Index(b.String(), secret[3:min(len(secret), 30)]); i >= 0 {
			t.Errorf("%s is shown: %s", s, b.String()[max(0, i-300):min(b.Len(), i+100)])
		}
	}
}

func TestOneRuleSaysNoMoreThanFiftyThings(t *testing.T) {
	list := checkFiles(t, map[string]string{"a.md": head + strings.Repeat("On 31 June 2024 it rained.\n\n", 80)})
	n, last := 0, ""
	for _, d := range list {
		if d.Code == "date-impossible" {
			n++
			last = d.Message
		}
	}
	if n != 50 || !strings.Contains(last, "and 30 more") {
		t.Errorf("%d findings, the last one: %s", n, last)
	}
}
