package site

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // timezone is checked the same way on every machine

	"candor/internal/diag"
	"candor/internal/post"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/language"
)

// ConfigName is the configuration file, below the content folder.
const ConfigName = "site.yaml"

// Config is content/site.yaml. Every field has a default.
type Config struct {
	Title       string             `yaml:"title"`
	Description string             `yaml:"description"`
	BaseURL     string             `yaml:"baseURL"`    // where the site is published, with its base path
	Language    string             `yaml:"language"`   // BCP 47
	Timezone    string             `yaml:"timezone"`   // IANA name, for new posts only, never for facts
	Authors     map[string]Person  `yaml:"authors"`    // by the id that posts use
	Services    map[string]Service `yaml:"services"`   // by slug
	Severities  []string           `yaml:"severities"` // from mild to grave
	Feed        FeedLimit          `yaml:"feed"`
	Navigation  []Link             `yaml:"navigation"` // beside the site's own
	Links       []Link             `yaml:"links"`      // in the foot of every page
	EditURL     string             `yaml:"editURL"`    // where sources are edited: a post's path below content/ is added
	ImageHosts  []string           `yaml:"imageHosts"` // hosts whose images pages may show
	SlugDates   string             `yaml:"slugDates"`  // keep or strip
	Highlight   bool               `yaml:"highlight"`  // colour code blocks
	Cards       string             `yaml:"cards"`      // pictures for chats: site, posts or none
	Check       Check              `yaml:"check"`      // what candor check looks for
}

// What Config.Cards may be.
const (
	CardOfSite = "site"  // one for all pages
	CardsEach  = "posts" // and one for each post
	NoCards    = "none"
)

// Check is what a site asks of its posts.
type Check struct {
	Off            []string `yaml:"off"`            // codes of rules that are not applied
	Sections       []string `yaml:"sections"`       // what a post should tell; names of sections or of sets of them
	PrivateHosts   []string `yaml:"privateHosts"`   // links there are private, beside those that Candor knows
	PublicHosts    []string `yaml:"publicHosts"`    // links there are not
	ImageKilobytes int      `yaml:"imageKilobytes"` // largest picture, in units of 1,024 bytes
}

// Person is an author as the site knows them.
type Person struct {
	Name   string `yaml:"name"`
	URL    string `yaml:"url"`
	Email  string `yaml:"email"`
	Avatar string `yaml:"avatar"`
}

// Service is a part of the system that incidents affect.
type Service struct {
	Name        string `yaml:"name"`
	Description string `yaml:"description"`
}

// FeedLimit bounds a feed file; it always has at least one item.
type FeedLimit struct {
	Items     int `yaml:"items"`
	Kilobytes int `yaml:"kilobytes"` // of 1,024 bytes
}

// Link is a link of the site's furniture.
type Link struct {
	Text string `yaml:"text"`
	URL  string `yaml:"url"`
}

// Defaults returns the configuration of a site without site.yaml.
func Defaults() Config {
	return Config{
		Title:      "Incidents",
		Language:   "en",
		Timezone:   "UTC",
		Severities: []string{"minor", "major", "critical"},
		Feed:       FeedLimit{Items: 50, Kilobytes: 512},
		SlugDates:  "keep",
		Highlight:  true,
		Cards:      CardOfSite,
		Check:      Check{ImageKilobytes: 1000},
	}
}

// ReadConfig reads site.yaml. Unlike in posts, unknown keys are errors: a
// setting that silently does nothing is worse than a stopped build.
func ReadConfig(file string, src []byte) (Config, []diag.Diagnostic) {
	c := Defaults()
	r := configReader{file: file, src: src}
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	if len(bytes.TrimSpace(src)) > 0 {
		if err := yaml.Load(src, &c, yaml.WithUniqueKeys(), yaml.WithKnownFields()); err != nil {
			r.yamlErrors(err)
			return Defaults(), r.diags
		}
	}
	r.check(&c)
	return c, r.diags
}

type configReader struct {
	file  string
	src   []byte
	diags []diag.Diagnostic
}

func (r *configReader) report(line, column int, code, message, hint string) {
	r.diags = append(r.diags, diag.Diagnostic{File: r.file, Line: line, Column: column, Code: code, Severity: diag.Error,
		Message: message, Hint: hint, Text: diag.Line(r.src, line)})
}

