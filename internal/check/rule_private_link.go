package check

import (
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"

	"candor/internal/diag"
)

var privateLink = Rule{
	Code: "private-link", About: Safety, Severity: diag.Warning,
	Reason:  "Readers cannot open a link into your chat, wiki, tickets or network, and it tells them names that are none of their business.",
	Example: "https://acme.slack.com/archives/C0X: quote what matters instead. check: {privateHosts: [wiki.example.com], publicHosts: [docs.google.com]} extends and shortens the list.",
	post:    findPrivateLink,
}

func findPrivateLink(p *Post) []Finding {
	var list []Finding
	for _, l := range p.Body.Links {
		if !strings.HasPrefix(l.Ref, "http") {
			continue
		}
		u := address(l.Ref)
		if u.Host == "" {
			continue
		}
		if what := p.private(&u); what != "" {
			list = append(list, Finding{At: p.BodyAt + l.At, Message: fmt.Sprintf("%s leads to %s", quoted(u.Host), what),
				Hint: "quote what matters and take the link out; if the place is public, list its host under check.publicHosts"})
		}
	}
	return append(list, p.privateAddresses()...)
}

// address is where a link leads; empty when it cannot be read. Most links are
// of nothing but letters, which url.Parse takes long to find out.
func address(ref string) url.URL {
	scheme, rest, full := strings.Cut(ref, "://")
	if full && (scheme == "http" || scheme == "https") && plain(rest) {
		host, path := rest, ""
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			host, path = rest[:i], rest[i:]
		}
		return url.URL{Scheme: scheme, Host: host, Path: path}
	}
	u, err := url.Parse(ref)
	if err != nil {
		return url.URL{}
	}
	return *u
}

// plain reports whether nothing in the rest of an address has a meaning of its
// own.
func plain(rest string) bool {
	for i := range len(rest) {
		if !plainByte[rest[i]] {
			return false
		}
	}
	return true
}

var plainByte = func() (table [256]bool) {
	for _, c := range []byte(alnum + "-._/") {
		table[c] = true
	}
	return table
}()

// privateAddresses finds addresses of private networks that Markdown makes no
// links of.
func (p *Post) privateAddresses() []Finding {
	var list []Finding
	for _, b := range p.prose() {
		for at := 0; b.twice&slash != 0; {
			i := strings.Index(b.text[at:], "://")
			if i < 0 {
				break
			}
			i, at = at+i, at+i+3
			end := strings.IndexAny(b.text[at:], "/:?#)>, \n")
			if end < 0 {
				end = len(b.text) - at
			}
			host := b.text[at : at+end]
			if ip, ok := ipAddress(host); !ok || !ip.IsPrivate() {
				continue
			}
			start := i
			for start > 0 && isWord(b.text[start-1]) {
				start--
			}
			list = append(list, Finding{At: b.at + start, Message: quoted(host) + " is an address of a private network", Hint: "take it out, or name what runs there"})
		}
	}
	return list
}

// place is somewhere that only members can read: a host or the hosts below it,
// and what its paths begin with.
type privatePlace struct {
	host  string // ".slack.com" is all hosts below slack.com
	paths []string
	what  string
}

var privatePlaces = []privatePlace{
	{".slack.com", []string{"/archives/", "/messages/", "/files/", "/team/"}, "a chat"},
	{"app.slack.com", nil, "a chat"},
	{"discord.com", []string{"/channels/"}, "a chat"},
	{"discordapp.com", []string{"/channels/"}, "a chat"},
	{"teams.microsoft.com", nil, "a chat"},
	{"chat.google.com", nil, "a chat"},
	{"mail.google.com", nil, "a mailbox"},
	{"web.whatsapp.com", nil, "a chat"},
	{".atlassian.net", []string{"/wiki/", "/browse/", "/jira/", "/servicedesk/", "/secure/", "/issues/"}, "a wiki or tracker of a company"},
	{"www.notion.so", nil, "a wiki"},
	{"notion.so", nil, "a wiki"},
	{"app.asana.com", nil, "a task list"},
	{"linear.app", nil, "a tracker"},
	{".monday.com", []string{"/boards/"}, "a task list"},
	{"app.clickup.com", nil, "a task list"},
	{".zendesk.com", []string{"/agent/"}, "a help desk"},
	{".freshdesk.com", []string{"/a/tickets/"}, "a help desk"},
	{".service-now.com", nil, "a help desk"},
	{".pagerduty.com", []string{"/incidents/", "/services/", "/alerts/"}, "an alerting service"},
	{".opsgenie.com", []string{"/alert/", "/incident/"}, "an alerting service"},
	{"docs.google.com", []string{"/document/d/", "/spreadsheets/d/", "/presentation/d/", "/drawings/d/"}, "a document on somebody's drive"},
	{"drive.google.com", nil, "somebody's drive"},
	{".sharepoint.com", nil, "somebody's drive"},
	{"onedrive.live.com", nil, "somebody's drive"},
	{"app.datadoghq.com", nil, "a company's monitoring"},
	{"app.datadoghq.eu", nil, "a company's monitoring"},
	{"one.newrelic.com", nil, "a company's monitoring"},
	{"console.aws.amazon.com", nil, "a cloud console"},
	{".console.aws.amazon.com", nil, "a cloud console"},
	{"console.cloud.google.com", nil, "a cloud console"},
	{"portal.azure.com", nil, "a cloud console"},
	{"sentry.io", []string{"/organizations/"}, "a company's error log"},
	{".sentry.io", []string{"/issues/"}, "a company's error log"},
}

