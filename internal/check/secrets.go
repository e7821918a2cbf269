package check

import (
	"hash/crc32"
	"strings"

	"candor/internal/eight"
)

// Secret is a credential in a text.
type Secret struct {
	Start, End int
	Kind       string // "a GitHub token"
}

var (
	keyMark     = newWord("-----BEGIN ")
	addressMark = newWord("://")
)

// Secrets returns the credentials in a text, in their order.
func Secrets(text string) []Secret {
	var list []Secret
	keys, addresses := finder{word: &keyMark, at: -1}, finder{word: &addressMark, at: -1}
	for i := 0; i < len(text); {
		key, address := keys.next(text, i), addresses.next(text, i)
		stop := min(key, address)
		if from, end := longWord(text, i, stop); from < end {
			if n, kind := token(text[from:end], text[from:]); n > 0 {
				list = append(list, Secret{from, from + n, kind})
			}
			i = end
			continue
		}
		switch i = stop; i {
		case key:
			n := privateKey(text[i:])
			if n > 0 {
				list = append(list, Secret{i, i + n, "a private key"})
			}
			i += max(n, len(keyMark.text))
		case address:
			i += len(addressMark.text)
			if from, n := password(text[i:]); n > 0 {
				list = append(list, Secret{i + from, i + from + n, "a password in an address"})
			}
			if n, kind := webhook(text[i:]); n > 0 {
				list = append(list, Secret{i, i + n, kind})
				i += n
			}
		}
	}
	return list
}

// finder goes from one place of a word to the next.
type finder struct {
	word *word
	at   int // the last one; -1 before the first
}

// next returns where the word is at or after from, the text's length where it
// is not. From one call to the next, from never goes back.
func (f *finder) next(text string, from int) int {
	if f.at < from {
		f.at = len(text)
		if n := f.word.index(text[from:]); n >= 0 {
			f.at = from + n
		}
	}
	return f.at
}

// Of every word of at least shortest bytes, all eight bytes from one of the
// places that lie stride apart are part.
const stride = shortest - 8 + 1

// longWord finds the first word that begins between from and stop and is long
// enough for a token; an empty one says that there is none.
func longWord(text string, from, stop int) (start, end int) {
	for at := from; at < stop+stride && at+8 <= len(text); at += stride {
		if eight.Below(eight.At(text, at), '-') != 0 { // no letter or digit is
			continue
		}
		start, end = at, at
		for start > from && tokenByte[text[start-1]] {
			start--
		}
		for end < len(text) && tokenByte[text[end]] {
			end++
		}
		for start < end && (text[start] == '-' || text[start] == '.') {
			start++
		}
		if end-start >= shortest && start < stop {
			return start, end
		}
		at = max(at, end-stride+1) // go on behind the word
	}
	return stop, stop
}

// token reads the credential that a word is; rest is the text from the word on,
// for alphabets that go beyond it.
func token(word, rest string) (n int, kind string) {
	for _, s := range byFirst[[2]byte{word[0], word[1]}] {
		if !strings.HasPrefix(word, s.prefix) {
			continue
		}
		n := len(s.prefix)
		for n < len(rest) && n-len(s.prefix) <= s.max && strings.IndexByte(s.alphabet, rest[n]) >= 0 {
			n++
		}
		body := rest[len(s.prefix):n]
		trimmed := strings.TrimRight(body, ".-")
		if len(body) > len(trimmed) && len(trimmed) >= s.min {
			body, n = trimmed, n-(len(body)-len(trimmed))
		}
		if len(body) < s.min || len(body) > s.max || n < len(rest) && isWord(rest[n]) || made(body) {
			continue
		}
		if s.valid == nil || s.valid(rest[:n]) {
			return n, s.kind
		}
	}
	return 0, ""
}

// made reports whether a token is made up for documentation: it says so, or is
// too regular for chance.
func made(body string) bool {
	low := strings.ToLower(body)
	for _, w := range []string{"example", "xxxx", "0000", "1234567", "abcdef", "placeholder", "redacted", "dummy", "sample", "your", "secret", "changeme", "aaaa", "...."} {
		if strings.Contains(low, w) {
			return true
		}
	}
	var seen [256]bool
	kinds := 0
	for i := range len(body) {
		if !seen[body[i]] {
			seen[body[i]] = true
			kinds++
		}
	}
	return kinds < 8
}

