package check

import (
	"fmt"
	"slices"
	"strings"

	"candor/internal/diag"
)

var contact = Rule{
	Code: "contact", About: Safety, Severity: diag.Warning,
	Reason:  "A post lives for years and is read by harvesters on its first day. The address or number of a person who is no author of it should not be there.",
	Example: "mail jane.doe@acme.com: write the on-call engineer. Addresses of roles (security@), of authors and for documentation (example.com) are fine.",
	post:    findContact,
}

func findContact(p *Post) []Finding {
	var list []Finding
	for _, b := range p.prose() {
		if b.has&atSign != 0 {
			list = append(list, p.addresses(b.at, b.text)...)
		}
		if b.has&digit != 0 && b.has&opening != 0 {
			list = append(list, phones(b.at, b.text)...)
		}
	}
	return list
}

// addresses finds e-mail addresses (RFC 5322's common form) in a text.
func (p *Post) addresses(at int, text string) []Finding {
	var list []Finding
	for i := strings.IndexByte(text, '@'); i >= 0; {
		from, to := i, i+1
		for from > 0 && isLocal(text[from-1]) {
			from--
		}
		for to < len(text) && (isWord(text[to]) || text[to] == '.' || text[to] == '-') {
			to++
		}
		local, domain := strings.Trim(text[from:i], "."), strings.ToLower(strings.Trim(text[i+1:to], ".-"))
		if p.personal(local, domain) && !linkedOnPurpose(text, from) {
			list = append(list, Finding{At: at + from, Message: fmt.Sprintf("%s is the address of somebody who is no author of this post", quoted(text[from:i+1+len(domain)])),
				Hint: "name the role instead, or use an address that is meant for the public"})
		}
		next := strings.IndexByte(text[to:], '@')
		if next < 0 {
			break
		}
		i = to + next
	}
	return list
}

func isLocal(c byte) bool { return isWord(c) || strings.IndexByte("._%+-", c) >= 0 }

// linkedOnPurpose reports whether an address is written as a link to it.
func linkedOnPurpose(text string, from int) bool { return strings.HasSuffix(text[:from], "mailto:") }

// roles are local parts that belong to no person.
var roles = []string{
	"abuse", "admin", "admins", "alerts", "billing", "bugs", "careers", "community", "conduct", "contact", "devops", "dpo", "engineering", "errors", "feedback", "git", "hello", "help", "helpdesk",
	"hostmaster", "incident", "incidents", "info", "infra", "it", "jobs", "legal", "list", "mail", "marketing", "media", "moderators", "news", "no-reply", "noc", "noreply", "notifications", "office", "oncall",
	"on-call", "operations", "ops", "postmaster", "press", "privacy", "root", "sales", "security", "security-reports", "service", "sre", "status", "support", "sysadmin", "team", "trust", "user", "username", "webmaster", "you", "your", "me", "someone", "name", "email",
}

// personal reports whether an address is that of a person whom the post does
// not name as an author.
func (p *Post) personal(local, domain string) bool {
	dot := strings.LastIndexByte(domain, '.')
	if local == "" || dot < 1 || len(domain)-dot < 3 || strings.ContainsAny(domain[dot:], "0123456789-") || isDocumentation(domain) || isFile(domain[dot+1:]) {
		return false
	}
	name := strings.ToLower(local)
	if base, _, _ := strings.Cut(name, "+"); slices.Contains(roles, base) {
		return false
	}
	for _, part := range strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == '.' }) {
		if len(part) > 3 && slices.Contains(roles, part) {
			return false
		}
	}
	whole := name + "@" + domain
	for _, a := range p.Post.Authors {
		if strings.EqualFold(a.Email, whole) || strings.EqualFold(p.Config.Authors[a.Name].Email, whole) {
			return false
		}
	}
	for _, a := range p.Config.Authors {
		if strings.EqualFold(a.Email, whole) {
			return false
		}
	}
	return true
}

// isFile reports whether what follows the last dot is rather that of a file
// than a top-level domain: icon@2x.png.
func isFile(ext string) bool {
	return slices.Contains([]string{"png", "jpg", "jpeg", "svg", "webp", "gif", "js", "ts", "css", "json", "yaml", "yml", "html", "service", "timer", "socket", "target", "py", "go", "rb"}, ext)
}

// isDocumentation reports names reserved for examples (RFC 2606, RFC 6761).
func isDocumentation(domain string) bool {
	for _, d := range []string{"example.com", "example.org", "example.net", "example.edu"} {
		if below(domain, d) {
			return true
		}
	}
	for _, tld := range []string{".example", ".test", ".invalid", ".localhost", ".local", ".internal"} {
		if strings.HasSuffix(domain, tld) {
			return true
		}
	}
	return strings.HasPrefix(domain, "example.") || domain == "domain.com" || domain == "your-domain.com" || domain == "yourdomain.com" || strings.HasSuffix(domain, "users.noreply.github.com")
}

// phones finds telephone numbers: in the international form of E.123, with a
// plus, or in the North American one with brackets.
func phones(at int, text string) []Finding {
	var list []Finding
	for i := 0; i < len(text); i++ {
		if text[i] != '+' && text[i] != '(' || i > 0 && (isWord(text[i-1]) || text[i-1] == text[i]) {
			continue
		}
		if n := phone(text[i:]); n > 0 {
			list = append(list, Finding{At: at + i, Message: quoted(text[i:i+n]) + " is a telephone number", Hint: "take it out, unless it is meant for the public"})
			i += n
		}
	}
	return list
}

// phone returns the length of the telephone number that s begins with. Numbers
// set aside for fiction (555-01xx) are none.
func phone(s string) int {
	digits, groups, end := 0, 1, 1
	fiction := strings.Builder{}
	for i := 1; i < len(s) && i < 24; i++ {
		switch c := s[i]; {
		case isDigit(c):
			digits++
			end = i + 1
			fiction.WriteByte(c)
		case c == ' ' || c == '-' || c == '.' || c == '(' || c == ')':
			if i > 1 && isDigit(s[i-1]) {
				groups++
			}
		default:
			i = len(s)
		}
	}
	if thousands(s[1:end]) || end < len(s) && isWord(s[end]) || strings.Contains(fiction.String(), "55501") || strings.Contains(fiction.String(), "5550100") {
		return 0
	}
	switch {
	case s[0] == '+' && digits >= 9 && digits <= 15 && groups >= 3 && s[1] != '0' && isDigit(s[1]):
		return end
	case s[0] == '(' && digits == 10 && len(s) >= 14 && s[4] == ')' && isDigit(s[1]) && isDigit(s[2]) && isDigit(s[3]):
		return end
	}
	return 0
}

// thousands reports whether digits are grouped as a large number is written:
// +300 000 000.
func thousands(s string) bool {
	groups := strings.Fields(s)
	return len(groups) > 1 && !slices.ContainsFunc(groups[1:], func(g string) bool { return len(g) != 3 })
}
