package theme

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"candor/internal/site"
	"candor/internal/theme/quick"
	"candor/internal/when"
)

// functions are what templates can call besides those of html/template.
type functions struct {
	all    template.FuncMap
	direct quick.Direct // what pages call often
}

func newFunctions(base site.Base, static *Static) *functions {
	f := &functions{all: template.FuncMap{
		// path turns a path of the site into an address, with the base path.
		"path": base.Path,
		// absolute turns it into a full URL.
		"absolute": base.Absolute,
		// asset is the address of a static file by its name, like "css/site.css".
		"asset": func(name string) (string, error) {
			if address := static.Path(name); address != "" {
				return base.Path(address), nil
			}
			return "", fmt.Errorf("there is no static file %s", name)
		},
		// has reports whether there is a static file of that name.
		"has": func(name string) bool { return static.Path(name) != "" },
		// date writes a moment for people: 2 April 2025.
		"date": Date,
		// day is date without the year, where a heading has it: 2 April.
		"day": func(m when.Moment) string { return m.Time.Format("2 January") },
		// iso writes a moment for <time datetime>.
		"iso":   iso,
		"lower": strings.ToLower,
		// plural chooses a word by number: plural 1 "post" "posts" is "1 post".
		"plural": plural,
	}}
	f.direct = quick.Direct{
		Funcs:   map[string]quick.Func{"path": quick.Unary(base.Path), "date": quick.Unary(Date), "iso": quick.Unary(iso), "plural": quick.Ternary(plural)},
		Methods: methods,
		Writers: writers,
	}
	return f
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// iso writes a moment no finer than it is known. HTML has no form for a bare
// hour.
func iso(m when.Moment) string {
	if m.Precision == when.Hour {
		m.Precision = when.Day
	}
	return m.String()
}

// Date writes the day of a moment in the order most of the world reads.
func Date(m when.Moment) string { return string(AppendDate(make([]byte, 0, 32), m)) }

// AppendDate appends the form of Date.
func AppendDate(dst []byte, m when.Moment) []byte {
	if m.IsZero() {
		return dst
	}
	return m.Time.AppendFormat(dst, "2 January 2006")
}

// RFC3339 writes an instant in UTC, for metadata that demands a time of day.
func RFC3339(t time.Time) string { return t.UTC().Format(time.RFC3339) }
