package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"candor/internal/post"
	"candor/internal/scaffold"
	"candor/internal/site"

	"github.com/spf13/cobra"
)

// newOptions are the flags of candor new.
type newOptions struct {
	content, templates string
	outline, slug      string
	draft, edit, list  bool
}

func newCommand(ui *ui) *cobra.Command {
	var o newOptions
	c := &cobra.Command{
		Use:   `new "TITLE"`,
		Short: "Begin a post",
		Long: `New writes content/<slug>.md with commented front matter and the headings of an
outline, dated today in the timezone of site.yaml. It never overwrites a file.
The post is a draft until its draft: true is removed.

Outlines are brief, full and security. A site adds its own, or replaces one of
these, in templates/posts/NAME.md: Markdown with the placeholders {{.Title}},
{{.Slug}}, {{.Date}} and {{.Author}}, which are quoted where YAML needs it, and
{{if .Draft}}draft: true{{end}}. {{template "front matter" .}} stands for
Candor's commented front matter.

--edit opens the new file with $VISUAL, else $EDITOR. The name of the file is
printed to standard output.`,
		Example: `  candor new "Checkout was down for an hour"
  candor new --template security --edit "Access tokens in log files"
  candor new --list`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 && !o.list {
				return errors.New(`new needs a title: candor new "Checkout was down"`)
			}
			return nil
		},
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(_ *cobra.Command, args []string) error {
			return runNew(ui, o, strings.Join(args, " "))
		},
	}
	f := c.Flags()
	f.StringVarP(&o.outline, "template", "t", scaffold.Default(), "outline to begin with")
	f.StringVar(&o.slug, "slug", "", "name of the post in addresses, instead of one made from the title")
	f.BoolVar(&o.draft, "draft", true, "mark the post as a draft")
	f.BoolVarP(&o.edit, "edit", "e", false, "open the post with $VISUAL or $EDITOR")
	f.BoolVar(&o.list, "list", false, "list the outlines and stop")
	f.StringVar(&o.content, "content", "content", "folder of posts, pages and site.yaml")
	f.StringVar(&o.templates, "templates", "templates", "folder of templates; its posts/ has the site's own outlines")
	_ = c.MarkFlagDirname("content")
	_ = c.MarkFlagDirname("templates")
	_ = c.RegisterFlagCompletionFunc("template", func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return o.complete(), cobra.ShellCompDirectiveNoFileComp
	})
	return c
}

func runNew(ui *ui, o newOptions, title string) error {
	outlines, err := o.outlines()
	if err != nil {
		return err
	}
	if o.list {
		return ui.outlines(outlines)
	}
	outline, err := scaffold.Find(outlines, o.outline)
	if err != nil {
		return err
	}
	content, err := os.OpenRoot(o.content)
	if os.IsNotExist(err) {
		return fmt.Errorf("there is no folder %s here: run candor init first, or name another with --content", o.content)
	}
	if err != nil {
		return err
	}
	defer content.Close()
	config, err := o.config(ui, content)
	if err != nil {
		return err
	}
	file, err := o.write(content, outline, title, config)
	if err != nil {
		return err
	}
	if err := ui.begun(file, o.draft); err != nil || !o.edit {
		return err
	}
	return edit(ui, file)
}

// write creates the post and returns the path of its file.
func (o newOptions) write(content *os.Root, outline scaffold.Outline, title string, config site.Config) (string, error) {
	now, err := clock(os.Getenv("SOURCE_DATE_EPOCH"), time.Now)
	if err != nil {
		return "", err
	}
	fields, err := scaffold.NewFields(title, o.slug, o.draft, now, config)
	if err != nil {
		return "", err
	}
	data, err := outline.Post(fields)
	if err != nil {
		return "", err
	}
	if taken := namesake(content.FS(), string(fields.Slug)); taken != "" {
		return "", fmt.Errorf("%s is there already and has this address: choose another with --slug", filepath.Join(o.content, taken))
	}
	file := filepath.Join(o.content, fields.File())
	if err := create(content, fields.File(), data); errors.Is(err, fs.ErrExist) {
		return "", fmt.Errorf("%s is there already: choose another name with --slug", file)
	} else if err != nil {
		return "", err
	}
	return file, nil
}

// outlines lists what the site can begin a post with.
func (o newOptions) outlines() ([]scaffold.Outline, error) {
	templates, err := os.OpenRoot(o.templates)
	if os.IsNotExist(err) {
		return scaffold.Outlines(nil, "")
	}
	if err != nil {
		return nil, err
	}
	defer templates.Close()
	return scaffold.Outlines(templates.FS(), filepath.ToSlash(filepath.Clean(o.templates))+"/")
}

func (o newOptions) complete() []cobra.Completion {
	list, _ := o.outlines()
	var names []cobra.Completion
	for _, outline := range list {
		names = append(names, cobra.CompletionWithDesc(outline.Name, outline.Summary))
	}
	return names
}

// config reads site.yaml and prints what is wrong with it.
func (o newOptions) config(ui *ui, content *os.Root) (site.Config, error) {
	src, err := content.ReadFile(site.ConfigName)
	if errors.Is(err, fs.ErrNotExist) {
		return site.Defaults(), nil
	}
	if err != nil {
		return site.Config{}, err
	}
	config, found := site.ReadConfig(filepath.ToSlash(filepath.Join(o.content, site.ConfigName)), src)
	if len(found) > 0 {
		return config, cmp.Or(ui.findings(found, options{}), errFindings)
	}
	return config, nil
}

// namesake finds a post whose name gives the same address; "" if there is none.
func namesake(content fs.FS, slug string) string {
	for _, source := range sources(content) {
		if post.Slug(post.Locate(source).Name) == slug {
			return source
		}
	}
	return ""
}

// sources lists the files of posts, as far as they can be read.
func sources(content fs.FS) []string {
	var list []string
	_ = fs.WalkDir(content, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && post.IsSource(name) && !post.Locate(name).Page {
			list = append(list, name)
		}
		return nil
	})
	return list
}

// edit opens the file in the user's editor and waits for it. Not bound to the
// command's context: an interrupt in the editor is the editor's.
func edit(ui *ui, file string) error {
	command := editor(os.Getenv)
	if len(command) == 0 {
		return fmt.Errorf(`no editor is set: set VISUAL or EDITOR, like EDITOR="code --wait", and open %s`, file)
	}
	c := exec.Command(command[0], append(command[1:], file)...)
	c.Stdin, c.Stdout, c.Stderr = os.Stdin, ui.out, ui.err
	if err := c.Run(); err != nil {
		return fmt.Errorf("the editor %s failed: %w; the post is in %s", command[0], err, file)
	}
	return nil
}

// editor is the user's editor and its arguments. A value that is a program as
// it stands may hold spaces.
func editor(getenv func(string) string) []string {
	value := strings.TrimSpace(cmp.Or(getenv("VISUAL"), getenv("EDITOR")))
	if _, err := exec.LookPath(value); err == nil {
		return []string{value}
	}
	return strings.Fields(value)
}
