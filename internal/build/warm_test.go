package build

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"candor/internal/cache"
	"candor/internal/tree"

	"github.com/google/go-cmp/cmp"
)

var warmRuns = flag.Int("warm", 6, "how many sites TestWarmEqualsCold takes through changes")

// A build that starts from what the last one knew writes the same bytes and
// says the same as one that starts from nothing, whatever changed in between:
// posts, their files, templates, static files, settings, flags, the clock, the
// output, or the cache itself.
func TestWarmEqualsCold(t *testing.T) {
	for run := range *warmRuns {
		t.Run(fmt.Sprint(run), func(t *testing.T) {
			t.Parallel()
			c := newChanged(t, uint64(run))
			build := c.onDisk
			if run%2 == 1 { // as in a preview
				build = c.inMemory
			}
			for range 12 {
				c.change()
				c.check(build)
			}
		})
	}
}

// changed is a site that changes at random.
type changed struct {
	*testing.T
	r     *rand.Rand
	files source
	in    Input // without folders
	dir   string
	log   []string // what was changed
	next  int      // number of the next post

	cache  *Cache       // of builds in memory
	memory *tree.Memory // the last of them
	built  source       // what it was made of
}

func newChanged(t *testing.T, seed uint64) *changed {
	c := &changed{T: t, r: rand.New(rand.NewPCG(seed, 5)), files: source{}, dir: t.TempDir(),
		cache: NewCache(cache.Memory(), ""), in: Input{BaseURL: "https://example.org/", Now: time.Date(2024, 1, 20, 12, 0, 0, 0, time.UTC), Plain: true}}
	for range 6 {
		c.addPost()
	}
	return c
}

func pick[T any](c *changed, list []T) T { return list[c.r.IntN(len(list))] }

func (c *changed) post() string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s %d\ndate: 2024-01-%02dT%02d:00Z\ntags: [%s, %s]\nauthor: %s\n", pick(c, []string{"Outage", "Incident report", "Note"}), c.r.IntN(3),
		1+c.r.IntN(28), c.r.IntN(3), pick(c, words), pick(c, []string{"dns", "DNS"}), pick(c, words))
	if c.r.IntN(3) == 0 {
		fmt.Fprintf(&b, "draft: true\n")
	}
	if c.r.IntN(3) == 0 {
		fmt.Fprintf(&b, "aliases: [/old-%d/]\n", c.r.IntN(1000))
	}
	if c.r.IntN(2) == 0 {
		fmt.Fprintf(&b, "incident: {severity: %s, services: [%s], causes: [%s], duration: %dm}\n", pick(c, []string{"minor", "major"}), pick(c, words), pick(c, words), c.r.IntN(90))
	}
	b.WriteString("---\n\n")
	for range c.r.IntN(4) {
		fmt.Fprintf(&b, "At %d:%02d UTC the %s was %s. See [another](post-%d.md) and ![a picture](./x.svg).\n\n", c.r.IntN(24), c.r.IntN(60), pick(c, words), pick(c, words), c.r.IntN(8))
	}
	return b.String()
}

var words = strings.Fields("database cache network down slow restored deploy rollback alert")

func (c *changed) addPost() {
	name := fmt.Sprintf("content/post-%d", c.next)
	c.next++
	c.files[name+".md"] = &fstest.MapFile{Data: []byte(c.post())}
	if c.r.IntN(2) == 0 {
		c.files[name+"/x.svg"] = &fstest.MapFile{Data: fmt.Appendf(nil, `<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="20"></svg>`, 1+c.r.IntN(9))}
	}
}

// existing returns the name of a file of the site, "" when there is none.
func (c *changed) existing(suffix string) string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(c.files)) {
		if strings.HasSuffix(name, suffix) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return pick(c, names)
}

func (c *changed) set(name, text string) {
	if delete(c.files, name); text != "" {
		c.files[name] = &fstest.MapFile{Data: []byte(text)}
	}
}

