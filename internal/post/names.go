package post

import (
	"path"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Slug turns a title, name or file name into the form addresses use: NFC,
// lower case, letters and digits of any script, every other run a hyphen.
// The result is "" when nothing is left.
func Slug(text string) string {
	if isSlug(text) {
		return text
	}
	return makeSlug(text)
}

// isSlug reports what is in that form already, as far as it is ASCII.
func isSlug(text string) bool {
	before := byte('-')
	for i := range len(text) {
		c := text[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && (c != '-' || before == '-') {
			return false
		}
		before = c
	}
	return before != '-'
}

func makeSlug(text string) string {
	var b strings.Builder
	b.Grow(len(text))
	gap := false
	for _, r := range strings.ToLower(norm.NFC.String(text)) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) && b.Len() > 0 && !gap {
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		} else {
			gap = true
		}
	}
	return norm.NFC.String(b.String())
}

// Place is where a source file stands: which name its address comes from and
// which folder holds its own files.
type Place struct {
	Name   string // base of the slug
	Folder string // below the content folder
	Page   bool   // under pages/
}

// pagesFolder holds the pages that are no posts.
const pagesFolder = "pages"

// Locate reads a path below the content folder: slug.md, slug/index.md, either
// in sub-folders.
func Locate(source string) Place {
	dir, file := path.Split(source)
	dir = strings.TrimSuffix(dir, "/")
	name := strings.TrimSuffix(file, path.Ext(file))
	p := Place{Name: name, Folder: path.Join(dir, name)}
	if name == "index" && dir != "" && dir != pagesFolder {
		p = Place{Name: path.Base(dir), Folder: dir}
	}
	p.Page = source == pagesFolder || strings.HasPrefix(source, pagesFolder+"/")
	return p
}

// IsSource reports whether a file name is one that holds a post.
func IsSource(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdx":
		return true
	}
	return false
}

// slugProblem says why a slug from the front matter cannot be used.
func slugProblem(slug string) string {
	switch {
	case strings.ContainsAny(slug, `/\`):
		return "holds a slash"
	case strings.Contains(slug, ".."):
		return "holds .."
	case strings.Contains(slug, "*"):
		return "holds *"
	case Slug(slug) == "":
		return "has no letter or digit"
	case deviceName(Slug(slug)):
		return "is a device name on Windows"
	}
	return ""
}

// deviceName reports whether Windows cannot store a file of this name.
func deviceName(s string) bool {
	switch s {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(s) == 4 && (s[:3] == "com" || s[:3] == "lpt") && s[3] >= '1' && s[3] <= '9'
}

// aliasPath checks a former address and returns it from the root. A problem
// completes the sentence "the alias …".
func aliasPath(alias string) (address, problem string) {
	switch {
	case strings.Contains(alias, "://"):
		return "", "is on another site"
	case strings.ContainsFunc(alias, func(r rune) bool { return r < 0x20 || r == 0x7f || unicode.IsSpace(r) }):
		return "", "holds a space or control character"
	case strings.ContainsAny(alias, `*\?#"<>|%`):
		return "", `holds one of * \ ? # " < > | %`
	case strings.Contains(alias, "//"):
		return "", "holds //"
	}
	if !strings.HasPrefix(alias, "/") {
		alias = "/" + alias
	}
	for part := range strings.SplitSeq(alias, "/") {
		if part == ".." || part == "." {
			return "", "holds a . or .. step"
		}
		if strings.HasPrefix(part, ".") {
			return "", "names a hidden file"
		}
		if strings.HasPrefix(part, ":") {
			return "", "has a part that starts with a colon, a placeholder for hosts"
		}
	}
	if alias == "/" {
		return "", "is the home page"
	}
	return norm.NFC.String(alias), ""
}

// nearestKey finds the known key that a mistyped one most likely means, or "".
func nearestKey(name string) string {
	best, least := "", 3
	low := strings.ToLower(strings.NewReplacer("_", "", "-", "").Replace(name))
	for _, k := range keys {
		for _, known := range append([]string{k.name}, k.synonyms...) {
			limit := min(least, max(1, len(known)/3)+1)
			if d := editDistance(low, strings.ToLower(known), limit); d < limit {
				best, least = known, d
			}
		}
	}
	return best
}

// editDistance is the Damerau-Levenshtein distance (optimal string alignment)
// of two short texts, or limit when it is at least that.
func editDistance(a, b string, limit int) int {
	if len(a) > 40 || len(a)-len(b) >= limit || len(b)-len(a) >= limit {
		return limit
	}
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return min(rows[len(a)][len(b)], limit)
}

// clip shortens a hostile value for a message.
func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}