func hasDigits(token string) bool { return strings.ContainsAny(token, digits) }

// checksum62 tests the CRC-32 that ends GitHub's and npm's tokens, in base 62:
// https://github.blog/engineering/behind-githubs-new-authentication-token-formats/
func checksum62(token string) bool {
	_, body, _ := strings.Cut(token, "_")
	sum := crc32.ChecksumIEEE([]byte(body[:len(body)-6]))
	const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	var want [6]byte
	for i := len(want) - 1; i >= 0; i-- {
		want[i] = digits[sum%62]
		sum /= 62
	}
	return string(want[:]) == body[len(body)-6:]
}

// privateKey returns the length of the PEM block (RFC 7468) that s begins with,
// where it holds a private key; a block that shows only the frame holds none.
func privateKey(s string) int {
	head, rest, _ := strings.Cut(s[:min(len(s), 80)], "\n")
	if !strings.Contains(head, "PRIVATE KEY") || !strings.Contains(head[len("-----BEGIN "):], "-----") && rest == "" {
		return 0
	}
	limit := s[:min(len(s), 20_000)]
	end := strings.Index(limit, "-----END ")
	if end < 0 {
		end = len(limit)
	}
	body := limit[min(len(head), end):end]
	run := 0
	for i := range len(body) {
		if strings.IndexByte(alnum+"+/=", body[i]) >= 0 {
			run++
		}
	}
	if run < 64 || made(body) {
		return 0
	}
	if tail := strings.Index(limit[end:], "\n"); tail >= 0 {
		return end + tail
	}
	return len(limit)
}

// password finds the password of user:password@host, where the address goes
// on. Words that stand for one are none.
func password(s string) (from, n int) {
	s = s[:min(len(s), 200)]
	if strings.IndexByte(s, '@') < 0 {
		return 0, 0
	}
	end := strings.IndexAny(s, "/ \n\t\"'`<>)")
	if end < 0 {
		end = len(s)
	}
	at := strings.LastIndexByte(s[:end], '@')
	colon := strings.IndexByte(s[:max(at, 0)], ':')
	if at < 0 || colon < 1 || at-colon < 6 {
		return 0, 0
	}
	secret := s[colon+1 : at]
	low := strings.ToLower(secret)
	host := strings.ToLower(s[at+1 : end])
	if strings.ContainsAny(secret, "<>{}[]$*%…") || strings.HasPrefix(host, "localhost") || strings.HasPrefix(host, "127.") || isDocumentation(strings.TrimRight(host, ":0123456789")) || !strings.Contains(host, ".") {
		return 0, 0
	}
	for _, w := range []string{"pass", "pw", "secret", "token", "redacted", "xxx", "example", "...", "changeme", "key", "test", "root", "admin", "postgres", "guest", "user"} {
		if strings.Contains(low, w) {
			return 0, 0
		}
	}
	return colon + 1, len(secret)
}

// webhooks are addresses whose path is the credential.
var webhooks = []struct {
	host, kind string
	fits       func(path string) bool
}{
	{"hooks.slack.com/services/", "a Slack webhook", func(path string) bool {
		return len(path) >= 40 && strings.Count(path, "/") == 2 && !made(path[strings.LastIndexByte(path, '/')+1:])
	}},
	{"discord.com/api/webhooks/", "a Discord webhook", func(path string) bool { return len(path) > 80 && !made(path) }},
	{"discordapp.com/api/webhooks/", "a Discord webhook", func(path string) bool { return len(path) > 80 && !made(path) }},
}

// webhook returns the length of the webhook that s begins with.
func webhook(s string) (n int, kind string) {
	for _, hook := range webhooks {
		if !strings.HasPrefix(s, hook.host) {
			continue
		}
		s = s[:min(len(s), 300)]
		if end := strings.IndexAny(s, " \n\t\"'`<>)"); end >= 0 {
			s = s[:end]
		}
		if hook.fits(s[len(hook.host):]) {
			return len(s), hook.kind
		}
	}
	return 0, ""
}