// change does one or two things that may happen between two builds.
func (c *changed) change() {
	type event struct {
		name string
		do   func()
	}
	events := []event{
		{"nothing", func() {}},
		{"a post appears", c.addPost},
		{"a post changes", func() { c.set(c.existing(".md"), c.post()) }},
		{"a post has one more line", func() {
			if name := c.existing(".md"); name != "" {
				c.set(name, string(c.files[name].Data)+"One more line.\n")
			}
		}},
		{"a post vanishes", func() { delete(c.files, c.existing(".md")) }},
		{"a post is renamed", func() {
			if name := c.existing(".md"); name != "" {
				c.set(fmt.Sprintf("content/post-%d.md", c.r.IntN(12)), string(c.files[name].Data))
				delete(c.files, name)
			}
		}},
		{"a picture changes", func() {
			c.set("content/post-"+fmt.Sprint(c.r.IntN(8))+"/x.svg", pick(c, []string{"", `<svg xmlns="http://www.w3.org/2000/svg" width="50" height="20"></svg>`, `<svg onload="x"></svg>`}))
		}},
		{"the settings change", func() {
			c.set("content/site.yaml", pick(c, []string{"", "title: Other\n", "services: {database: {name: Data}}\n", "feed: {items: 2}\n", "severities: [minor, major]\n", "cards: posts\n", "check: {off: [time-order]}\n"}))
		}},
		{"a template changes", func() {
			c.set(pick(c, []string{"templates/404.html", "templates/home.html", "templates/post.html"}), pick(c, []string{"", `{{define "main"}}{{.Head.Name}}{{range .Site.Posts}}{{.Title}} {{.Words}} {{end}}{{end}}`}))
		}},
		{"a static file changes", func() {
			c.set(pick(c, []string{"static/css/site.css", "static/x.txt"}), pick(c, []string{"", "a", "b"}))
		}},
		{"time passes", func() { c.in.Now = c.in.Now.Add(time.Duration(c.r.IntN(90)-20) * time.Hour) }},
		{"another flag", func() { c.in.Drafts, c.in.Future = c.r.IntN(2) == 0, c.r.IntN(2) == 0 }},
		{"another address", func() { c.in.BaseURL = pick(c, []string{"https://example.org/", "https://example.org/repo/"}) }},
		{"the output is meddled with", c.meddle},
		{"the cache is damaged", c.damage},
		{"a page of its own", func() {
			c.set("content/pages/about.md", pick(c, []string{"", "---\ntitle: About\n---\nText [of](../post-1.md).\n"}))
		}},
	}
	for range 1 + c.r.IntN(2) {
		e := pick(c, events)
		c.log = append(c.log, e.name)
		e.do()
	}
}

// meddle changes, removes or touches files of the output, and makes sure that
// it shows: within one tick of its clock a file system does not tell.
func (c *changed) meddle() {
	_ = filepath.WalkDir(filepath.Join(c.dir, "public"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(name, ".candor-") || c.r.IntN(8) > 0 {
			return nil
		}
		switch c.r.IntN(3) {
		case 0:
			return os.Remove(name)
		case 1:
			_ = os.WriteFile(name, []byte("meddled"), 0o666)
		}
		later := time.Now().Add(time.Duration(1+c.r.IntN(1000)) * time.Second)
		return os.Chtimes(name, later, later)
	})
}

// damage changes or removes bytes of the cache.
func (c *changed) damage() {
	name := filepath.Join(c.dir, "cache", pick(c, []string{"index", "texts", "texts", "texts"}))
	data, err := os.ReadFile(name)
	if err != nil || len(data) == 0 {
		return
	}
	if c.r.IntN(4) == 0 {
		data = data[:c.r.IntN(len(data))]
	}
	for range min(len(data), 5) {
		data[c.r.IntN(len(data))] ^= 0x55
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		c.Fatal(err)
	}
}

func (c *changed) folder(dir string) Folder {
	sub, err := fs.Sub(fstest.MapFS(c.files), dir)
	if err != nil {
		c.Fatal(err)
	}
	return Folder{sub, dir + "/"}
}

// check builds warm and cold, and compares the two.
func (c *changed) check(build func(Input) (Result, map[string]string)) {
	c.Helper()
	in := c.in
	in.Content, in.Templates, in.Static = c.folder("content"), c.folder("templates"), c.folder("static")
	coldFiles := new(tree.Memory)
	cold, err := Run(context.Background(), in, coldFiles)
	if err != nil {
		c.Fatal(err)
	}
	warm, output := build(in)
	if diff := cmp.Diff(cold, warm); diff != "" {
		c.Fatalf("after %q the warm build says (-cold +warm):\n%s", c.log, diff)
	}
	if cold.Failed(false) {
		return
	}
	if diff := cmp.Diff(files(coldFiles), output); diff != "" {
		c.Fatalf("after %q the output differs (-cold +warm):\n%.3000s", c.log, diff)
	}
}