func (r *configReader) yamlErrors(err error) {
	var list *yaml.LoadErrors
	var one *yaml.LoadError
	switch {
	case errors.As(err, &list):
		for _, e := range list.Errors {
			// An empty document, of comments only, is a file of defaults.
			if !strings.Contains(e.Message, "no documents") {
				r.report(e.Mark.Line, e.Mark.Column, "config-invalid", plainYAML(e.Message), "see the configuration reference for the keys and their forms")
			}
		}
	case errors.As(err, &one):
		r.report(one.Mark.Line, one.Mark.Column, "config-invalid", "this is not valid YAML: "+one.Message, "check the indentation and quotes near here")
	default:
		r.report(0, 0, "config-invalid", err.Error(), "check the indentation and quotes")
	}
}

// plainYAML says what the decoder found in the words of the file.
func plainYAML(message string) string {
	if field, _, found := strings.Cut(strings.TrimPrefix(message, "field "), " not found in type"); found {
		return fmt.Sprintf("Candor does not know the key %q here", field)
	}
	return strings.TrimPrefix(message, "yaml: ")
}

// key finds the line that sets a top-level key; 0 when the file does not.
func (r *configReader) key(name string) int {
	for i, line := range strings.Split(string(r.src), "\n") {
		if strings.HasPrefix(strings.TrimLeft(line, "\"' "), name) {
			return i + 1
		}
	}
	return 0
}

// check settles the values that have a form of their own.
func (r *configReader) check(c *Config) {
	if c.BaseURL != "" {
		if _, err := ParseBase(c.BaseURL); err != nil {
			r.report(r.key("baseURL"), 0, "base-url-invalid", err.Error(), "write it like https://example.org/ or https://example.org/repo/")
		}
	}
	if u, err := url.Parse(c.EditURL); c.EditURL != "" && (err != nil || u.Scheme != "https" && u.Scheme != "http" || !strings.HasSuffix(c.EditURL, "/")) {
		r.report(r.key("editURL"), 0, "config-invalid", fmt.Sprintf("editURL is %q", c.EditURL), "write an address that ends in /, like https://github.com/org/repo/edit/main/content/")
	}
	if _, err := language.Parse(c.Language); err != nil {
		r.report(r.key("language"), 0, "config-invalid", fmt.Sprintf("%q is no language tag", c.Language), "use a BCP 47 tag like en or pt-BR")
	}
	if _, err := time.LoadLocation(c.Timezone); err != nil || c.Timezone == "Local" {
		r.report(r.key("timezone"), 0, "config-invalid", fmt.Sprintf("%q is no time zone", c.Timezone), "use an IANA name like Europe/Berlin")
	}
	if c.SlugDates != "keep" && c.SlugDates != "strip" {
		r.report(r.key("slugDates"), 0, "config-invalid", fmt.Sprintf("slugDates is %q", c.SlugDates), "use keep or strip")
	}
	if !slices.Contains([]string{CardOfSite, CardsEach, NoCards}, c.Cards) {
		r.report(r.key("cards"), 0, "config-invalid", fmt.Sprintf("cards is %q", c.Cards), "use site, posts or none")
	}
	if c.Feed.Items < 1 || c.Feed.Items > 1000 || c.Feed.Kilobytes < 1 || c.Feed.Kilobytes > 10240 {
		r.report(r.key("feed"), 0, "config-invalid", "the feed limit is out of range", "items: 1 to 1000, kilobytes: 1 to 10240")
	}
	for i, name := range c.Severities {
		if post.Slug(name) == "" || slices.Contains(c.Severities[:i], name) {
			r.report(r.key("severities"), 0, "config-invalid", fmt.Sprintf("the severity %q is empty or there twice", name), "list each once, from mild to grave")
		}
	}
	for slug := range c.Services {
		if post.Slug(slug) != slug {
			r.report(r.key("services"), 0, "config-invalid", fmt.Sprintf("the service key %q is not in the form of addresses", slug), fmt.Sprintf("write it as %q and give it a name", post.Slug(slug)))
		}
	}
	for _, link := range slices.Concat(c.Navigation, c.Links) {
		if u, err := url.Parse(link.URL); err != nil || link.Text == "" || !slices.Contains([]string{"", "https", "http", "mailto"}, u.Scheme) || link.URL == "" {
			r.report(max(r.key("navigation"), r.key("links")), 0, "config-invalid", fmt.Sprintf("a link has the text %q and the address %q", link.Text, link.URL), "give both; the address is https://… or a path from the root")
		}
	}
	for _, host := range c.ImageHosts {
		if name := strings.TrimPrefix(host, "*."); strings.ContainsAny(name, "/:;, '\"*") || !strings.Contains(name, ".") {
			r.report(r.key("imageHosts"), 0, "config-invalid", fmt.Sprintf("%q is no host name", host), "write only the host, like images.example.org or *.example.org")
		}
	}
	slices.SortFunc(r.diags, func(a, b diag.Diagnostic) int { return strings.Compare(a.Message, b.Message) })
}
