package check

import (
	"net/url"
	"slices"
	"sort"
	"strings"

	"candor/internal/diag"
)

var liveIndicator = Rule{
	Code: "live-indicator", About: Safety, Severity: diag.Warning,
	Reason:  "A link to a phishing page or a piece of malware in a post about it gets clicked, and gets the post flagged.",
	Example: "https://pypj.org/account in a list of indicators of compromise: write hxxps://pypj[.]org/account, in code.",
	post:    findLiveIndicator,
}

func findLiveIndicator(p *Post) []Finding {
	defanged := defangedHosts(p.Text)
	if len(defanged) == 0 && !p.hasHeading(indicatorHeadings) {
		return nil
	}
	var list []Finding
	for _, l := range p.Body.Links {
		u, err := url.Parse(l.Ref)
		if err != nil || u.Host == "" || !strings.HasPrefix(l.Ref, "http") {
			continue
		}
		at := p.BodyAt + l.At
		if slices.Contains(defanged, strings.ToLower(u.Hostname())) || p.bareIndicator(at, l.Ref) {
			list = append(list, Finding{At: at, Message: quoted(u.Host) + " is named as malicious, and this is a working link to it", Hint: "write it as hxxps://…[.]…, in code"})
		}
	}
	return list
}

var indicatorHeadings = []string{"indicators of compromise", "indicator of compromise", "iocs", "(ioc)", "malicious urls", "malicious domains", "phishing domains", "phishing urls"}

// bareIndicator reports whether a link stands in a list of indicators, as its
// own text: a link with words is a reference to somebody's analysis.
func (p *Post) bareIndicator(at int, ref string) bool {
	text := p.Text
	bare := strings.HasPrefix(text[at:], "http") || strings.HasPrefix(text[at:], "<http")
	if !bare || at > 1 && text[at-1] == '(' && text[at-2] == ']' {
		return false
	}
	blocks := p.prose()
	i := sort.Search(len(blocks), func(i int) bool { return blocks[i].at > at }) - 1
	if i < 0 || blocks[i].kind == heading {
		return false
	}
	title := p.sectionTitle(&blocks[i])
	return slices.ContainsFunc(indicatorHeadings, func(h string) bool { return strings.Contains(title, h) })
}

// defangedHosts returns the hosts that a text makes harmless somewhere:
// hxxps://host/ and host[.]tld.
func defangedHosts(text string) []string {
	var hosts []string
	for at := 0; ; {
		i := strings.Index(text[at:], "xxp") // x is rarer than h
		if i < 0 {
			break
		}
		if at += i + 3; at < 4 || text[at-4] != 'h' {
			continue
		}
		rest := strings.TrimPrefix(strings.TrimPrefix(text[at:], "s"), "[")
		if host, ok := strings.CutPrefix(strings.TrimPrefix(strings.Replace(rest[:min(len(rest), 200)], "]", "", 1), ":"), "//"); ok {
			hosts = appendHost(hosts, host)
		}
	}
	for at := 0; ; {
		i := strings.Index(text[at:], "[.]")
		if i < 0 {
			break
		}
		from := at + i
		for from > 0 && (isWord(text[from-1]) || strings.IndexByte("-.[]", text[from-1]) >= 0) && at+i-from < 200 {
			from--
		}
		hosts = appendHost(hosts, text[from:min(len(text), at+i+60)])
		at += i + 3
	}
	return hosts
}

// appendHost adds the host that a defanged text begins with. A bare IP address
// or a name without a dot is none.
func appendHost(hosts []string, text string) []string {
	text = strings.ReplaceAll(text, "[.]", ".")
	end := strings.IndexFunc(text, func(r rune) bool { return r > 127 || !isWord(byte(r)) && r != '.' && r != '-' })
	if end >= 0 {
		text = text[:end]
	}
	host := strings.ToLower(strings.Trim(text, ".-"))
	if strings.Contains(host, ".") && len(hosts) < 200 && !slices.Contains(hosts, host) {
		hosts = append(hosts, host)
	}
	return hosts
}