// inMemory builds as a preview does.
func (c *changed) inMemory(in Input) (Result, map[string]string) {
	c.Helper()
	in.Cache = c.cache
	in.Watched = func(name string) bool {
		now, then := c.files["content/"+name], c.built["content/"+name]
		return now == nil || then == nil || !bytes.Equal(now.Data, then.Data)
	}
	sink := c.memory.After()
	result, err := Run(context.Background(), in, sink)
	sink.Done()
	if err != nil {
		c.Fatal(err)
	}
	if result.Failed(false) {
		return result, nil
	}
	if err := in.Cache.Keep(); err != nil {
		c.Fatal(err)
	}
	c.memory, c.built = sink, maps.Clone(c.files)
	return result, files(sink)
}

// onDisk builds as one process after another does.
func (c *changed) onDisk(in Input) (Result, map[string]string) {
	c.Helper()
	store, err := cache.Open(filepath.Join(c.dir, "cache"), "test")
	if err != nil {
		c.Fatal(err)
	}
	defer store.Close()
	in.Cache = NewCache(store, "test")
	out, err := tree.Open(filepath.Join(c.dir, "public"))
	if err != nil {
		c.Fatal(err)
	}
	defer out.Close()
	result, err := Run(context.Background(), in, out)
	if err != nil {
		c.Fatal(err)
	}
	if result.Failed(false) {
		return result, nil
	}
	if _, err := out.Commit(); err != nil {
		c.Fatalf("after %q: %v", c.log, err)
	}
	if err := in.Cache.Keep(); err != nil {
		c.Fatal(err)
	}
	return result, c.output()
}

// output reads the output folder.
func (c *changed) output() map[string]string {
	c.Helper()
	all := map[string]string{}
	public := filepath.Join(c.dir, "public")
	err := filepath.WalkDir(public, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(name, ".candor-") {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(public, name)
		all[filepath.ToSlash(rel)] = string(data)
		return err
	})
	if err != nil {
		c.Fatal(err)
	}
	return all
}

// putting notes what is not kept.
type putting struct {
	*tree.Memory
	mu   sync.Mutex
	puts []string
}

func (p *putting) Put(path string, class tree.Class, data []byte) (tree.Mark, error) {
	p.mu.Lock()
	p.puts = append(p.puts, path)
	p.mu.Unlock()
	return p.Memory.Put(path, class, data)
}

func TestOnlyWhatShowsAChangeIsMadeAgain(t *testing.T) {
	post := func(day int, text string) *fstest.MapFile {
		return &fstest.MapFile{Data: fmt.Appendf(nil, "---\ntitle: Post %d\ndate: 2024-01-%02d\n---\n\nThe first paragraph.\n\n%s\n", day, day, text)}
	}
	content := fstest.MapFS{}
	for day := range 28 {
		content[fmt.Sprintf("post-%02d.md", day+1)] = post(day+1, "Text.")
	}
	in := Input{Content: Folder{FS: content, Name: "content/"}, BaseURL: "https://example.org/", Now: now, Cache: NewCache(cache.Memory(), "test")}
	var last *tree.Memory
	made := func() []string {
		t.Helper()
		sink := &putting{Memory: last.After()}
		if result, err := Run(context.Background(), in, sink); err != nil || result.Failed(false) {
			t.Fatal(err, result.Findings)
		}
		if err := in.Cache.Keep(); err != nil {
			t.Fatal(err)
		}
		last = sink.Memory
		slices.Sort(sink.puts)
		return sink.puts
	}
	if all := made(); len(all) < 40 {
		t.Fatalf("the first build made %v", all)
	}
	if again := made(); len(again) > 0 {
		t.Errorf("nothing changed, and this was made: %v", again)
	}
	content["post-07.md"] = post(7, "Another text.")
	want := []string{"atom.xml", "blog/post-07/index.html", "feed.json", "rss.xml"}
	got := slices.DeleteFunc(made(), func(path string) bool { return strings.HasPrefix(path, "search/") })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("one more word in a text (-want +got):\n%s", diff)
	}
}