// placesBelow are the places by the domain that their hosts are in.
var placesBelow = func() map[string][]*privatePlace {
	m := map[string][]*privatePlace{}
	for i := range privatePlaces {
		domain := lastLabels(privatePlaces[i].host)
		m[domain] = append(m[domain], &privatePlaces[i])
	}
	return m
}()

// lastLabels returns the last two parts of a name.
func lastLabels(host string) string {
	if last := strings.LastIndexByte(host, '.'); last > 0 {
		return host[strings.LastIndexByte(host[:last], '.')+1:]
	}
	return host
}

// publicDrive are paths of documents that their owners publish on purpose.
var publicDrive = []string{"/pub", "/d/e/"}

// internalDomains are names that no public server answers to: RFC 6762, RFC
// 8375, RFC 2606, ICANN's .internal, and customs.
var internalDomains = []string{".local", ".internal", ".intranet", ".corp", ".lan", ".home.arpa", ".localdomain", ".private", ".localhost"}

// private says what a link leads to that readers cannot open; "" for the
// public web.
func (p *Post) private(u *url.URL) string {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	c := p.Config.Check
	switch {
	case slices.ContainsFunc(c.PublicHosts, func(h string) bool { return below(host, h) }):
		return ""
	case slices.ContainsFunc(c.PrivateHosts, func(h string) bool { return below(host, h) }):
		return "a private host of this site's list"
	}
	if what := privateHost(host); what != "" {
		return what
	}
	for _, place := range placesBelow[lastLabels(host)] {
		if host != place.host && !(place.host[0] == '.' && strings.HasSuffix(host, place.host)) {
			continue
		}
		if place.paths == nil || slices.ContainsFunc(place.paths, func(path string) bool { return strings.HasPrefix(u.Path, path) }) {
			if !slices.ContainsFunc(publicDrive, func(part string) bool { return strings.Contains(u.Path, part) }) {
				return place.what
			}
		}
	}
	return ""
}

// below reports whether host is domain or a name below it.
func below(host, domain string) bool {
	domain = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(domain), "*"), ".")
	return host == domain || strings.HasSuffix(host, "."+domain)
}

// privateHost says what kind of unreachable host a name is. Names and
// addresses for documentation (RFC 2606, RFC 5737, RFC 3849) are none.
func privateHost(host string) string {
	if ip, ok := ipAddress(strings.Trim(host, "[]")); ok {
		switch {
		case ip.IsLoopback():
			return "the reader's own machine"
		case ip.IsPrivate(), ip.IsLinkLocalUnicast():
			return "an address of a private network"
		}
		return ""
	}
	switch {
	case host == "localhost":
		return "the reader's own machine"
	case slices.ContainsFunc(internalDomains, func(d string) bool { return strings.HasSuffix(host, d) }):
		return "a name of an internal network"
	case !strings.Contains(host, ".") && host != "example":
		return "a name of an internal network"
	}
	return ""
}

// ipAddress reads an IP address; most hosts are none at a glance.
func ipAddress(host string) (netip.Addr, bool) {
	if host == "" || !isDigit(host[0]) && !strings.Contains(host, ":") {
		return netip.Addr{}, false
	}
	ip, err := netip.ParseAddr(host)
	return ip, err == nil
}
